from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import LoadingError, QuestionFileError
from index.evaluation import KnownQuestion, read_questions

SEED = Path(__file__).parents[3] / "seeds" / "s-400"
GOOD = '{"question": "who?", "answerable": false}'


def written(folder: Path, content: str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_line_is_a_question_with_the_sentences_that_answer_it(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '\n{"question": "who?", "story": "snow", "answerable": true, "sentences": ["Akar."],'
        ' "answers": ["Akar"]}\r\n' + GOOD,
    )
    assert read_questions(path) == (
        KnownQuestion(2, "who?", "snow", True, sentences=("Akar.",), answers=("Akar",)),
        KnownQuestion(3, "who?", None, answerable=False, sentences=()),
    )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("who?", "Invalid JSON"),
        ("[1]", "object"),
        ('{"answerable": false}', "question: Field required"),
        ('{"question": "", "answerable": false}', "question: "),
        ('{"question": "who?"}', "answerable: Field required"),
        ('{"question": "who?", "answerable": "no"}', "answerable: "),
        ('{"question": "who?", "answerable": true}', "needs the sentences"),
        ('{"question": "who?", "answerable": false, "sentences": ["A."]}', "has no sentences"),
        ('{"question": "who?", "answerable": true, "sentences": [""]}', "sentences.0: "),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = written(tmp_path, f"{GOOD}\n\n{line}\n")
    with pytest.raises(QuestionFileError) as caught:
        read_questions(path)
    message = str(caught.value)
    assert "line 3: " in message
    assert complaint in message
    assert message.endswith("correct that line")


def test_a_file_without_a_question_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="holds no question"):
        read_questions(written(tmp_path, "\n \n"))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match="There is no file"):
        read_questions(tmp_path / "gone.jsonl")


def test_the_seeds_questions_are_many_and_their_sentences_stand_in_the_story() -> None:
    questions = read_questions(SEED / "questions.jsonl")
    story = (SEED / "story.txt").read_text(encoding="utf-8")
    assert len(questions) >= 40
    assert sum(not known.answerable for known in questions) >= 12
    assert all(known.story == "s-400" for known in questions)
    assert all(sentence in story for known in questions for sentence in known.sentences)
