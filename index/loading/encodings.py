"""Which encoding bytes are text in: told by a mark, by being UTF-8, or by charset-normalizer."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

_MARKS = (
    # The longer marks first: UTF-16's little-endian mark begins UTF-32's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_USUAL = "cp1252"
"""What most text that is not UTF-8 is in: where it reads as well as any other, it is that."""
_OTHERS = [
    "cp1250", "iso8859_2", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r",
    "mac_roman", "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip
"""The rest that people have; asked about all it knows, the library guesses rare ones."""
_DECLARED = frozenset(_OTHERS) | {
    _USUAL, "utf-8", "utf-16", "shift_jis", "gbk", "gb2312", "euc_kr", "iso2022_jp", "koi8-r",
    "koi8-u", "mac-roman",
    *(f"iso8859-{part}" for part in range(2, 17)),
}  # fmt: skip
"""Others are refused: some that Python knows are programs rather than encodings."""
_DECLARATION = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_KANA = re.compile("[\u3041-\u30ff]")
_ICELANDIC = re.compile("[ÐÝÞðýþ]")
_HEAD = 4096
_SAMPLE = 64_000
"""Bytes; more makes the guess slower and no better."""
_MOST_MESS = 0.2
_LITTLE_MESS = 0.1
_LITTLE_COHERENCE = 0.03


def marked(data: bytes) -> str | None:
    """The encoding whose byte-order mark the data begins with."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def declared(data: bytes) -> str | None:
    """The encoding that a page names in its first lines, if it is one for text."""
    match = _DECLARATION.search(data, 0, _HEAD)
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    # As all browsers do: who says Latin-1 or ASCII means Windows-1252.
    name = _USUAL if name in {"iso8859-1", "ascii"} else name
    return name if name in _DECLARED else None


def guessed(data: bytes) -> str | None:
    """The encoding that bytes which are no UTF-8 are likely in; None where that is unsure."""
    found = charset_normalizer.from_bytes(
        _sample(data), cp_isolation=[_USUAL, *_OTHERS], threshold=_MOST_MESS
    )
    best = found.best()
    if best is None:
        return None
    for match in found:
        as_clean = match.chaos <= best.chaos + _LITTLE_MESS
        as_sensible = match.coherence >= best.coherence - _LITTLE_COHERENCE
        if _USUAL in match.could_be_from_charset and as_clean and as_sensible:
            if match is not best and _ICELANDIC.search(str(match)):
                # In Turkish files these bytes are the commonest letters.
                break
            return _USUAL
    rivals = [m for m in found if (m.chaos, m.coherence) == (best.chaos, best.coherence)]
    # No other encoding makes the syllables of Japanese of anything by chance.
    japanese = [m for m in rivals if 2 * len(_KANA.findall(str(m))) > _telling(str(m))]
    likely = japanese or rivals
    return likely[0].encoding if len(likely) == 1 else None


def _telling(text: str) -> int:
    return sum(not character.isascii() for character in text) // 2


def _sample(data: bytes) -> bytes:
    """Lines that tell something: those with bytes beyond ASCII."""
    telling = []
    size = 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            telling.append(line[:_SAMPLE])
            size += len(line)
        if size > _SAMPLE:
            break
    return b"".join(telling)
