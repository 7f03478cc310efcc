"""How answers and scores compare with what is known: exact match, F1, area under the curve.

Rajpurkar, Zhang, Lopyrev and Liang, "SQuAD: 100,000+ Questions for Machine Comprehension of
Text" (2016): lower case, no punctuation, no articles, single spaces.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

import numpy as np

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


def auc(higher: Sequence[float], lower: Sequence[float]) -> float | None:
    """The chance that one of ``higher`` is above one of ``lower``, ties counting half.

    It is the area under the receiver's curve (Hanley and McNeil 1982); None when one is empty.
    """
    if not higher or not lower:
        return None
    order = np.sort(np.asarray(lower))
    below = np.searchsorted(order, higher, "left") + np.searchsorted(order, higher, "right")
    return float(below.mean() / 2 / len(order))
