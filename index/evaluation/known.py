"""Questions whose answers are known, and the texts they are put to. Nothing here reads files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.scoring import Gold

BETWEEN_PARAGRAPHS = "\n\n"


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question whose answer is known, by the sentences that hold it or by its very place."""

    line: int | None
    """Where it stands in its file; None in a file that is not made of lines."""
    question: str
    story: str | None
    answerable: bool
    sentences: tuple[str, ...] = ()
    """Each of them answers the question."""
    golds: tuple[Gold, ...] = ()
    """Each of them answers the question; empty where sentences are known instead."""
    answers: tuple[str, ...] = ()
    """Answers in words, for exact match and F1; not always words of the text."""
    stranger: bool = False
    """Whether it was asked of another text first, so that this one does not answer it."""


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text that becomes a story of its own, with its questions; their ``story`` is not set."""

    title: str
    text: str
    questions: tuple[KnownQuestion, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One story or article of a file, as a whole and in the parts its questions were asked of."""

    whole: KnownText
    paragraphs: tuple[KnownText, ...]


def joined(title: str, paragraphs: Sequence[KnownText]) -> Article:
    """An article of these paragraphs, in which the answers stand as much further on."""
    questions: list[KnownQuestion] = []
    offset = 0
    for paragraph in paragraphs:
        questions.extend(_shifted(known, offset) for known in paragraph.questions)
        offset += len(paragraph.text) + len(BETWEEN_PARAGRAPHS)
    text = BETWEEN_PARAGRAPHS.join(paragraph.text for paragraph in paragraphs)
    return Article(KnownText(title, text, tuple(questions)), tuple(paragraphs))


def _shifted(known: KnownQuestion, offset: int) -> KnownQuestion:
    return replace(known, golds=tuple(gold.moved(offset) for gold in known.golds))
