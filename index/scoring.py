"""How answers and scores compare with what is known: exact match, F1, area under the curve.

Rajpurkar, Zhang, Lopyrev and Liang, "SQuAD: 100,000+ Questions for Machine Comprehension of
Text" (2016): lower case, no punctuation, no articles, single spaces.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

Span = tuple[int, int]

_COVERED = 0.8
"""Share of an answer's words that a right quote holds."""
_TELLING = 2
"""Words from which on an answer that is told otherwise says where it stands by its words."""
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’–—…")


def normalised(answer: str) -> list[str]:
    """The words of an answer that are compared."""
    return _ARTICLE.sub(" ", answer.lower().translate(_PUNCTUATION)).split()


def exact_match(ours: str, gold: str) -> bool:
    """Whether two answers have the same words in the same order."""
    return normalised(ours) == normalised(gold)


def f1(ours: str, gold: str) -> float:
    """The harmonic mean of precision and recall over the words of two answers, 0..1."""
    one, other = normalised(ours), normalised(gold)
    if not one or not other:
        return float(one == other)
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other))


def share_of_words(text: str, gold: str) -> float:
    """Which share of an answer's words stand in a text, 0..1; 1 for an answer without words."""
    wanted = Counter(normalised(gold))
    if not wanted:
        return 1.0
    return (wanted & Counter(normalised(text))).total() / wanted.total()


@dataclass(frozen=True, slots=True)
class Gold:
    """Words that answer a question, and where in the text a quote of them stands."""

    words: str
    spans: tuple[Span, ...]
    """Characters of the text; a right quote meets one of them."""

    def covered(self, quote: str, start: int, end: int) -> bool:
        """Whether the quote, these characters of the text, is right.

        It holds four in five of the answer's words, and meets a place of theirs.
        """
        return share_of_words(quote, self.words) >= _COVERED and any(
            first < end and start < last for first, last in self.spans
        )

    def moved(self, by: int) -> Gold:
        """The same where the text stands so many characters further on in a longer one."""
        return Gold(self.words, tuple((start + by, end + by) for start, end in self.spans))


def told_otherwise(words: str, answers: Iterable[str]) -> Iterator[str]:
    """The answers that others gave in other words than these, each once.

    Those of a single word are left out: it may stand in the text and answer something else.
    """
    known = {tuple(normalised(words))}
    for answer in answers:
        own = tuple(normalised(answer))
        if len(own) >= _TELLING and own not in known:
            known.add(own)
            yield answer


def auc(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """The chance that one of ``higher`` is above one of ``lower``, ties counting half.

    It is the area under the receiver's curve (Hanley and McNeil 1982); None when one is empty.
    """
    if not higher or not lower:
        return None
    order = np.sort(np.asarray(lower))
    below = np.searchsorted(order, higher, "left") + np.searchsorted(order, higher, "right")
    return float(below.mean() / 2 / len(order))
