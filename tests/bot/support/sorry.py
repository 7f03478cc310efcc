"""The sentence that a member is shown where something unexpected went wrong."""

from __future__ import annotations

import re

from bot.texts import texts_for

_CODE = "0123abcd"
_PATTERN = re.compile(
    re.escape(texts_for("en")("error-sorry", code=_CODE)).replace(_CODE, "([0-9a-f]{8})")
)


def code_in(text: str) -> str | None:
    """The code in the sentence; None where the text is not that sentence."""
    found = _PATTERN.fullmatch(text)
    return found and found[1]
