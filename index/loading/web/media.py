"""What a server says that it sends -> the ending by which a file's format is known."""

from __future__ import annotations

import re
from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import unquote

from index.loading.web.addresses import Address

TEXTS = frozenset({".html", ".md", ".txt"})
"""Formats that are characters only, in an encoding that the server may name."""

_ENDINGS = {
    "application/epub+zip": ".epub",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-pdf": ".pdf",
    "application/x-rtf": ".rtf",
    "application/x-zip-compressed": ".zip",
    "application/xhtml+xml": ".html",
    "application/zip": ".zip",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "text/rtf": ".rtf",
    "text/x-markdown": ".md",
}
_BY_NAME = {
    ".docx": ".docx",
    ".epub": ".epub",
    ".htm": ".html",
    ".html": ".html",
    ".markdown": ".md",
    ".md": ".md",
    ".odt": ".odt",
    ".pdf": ".pdf",
    ".rtf": ".rtf",
    ".txt": ".txt",
    ".xhtml": ".html",
    ".zip": ".zip",
}
# Servers that do not know a file say one of these; then its name tells.
_UNTOLD = frozenset(
    {
        "",
        "application/binary",
        "application/download",
        "application/force-download",
        "application/octet-stream",
        "application/x-download",
        "binary/octet-stream",
    }
)
_PROGRAM = re.compile(r"\.(?:php\d?|aspx?|jsp|cgi|shtml?|cfm)$", re.IGNORECASE)
_MAX_STEM = 80
"""Characters of a file's name without its ending."""


def content_type_of(header: str) -> tuple[str, str]:
    """The type in small letters, and the name of the encoding; each may be ""."""
    message = Message()
    message["Content-Type"] = header
    parts = header.partition(";")
    return parts[0].strip().lower(), str(message.get_param("charset", "") or "")


def ending_of(content_type: str, address: Address) -> str | None:
    """The ending of a file with the format that was sent; None if it is none that is read."""
    by_name = _BY_NAME.get(PurePosixPath(unquote(address.path)).suffix.lower())
    if content_type in _UNTOLD:
        return by_name
    ending = _ENDINGS.get(content_type)
    # Servers of plain files send Markdown as plain text.
    return by_name if ending == ".txt" and by_name == ".md" else ending


def filename_of(address: Address, ending: str) -> str:
    """A name for what stands at ``address``: the last part of the path, or the host."""
    last = PurePosixPath(unquote(address.path)).name
    if PurePosixPath(last).suffix.lower() in _BY_NAME:
        last = PurePosixPath(last).stem
    last = _PROGRAM.sub("", last)
    stem = "".join(c if c.isprintable() and c not in '\\/:*?"<>|' else "-" for c in last)
    return (stem[:_MAX_STEM].strip(" .-") or address.host.replace(":", "-")) + ending
