"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

from index.errors import LoadingError
from index.loading.refusals import encrypted
from index.loading.unpacking import BROKEN

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_PDF_WITHIN = 1024
"""Bytes; readers of PDF have always allowed something before its mark."""
_FOREIGN = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF"),
    (b"ID3", "MP3"),
    (b"OggS", "OGG"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ\x00", "XZ"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"SQLite format 3\x00", "SQLITE"),
    (b"BOOKMOBI", "MOBI"),
)
_MOBI_AT = 60
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_IN_ZIP = (
    ("word/document.xml", ".docx"),
    ("META-INF/container.xml", ".epub"),
)
_MIME_TYPES = {
    b"application/epub+zip": ".epub",
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.text-template": ".odt",
}
_OTHER_OFFICE = (("xl/workbook.xml", "XLSX"), ("ppt/presentation.xml", "PPTX"))
_MIME_WITHIN = 100


def kind_of(data: bytes) -> str | None:
    """What a file's content is: one of our endings, such as ".pdf"; None where it may be text.

    The name of a kind without a dot, such as "PNG", is one that holds no story.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return ".pdf"
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(_OLD_OFFICE):
        return "DOC"
    for mark, kind in _FOREIGN:
        if data.startswith(mark, _MOBI_AT if kind == "MOBI" else 0):
            return kind
    return ".html" if _PAGE.match(data) else None


def refuse_lie(data: bytes, stem: str, ending: str, label: str) -> None:
    """Refuse a file whose content is another than its name says.

    Raises:
        LoadingError: the message names both.
    """
    kind = kind_of(data)
    if kind is None or kind == ending:
        return
    if kind == "DOC":
        raise _old_office(data, label)
    if kind.startswith("."):
        raise LoadingError(
            f"{label} is really in the format {kind[1:].upper()}; rename it to {stem}{kind} and add"
            " it again",
            reason="other-kind",
            file=label,
            kind=kind[1:].upper(),
            right=f"{stem}{kind}",
        )
    raise LoadingError(
        f"{label} is really in the format {kind}, which holds no story; add the story's own file",
        reason="no-story-kind",
        file=label,
        kind=kind,
    )


def _old_office(data: bytes, label: str) -> LoadingError:
    if _ENCRYPTED_PACKAGE in data:
        return encrypted(label)
    return LoadingError(
        f"{label} is in the format of Word before 2007; save it as .docx and add that",
        reason="old-word",
        file=label,
    )


def _kind_of_zip(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            mime = b""
            if "mimetype" in names:
                with packed.open("mimetype") as file:
                    mime = file.read(_MIME_WITHIN).strip()
    except (*BROKEN, RuntimeError):
        # Its own reader says what is wrong with it.
        return None
    return _named(names, mime)


def _named(names: set[str], mime: bytes) -> str:
    if mime in _MIME_TYPES:
        return _MIME_TYPES[mime]
    if mime.startswith(b"application/vnd.oasis.opendocument."):
        return "ODF"
    for name, kind in (*_IN_ZIP, *_OTHER_OFFICE):
        if name in names:
            return kind
    return ".zip"
