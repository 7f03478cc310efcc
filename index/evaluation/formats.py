"""Texts with questions that the field publishes -> articles whose answers' places are checked.

SQuAD 1.1 and 2.0: one JSON document of articles, paragraphs and questions (Rajpurkar et al. 2016
and 2018). Span files: JSON lines, a paragraph with its questions each, an unanswerable one
without answers. Offsets count characters. ``index.evaluation.tales`` reads FairytaleQA's tales.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from index.errors import QuestionFileError
from index.evaluation.files import Words, WrittenDown, complaint, excerpt, written_lines
from index.evaluation.known import Article, KnownQuestion, KnownText, joined
from index.scoring import Gold

UNASKABLE = "without a letter or digit"
_RUN = 20
"""Untitled paragraphs in a row that make one story."""

Offset = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a file of texts holds."""

    articles: tuple[Article, ...]
    left_out: Mapping[str, int]
    """How many questions were left out, by the reason."""


class _SpanAnswer(WrittenDown):
    text: Words
    start: Offset


class _SpanQuestion(WrittenDown):
    question: Words
    answers: list[_SpanAnswer]


class _SpanLine(WrittenDown):
    title: Words | None = None
    context: Words
    questions: list[_SpanQuestion]


class _SquadAnswer(WrittenDown):
    text: Words
    answer_start: Offset


class _SquadQuestion(WrittenDown):
    question: Words
    answers: list[_SquadAnswer]
    is_impossible: bool | None = None

    @model_validator(mode="after")
    def _agrees(self) -> _SquadQuestion:
        if self.is_impossible is not None and self.is_impossible == bool(self.answers):
            raise ValueError("a question has answers, or is_impossible is true")
        return self


class _SquadParagraph(WrittenDown):
    context: Words
    qas: list[_SquadQuestion]


class _SquadArticle(WrittenDown):
    title: Words | None = None
    paragraphs: list[_SquadParagraph]


class _SquadFile(WrittenDown):
    data: list[_SquadArticle]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    title: str | None
    text: str
    questions: tuple[KnownQuestion, ...]


def parse_spans(text: str, path: Path) -> TextFile:
    """Parse a span file.

    Raises:
        QuestionFileError: a line cannot be used; the message names it.
    """
    return _text_file(
        _Paragraph(
            line.title,
            line.context,
            tuple(
                _known(
                    f"{path}, line {number}",
                    number,
                    line.context,
                    asked.question,
                    [(answer.text, answer.start) for answer in asked.answers],
                )
                for asked in line.questions
            ),
        )
        for number, line in written_lines(text, path, _SpanLine)
    )


def parse_squad(text: str, path: Path) -> TextFile:
    """Parse a SQuAD file, of either version.

    Raises:
        QuestionFileError: it cannot be used; the message names the place.
    """
    try:
        file = _SquadFile.model_validate_json(text)
    except ValidationError as error:
        raise QuestionFileError(f"{path}: {complaint(error)}; correct it there") from None
    return _text_file(_squad_paragraphs(file, path))


def _squad_paragraphs(file: _SquadFile, path: Path) -> Iterator[_Paragraph]:
    for row, article in enumerate(file.data):
        for column, paragraph in enumerate(article.paragraphs):
            place = f"{path}, data.{row}.paragraphs.{column}"
            questions = tuple(
                _known(
                    place,
                    None,
                    paragraph.context,
                    asked.question,
                    [(answer.text, answer.answer_start) for answer in asked.answers],
                )
                for asked in paragraph.qas
            )
            yield _Paragraph(article.title, paragraph.context, questions)


def _known(
    place: str, line: int | None, text: str, question: str, answers: list[tuple[str, int]]
) -> KnownQuestion:
    for words, start in answers:
        if text[start : start + len(words)] != words:
            raise QuestionFileError(
                f"{place}: the answer {excerpt(words)} to {excerpt(question)} does not stand at"
                f" character {start:,} of its text; correct the offset, which counts characters"
                " from 0"
            )
    golds = (Gold(words, ((start, start + len(words)),)) for words, start in answers)
    return KnownQuestion(
        line=line,
        question=question,
        story=None,
        answerable=bool(answers),
        golds=tuple(dict.fromkeys(golds)),
        answers=tuple(dict.fromkeys(words for words, _ in answers)),
    )


def _text_file(paragraphs: Iterable[_Paragraph]) -> TextFile:
    left_out: Counter[str] = Counter()
    titled: dict[str, list[KnownText]] = {}
    for title, paragraph in _with_titles(paragraphs):
        asked = tuple(known for known in paragraph.questions if askable(known.question))
        left_out[UNASKABLE] += len(paragraph.questions) - len(asked)
        titled.setdefault(title, []).append(KnownText(title, paragraph.text, asked))
    articles = tuple(joined(title, texts) for title, texts in titled.items())
    return TextFile(articles, +left_out)


def _with_titles(paragraphs: Iterable[_Paragraph]) -> Iterator[tuple[str, _Paragraph]]:
    """Every paragraph with the title of its article; untitled ones get their run's."""
    untitled = 0
    for paragraph in paragraphs:
        if paragraph.title is not None:
            yield readable(paragraph.title), paragraph
        else:
            yield f"Texts from {untitled // _RUN * _RUN + 1}", paragraph
            untitled += 1


def readable(title: str) -> str:
    """A title as a person would write it, such as a file's stem or a page's address."""
    return re.sub(r"[\s_-]+", " ", title).strip() or title


def askable(question: str) -> bool:
    """Whether a library takes this for a question at all."""
    return any(character.isalnum() for character in question)
