"""Conversations about the seed story, held with the real models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import DialogueFile, Library, LibraryOptions, Turn, converse
from index.evaluation import read_known
from tests.index.support import draft

DIALOGUES = Path(__file__).parents[2] / "seeds" / "s-400" / "dialogues.jsonl"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(LibraryOptions(tmp_path_factory.mktemp("library"))) as opened:
        yield opened


def test_the_seed_dialogues_are_held_as_promised(library: Library) -> None:
    known = read_known(DIALOGUES)
    assert isinstance(known, DialogueFile)
    assert len(known.dialogues) >= 12
    figures = converse(library, known.dialogues).figures
    assert figures.follow_ups.share is not None
    assert figures.follow_ups.share >= 0.80
    assert figures.unchanged.count == figures.unchanged.total


def test_a_follow_up_tells_how_it_was_understood(library: Library) -> None:
    first = library.ask("who is Berat Albayrak?")
    answer = library.ask("who did he meet?", after=[Turn.of(first)])
    assert answer.question == "who did he meet?"
    assert answer.understood is not None
    assert "Albayrak meet" in answer.understood
    assert answer.quotes[0].text.startswith("This comes after Turkish Finance Minister")


def test_a_question_that_stands_alone_is_answered_as_if_nothing_had_been_said(
    library: Library,
) -> None:
    before = [Turn.of(library.ask("who is Berat Albayrak?")), Turn("why?")]
    for question in ("what did Akar promise?", "what does WSJ stand for", "who won the world cup"):
        assert library.explain(question, after=before) == library.explain(question)


def test_a_follow_up_without_a_conversation_is_a_question_like_any_other(library: Library) -> None:
    assert library.ask("who did he meet?", after=()) == library.ask("who did he meet?")
    assert library.ask("why?").understood is None


def test_nothing_beyond_a_ceiling_is_understood_from_what_others_were_shown(
    library: Library,
) -> None:
    story = library.story("s-400")
    shown = library.ask("who is the turkish defence minister")
    assert shown.quotes[0].highlighted is not None
    begun = library.up_to({story.id: story.text.index("READ MORE")})
    answer = begun.ask("what did he promise?", after=[Turn.of(shown)])
    assert "Akar" not in (answer.understood or "")
    for quote in (*answer.quotes, *answer.nearest, *answer.more):
        assert quote.end <= story.text.index("READ MORE")


def test_the_quotes_of_a_removed_story_are_left_out_of_the_conversation(library: Library) -> None:
    told = library.add(draft("gone", "Sir Bors rode to York. He met a fool there."))
    turn = Turn.of(library.ask("who rode to York?", story="gone"))
    library.remove(told.name)
    answer = library.ask("who did he meet?", after=[turn])
    assert all(quote.story.name != "gone" for quote in (*answer.quotes, *answer.nearest))
