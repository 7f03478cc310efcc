"""The article of a page, found by trafilatura, and looked at twice where it left gaps.

On a page without a frame that it knows, trafilatura collects single paragraphs: lists are lost,
and of lines that a story repeats ("No," she said; * * *) only the first is kept. Where that
happened, what holds those paragraphs is read again as the article that it is.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml import html
from lxml.etree import _Element

_KEY = 200
"""Characters by which a paragraph is known again."""


def find_article(tree: html.HtmlElement) -> Any:
    """What trafilatura finds, a document with facts and a ``body``; None if that is nothing."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = _extract(tree, with_metadata=True)
    if found is None:
        return None
    home = _home(tree, found.body)
    if home is not None and _has_gaps(found.body, home):
        again = _extract(_page_of(home), with_metadata=False)
        if again is not None:
            _trim(again.body, found.body)
            if len(_text(again.body)) >= len(_text(found.body)):
                found.body = again.body
    return found


def _extract(tree: html.HtmlElement, *, with_metadata: bool) -> Any:
    import trafilatura  # takes a tenth of a second, which other formats need not wait for

    return trafilatura.bare_extraction(
        tree,
        include_comments=False,
        with_metadata=with_metadata,
        # Only dates that the page says are its own; a guess would be shown as a fact.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def _home(tree: html.HtmlElement, body: _Element) -> html.HtmlElement | None:
    """The innermost element of the page that holds all paragraphs that were found."""
    found = _keys(body.iter("p"))
    seen = [paragraph for paragraph in tree.iter("p") if _key(paragraph) in found]
    if not seen:
        return None
    around_last = set(seen[-1].iterancestors())
    return next((e for e in seen[0].iterancestors() if e in around_last), None)


def _has_gaps(body: _Element, home: html.HtmlElement) -> bool:
    found = _keys(body.iter("p"))
    there = _keys(home.iter("p"))
    repeats = any(there[key] > times for key, times in found.items())
    lists = next(home.iter("ul", "ol"), None) is not None and body.find(".//list") is None
    return repeats or lists


def _page_of(home: html.HtmlElement) -> html.HtmlElement:
    inside = deepcopy(home)
    inside.tag, inside.tail = "article", None
    page, body = html.Element("html"), html.Element("body")
    page.append(body)
    body.append(inside)
    return page


def _trim(body: _Element, known: _Element) -> None:
    """Leave what stands between the first and the last known block, and headings above."""
    keys = _keys(known)
    blocks = list(body)
    places = [place for place, block in enumerate(blocks) if _key(block) in keys]
    if not places:
        body.clear()
        return
    first, last = places[0], places[-1]
    while first > 0 and blocks[first - 1].tag == "head":
        first -= 1
    for block in (*blocks[:first], *blocks[last + 1 :]):
        body.remove(block)


def _keys(elements: Iterable[_Element]) -> Counter[str]:
    return Counter(key for key in map(_key, elements) if key)


def _key(element: _Element) -> str:
    return "".join("".join(element.itertext()).split())[:_KEY]


def _text(body: _Element) -> str:
    return "".join(body.itertext())
