"""Text that Discord shows letter for letter, and the way back (pure).

``plain(escape(text)) == text`` for every text, and so it is for the block forms: what a message
shows as a quote can be compared with the story it comes from.
"""

from __future__ import annotations

import re

_LINE_STARTS = r"(?:^|(?<=\n))[^\S\n]*"
_SPECIAL = re.compile(
    # Anywhere: emphasis, code, spoilers, links, mentions, entities, and the backslash itself.
    r"[\\*_~`|\[\]<@&]"
    # A colon begins an address (https://) or an emoji (:smile:) only before a visible character.
    r"|:(?=\S)"
    # At the start of a line: headings, small text, quotes and lists, also numbered ones.
    rf"|{_LINE_STARTS}(?:[#>+=-]|\d+[.)])"
)
_MARKED = re.compile(r"\\(.)|\*\*", re.DOTALL)
_BOLD = "**"
_QUOTED = "> "
_HEADING = "### "


class Markdown(str):
    """Text that is markdown already, such as a mention, where texts are escaped otherwise."""

    __slots__ = ()


def escape(text: str) -> str:
    """Markdown that shows ``text`` as it is written."""
    return _SPECIAL.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", text)


def plain(markdown: str) -> str:
    """The text that ``escape``, ``blockquote`` or ``heading`` was given."""
    lines = markdown.split("\n")
    if all(line.startswith(_QUOTED) for line in lines):
        markdown = "\n".join(line.removeprefix(_QUOTED) for line in lines)
    else:
        markdown = markdown.removeprefix(_HEADING)
    return _MARKED.sub(lambda match: match[1] or "", markdown)


def heading(text: str) -> str:
    """``text``, which has no line breaks, as a small heading."""
    return _HEADING + escape(text)


def blockquote(text: str, bold: tuple[int, int] | None = None) -> str:
    """``text`` as a quote block, with the characters ``bold`` (start, end) of it in bold."""
    start, end = bold or (0, 0)
    lines, offset = [], 0
    for line in text.split("\n"):
        # Discord's bold does not reach across the lines of a quote block.
        first, last = (min(max(at - offset, 0), len(line)) for at in (start, end))
        lines.append(_QUOTED + _emphasized(line, first, last))
        offset += len(line) + 1
    return "\n".join(lines)


def _emphasized(line: str, first: int, last: int) -> str:
    if not line[first:last].strip():
        return escape(line)
    inside = f"{_BOLD}{escape(line[first:last])}{_BOLD}"
    return escape(line[:first]) + inside + escape(line[last:])
