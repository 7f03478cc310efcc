"""A tree of HTML or XHTML -> paragraphs and headings, as a browser would show them."""

from __future__ import annotations

import html
import re

from lxml import etree

from index.loading.blocks import Block
from index.loading.safe_xml import Element, attribute, local_name

_LEVELS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form header hgroup hr html legend li main menu ol p pre section
    summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_SKIPPED_NAMES = """
    applet area audio base button canvas datalist embed frame frameset head iframe img input
    link map meta nav noframes noscript object option param picture progress rp rt script select
    source style svg template textarea title track video
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_ROLES = frozenset({"navigation", "search", "banner", "contentinfo", "toolbar", "menu"})
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def blocks_of(root: Element) -> list[Block]:
    """The paragraphs and headings of a tree, in order; what a browser hides is left out."""
    walker = _Walker()
    walker.walk(root)
    walker.close()
    return walker.blocks


def words_of(element: Element) -> str:
    """All words in an element on one line."""
    return " ".join(block.words for block in blocks_of(element))


class _Walker:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._level: int | None = None
        self._preformatted = False

    def walk(self, element: Element) -> None:
        name = local_name(element)
        if name == "br":
            self._break()
        elif name == "hr":
            self.close()
        elif name in _LEVELS:
            self._heading(element, _LEVELS[name])
        elif name in _BLOCKS:
            self._boundary()
            self._inside(element, preformatted=self._preformatted or name == "pre")
            self._boundary()
        else:
            if name in _CELLS and self._has_words():
                self._words.append(" | ")
            self._inside(element, preformatted=self._preformatted)

    def close(self) -> None:
        """End the paragraph."""
        words = "".join(self._words)
        self._words = []
        if words.strip():
            self.blocks.append(Block(words, self._level))

    def _inside(self, element: Element, *, preformatted: bool) -> None:
        before, self._preformatted = self._preformatted, preformatted
        self._say(element.text)
        for child in element:
            if isinstance(child, etree._Entity):
                self._say(html.unescape(child.text or ""))
            elif local_name(child) and not _is_hidden(child):
                self.walk(child)
            self._say(child.tail)
        self._preformatted = before

    def _heading(self, element: Element, level: int) -> None:
        self.close()
        self._level = level
        self._inside(element, preformatted=False)
        self.close()
        self._level = None

    def _boundary(self) -> None:
        # A heading stays one line, whatever stands in it.
        if self._level is None:
            self.close()
        else:
            self._words.append(" ")

    def _break(self) -> None:
        if self._words and self._words[-1] == "\n":
            # Two line breaks are how many pages part their paragraphs.
            self._boundary()
        else:
            self._words.append("\n")

    def _say(self, text: str | None) -> None:
        if not text:
            return
        if self._preformatted:
            self._words.append(text)
        elif text.strip() or not (self._words and self._words[-1] == "\n"):
            self._words.append(_SPACE.sub(" ", text))

    def _has_words(self) -> bool:
        return any(part.strip() for part in self._words)


def _is_hidden(element: Element) -> bool:
    if local_name(element) in _SKIPPED or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or _UNSEEN.search(element.get("style") or ""):
        return True
    if attribute(element, "type") in {"pagebreak", "noteref"}:
        return True
    return element.get("role") in _ROLES
