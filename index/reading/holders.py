"""Who is the president? Not his spokesman: whose words a possessive gives to somebody else."""

from __future__ import annotations

import re

from index.terms import FUNCTION_WORDS, stem

_WHO_IS = re.compile(
    r"^\W*who(?:\s+(?:is|was|are|were)|['’]s)\s+(?P<described>.+?)"
    r"(?:\s+(?:of|in|at|for|from|on|to|with|by|after|before|when|while|that|who)\s.*)?\W*$",
    re.IGNORECASE | re.DOTALL,
)
_POSSESSED = re.compile(r"(?P<owner>\w+)(?:['’][sS]|[sS]['’])\s+(?P<owned>(?:[\w.-]+\s+)*[\w.-]+)$")
_FAR = 120
"""Characters that a description in front of a name reaches back, at most."""
_CALLED = frozenset({"name", "title", "person"})
"""The president's name is the president's after all."""


def described(question: str) -> str | None:
    """The stem of what "who is the ...?" describes somebody as; None for other questions."""
    asked = _WHO_IS.match(question)
    words = re.findall(r"\w+", asked["described"].lower()) if asked else []
    return stem(words[-1]) if words and words[-1] not in FUNCTION_WORDS else None


def is_anothers(description: str, words: str) -> bool:
    """Whether what ``words`` end with is of the one described, and so somebody else.

    Args:
        description: as ``described`` gives it.
        words: the text up to the end of a span, such as "The president's spokesman John".
    """
    found = _POSSESSED.search(words[-_FAR:])
    if found is None or stem(found["owner"].lower()) != description:
        return False
    owned = re.findall(r"\w+", found["owned"].lower())
    # "The king's hat was found by Ivan" says nothing of whose Ivan is.
    return not (FUNCTION_WORDS | _CALLED).intersection(owned)
