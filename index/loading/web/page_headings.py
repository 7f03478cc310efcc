"""The headings of a page, also those that trafilatura leaves out of the article's middle."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator

from lxml.html import HtmlElement

_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_KEY = 200
"""Characters by which a paragraph is known again."""
_MAX_RUN = 3
"""Headings right above one another, such as a part's, a chapter's and its title."""

Titled = tuple[str, int]
"""The words of a heading and its level, from 1."""


def words_of(element: HtmlElement) -> str:
    """What is to be read in an element, on one line."""
    parts = [element.text or ""]
    for child in element.iterdescendants():
        parts += [" " if child.tag == "br" else "", child.text or ""]
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


class PageHeadings:
    """Which headings of a page stand right above which paragraph.

    A heading counts if the paragraph is its next sibling, which sets apart the chapters of a book
    from what stands in a page's head.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._above: defaultdict[str, deque[tuple[Titled, ...]]] = defaultdict(deque)
        run: deque[Titled] = deque(maxlen=_MAX_RUN)
        for heading in tree.iter(*_LEVELS):
            words = words_of(heading)
            if words:
                run.append((words, _LEVELS[str(heading.tag)]))
            following = _next(heading)
            if following is not None and following.tag in _LEVELS:
                continue
            if following is not None and following.tag in ("p", "blockquote", "div") and run:
                self._above[_key("".join(following.itertext()))].append(tuple(run))
            run.clear()

    def above(self, words: str) -> tuple[Titled, ...]:
        """The headings above the paragraph with these words; of several such, the next one's."""
        found = self._above.get(_key(words))
        return found.popleft() if found else ()


def shown(tree: HtmlElement) -> Iterator[str]:
    """The words of the headings that may be a title, in the page's order."""
    for heading in tree.iter("h1", "h2", "h3"):
        words = words_of(heading)
        if words:
            yield words


def _next(heading: HtmlElement) -> HtmlElement | None:
    following = heading.getnext()
    while following is not None and following.tag == "hr":
        following = following.getnext()
    return following


def _key(words: str) -> str:
    return "".join(words[: 4 * _KEY].split())[:_KEY]
