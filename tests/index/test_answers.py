from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import Libraries, Library, LibraryOptions, QuestionError, Turn
from index.answers import Answers, CacheFigures
from index.domain import Answer, Explanation
from tests.index.support import WordEncoder, draft, strings

TALE = "A miller had three sons. The youngest got the cat. The cat asked for a pair of boots."
QUESTION = "Who got the cat?"


@pytest.fixture
def libraries(tmp_path: Path) -> Iterator[Libraries]:
    options = LibraryOptions(tmp_path / "all", reader_model="none")
    with Libraries.open(options, encoder=WordEncoder()) as opened:
        yield opened


@pytest.fixture
def tale(libraries: Libraries) -> Library:
    library = libraries.of("member:1")
    library.add(draft("tale", TALE))
    return library


def told(libraries: Libraries) -> tuple[int, int]:
    figures = libraries.cache_figures()
    return figures.hits, figures.misses


def test_what_is_asked_again_is_answered_with_the_same_words(
    libraries: Libraries, tale: Library
) -> None:
    first, again = tale.explain(QUESTION), tale.explain(QUESTION)
    assert first == again
    assert again.answer == tale.ask(QUESTION)
    assert libraries.cache_figures() == CacheFigures(hits=2, misses=1, entries=1)


def test_another_question_story_or_spelling_is_another_answer(
    libraries: Libraries, tale: Library
) -> None:
    tale.ask(QUESTION)
    assert tale.ask(f" {QUESTION}").question == f" {QUESTION}"
    tale.ask(QUESTION.lower())
    tale.ask(QUESTION, story="tale")
    assert told(libraries) == (0, 4)


def test_a_changed_story_is_read_anew(libraries: Libraries, tale: Library) -> None:
    before = tale.ask(QUESTION)
    tale.append("tale", draft("end", "In the end the king got the cat."))
    after = tale.explain(QUESTION)
    assert told(libraries) == (0, 2)
    assert before.question == after.answer.question
    assert any("the king" in one.quote.text for one in after.passages)


def test_no_answer_comes_from_a_story_that_is_gone(libraries: Libraries, tale: Library) -> None:
    tale.ask(QUESTION)
    tale.remove("tale")
    assert libraries.cache_figures().entries == 0
    assert not any("cat" in words for words in strings(tale.ask(QUESTION).nearest))
    tale.add(draft("tale", TALE.replace("youngest", "eldest")))
    assert "youngest" not in " ".join(one.quote.text for one in tale.explain(QUESTION).passages)


def test_what_another_process_changes_is_never_answered_from_memory(
    libraries: Libraries, tale: Library, tmp_path: Path
) -> None:
    tale.ask(QUESTION)
    options = LibraryOptions(tmp_path / "all", key="member:1", reader_model="none")
    with Libraries.open(options, encoder=WordEncoder()) as others:
        others.of("member:1").remove("tale")
    assert not tale.ask(QUESTION).nearest
    assert told(libraries) == (0, 2)


def test_who_has_read_less_never_gets_the_answer_of_who_has_read_more(
    libraries: Libraries, tale: Library
) -> None:
    story, end = tale.story("tale"), TALE.index("The youngest")
    tale.ask(QUESTION)
    for ceilings in ({story.id: end}, {story.id: end + 30}):
        found = tale.up_to(ceilings).explain(QUESTION)
        assert all(one.quote.end <= ceilings[story.id] for one in found.passages)
    assert told(libraries) == (0, 3)


def test_those_who_have_read_as_far_share_an_answer(libraries: Libraries, tale: Library) -> None:
    story, end = tale.story("tale"), TALE.index("The cat asked")
    first = tale.up_to({story.id: end}).ask(QUESTION)
    assert tale.up_to({story.id: end}).ask(QUESTION) == first
    assert told(libraries) == (1, 1)


def test_libraries_with_the_same_story_share_nothing(libraries: Libraries, tale: Library) -> None:
    other = libraries.of("member:2")
    other.add(draft("tale", TALE))
    tale.ask(QUESTION)
    other.ask(QUESTION)
    assert told(libraries) == (0, 2)


def test_a_follow_up_is_neither_remembered_nor_taken_for_a_question_that_stands_alone(
    libraries: Libraries, tale: Library
) -> None:
    alone = tale.ask("What did it ask for?")
    turn = Turn("Who got the cat?", tale.ask(QUESTION).quotes)
    before = libraries.cache_figures()
    followed = tale.ask("What did it ask for?", after=(turn,))
    assert libraries.cache_figures() == before
    assert tale.ask("What did it ask for?") == alone
    assert followed.question == alone.question


def test_a_question_that_cannot_be_asked_is_not_remembered(
    libraries: Libraries, tale: Library
) -> None:
    for _ in range(2):
        with pytest.raises(QuestionError):
            tale.ask("?!")
    assert libraries.cache_figures() == CacheFigures(0, 0, 0)


@pytest.mark.parametrize("forget", ["forget_member", "forget_texts", "erase"])
def test_what_was_asked_is_forgotten_with_what_is_kept_about_members(
    libraries: Libraries, tale: Library, forget: str
) -> None:
    tale.ask(QUESTION)
    if forget == "forget_texts":
        libraries.forget_texts()
    else:
        getattr(libraries, forget)("member:1")
    assert libraries.cache_figures().entries == 0


class TestBounds:
    @pytest.fixture
    def found(self, tale: Library) -> Explanation:
        return tale.explain(QUESTION)

    def test_the_answer_not_asked_for_the_longest_goes_first(
        self, tale: Library, found: Explanation
    ) -> None:
        answers, corpus = Answers(entries=2), tale._corpus()
        for question in "abaca":
            answers.of(corpus, question, None, lambda: found)
        assert answers.figures() == CacheFigures(hits=2, misses=3, entries=2)
        answers.of(corpus, "b", None, lambda: found)
        assert answers.figures().misses == 4

    def test_long_questions_leave_room_for_fewer_and_too_long_ones_are_not_kept(
        self, tale: Library, found: Explanation
    ) -> None:
        answers, corpus = Answers(characters=10), tale._corpus()
        for question in ("aaaaa", "bbbbb", "ccccc"):
            answers.of(corpus, question, None, lambda: found)
        assert answers.figures().entries == 2
        answers.of(corpus, "d" * 11, None, lambda: found)
        assert answers.figures().entries == 2

    def test_an_answer_does_not_outlive_what_it_was_found_in(
        self, tale: Library, found: Explanation
    ) -> None:
        answers, whole = Answers(), tale._corpus()
        answers.of(replace(whole), "a", None, lambda: found)
        gc.collect()
        answers.of(whole, "a", None, lambda: found)
        assert answers.figures() == CacheFigures(hits=0, misses=2, entries=1)

    def test_what_is_forgotten_while_it_is_looked_for_is_not_kept(
        self, tale: Library, found: Explanation
    ) -> None:
        answers = Answers()

        def find() -> Explanation:
            answers.forget()
            return found

        assert answers.of(tale._corpus(), "a", None, find) is found
        assert answers.figures().entries == 0


def test_many_threads_get_what_one_gets(libraries: Libraries, tale: Library) -> None:
    alone = tale.ask(QUESTION)
    found: list[Answer] = []

    def work() -> None:
        found.extend(tale.ask(QUESTION) for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 80
