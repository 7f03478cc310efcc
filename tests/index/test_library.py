from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index import (
    Direction,
    EncoderMismatchError,
    Library,
    LibraryOptions,
    LoadingError,
    QuestionError,
    ReaderError,
    StoryExistsError,
    StoryNotFoundError,
    StoryTwinError,
    StoryUnclearError,
    SummaryLength,
)
from tests.index.support import OpenLibrary, OtherEncoder, WordEncoder, draft

OTHER = "A dog sat by the sea. It never promised anything to anybody."
TALE = (
    "A miller had three sons. The eldest got the mill. The second got the donkey. "
    "The youngest got the cat, and he was sad about it.\n"
    "Advertisement\n"
    "The cat asked for a pair of boots. The boots were red. In the evening the cat went hunting."
)


def test_a_new_library_holds_the_seed_story(library: Library) -> None:
    assert [entry.name for entry in library.stories()] == ["s-400"]


def test_a_removed_seed_story_does_not_come_back(
    open_library: OpenLibrary, library: Library
) -> None:
    library.remove("s-400")
    library.close()
    assert open_library().stories() == ()


def test_an_added_story_is_asked_at_once_and_after_reopening(
    open_library: OpenLibrary, library: Library
) -> None:
    library.add(draft("tale", TALE))
    assert library.quote("pair of boots")[0].quote.story.name == "tale"
    library.close()
    assert open_library().quote("pair of boots")[0].quote.story.name == "tale"


def test_what_another_process_adds_is_found_by_the_next_question(
    open_library: OpenLibrary, library: Library
) -> None:
    library.warm_up()
    open_library().add(draft("tale", TALE))
    assert library.quote("pair of boots")[0].exact


def test_warming_up_finds_out_that_the_reader_cannot_be_loaded(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "no-model-here")
    options = LibraryOptions(tmp_path / "library", reader_model=nowhere)
    with (
        Library.open(options, encoder=WordEncoder()) as library,
        pytest.raises(ReaderError, match="no-model-here"),
    ):
        library.warm_up()


def test_a_removed_story_is_gone_from_every_answer(library: Library) -> None:
    library.add(draft("tale", TALE))
    library.warm_up()
    removed = library.remove("TALE")
    assert not any(match.exact for match in library.quote("pair of boots"))
    with pytest.raises(StoryNotFoundError):
        library.quote_at(removed.id, 0, 5)
    with pytest.raises(StoryNotFoundError):
        library.ask("who got the mill?", story="tale")


def test_a_story_is_named_by_name_or_title_in_any_case(library: Library) -> None:
    library.add(draft("tale", TALE, "Puss in Boots"))
    assert library.story("Tale").id == library.story("puss IN boots ").id


def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(library: Library) -> None:
    library.add(draft("tale", TALE, "Puss in Boots"))
    with pytest.raises(StoryNotFoundError, match="did you mean tale") as raised:
        library.story("pus in boot")
    assert raised.value.facts == {"name": "pus in boot", "near": ("tale",)}
    with pytest.raises(StoryNotFoundError) as raised:
        library.story("zzz")
    assert raised.value.facts["near"] == ()


def test_a_title_that_two_stories_share_has_to_be_told_apart(library: Library) -> None:
    library.add(draft("one", TALE, "Puss in Boots"))
    library.add(draft("two", OTHER, "Puss in Boots"))
    with pytest.raises(StoryUnclearError, match=r"'one', 'two'"):
        library.story("puss in boots")


def test_a_name_is_taken_only_once_in_any_case(library: Library) -> None:
    library.add(draft("tale", TALE))
    with pytest.raises(StoryExistsError):
        library.add(draft("TALE", OTHER))


def test_a_text_without_a_sentence_is_refused_and_nothing_is_added(library: Library) -> None:
    with pytest.raises(LoadingError):
        library.add(draft("ads", "Advertisement\nREAD MORE: nothing"))
    assert len(library.stories()) == 1


