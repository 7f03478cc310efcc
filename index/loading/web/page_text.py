"""The tree of an article, as trafilatura gives it -> text and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from index.domain import Heading
from index.loading.web.page_headings import PageHeadings
from index.segmenting import is_furniture

_BREAK = "lb"
_BLOCKS = frozenset({"code", "head", "list", "p", "pre", "quote", "table"})
_LEVEL = re.compile(r"h([1-6])$")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    level: int = 0
    """Of a heading, from 1; 0 for what is none."""


def text_of(
    body: _Element, title: str | None, page: PageHeadings
) -> tuple[str, tuple[Heading, ...]]:
    """The text of an article, one blank line between its blocks, and its headings.

    It begins with ``title``, the topmost heading, which many pages keep outside the article.
    """
    found = [block for block in _blocks(body) if block.text and not _is_around(block)]
    blocks = list(_with_headings(found, page))
    if title and blocks and _plain(blocks[0].text) != _plain(title):
        blocks.insert(0, _Block(title, level=1))
    parts: list[str] = []
    headings: list[Heading] = []
    position = 0
    for block in blocks:
        parts.append(block.text)
        end = position + len(block.text)
        if block.level:
            headings.append(Heading(position, end, block.level))
        position = end + 2
    return "\n\n".join(parts), tuple(headings)


def _with_headings(blocks: list[_Block], page: PageHeadings) -> Iterator[_Block]:
    """The blocks with the headings that stand above them on the page but not among them."""
    above: set[str] = set()
    for block in blocks:
        if block.level:
            above.add(_plain(block.text))
        else:
            for words, level in page.above(block.text):
                if _plain(words) not in above and not is_furniture(words):
                    yield _Block(words, level)
            above.clear()
        yield block


def _is_around(block: _Block) -> bool:
    return "\n" not in block.text and is_furniture(block.text)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _blocks(parent: _Element) -> Iterator[_Block]:
    """What stands in ``parent``, block by block; text that is in none makes its own."""
    loose = [_flat(parent.text)]
    for element in parent:
        if element.tag in _BLOCKS:
            yield from _paragraphs("".join(loose))
            loose = [_flat(element.tail)]
            yield from _block(element)
        else:
            loose.append(_inline(element) + _flat(element.tail))
    yield from _paragraphs("".join(loose))


def _block(element: _Element) -> Iterator[_Block]:
    if element.tag == "head":
        level = _LEVEL.match(element.get("rend", ""))
        words = _one_line(_inline(element))
        yield _Block(words, int(level[1]) if level else 2)
    elif element.tag == "list":
        yield _Block("\n".join(_items(element)))
    elif element.tag == "table":
        yield _Block("\n".join(_rows(element)))
    elif element.tag in ("code", "pre"):
        yield _Block("".join(element.itertext()).strip("\n"))
    else:
        yield from _blocks(element)


def _paragraphs(words: str) -> Iterator[_Block]:
    """Two line breaks in a row part paragraphs; single ones, as in verse, stay."""
    for part in _BLANK_LINES.split(_SPACES.sub(" ", words)):
        lines = (line.strip() for line in part.split("\n"))
        yield _Block("\n".join(line for line in lines if line))


def _inline(element: _Element) -> str:
    """The words in an element; a line feed for every line break that is to be seen."""
    if element.tag == _BREAK:
        return "\n"
    words = [_flat(element.text)]
    for child in element:
        between = " " if child.tag in _BLOCKS or child.tag in ("item", "row", "cell") else ""
        words += [between, _inline(child), between, _flat(child.tail)]
    return "".join(words)


def _flat(words: str | None) -> str:
    """Line ends in a page's source are spaces."""
    return (words or "").replace("\r", " ").replace("\n", " ")


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _items(element: _Element) -> Iterator[str]:
    numbered = element.get("rend") == "ol"
    for number, item in enumerate(element.iterfind("item"), start=1):
        words = _one_line(_inline(item))
        if words:
            yield f"{number}. {words}" if numbered else f"- {words}"


def _rows(element: _Element) -> Iterator[str]:
    for row in element.iter("row"):
        cells = [_one_line(_inline(cell)) for cell in row.iterfind("cell")]
        if any(cells):
            yield " | ".join(cells)
