from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from index.conversation import Turn
from index.domain import Answer, Story
from index.errors import QuestionFileError
from index.evaluation import DialogueFile, TextFile, converse, read_known, stories_of
from tests.index.evaluation.material import STORY, explained, quote, tale, tale_question, written


def turn(question: str, *quotes: str, **more: Any) -> dict[str, Any]:
    return {"question": question, "quotes": list(quotes), **more}


def dialogues(folder: Path, *turns: dict[str, Any], story: str = "snow") -> DialogueFile:
    known = read_known(written(folder, {"story": story, "turns": list(turns)}))
    assert isinstance(known, DialogueFile)
    return known


@dataclass
class Talker:
    """Answers with the sentence that holds the question's first word, bent by what was said."""

    bent: bool = False
    after: list[Sequence[Turn]] = field(default_factory=list)

    def ask(self, question: str, *, story: str | None = None, after: Sequence[Turn] = ()) -> Answer:
        self.after.append(tuple(after))
        if self.bent and after:
            return explained(question=question).answer
        sentence = next((s for s in ("He smiled.", "She left at noon.") if question in s), None)
        return explained(*([quote(sentence)] if sentence else ()), question=question).answer

    def story(self, name: str) -> Story:
        return STORY


def test_a_conversation_is_asked_turn_by_turn_after_its_answers(tmp_path: Path) -> None:
    known = dialogues(tmp_path, turn("smiled", "He smiled"), turn("left", "left at noon"))
    talker = Talker()
    held = converse(talker, known.dialogues)
    assert held.figures.first.count == held.figures.follow_ups.count == 1
    assert [said.question for said in talker.after[-1]] == ["smiled"]
    assert [one.right for one in held.verdicts] == [True, True]


def test_a_follow_up_that_the_story_does_not_answer_is_to_be_refused(tmp_path: Path) -> None:
    known = dialogues(tmp_path, turn("smiled", "He smiled"), turn("gone"), turn("left"))
    refused = converse(Talker(), known.dialogues).figures.refused
    assert (refused.count, refused.total) == (1, 2)


def test_what_stands_alone_is_compared_with_what_it_is_without_a_conversation(
    tmp_path: Path,
) -> None:
    known = dialogues(
        tmp_path, turn("smiled", "He smiled"), turn("left", "left at noon", alone=True)
    )
    assert converse(Talker(), known.dialogues).figures.unchanged.count == 2
    bent = converse(Talker(bent=True), known.dialogues).figures
    assert (bent.unchanged.count, bent.unchanged.total) == (1, 2)


def test_words_are_found_however_the_story_breaks_its_lines(tmp_path: Path) -> None:
    known = dialogues(tmp_path, turn("smiled", "He\n smiled"), turn("left", "left at noon"))
    assert converse(Talker(), known.dialogues).figures.first.count == 1


def test_words_that_are_not_in_the_story_are_named_with_their_line(tmp_path: Path) -> None:
    known = dialogues(tmp_path, turn("smiled", "He laughed"), turn("left"))
    with pytest.raises(QuestionFileError, match="Line 1: the words 'He laughed' are not in"):
        converse(Talker(), known.dialogues)


def test_one_turn_is_no_conversation(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="line 1: turns"):
        dialogues(tmp_path, turn("smiled", "He smiled"))


def test_the_stories_of_conversations_are_found_in_a_file_of_texts(tmp_path: Path) -> None:
    file = read_known(
        written(tmp_path, tale(tale_question("Who slept?", "The king", 1)), name="tales.jsonl")
    )
    assert isinstance(file, TextFile)
    known = dialogues(tmp_path, turn("a"), turn("b"), story="snow-and-rain")
    assert [story.name for story in stories_of(known.dialogues, file)] == ["snow-and-rain"]
    other = dialogues(tmp_path, turn("a"), turn("b"), story="hail")
    with pytest.raises(QuestionFileError, match="no story 'hail'"):
        stories_of(other.dialogues, file)


def test_the_dialogues_of_the_project_can_be_read() -> None:
    root = Path(__file__).parents[3]
    for path, fewest in (
        (root / "seeds/s-400/dialogues.jsonl", 12),
        (root / "tests/dialogues/fairytaleqa.jsonl", 30),
    ):
        known = read_known(path)
        assert isinstance(known, DialogueFile)
        assert len(known.dialogues) >= fewest
