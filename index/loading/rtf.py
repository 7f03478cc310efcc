r"""RTF: turned into text by striprtf, with the headings that it would lose.

striprtf knows text but no paragraph formats. What is needed of them is put into the file as
characters for private use before it is read, and is taken out of the text afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import cast

from striprtf.striprtf import rtf_to_text

from index.loading.blocks import About, Block, assemble
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded
from index.loading.refusals import damaged

_KIND = "RTF"
_BEFORE = b"\xef\xbb\xbf \t\r\n"
_to_text = cast("Callable[..., str]", rtf_to_text)
_LEVEL = 0xE800
"""The character of the topmost outline level; those of the lower ones follow it."""
_LINE = 0xE810
_MARKS = re.compile(f"[{chr(_LEVEL)}-{chr(_LEVEL + 8)}]")
# An escaped backslash is met first, so that what follows it is taken for text.
_WORDS = re.compile(
    r"\\\\|\\outlinelevel(?P<level>[0-8])(?!\d)|\\(?P<line>line)(?![a-z0-9])"
    r"|\\(?P<field>fldinst)(?![a-z])|\\(?P<font>f(?=\d))|\\s(?P<style>\d{1,4})(?!\d)"
)
_STYLES_WITHIN = 400_000
"""Characters from a file's beginning that may hold its style sheet."""
_STYLE = re.compile(
    r"\{\\s(?P<style>\d{1,4})(?!\d)(?P<format>[^{};]{0,2000}?)"
    r"(?:(?:heading|überschrift|título|titre) (?P<level>[1-9]))?;\}",
    re.IGNORECASE,
)
_OUTLINE = re.compile(r"\\outlinelevel([0-8])(?!\d)")
_PICTURE = re.compile(r"[0-9a-fA-F\r\n]{400,}")
_INFO = re.compile(
    r"\{\\(?P<key>title|author)(?![a-z])[ ]?(?P<value>(?:\\.|[^{}\\]|\{[^{}]*\}){0,2000})\}"
)
_INFO_WITHIN = 20_000
"""Characters from a file's beginning; the group stands in its head."""
_CODE_PAGE = re.compile(r"\\ansicpg(\d{1,5})")
_LANGUAGE = re.compile(r"\\deflang(\d{1,5})")
_LANGUAGES = {
    7: "de", 9: "en", 10: "es", 12: "fr", 16: "it", 19: "nl", 20: "no", 21: "pl", 22: "pt",
    25: "ru", 29: "sv",
}  # fmt: skip
"""Primary language identifiers of Windows -> ISO 639-1."""
_BROKEN = (LookupError, OverflowError, TypeError, ValueError)
"""What striprtf raises for control words with values that nobody writes."""


def read(data: bytes, label: str, _limits: LoadingLimits) -> Loaded:
    """The story's text, its headings, and what the file says of it; raises ``LoadingError``."""
    if not data.lstrip(_BEFORE).startswith(b"{\\rtf"):
        raise damaged(label, _KIND)
    source = data.decode("latin-1")
    levels = _heading_styles(source[:_STYLES_WITHIN])
    marked = _WORDS.sub(lambda match: _marked(match, levels), _PICTURE.sub("", source))
    text = _plain(marked, label)
    return assemble(_blocks(text), _about(source, label))


def _plain(source: str, label: str) -> str:
    try:
        text = _to_text(source, errors="replace")
    except _BROKEN as error:
        raise damaged(label, _KIND) from error
    # Characters beyond the first 65,536 are written as two halves.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _heading_styles(head: str) -> dict[str, int]:
    """The outline level, from 0, of each style that is for headings, by its number."""
    levels = {}
    for match in _STYLE.finditer(head):
        outline = _OUTLINE.search(match["format"])
        if outline:
            levels[match["style"]] = int(outline[1])
        elif match["level"]:
            levels[match["style"]] = int(match["level"]) - 1
    return levels


def _marked(match: re.Match[str], levels: dict[str, int]) -> str:
    level = match["level"] or levels.get(match["style"] or "")
    if level is not None:
        return f"{match[0]}{{\\uc1\\u{_LEVEL + int(level)} ?}}"
    if match["line"]:
        return f"{{\\uc1\\u{_LINE} ?}}"
    if match["field"]:
        # Else striprtf writes a link's address into the text, and takes long to look for them.
        return r"\*\fldinst"
    if match["font"]:
        # It looks for a font's name as far as the line goes.
        return "\n\\f"
    return match[0]


def _blocks(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        marks = _MARKS.findall(line)
        level = ord(marks[-1]) - _LEVEL + 1 if marks else None
        yield Block(_MARKS.sub("", line).replace(chr(_LINE), "\n"), level)


def _about(source: str, label: str) -> About:
    head = source[:_INFO_WITHIN]
    page = _CODE_PAGE.search(head)
    said: dict[str, str] = {}
    for match in _INFO.finditer(head):
        value = f"{{\\rtf1\\ansi{page[0] if page else ''} {match['value']}}}"
        said.setdefault(match["key"], _plain(value, label))
    language = _LANGUAGE.search(head)
    return About(
        title=said.get("title"),
        author=said.get("author"),
        language=_LANGUAGES.get(int(language[1]) & 0x3FF) if language else None,
    )
