"""What a page says about its article: title, author, date and language.

trafilatura guesses well and is not shy; what a reader would take for a fact is kept only where
the page itself says it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from lxml.html import HtmlElement

from index.loading.web.page_headings import shown

_T = TypeVar("_T")
_MAX_TITLE = 300
"""Characters; more is no title."""
_MAX_AUTHOR = 120
_MAX_CLASSES = 200
"""Characters of the classes of one element."""
_MAX_SEEN = 100
"""Elements of one kind; the article's own come early, and hostile pages have millions."""
_AUTHOR_META = re.compile(r"(?:^|[.:])(?:author|authors|creator|byl)$|^citation_author$", re.I)
_AUTHOR_CLASS = re.compile(
    r"(?:.*[-_])?(?:author|autor|byline|writer|vcard)s?(?:[-_]*(?:name|link|info|url))?", re.I
)
_BY = re.compile(r"(?:by|von|por|par|di|door)\s+", re.I)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_]|$)", re.I)


def title_of(tree: HtmlElement, found: Any) -> str | None:
    """The article's title, without its site's name."""
    named = _meta(tree, "property", "og:title") or ""
    title = _clean(named) or _heading_in_title(tree) or _clean(found.title if found else None)
    site = _clean(found.sitename if found else None)
    if title and site:
        title = re.sub(rf"\s+[|–—·»:-]+\s+{re.escape(site)}$", "", title)
    return title[:_MAX_TITLE] if title else None


def is_shown(tree: HtmlElement, title: str) -> bool:
    """Whether ``title`` stands on the page as a heading, not only in its tab."""
    return any(heading.casefold() == title.casefold() for heading in _first(shown(tree)))


def author_of(tree: HtmlElement, found: Any) -> str | None:
    """Who wrote the article, several with commas; None unless the page says so."""
    guessed = _clean(found.author if found else None)
    if guessed and len(guessed) <= _MAX_AUTHOR:
        names = [name.strip() for name in guessed.split(";") if name.strip()]
        said = " ".join(_said_of_authors(tree)).casefold()
        if names and all(_stands_in(name, said) for name in names):
            return ", ".join(names)
    return _by_line(tree)


def published_of(found: Any) -> date | None:
    """The day on which the article appeared."""
    try:
        return date.fromisoformat(found.date) if found and found.date else None
    except ValueError:
        return None


def language_of(tree: HtmlElement) -> str | None:
    """The page's language, an ISO 639-1 code."""
    for said in (tree.get("lang"), tree.get("xml:lang"), _meta(tree, "property", "og:locale")):
        code = _LANGUAGE.match(said.strip()) if said else None
        if code:
            return code[1].lower()
    return None


def _heading_in_title(tree: HtmlElement) -> str | None:
    """The longest heading that the title of the page begins with: the rest of that is the site."""
    title = (_clean(tree.findtext(".//head/title")) or "").casefold()
    begins = [h for h in _first(shown(tree)) if title.startswith(h.casefold())]
    return max(begins, key=len, default=None)


def _said_of_authors(tree: HtmlElement) -> Iterator[str]:
    for meta in tree.iter("meta"):
        key = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        if _AUTHOR_META.search(key):
            yield meta.get("content", "")
    for script in tree.iterfind('.//script[@type="application/ld+json"]'):
        yield script.text or ""
    for element in _first(filter(_is_of_author, tree.iter("*"))):
        yield element.text_content()


def _is_of_author(element: HtmlElement) -> bool:
    if "author" in (element.get("rel"), element.get("itemprop")):
        return True
    names = element.get("class", "")[:_MAX_CLASSES].split()
    return any(_AUTHOR_CLASS.fullmatch(name) for name in names)


def _stands_in(name: str, said: str) -> bool:
    # In JSON, letters beyond ASCII may be written as numbers.
    return name.casefold() in said or json.dumps(name)[1:-1].casefold() in said


def _by_line(tree: HtmlElement) -> str | None:
    """The name in a line that says "by" and links to who it is, such as fiction sites have."""
    for link in tree.iter("a"):
        line = link.getparent()
        if line is None or link.getprevious() is not None or link.getnext() is not None:
            continue
        by = _BY.fullmatch((line.text or "").lstrip())
        name = _clean(link.text_content())
        if by and name and len(name) <= _MAX_AUTHOR and not _clean(link.tail):
            return name
    return None


def _first(things: Iterable[_T]) -> Iterator[_T]:
    return islice(things, _MAX_SEEN)


def _meta(tree: HtmlElement, attribute: str, value: str) -> str | None:
    element = tree.find(f'.//meta[@{attribute}="{value}"]')
    return element.get("content") if element is not None else None


def _clean(words: str | None) -> str | None:
    one_line = " ".join((words or "").split())
    return one_line or None
