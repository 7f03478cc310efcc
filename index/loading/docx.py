"""DOCX: opened by python-docx, read paragraph by paragraph as Word shows it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from index.errors import LoadingError
from index.loading.blocks import About, Block, assemble
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded
from index.loading.refusals import damaged
from index.loading.safe_xml import Element, attribute, local_name, refuse_entities
from index.loading.unpacking import Package

_KIND = "DOCX"
_BODY_TEXT = 9
"""The outline level of a paragraph that is no heading, counted from 0."""
_DEEPEST_STYLE = 20
_REMOVED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rt"})
_CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "‑", "ptab": " "}
_BROKEN = (
    OpcError, BadZipFile, etree.LxmlError, AttributeError, IndexError, KeyError, TypeError,
    ValueError,
)  # fmt: skip
"""What python-docx raises for packages whose parts are missing or of the wrong kind."""


def read(data: bytes, label: str, limits: LoadingLimits) -> Loaded:
    """The story's text, its headings, and what the file says of it.

    Raises:
        LoadingError: the file is damaged, locked, hostile, or larger than allowed.
    """
    # python-docx unpacks every part at once and trusts the sizes that the file states.
    Package(data, label, _KIND, limits).check()
    try:
        document = docx.Document(io.BytesIO(data))
        refuse_entities(document.element, label)
        blocks = list(_blocks(document))
        about = _about(document)
    except LoadingError:
        raise
    except _BROKEN as error:
        raise damaged(label, _KIND) from error
    title = about.title or next((words for words, style in blocks if style == "title"), None)
    return assemble(
        (Block(words, style if isinstance(style, int) else None) for words, style in blocks),
        About(title, about.author, about.published, about.language),
    )


def _blocks(document: Document) -> Iterator[tuple[str, int | str | None]]:
    """The words of each paragraph with its level or, where it has none, its style's name."""
    styles = _Styles(document)
    for paragraph in _paragraphs(document.element.body):
        style = styles.of(paragraph)
        if not (isinstance(style, str) and style.startswith("toc")):
            yield "".join(_words(paragraph)), style


def _paragraphs(element: Element) -> Iterator[Element]:
    for child in element:
        name = local_name(child)
        if name in _REMOVED:
            continue
        if name == "p":
            yield child
        yield from _paragraphs(child)


def _words(element: Element) -> Iterator[str]:
    """What a paragraph shows; a text box in it holds paragraphs of its own."""
    for child in element:
        name = local_name(child)
        if name == "t":
            yield child.text or ""
        elif name in _CHARACTERS and local_name(element) == "r":
            yield _CHARACTERS[name]
        elif name not in _REMOVED and name != "p" and not _is_hidden(child):
            yield from _words(child)


def _is_hidden(element: Element) -> bool:
    if local_name(element) != "r":
        return False
    marks = (
        child for properties in element if local_name(properties) == "rPr" for child in properties
    )
    return any(
        local_name(m) == "vanish" and attribute(m, "val") not in {"0", "false"} for m in marks
    )


class _Styles:
    """Which paragraphs are headings, by their own outline level or that of their style."""

    def __init__(self, document: Document) -> None:
        self._styles = {
            attribute(style, "styleId"): style
            for style in document.styles.element
            if local_name(style) == "style"
        }

    def of(self, paragraph: Element) -> int | str | None:
        own = _child(paragraph, "pPr")
        level = _level(own)
        used = None if own is None else _child(own, "pStyle")
        style = None if used is None else self._styles.get(attribute(used, "val"))
        name = None if style is None else _name(style)
        for _ in range(_DEEPEST_STYLE):
            if level is not None or style is None:
                break
            level = _level(_child(style, "pPr"))
            base = _child(style, "basedOn")
            style = None if base is None else self._styles.get(attribute(base, "val"))
        return level + 1 if level is not None and level < _BODY_TEXT else name


def _level(properties: Element | None) -> int | None:
    outline = None if properties is None else _child(properties, "outlineLvl")
    written = None if outline is None else attribute(outline, "val")
    return int(written) if written in set("0123456789") else None


def _name(style: Element) -> str | None:
    name = _child(style, "name")
    return None if name is None else (attribute(name, "val") or "").lower()


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _about(document: Document) -> About:
    languages = (
        attribute(language, "val")
        for defaults in document.styles.element
        if local_name(defaults) == "docDefaults"
        for language in defaults.iter()
        if local_name(language) == "lang"
    )
    written = next(languages, None)
    related = document.part.package.rels.values()
    if not any(one.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for one in related):
        # python-docx would put properties of its own in their place.
        return About(language=written)
    properties = document.core_properties
    return About(
        title=properties.title, author=properties.author, language=properties.language or written
    )
