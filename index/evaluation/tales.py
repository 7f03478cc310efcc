"""FairytaleQA's stories in sections, one a line, with the questions of experts.

Xu et al., "Fantastic Questions and Where to Find Them: FairytaleQA" (2022). Only explicit questions
count, and of those the ones with a span: the words of the story that answer. The span may stand
anywhere in the sections that its question names. What the experts answered in other words counts as
well, where a quote from those sections holds it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from index.errors import QuestionFileError
from index.evaluation.files import Words, WrittenDown, excerpt, written_lines
from index.evaluation.formats import UNASKABLE, TextFile, askable, readable
from index.evaluation.known import (
    BETWEEN_PARAGRAPHS,
    Article,
    KnownQuestion,
    KnownText,
)
from index.scoring import Gold, Span, told_otherwise

IMPLICIT = "implicit"
WITHOUT_SPAN = "explicit without a span"


class _Section(WrittenDown):
    number: int
    text: Words


class _Question(WrittenDown):
    question: Words
    sections: list[int]
    answers: list[str]
    explicit: bool
    span: Annotated[str, Field(pattern=r"\S")] | None = None


class _Tale(WrittenDown):
    story: Words
    sections: list[_Section]
    questions: list[_Question]


def parse_tales(text: str, path: Path) -> TextFile:
    """Parse a file of stories.

    Raises:
        QuestionFileError: a line cannot be used; the message names it.
    """
    left_out: Counter[str] = Counter()
    articles = []
    for number, tale in written_lines(text, path, _Tale):
        reasons = [_left_out(asked) for asked in tale.questions]
        left_out.update(reason for reason in reasons if reason is not None)
        counted = [
            asked for asked, reason in zip(tale.questions, reasons, strict=True) if reason is None
        ]
        articles.append(_article(tale, counted, number, path))
    return TextFile(tuple(articles), left_out)


def _left_out(asked: _Question) -> str | None:
    if not asked.explicit:
        return IMPLICIT
    if asked.span is None:
        return WITHOUT_SPAN
    return None if askable(asked.question) else UNASKABLE


def _article(tale: _Tale, counted: Sequence[_Question], line: int, path: Path) -> Article:
    title = readable(tale.story)
    every = tuple(dict.fromkeys(section.number for section in tale.sections))
    given: dict[tuple[int, ...], list[_Question]] = {}
    for asked in counted:
        given.setdefault(tuple(sorted(set(asked.sections))), []).append(asked)
    parts = tuple(
        _text(title, tale, sections, asked, line, path) for sections, asked in given.items()
    )
    return Article(_text(title, tale, every, counted, line, path), parts)


def _text(
    title: str,
    tale: _Tale,
    shown: Sequence[int],
    counted: Sequence[_Question],
    line: int,
    path: Path,
) -> KnownText:
    """These sections of a tale, in its order, with questions whose sections are among them."""
    sections = [section for section in tale.sections if section.number in set(shown)]
    text = BETWEEN_PARAGRAPHS.join(section.text for section in sections)
    questions = []
    for asked in counted:
        places = tuple(_stretches(sections, set(asked.sections)))
        spans = _found(text, places, asked)
        if not spans:
            raise QuestionFileError(
                f"{path}, line {line}: the span {excerpt(asked.span or '')} of"
                f" {excerpt(asked.question)} does not stand in its sections; copy it from the text"
            )
        questions.append(_known(asked, text, spans, places, line))
    return KnownText(title, text, tuple(questions))


def _known(
    asked: _Question, text: str, spans: tuple[Span, ...], places: tuple[Span, ...], line: int
) -> KnownQuestion:
    first, last = spans[0]
    words = text[first:last]
    return KnownQuestion(
        line=line,
        question=asked.question,
        story=None,
        answerable=True,
        golds=(
            Gold(words, spans),
            *(Gold(other, places) for other in told_otherwise(words, asked.answers)),
        ),
        answers=tuple(dict.fromkeys((words, *filter(None, asked.answers)))),
    )


def _found(text: str, places: Sequence[Span], asked: _Question) -> tuple[Span, ...]:
    """Every place of the span in its sections; it may run from one of them into the next."""
    words = r"\s+".join(map(re.escape, (asked.span or "").split()))
    # "he" is no answer inside "the"; but some spans were cut inside a word, and stand nowhere else.
    for pattern in (re.compile(rf"(?<!\w){words}(?!\w)"), re.compile(words)):
        found = tuple(m.span() for place in places for m in pattern.finditer(text, *place))
        if found:
            return found
    return ()


def _stretches(sections: Sequence[_Section], wanted: set[int]) -> Iterator[Span]:
    """Where sections that were asked about follow each other, as one run of characters."""
    offset = 0
    begun: int | None = None
    for section in sections:
        if section.number in wanted:
            begun = offset if begun is None else begun
        elif begun is not None:
            yield begun, offset
            begun = None
        offset += len(section.text) + len(BETWEEN_PARAGRAPHS)
    if begun is not None:
        yield begun, offset
