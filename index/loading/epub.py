"""EPUB: its parts in reading order, read over lxml, without cover, title page and contents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from index.errors import LoadingError
from index.loading.blocks import About, Block, assemble
from index.loading.decoding import decode_page
from index.loading.epub_contents import contents_of, resolved, with_headings
from index.loading.html import parse_html
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded
from index.loading.markup import blocks_of
from index.loading.refusals import damaged, declares_entities, protected
from index.loading.safe_xml import Element, attribute, local_name, parse_xml
from index.loading.unpacking import Package

_KIND = "EPUB"
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_LICENCES = ("META-INF/rights.xml", "META-INF/license.lcpl")
_FONTS_ONLY = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Ways of encryption that are used on fonts, never on text."""
_NO_STORY = frozenset({"cover", "titlepage", "title-page", "halftitlepage", "toc", "landmarks"})
_NCX = "application/x-dtbncx+xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})


def read(data: bytes, label: str, limits: LoadingLimits) -> Loaded:
    """The story's text, its headings, and what the book says of itself.

    Raises:
        LoadingError: the book is damaged, copy-protected, hostile, or larger than allowed.
    """
    package = Package(data, label, _KIND, limits)
    package.check()
    _refuse_protected(package, label)
    where = _opf_path(package, label)
    opf = parse_xml(package.read(where), label, _KIND)
    folder = posixpath.dirname(where)
    contents = contents_of(_contents(package, opf, folder, label))
    blocks: list[Block] = []
    for path in _reading_order(opf, folder):
        if path in package:
            page = _blocks(package.read(path), label)
            blocks.extend(with_headings(page, contents.get(path, ())))
    return assemble(blocks, _about(opf))


def _refuse_protected(package: Package, label: str) -> None:
    if any(licence in package for licence in _LICENCES):
        raise protected(label)
    if _ENCRYPTION not in package:
        return
    for element in parse_xml(package.read(_ENCRYPTION), label, _KIND).iter():
        method = local_name(element) == "EncryptionMethod"
        if method and attribute(element, "Algorithm") not in _FONTS_ONLY:
            raise protected(label)


def _opf_path(package: Package, label: str) -> str:
    root = parse_xml(package.read(_CONTAINER), label, _KIND)
    for element in root.iter():
        path = attribute(element, "full-path") if local_name(element) == "rootfile" else None
        if path:
            return path
    raise damaged(label, _KIND)


def _reading_order(opf: Element, folder: str) -> Iterator[str]:
    """The paths of the book's pages; each once, and only those that may hold the story."""
    skipped = _without_story(opf, folder)
    pages = {}
    for item in _all(opf, "item"):
        is_page = item.get("media-type") in _PAGES
        if is_page and not {"nav", "cover"} & set((item.get("properties") or "").split()):
            pages[item.get("id")] = resolved(item.get("href"), folder)
    for reference in _all(opf, "itemref"):
        # A page that stands twice in the order of a forged book is read once.
        path = pages.pop(reference.get("idref"), None)
        if path is not None and path not in skipped and reference.get("linear") != "no":
            yield path


def _contents(
    package: Package, opf: Element, folder: str, label: str
) -> Iterator[tuple[Element, str]]:
    for item in _all(opf, "item"):
        path = resolved(item.get("href"), folder)
        is_nav = "nav" in (item.get("properties") or "").split()
        if (is_nav or item.get("media-type") == _NCX) and path in package:
            tree = _page(package.read(path), label)
            if tree is not None:
                yield tree, posixpath.dirname(path)


def _without_story(opf: Element, folder: str) -> set[str]:
    return {
        resolved(reference.get("href"), folder)
        for reference in _all(opf, "reference")
        if (reference.get("type") or "").lower() in _NO_STORY
    }


def _blocks(page: bytes, label: str) -> list[Block]:
    root = _page(page, label)
    if root is None:
        return []
    body = next((element for element in root.iter() if local_name(element) == "body"), root)
    # The body itself, or the one part in it, says what the page is.
    for element in (body, *body):
        if set((attribute(element, "type") or "").split()) & _NO_STORY:
            return []
    return blocks_of(body)


def _page(page: bytes, label: str) -> Element | None:
    try:
        return parse_xml(page, label, _KIND)
    except LoadingError as error:
        if error.reason == declares_entities(label).reason:
            raise
        # Many books hold pages that only a browser forgives.
        return parse_html(decode_page(page, label), label)


def _about(opf: Element) -> About:
    return About(
        title=next(iter(_texts(opf, "title")), None),
        author=", ".join(_texts(opf, "creator")),
        published=next(iter(_texts(opf, "date")), None),
        language=next(iter(_texts(opf, "language")), None),
    )


def _texts(opf: Element, name: str) -> list[str]:
    texts = ((element.text or "").strip() for element in _all(opf, name))
    return [text for text in texts if text]


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if local_name(element) == name)
