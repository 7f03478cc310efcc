"""ODT: its text and outline levels, read over lxml.

odfpy, the library of the format's own association, had its last release in 2020.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.loading.blocks import About, Block, assemble
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded
from index.loading.refusals import damaged, encrypted
from index.loading.safe_xml import Element, attribute, local_name, parse_xml
from index.loading.unpacking import Package

_KIND = "ODT"
_MOST_SPACES = 100
_SKIPPED_NAMES = """
    annotation annotation-end desc forms hidden-paragraph hidden-text note ruby-text title
    tracked-changes sequence-decls variable-decls user-field-decls table-of-content
    alphabetical-index bibliography illustration-index table-index object-index user-index
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())


def read(data: bytes, label: str, limits: LoadingLimits) -> Loaded:
    """The story's text, its headings, and what the file says of it.

    Raises:
        LoadingError: the file is damaged, locked, hostile, or larger than allowed.
    """
    package = Package(data, label, _KIND, limits)
    package.check()
    if "META-INF/manifest.xml" in package:
        manifest = parse_xml(package.read("META-INF/manifest.xml"), label, _KIND)
        if any(local_name(element) == "encryption-data" for element in manifest.iter()):
            raise encrypted(label)
    content = parse_xml(package.read("content.xml"), label, _KIND)
    body = next((e for e in content.iter() if local_name(e) == "text" and _is_office(e)), None)
    if body is None:
        raise damaged(label, _KIND)
    about = About()
    if "meta.xml" in package:
        about = _about(parse_xml(package.read("meta.xml"), label, _KIND))
    title = about.title or _title(content, body)
    return assemble(_blocks(body), About(title, about.author, about.published, about.language))


def _is_office(element: Element) -> bool:
    return str(element.tag).startswith("{urn:oasis:names:tc:opendocument:xmlns:office:")


def _blocks(element: Element) -> Iterator[Block]:
    for child in element:
        name = local_name(child)
        if not name or name in _SKIPPED:
            continue
        if name == "h":
            written = attribute(child, "outline-level") or ""
            level = int(written) if written.isdecimal() and len(written) < 3 else 1
            yield Block("".join(_words(child)), max(1, level))
        elif name == "p":
            yield Block("".join(_words(child)))
        # Frames in a paragraph hold paragraphs of their own.
        yield from _blocks(child)


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name == "s":
            count = attribute(child, "c") or "1"
            yield " " * (min(int(count), _MOST_SPACES) if _is_small(count) else 1)
        elif name == "tab":
            yield " "
        elif name == "line-break":
            yield "\n"
        elif name and name not in _SKIPPED and name not in {"p", "h", "frame"}:
            yield from _words(child)
        yield child.tail or ""


def _is_small(count: str) -> bool:
    return count.isascii() and count.isdecimal() and len(count) < 6


def _title(content: Element, body: Element) -> str | None:
    """The first paragraph in the style for titles, or in one made of it."""
    styles = {"Title"}
    for style in content.iter():
        if local_name(style) == "style" and attribute(style, "parent-style-name") == "Title":
            styles.add(attribute(style, "name") or "")
    for element in body.iter():
        if local_name(element) == "p" and attribute(element, "style-name") in styles:
            return "".join(_words(element))
    return None


def _about(meta: Element) -> About:
    said: dict[str, str] = {}
    for element in meta.iter():
        if element.text and element.text.strip():
            said.setdefault(local_name(element), element.text)
    return About(
        title=said.get("title"),
        author=said.get("initial-creator") or said.get("creator"),
        language=said.get("language"),
    )
