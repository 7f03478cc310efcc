"""What words differ in that are the same letter for letter: case and punctuation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.checking.differences import Compared, Run
from index.checking.outcome import Difference

_FORMS = str.maketrans(
    dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‘’‚‛`´ʼ", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "..."}
)
_DASH = re.compile(r"\s*-+\s*")
_MARKUP = re.compile(r"[*_~|\\]+")
_SPACE = re.compile(r"\s+")


def differs_in(compared: Compared, found: Sequence[Run]) -> tuple[Difference, ...]:
    """How the words of runs that are the same differ, and whether words are left out at dots.

    The shape of quotation marks and dashes, spaces, line breaks and markup make no difference.
    """
    different = []
    if any(_case(compared, run) for run in found if run.same):
        different.append(Difference.CASE)
    if any(_punctuation(compared, run) for run in found if run.same):
        different.append(Difference.PUNCTUATION)
    if any(run.elided for run in found):
        different.append(Difference.ELISION)
    return tuple(different)


def _case(compared: Compared, run: Run) -> bool:
    for one, other in zip(run.mine, run.theirs, strict=True):
        mine, theirs = compared.mine[one], compared.theirs[other]
        ours = _marks(compared.message[mine.start : mine.end])
        if ours != _marks(compared.story[theirs.start : theirs.end]):
            return True
    return False


def _punctuation(compared: Compared, run: Run) -> bool:
    pairs = list(zip(run.mine, run.theirs, strict=True))
    for (one, other), (next_one, next_other) in pairwise(pairs):
        between = compared.message[compared.mine[one].end : compared.mine[next_one].start]
        theirs = compared.story[compared.theirs[other].end : compared.theirs[next_other].start]
        if _marks(between) != _marks(theirs):
            return True
    return False


def _marks(text: str) -> str:
    """Marks in one shape each, without markup, spaces as one."""
    plain = _MARKUP.sub("", text.translate(_FORMS))
    return _SPACE.sub(" ", _DASH.sub("-", plain))