def test_asking_one_story_never_quotes_another(library: Library) -> None:
    library.add(draft("tale", TALE))
    answer = library.ask("what did Akar promise?", story="tale")
    shown = (*answer.quotes, *answer.nearest, *answer.more)
    assert shown
    assert {quote.story.name for quote in shown} == {"tale"}


def test_furniture_is_never_an_answer_nor_near_one(library: Library) -> None:
    answer = library.ask("READ MORE: US Senators Threaten Turkey With Consequences")
    shown = (*answer.quotes, *answer.nearest, *answer.more)
    assert shown
    assert not any("READ MORE" in quote.text for quote in shown)
    assert not any("READ MORE" in m.quote.text for m in library.quote("READ MORE: US Senators"))


@pytest.mark.parametrize("question", ["", "   ", "?!", "…", "\n\t"])
def test_what_is_no_question_is_refused_in_one_sentence(library: Library, question: str) -> None:
    with pytest.raises(QuestionError, match="ask with a few words"):
        library.ask(question)


@pytest.mark.parametrize(
    "question",
    ["a" * 10_000, "was hat Akar versprochen?", "アカルは何を約束した", "AKAR?", "\x00 akar"],
)
def test_strange_questions_get_an_answer_or_a_refusal(library: Library, question: str) -> None:
    answer = library.ask(question)
    for quote in (*answer.quotes, *answer.nearest):
        assert quote.text in quote.story.text


def test_exact_words_come_first_whatever_their_case_and_quotation_marks(library: Library) -> None:
    first = library.quote('"showed a reasonable approach')[0]
    assert first.exact
    assert first.score == 1
    assert first.quote.highlighted == "“showed a reasonable approach"
    assert first.quote.paragraph == 6


def test_words_that_are_not_there_find_the_nearest_sentences(library: Library) -> None:
    matches = library.quote("sanctions are counterproductive")
    assert matches
    assert not any(match.exact for match in matches)
    assert all(match.score < 1 for match in matches)


def test_reading_on_gives_the_sentences_right_after_and_before(library: Library) -> None:
    tale = library.add(draft("tale", TALE))
    mill = library.quote("The eldest got the mill.", story="tale")[0].quote
    following = library.around(mill, Direction.NEXT)
    assert following is not None
    assert following.text.startswith("The second got the donkey.")
    assert following.text.endswith("he was sad about it.")
    before = library.around(mill, Direction.PREVIOUS)
    assert before is not None
    assert before.text == "A miller had three sons."
    whole = library.quote_at(tale.id, 0, len(TALE))
    assert library.around(whole, Direction.NEXT) is None
    assert library.around(whole, Direction.PREVIOUS) is None


def test_a_summary_is_the_storys_own_sentences_in_order(library: Library) -> None:
    lines = {
        length: library.summarize(None, length).lines
        for length in (SummaryLength.SHORT, SummaryLength.MEDIUM, SummaryLength.LONG)
    }
    counts = [len(quotes) for quotes in lines.values()]
    assert counts == sorted(counts)
    assert counts[0] < counts[2]
    for quotes in lines.values():
        assert list(quotes) == sorted(quotes, key=lambda quote: quote.start)
        assert not any("READ MORE" in quote.text for quote in quotes)


def test_a_summary_covers_the_whole_story_not_its_beginning(library: Library) -> None:
    parts = [
        "The king built a tower of stone. " * 30,
        "A dragon slept beneath the lake. " * 30,
        "The baker's daughter sang at night. " * 30,
    ]
    library.add(draft("parts", "\n\n".join(parts)))
    words = " ".join(quote.text for quote in library.summarize("parts").lines)
    assert "tower" in words
    assert "dragon" in words
    assert "daughter" in words


def test_a_novel_is_summarized_too(library: Library) -> None:
    text = " ".join(f"In year {n} the king of land {n % 97} fought war {n}." for n in range(3_000))
    library.add(draft("novel", text))
    lines = library.summarize("novel", SummaryLength.LONG).lines
    assert len(lines) == 12
    assert lines[-1].start > len(text) / 2


