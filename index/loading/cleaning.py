"""Characters that nobody sees: taken out once, before the text is stored.

They can hide words from a search, or make a quote read differently from what it says. What a
script needs to be written rightly stays: joiners in Persian, Hindi or an emoji, marks of
direction in Hebrew or Arabic, break marks in Thai or Khmer.
"""

from __future__ import annotations

import re
import unicodedata

# Overrides and embeddings of direction; soft hyphens; other marks without width; what marks a
# byte order, an object, an annotation or a language; and what is no character at all.
_HIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u206f\u00ad\u2060-\u2065\ufeff\ufff9-\ufffc\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_OTHER_SCRIPTS = "\u0530-\u1dff\u2600-\u27bf\u2c00-\ufaff\ufb1d-\uffef\U00010000-\U0010fffd"
# Joiners and marks of direction beside letters of Latin, Greek or Cyrillic do nothing there.
_JOINING = re.compile(
    f"(?<![{_OTHER_SCRIPTS}])[\u200c-\u200f\u061c]+(?![{_OTHER_SCRIPTS}\u200c-\u200f\u061c])"
)
_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_BREAKING = re.compile(f"(?<![{_WITHOUT_SPACES}])\u200b+(?![{_WITHOUT_SPACES}\u200b])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\r\f\v]+")


def without_hidden(text: str) -> str:
    """``text`` without characters that have no look of their own and that no script needs."""
    if text.isascii():
        return text
    for pattern in (_HIDDEN, _JOINING, _BREAKING):
        text = pattern.sub("", text)
    return _SURROGATES.sub("\ufffd", text)


def clean(text: str) -> str:
    r"""``text`` of a format with markup: nothing hidden, no controls but ``\n``, single spaces."""
    text = _CONTROLS.sub("", _SPACES.sub(" ", text.replace("\u2028", "\n").replace("\u2029", "\n")))
    lines = (line.strip() for line in without_hidden(text).split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str | None, most: int) -> str | None:
    """``text`` as a title or a name: printable, on one line, of at most ``most`` characters."""
    if text is None:
        return None
    words = " ".join(without_hidden(_CONTROLS.sub(" ", text[: 4 * most])).split())
    printable = "".join(c for c in words if c.isprintable())
    return unicodedata.normalize("NFC", printable)[:most].strip() or None
