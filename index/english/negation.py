"""Words that turn a sentence into its opposite.

Handled: the words below; contractions with n't, also without the apostrophe; verbs such as
"refused", "failed", "denied"; a word against the same one with un-, in-, im-, il-, ir-, dis-,
non-, or -less ("able" and "unable", "hope" and "hopeless"). Not handled: irony, "only", "almost",
and negations that need their sentence to be understood ("anything but").
"""

from __future__ import annotations

import re

_NEGATIONS = """
    not never no none nobody noone nothing nowhere neither nor cannot without hardly barely scarcely
    seldom rarely nay
"""
NEGATIONS = frozenset(_NEGATIONS.split())
_CONTRACTION = re.compile(
    r"(?:\w+n['’]t|(?:do|does|did|is|are|was|were|wo|ca|has|have|had|would|could|should)nt)$"
)
_REFUSING = re.compile(
    r"(?:refus(?:e|es|ed|ing|al)|fail(?:s|ed|ing|ure)?|den(?:y|ies|ied|ying|ial)"
    r"|declin(?:e|es|ed|ing)|reject(?:s|ed|ing)?|forb(?:id|ids|ade|idden)|prevent(?:s|ed|ing)?"
    r"|avoid(?:s|ed|ing)?|lack(?:s|ed|ing)?)$"
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_NOT_DENIED = frozenset({"inside", "indeed", "inform", "income", "unto", "disease", "imply"})
_SHORTEST_STEM = 3


def is_negation(word: str) -> bool:
    """Whether a word in lower case denies, refuses or lacks."""
    return bool(word in NEGATIONS or _CONTRACTION.match(word) or _REFUSING.match(word))


def denies(one: str, other: str) -> bool:
    """Whether one of two words in lower case is the other with a prefix or ending that denies."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_STEM or long in _NOT_DENIED:
        return False
    return any(long == prefix + short for prefix in _PREFIXES) or long == short + "less"