def test_a_summary_asks_which_story_when_there_are_several(library: Library) -> None:
    library.add(draft("tale", TALE))
    with pytest.raises(StoryUnclearError, match="s-400, tale"):
        library.summarize()


def test_an_empty_library_says_how_to_fill_it(library: Library) -> None:
    library.remove("s-400")
    with pytest.raises(StoryNotFoundError, match="verse add"):
        library.summarize()
    assert not library.ask("who is the king?").found
    assert library.quote("king") == ()


def test_another_encoder_is_refused_until_the_library_is_indexed_anew(
    open_library: OpenLibrary, library: Library
) -> None:
    library.close()
    changed = open_library(OtherEncoder())
    assert len(changed.stories()) == 1
    with pytest.raises(EncoderMismatchError, match="verse reindex"):
        changed.ask("what did Akar promise?")
    with pytest.raises(EncoderMismatchError, match="verse reindex"):
        changed.add(draft("tale", TALE))
    assert changed.reindex() == 1
    changed.ask("what did Akar promise?")


def test_passages_cut_by_an_older_version_are_cut_anew_by_themselves(
    open_library: OpenLibrary, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    monkeypatch.setattr("index.library.PASSAGE_VERSION", 999)
    monkeypatch.setattr("index.indexing.PASSAGE_VERSION", 999)
    newer = open_library()
    newer.ask("what did Akar promise?")
    newer.add(draft("tale", TALE))
    assert len(newer.stories()) == 2


def test_searching_while_adding_and_removing_is_safe(
    open_library: OpenLibrary, library: Library
) -> None:
    failures: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                answer = library.ask("what did Akar promise?", story="s-400")
                assert {q.story.name for q in (*answer.quotes, *answer.nearest)} == {"s-400"}
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=ask, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(8):
        library.add(draft(f"tale {number}", f"{number} cats. {OTHER}"))
        if number % 2:
            library.remove(f"tale {number}")
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(library.stories()) == 5


def test_a_large_library_is_saved_and_a_damaged_file_is_rebuilt(
    open_library: OpenLibrary,
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("index.corpora.SAVED_FROM", 1)
    library.add(draft("tale", TALE))
    before = library.ask("what did Akar promise?")
    library.close()
    saved = [path for path in (tmp_path / "library" / "index").rglob("*") if path.is_file()]
    assert saved
    assert open_library().ask("what did Akar promise?") == before
    largest = max(saved, key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)
    caplog.clear()
    assert open_library().ask("what did Akar promise?") == before
    assert len([r for r in caplog.records if r.levelname == "WARNING"]) == 1
    caplog.clear()
    assert open_library().ask("what did Akar promise?") == before
    assert not caplog.records


def test_a_removed_story_is_not_left_in_the_saved_files(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.corpora.SAVED_FROM", 1)
    library.add(draft("tale", TALE.replace("donkey", "xylophonist")))
    library.warm_up()
    library.remove("tale")
    left = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert b"xylophonist" not in left


def test_a_library_of_an_unknown_encoder_fails_with_what_to_do(tmp_path: Path) -> None:
    from index import EncoderError, LibraryOptions

    with pytest.raises(EncoderError, match="ENCODER_MODEL"):
        Library.open(LibraryOptions(tmp_path / "new", encoder_model="./no/such/model"))


def test_an_encoder_given_at_opening_is_used_for_everything(open_library: OpenLibrary) -> None:
    class Counting(WordEncoder):
        calls = 0

        def encode(self, *arguments, **named):  # type: ignore[no-untyped-def]
            Counting.calls += 1
            return super().encode(*arguments, **named)

    open_library(Counting()).ask("what did Akar promise?")
    assert Counting.calls >= 2


def test_letters_that_grow_in_lower_case_do_not_shift_what_is_quoted(library: Library) -> None:
    library.add(draft("istanbul", "İİİ İstanbul was large. The Sultan's Palace was larger."))
    match = library.quote("the sultan’s PALACE", story="istanbul")[0]
    assert match.exact
    assert match.quote.highlighted == "The Sultan's Palace"


def test_a_text_that_is_there_already_is_not_stored_twice(library: Library) -> None:
    library.add(draft("tale", TALE))
    with pytest.raises(StoryTwinError, match='already, as "tale"'):
        library.add(draft("copy", TALE.upper()))
    assert library.twin(draft("copy", OTHER)) is None
    assert len(library.stories()) == 2


def test_a_text_that_is_nearly_there_is_told_from_a_new_one(library: Library) -> None:
    seed = library.story("s-400")
    corrected = seed.text.replace("Akar", "Fidan", 1)
    with pytest.raises(StoryTwinError, match="replace that story") as refused:
        library.add(draft("corrected", corrected))
    assert refused.value.reason == "nearly"
    assert library.twin(draft("half", seed.text[: len(seed.text) // 2])) is None


def test_a_text_with_a_little_more_at_its_end_is_nearly_the_same_and_never_the_very_same(
    open_library: OpenLibrary,
) -> None:
    library = open_library()
    tale = " ".join(f"On day {day} the fox walked to hill number {day}." for day in range(80))
    library.add(draft("tale", tale))

    twin = library.twin(draft("longer", f"{tale} Then it slept."))

    assert twin is not None
    assert twin.name == "tale"
    assert not twin.same


def test_a_chapter_is_found_and_what_was_quoted_before_stays_in_place(library: Library) -> None:
    library.add(draft("serial", TALE))
    before = library.ask("who got the mill?", story="serial").quotes[0]
    library.append("serial", draft("two", OTHER))
    after = library.ask("who got the mill?", story="serial").quotes[0]
    assert (after.start, after.text) == (before.start, before.text)
    assert library.quote_at(before.story.id, before.start, before.end).text == before.text
    assert library.story("serial").text == f"{TALE}\n\n{OTHER}"
    assert "dog" in library.quote("a dog by the sea", story="serial", limit=1)[0].quote.text
    with pytest.raises(StoryTwinError):
        library.append("serial", draft("two", OTHER))


def test_a_corrected_version_is_asked_and_the_old_one_only_quoted(library: Library) -> None:
    old = library.add(draft("tale", TALE))
    quote = library.quote_at(old.id, 0, 20)
    new = library.replace("tale", draft("tale", f"{OTHER}\n{TALE}"))
    assert library.story("tale") == new
    again = library.quote_at(old.id, 0, 20)
    assert (again.text, again.story.replaced_by) == (quote.text, new.id)
    answer = library.ask("who ate the ogre?")
    shown = {q.story.id for q in (*answer.quotes, *answer.nearest, *answer.more)}
    assert old.id not in shown
    library.remove("tale")
    with pytest.raises(StoryNotFoundError):
        library.quote_at(old.id, 0, 20)


def test_what_somebody_has_read_is_read_in_the_corrected_version_too(library: Library) -> None:
    first, second, third = "It began well.", "Then it rained.", "In the end the ship sank."
    old = library.add(draft("tale", f"{first}\n\n{second}\n\n{third}"))
    end = old.text.index(third)
    library.records("1").set_progress("m", old.id, end)
    new = library.replace("tale", draft("tale", f"A preface.\n\n{first}\n\n{second}\n\n{third}"))
    assert library.member_progress("m") == {new.id: new.text.index(third)}
    # Nor does the old version show more than the new one does.
    view = library.up_to(library.member_progress("m"))
    assert view.story_by_id(old.id).text.endswith(second)
    assert "ship" not in view.story("tale").text


def test_sentences_of_a_removed_story_do_not_stay_in_memory(library: Library) -> None:
    library.add(draft("tale", TALE))
    library.quote("who ate the ogre?", story="tale")
    _, vectors = library._reader()
    assert any("ogre" in text for text in vectors._known)
    library.remove("tale")
    assert not vectors._known
