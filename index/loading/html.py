"""HTML: a page that was saved or written as a file, by lxml; its ``<article>`` if it has one."""

from __future__ import annotations

import re

from lxml import etree

from index.loading.blocks import About, assemble
from index.loading.decoding import decode_page
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded
from index.loading.markup import blocks_of, words_of
from index.loading.refusals import damaged
from index.loading.safe_xml import Element, local_name, refuse_cut

_TITLES = ("og:title", "dcterms.title", "dc.title")
_AUTHORS = ("author", "dcterms.creator", "dc.creator", "article:author")
_DATES = ("article:published_time", "dcterms.date", "dcterms.issued", "dc.date", "date")
_ADDRESS = re.compile(r"https?:", re.IGNORECASE)
_BESIDE = frozenset({"footer", "aside"})


def read(data: bytes, label: str, _limits: LoadingLimits) -> Loaded:
    """The story's text, its headings, and what the page says of it; raises ``LoadingError``."""
    root = parse_html(decode_page(data, label), label)
    if root is None:
        raise damaged(label, "HTML")
    return assemble(blocks_of(_story(root)), _about(root))


def parse_html(text: str, label: str) -> Element | None:
    """The root of a page, however it is written; None where there is nothing to read.

    Raises:
        LoadingError: it nests so deeply that only its beginning would be read.
    """
    # Huge trees nest 2,048 levels deep instead of 256, which many old pages do that close nothing.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
    refuse_cut(parser, label)
    return root


def _story(root: Element) -> Element:
    """The page's one article or main part; else all of it without what stands beside it."""
    for name in ("article", "main"):
        found = list(root.iter(name))
        if len(found) == 1:
            return found[0]
    # Without articles a page's header holds the story's title rather than the site's.
    beside = _BESIDE | {"header"} if list(root.iter("article")) else _BESIDE
    for body in root.iter("body"):
        for child in body:
            if local_name(child) in beside:
                child.set("hidden", "")
    return root


def _about(root: Element) -> About:
    said = _said(root)
    titles = [words_of(title) for title in root.iter("h1")]
    named = next((title.text for title in root.iter("title") if title.text), None)
    title = _first(said, _TITLES) or named or next(iter(titles), None)
    # A page's title often ends with the name of its site, which its heading leaves out.
    shorter = [heading for heading in titles if heading and title and heading in title]
    author = _first(said, _AUTHORS)
    return About(
        title=shorter[0] if shorter else title,
        author=None if author and _ADDRESS.match(author) else author,
        published=_first(said, _DATES),
        language=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def _said(root: Element) -> dict[str, str]:
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("property") or meta.get("name") or "").lower()
        content = (meta.get("content") or "").strip()
        if key and content:
            said.setdefault(key, content)
    return said


def _first(said: dict[str, str], keys: tuple[str, ...]) -> str | None:
    return next((said[key] for key in keys if key in said), None)
