"""Questions with known answers, read from a file of JSON lines.

A line is ``{"question": ..., "answerable": true, "sentences": [...], "story": ...}``. The
sentences are the ones that answer it, copied from the story; ``story`` is its name or title and
may be left out; an unanswerable question has no sentences. Other keys are for other readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from index.errors import QuestionFileError
from index.loading.decoding import check_file, decode, read_bytes

_MAX_BYTES = 100_000_000
_Words = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question whose answer is known; ``line`` is where it stands in its file."""

    line: int
    question: str
    story: str | None
    answerable: bool
    sentences: tuple[str, ...]
    """Each of them answers the question; empty when it is unanswerable."""


class _Line(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)

    question: _Words
    answerable: bool
    sentences: list[_Words] = []
    story: _Words | None = None

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
    check_file(path)
    text = decode(read_bytes(path, _MAX_BYTES), path)
    questions = tuple(_parsed(text, path))
    if not questions:
        raise QuestionFileError(f"{path} holds no question; write one JSON object a line")
    return questions


def _parsed(text: str, path: Path) -> Iterator[KnownQuestion]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            known = _Line.model_validate_json(line)
        except ValidationError as error:
            raise QuestionFileError(
                f"{path}, line {number}: {_complaint(error)}; correct that line"
            ) from None
        yield KnownQuestion(
            line=number,
            question=known.question,
            story=known.story,
            answerable=known.answerable,
            sentences=tuple(known.sentences),
        )


def _complaint(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    message = first["msg"].removeprefix("Value error, ")
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {message}" if where else message
