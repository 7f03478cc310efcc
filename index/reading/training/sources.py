"""The reading data -> paragraphs and stories with questions, split by article or story.

Formats are described in the data folder's README: span files (SQuADShifts, QAMR, SQuAD 2.0) and
story files (FairytaleQA). Contexts of one article stand together in a span file, so a run of
contexts is held out, never single ones.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from index.errors import StoryIndexError
from index.scoring import Gold, Span, told_otherwise


class Split(StrEnum):
    """What a text is used for; no text has two uses."""

    TRAIN = "train"
    CALIBRATE = "calibrate"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``span`` is the answer in its context's text, None if there is none."""

    words: str
    span: Span | None
    golds: tuple[Gold, ...] = ()
    """Each of them is right; the span is among them."""


@dataclass(frozen=True, slots=True)
class Context:
    """A paragraph, or a section of a story, with the questions asked of it."""

    source: str
    group: str
    """The story, or the run of paragraphs: where negatives come from."""
    text: str
    questions: tuple[Question, ...]


class DataError(StoryIndexError):
    """The data to learn from is missing or damaged."""


SPAN_FILES = ("squadshifts-wiki", "squadshifts-reddit", "squadshifts-amazon", "qamr", "squad2-part")
STORY_FILE = "fairytaleqa-train"
VALIDATION_FILE = "fairytaleqa-val"

_HELD_OUT_ARTICLES = {
    "Normans": Split.TEST,
    "Huguenot": Split.TEST,
    "Harvard_University": Split.CALIBRATE,
}
_TRAIN_SHARE, _CALIBRATE_SHARE = 0.80, 0.08
"""Of a span file without titles; the rest, its last contexts, is for testing."""
_CALIBRATION_STORIES = 24
_RUN = 20
"""Contexts of a span file without titles that are searched together for negatives."""


def contexts(folder: Path, split: Split) -> list[Context]:
    """Every context of a split.

    Raises:
        DataError: a file is missing or not what the README of the data describes.
    """
    found = [
        context
        for name in SPAN_FILES
        for context in _described(name, _paragraphs(folder, name, split))
    ]
    if split is Split.TEST:
        unheard = _sections(read_lines(folder, VALIDATION_FILE))
        return found + list(_described(VALIDATION_FILE, unheard))
    stories = list(read_lines(folder, STORY_FILE))
    learning = len(stories) - _CALIBRATION_STORIES
    chosen = stories[:learning] if split is Split.TRAIN else stories[learning:]
    return found + list(_described(STORY_FILE, _sections(chosen)))


def read_lines(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """The objects of ``folder/name.jsonl.gz``.

    Raises:
        DataError: the file is missing or damaged.
    """
    path = folder / f"{name}.jsonl.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise DataError(f"Cannot read {path.name}: give the folder of the reading data.") from error


def _described(name: str, found: Iterator[Context]) -> Iterator[Context]:
    try:
        yield from found
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{name}.jsonl.gz is not what the data's README describes:"
            " give the folder of the reading data."
        ) from error


def _paragraphs(folder: Path, name: str, split: Split) -> Iterator[Context]:
    lines = list(read_lines(folder, name))
    for number, line in enumerate(lines):
        title = line.get("title")
        if (_split_of_article(title) if title else _split_at(number / len(lines))) is split:
            yield Context(
                name,
                title or f"{name}-{number // _RUN}",
                line["context"],
                tuple(_question(question) for question in line["questions"]),
            )


def _split_of_article(title: str) -> Split:
    return _HELD_OUT_ARTICLES.get(title, Split.TRAIN)


def _split_at(share: float) -> Split:
    if share < _TRAIN_SHARE:
        return Split.TRAIN
    return Split.CALIBRATE if share < _TRAIN_SHARE + _CALIBRATE_SHARE else Split.TEST


def _question(question: dict[str, Any]) -> Question:
    """Its span is the one that most annotators chose, the first of equals."""
    golds = tuple(
        Gold(words, ((start, start + len(words)),))
        for words, start in ((answer["text"], answer["start"]) for answer in question["answers"])
    )
    spans = Counter(gold.spans[0] for gold in golds).most_common(1)
    return Question(question["question"], spans[0][0] if spans else None, golds)


def _sections(stories: Iterable[dict[str, Any]]) -> Iterator[Context]:
    """The sections of stories, each with the explicit questions whose span stands in it."""
    for story in stories:
        for section in story["sections"]:
            text = section["text"]
            lowered = text.lower()
            asked = []
            for question in story["questions"]:
                span = question.get("span", "").lower()
                if (
                    not question["explicit"]
                    or not span
                    or section["number"] not in question["sections"]
                ):
                    continue
                start = lowered.find(span)
                if start >= 0 and len(lowered) == len(text):
                    place = (start, start + len(span))
                    others = told_otherwise(span, question["answers"])
                    golds = (
                        Gold(text[slice(*place)], (place,)),
                        *(Gold(other, ((0, len(text)),)) for other in others),
                    )
                    asked.append(Question(question["question"], place, golds))
            yield Context("fairytaleqa", story["story"], text, tuple(asked))
