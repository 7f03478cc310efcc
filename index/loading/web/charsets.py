"""The names of encodings that the web uses -> how Python reads them; other codecs stay shut."""

from __future__ import annotations

import codecs
import re

_READ_AS = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers read for what pages say (WHATWG Encoding), where that is more."""
_NAMES = """
    utf-8 utf-16 utf-16-le utf-16-be iso2022_jp shift_jis cp932 euc_jp euc_kr cp949 big5 big5hkscs
    gb18030 koi8-r koi8-u mac-roman mac-cyrillic cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254
    cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7
    iso8859-8 iso8859-9 iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16
"""
_WEB = frozenset(_NAMES.split())
_BEFORE_TEXT = 4_096
"""Bytes of a page in which it may say its encoding; HTML allows 1,024, pages take more."""
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def codec_of(label: str) -> str | None:
    """Python's name for the encoding that the web calls ``label``; None if it is none of it."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if name in _WEB else None


def decode_page(data: bytes) -> str:
    """A page's text: by its byte-order mark, else UTF-8, else what it says it is.

    Bytes that are wrong in the encoding become U+FFFD.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(marked, errors="replace")
    declared = _DECLARED.search(data, 0, _BEFORE_TEXT)
    codec = codec_of(declared[1].decode("ascii", errors="replace")) if declared else None
    # A page whose declaration can be read byte by byte is not in UTF-16.
    own = codec if codec and not codec.startswith("utf") else "cp1252"
    # Hardly any other text is UTF-8 by chance, whatever a page says, but for what has 7 bits.
    for candidate in (own, "utf-8") if own == "iso2022_jp" else ("utf-8", own):
        try:
            return data.decode(candidate)
        except UnicodeDecodeError:
            continue
    return data.decode(own, errors="replace")


def in_utf8(data: bytes, label: str) -> bytes:
    """A text whose server says that it is in ``label``, in UTF-8 with a byte-order mark.

    What a server says goes before what a page says of itself (RFC 9110), except for a mark.
    A text that is not in that encoding stays as it is.
    """
    codec = codec_of(label)
    if codec is None or data.startswith(tuple(mark for mark, _ in _MARKS)):
        return data
    try:
        return codecs.BOM_UTF8 + data.decode(codec).encode()
    except UnicodeError:
        return data
