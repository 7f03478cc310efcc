"""XML -> a tree, without entities, networks or trees that fill the memory."""

from __future__ import annotations

from lxml import etree

from index.loading.refusals import damaged, declares_entities, too_deep

Element = etree._Element


def parse_xml(data: bytes, label: str, kind: str) -> Element:
    """The root of an XML file.

    Raises:
        LoadingError: it is not well formed, nests too deeply, or declares entities.
    """
    try:
        root = etree.fromstring(data, _parser())
    except (etree.LxmlError, ValueError) as error:
        if b"<!ENTITY" in data:
            raise declares_entities(label) from error
        raise damaged(label, kind) from error
    refuse_entities(root, label)
    return root


def refuse_entities(root: Element, label: str) -> None:
    """Refuse a tree whose file declares entities of its own; raises ``LoadingError``."""
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise declares_entities(label)


def refuse_cut(parser: etree.HTMLParser, label: str) -> None:
    """Refuse a page of which the parser forgave all but its depth; raises ``LoadingError``."""
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise too_deep(label)


def local_name(element: Element) -> str:
    """An element's name without its namespace; empty for a comment and its like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An element's attribute of this local name, in whatever namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
