"""Questions with known answers, read from a file of JSON lines.

A line is ``{"question": ..., "answerable": true, "sentences": [...], "answers": [...],
"story": ...}``. The sentences are the ones that answer it, copied from the story; ``answers``
are the exact answers and may be left out, then exact match and F1 are not measured; ``story``
is its name or title and may be left out; an unanswerable question has no sentences. Other keys
are for other readers.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import model_validator

from index.errors import QuestionFileError
from index.evaluation.files import Words, WrittenDown, read_text, written_lines
from index.evaluation.known import KnownQuestion


class _Line(WrittenDown):
    question: Words
    answerable: bool
    sentences: tuple[Words, ...] = ()
    answers: tuple[Words, ...] = ()
    story: Words | None = None

    @model_validator(mode="after")
    def _agrees(self) -> _Line:
        if self.answerable and not self.sentences:
            raise ValueError("an answerable question needs the sentences that answer it")
        if self.sentences and not self.answerable:
            raise ValueError("an unanswerable question has no sentences")
        return self


def read_questions(path: Path) -> tuple[KnownQuestion, ...]:
    """Read a file of questions, in its order; blank lines are left out.

    Raises:
        LoadingError: the file is missing or no UTF-8 text.
        QuestionFileError: a line cannot be used, or there is none; the message names the line.
    """
    return parse_questions(read_text(path), path)


def parse_questions(text: str, path: Path) -> tuple[KnownQuestion, ...]:
    """Parse the text of such a file; ``path`` is for the messages.

    Raises:
        QuestionFileError: a line cannot be used, or there is none; the message names the line.
    """
    questions = tuple(
        KnownQuestion(
            line=number,
            question=line.question,
            story=line.story,
            answerable=line.answerable,
            sentences=line.sentences,
            answers=line.answers if line.answerable else (),
        )
        for number, line in written_lines(text, path, _Line)
    )
    if not questions:
        raise QuestionFileError(f"{path} holds no question; write one JSON object a line")
    return questions
