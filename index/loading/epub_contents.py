"""The table of contents of an EPUB: which pages its headings stand on, and how deep they are."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from index.loading.blocks import Block, letters
from index.loading.safe_xml import Element, attribute, local_name


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its words, and its depth from 1, the topmost."""

    words: str
    level: int


Contents = dict[str, list[Entry]]
"""The path of a page -> the entries that lead to it."""


def resolved(href: str | None, folder: str) -> str:
    """The path in the book that a reference in ``folder`` leads to."""
    return posixpath.normpath(posixpath.join(folder, unquote(urlsplit(href or "").path)))


def contents_of(trees: Iterable[tuple[Element, str]]) -> Contents:
    """What tables of contents say, in the form of EPUB 2 or 3, each with its folder."""
    contents: Contents = defaultdict(list)
    for tree, folder in trees:
        for element in tree.iter():
            for target, entry in _entries(element):
                contents[resolved(target, folder)].append(entry)
    return contents


def with_headings(blocks: list[Block], entries: Iterable[Entry]) -> list[Block]:
    """A page's blocks; where it marks no heading itself, those that the contents name."""
    if any(block.level is not None for block in blocks):
        return blocks
    levels: dict[str, int] = {}
    for entry in entries:
        if named := letters(entry.words):
            levels.setdefault(named, entry.level)
    return [replace(block, level=levels.pop(letters(block.words), None)) for block in blocks]


def _entries(element: Element) -> Iterator[tuple[str | None, Entry]]:
    name = local_name(element)
    if name == "navPoint":
        label = _first(element, lambda e: local_name(e) == "text")
        target = _first(element, lambda e: local_name(e) == "content")
        if label is not None and target is not None:
            depth = _depth(element, "navPoint") + 1
            yield attribute(target, "src"), Entry(label.text or "", depth)
    elif name == "a" and any(local_name(above) == "nav" for above in element.iterancestors()):
        words = "".join(str(part) for part in element.itertext())
        yield element.get("href"), Entry(words, max(1, _depth(element, "ol")))


def _depth(element: Element, name: str) -> int:
    return sum(local_name(above) == name for above in element.iterancestors())


def _first(element: Element, fits: Callable[[Element], bool]) -> Element | None:
    return next((inner for inner in element.iter() if fits(inner)), None)
