"""A member is shown nothing beyond what they have read, and everything before it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index import (
    Direction,
    Library,
    LibraryOptions,
    NothingReadError,
    QuestionError,
    StoryNotFoundError,
)
from index.conversation import Turn
from tests.index.support import WordEncoder, draft, strings

TALE = (
    "A miller had three sons. The eldest got the mill. The second got the donkey.\n"
    "The youngest got the cat, and he was sad about it. The cat asked for boots.\n"
    "Advertisement\n"
    "At the end the ogre became a mouse. The cat ate the ogre and won the castle."
)
BEFORE_OGRE = TALE.index("At the end")


@pytest.fixture
def library(quick_library: Library) -> Library:
    return quick_library


def test_a_library_up_to_a_ceiling_searches_what_a_shorter_story_would_give(
    library: Library, tmp_path: Path
) -> None:
    sentences = [f"In year {n} the king of land {n % 7} fought war {n}. " for n in range(60)]
    whole = library.add(draft("novel", "\n".join(["".join(sentences)] * 3)))
    with Library.open(LibraryOptions(tmp_path / "other"), encoder=WordEncoder()) as other:
        for ceiling in range(0, len(whole.text), 997):
            view = library.up_to({whole.id: ceiling})
            cut = view.story("novel").text
            if not cut:
                continue
            short = other.add(draft("short", cut, "novel"))
            ours, theirs = view._searchable(whole.id), other._searchable(None)
            expected, vectors = theirs.passages_of(short.id)
            assert [(p.start, p.end, p.context) for p in ours.passages] == [
                (p.start, p.end, p.context) for p in expected
            ]
            assert ours.passages_of(whole.id)[1] == pytest.approx(vectors, abs=1e-3)
            other.remove("short")


def test_what_was_just_read_is_quoted_and_what_follows_is_not(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    view = library.up_to({tale.id: BEFORE_OGRE})
    assert view.quote("asked for boots", story="tale")[0].exact
    assert not any(match.exact for match in view.quote("the cat ate the ogre", story="tale"))
    assert view.story("tale").text.endswith("Advertisement")
    assert library.quote("the cat ate the ogre", story="tale")[0].exact


def test_a_ceiling_within_a_sentence_stops_before_that_sentence(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    view = library.up_to({tale.id: TALE.index("mill.") + 2})
    assert view.story("tale").text == "A miller had three sons."


def test_a_ceiling_at_a_sentences_end_shows_that_sentence(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    first = "A miller had three sons."
    assert library.up_to({tale.id: len(first)}).story("tale").text == first
    assert library.up_to({tale.id: len(first) - 1}).story("tale").text == ""


def test_stories_without_a_ceiling_are_whole(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    library.add(draft("other", "The ogre slept in the castle."))
    view = library.up_to({tale.id: 30})
    match = view.quote("the ogre")[0]
    assert (match.exact, match.quote.story.name) == (True, "other")
    assert view.text("other") is library.text("other")


def test_a_ceiling_beyond_the_end_is_the_whole_story(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    view = library.up_to({tale.id: 10**9})
    assert view.story("tale") == tale
    for question in ("who got the mill?", "what became of the ogre?", "who is the pope?"):
        ours, theirs = view.ask(question, story="tale"), library.ask(question, story="tale")
        assert (ours.quotes, ours.nearest, ours.more) == (
            theirs.quotes,
            theirs.nearest,
            theirs.more,
        )


def test_a_story_that_is_not_begun_is_not_searched_and_says_so(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    library.remove("s-400")
    for ceiling in (0, 10):
        view = library.up_to({tale.id: ceiling})
        for story in ("tale", None):
            answer = view.ask("who got the mill?", story=story)
            assert (answer.quotes, answer.nearest, answer.more) == ((), (), ())
            assert view.quote("the mill", story=story) == ()
            with pytest.raises(NothingReadError, match="not begun this story"):
                view.text(story)
            with pytest.raises(NothingReadError, match="/progress"):
                view.summarize(story)
        assert view.story("tale").text == ""
        assert [entry.characters for entry in view.stories()] == [0]


def test_places_beyond_the_ceiling_are_as_beyond_the_storys_end(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    view = library.up_to({tale.id: BEFORE_OGRE})
    boots = view.quote("asked for boots", story="tale")[0].quote
    assert view.around(boots, Direction.NEXT) is None
    assert library.around(boots, Direction.NEXT) is not None
    ogre = library.quote("the cat ate the ogre", story="tale")[0].quote
    assert [view.around(ogre, direction) for direction in Direction] == [None] * len(Direction)
    assert view.quote_at(tale.id, 0, 24).text == "A miller had three sons."
    with pytest.raises(ValueError, match="not in the story"):
        view.quote_at(tale.id, BEFORE_OGRE, BEFORE_OGRE + 10)


def test_paragraphs_keep_the_numbers_that_they_have_in_the_whole_story(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    for ceiling in range(24, len(TALE)):
        cut = library.up_to({tale.id: ceiling}).text("tale")
        whole = library.text("tale")
        for sentence in cut.outline.sentences:
            quote = cut.quote(sentence.start, sentence.end)
            assert quote.paragraph == whole.outline.paragraph_at(sentence.start)


def test_a_misspelt_word_is_not_bent_to_one_beyond_the_ceiling(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    corpus = library.up_to({tale.id: BEFORE_OGRE})._searchable(tale.id)
    assert corpus.keywords.question_terms("castel yongest") == ["castel", "youngest"]


def test_of_two_ceilings_for_a_story_the_lower_one_counts(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    member = library.up_to({tale.id: 50})
    for view in (
        member.up_to({tale.id: 30}),
        library.up_to({tale.id: 30}).up_to({tale.id: 50}),
        member.up_to({}).up_to({tale.id: 30, 99: 3}),
    ):
        assert view.story("tale").text == "A miller had three sons."


def test_a_negative_ceiling_is_refused(library: Library) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        library.up_to({1: -1})


def test_quotes_that_others_were_shown_before_do_not_reach_beyond_the_ceiling(
    library: Library,
) -> None:
    tale = library.add(draft("tale", TALE))
    ogre = library.quote("the ogre became a mouse", story="tale")[0].quote
    view = library.up_to({tale.id: BEFORE_OGRE})
    turn = Turn("what happened at the end?", (ogre,))
    explained = view.explain("and who did he meet?", story="tale", after=[turn])
    assert not any("ogre" in string for string in strings(explained))


def test_a_removed_story_is_gone_from_a_view_that_was_made_before(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    view = library.up_to({tale.id: BEFORE_OGRE})
    assert view.quote("boots", story="tale")
    library.remove("tale")
    assert not any(match.exact for match in view.quote("asked for boots"))
    with pytest.raises(StoryNotFoundError):
        view.story_by_id(tale.id)
    with pytest.raises(QuestionError):
        view.ask("?!")


def test_the_same_story_up_to_the_same_place_is_computed_once(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    one, other = library.up_to({tale.id: 60}), library.up_to({tale.id: 60})
    assert one.text("tale") is other.text("tale")
    assert one._searchable(tale.id) is other._searchable(tale.id)


def test_members_who_have_read_differently_far_may_ask_at_once(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    failures: list[BaseException] = []

    def ask(ceiling: int) -> None:
        try:
            for _ in range(5):
                view = library.up_to({tale.id: ceiling})
                for match in view.quote("the cat and the ogre", story="tale", limit=9):
                    assert match.quote.end <= ceiling
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=ask, args=(c,)) for c in (30, 80, 150, 200, len(TALE))]
    for thread in threads:
        thread.start()
    for number in range(3):
        library.add(draft(f"tale {number}", f"There were {number} dogs."))
    for thread in threads:
        thread.join()
    assert failures == []
