"""Texts that nothing was learned from, with questions whose answers stand in them.

Two sets from the reading data, each text searched whole: the validation stories of FairytaleQA
(Xu et al. 2022) with their explicit questions, and two articles of SQuAD 2.0 (Rajpurkar et al.
2018) with their answerable questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from index import StoryDraft
from index.evaluation.examining import read_known
from index.evaluation.formats import TextFile
from index.evaluation.known import KnownQuestion, KnownText

FAIRYTALES = "fairytaleqa-val.jsonl.gz"
ARTICLES = "squad2-part.jsonl.gz"
HELD_OUT_ARTICLES = frozenset({"Normans", "Huguenot"})
"""The reader's training leaves them out too."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A story with the questions it is searched for, all of them answerable."""

    draft: StoryDraft
    questions: tuple[KnownQuestion, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Stories of one origin."""

    label: str
    stories: tuple[Examined, ...]

    @property
    def questions(self) -> int:
        """How many there are."""
        return sum(len(story.questions) for story in self.stories)


def question_sets(data: Path, most: int | None) -> list[QuestionSet]:
    """Both sets, with at most so many stories of each; none where a file is missing.

    Raises:
        QuestionFileError: a file is not what its format says; the message names the line.
    """
    if not all((data / name).is_file() for name in (FAIRYTALES, ARTICLES)):
        return []
    tales = _texts(data / FAIRYTALES)
    articles = [text for text in _texts(data / ARTICLES) if text.title in HELD_OUT_ARTICLES]
    return [
        _set("FairytaleQA, whole stories", tales, most),
        _set("SQuAD 2.0, whole articles", articles, most),
    ]


def _texts(path: Path) -> list[KnownText]:
    found = read_known(path)
    return [article.whole for article in found.articles] if isinstance(found, TextFile) else []


def _set(label: str, texts: list[KnownText], most: int | None) -> QuestionSet:
    return QuestionSet(
        label,
        tuple(
            Examined(
                StoryDraft(text.title, text.title, text.text),
                tuple(known for known in text.questions if known.answerable),
            )
            for text in islice(texts, most)
        ),
    )
