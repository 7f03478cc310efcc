"""Files that mean harm, each made here of nothing but the format's own rules."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping

from tests.fuzz.seeds import DOCX, EPUB, ODT, archive, pdf_of

Parts = Mapping[str, str | bytes]

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
"""Ten to the eleventh laughs."""
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50_000}">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"><!ENTITY a "x"> %p;]>'


def external(address: str) -> str:
    """A document type whose entity ``a`` stands elsewhere."""
    return f'<!DOCTYPE x [<!ENTITY a SYSTEM "{address}">]>'


def with_entity(suffix: str, doctype: str, use: str) -> bytes:
    """A file of the format whose words hold ``use``, after a document type."""
    if suffix == ".html":
        return f"{doctype}<html><body><p>It snowed {use}.</p></body></html>".encode()
    parts, name = _WORDS_IN[suffix]
    words = parts[name].replace('<?xml version="1.0"?>', "").replace("It", use, 1)
    return archive({**parts, name: f'<?xml version="1.0"?>{doctype}{words}'})


_WORDS_IN = {
    ".docx": (DOCX, "word/document.xml"),
    ".epub": (EPUB, "c.xhtml"),
    ".odt": (ODT, "content.xml"),
}


def in_the_book(doctype: str, use: str) -> bytes:
    """A book whose list of contents, not its words, holds ``use``."""
    words = EPUB["a.opf"].replace('<?xml version="1.0"?>', "").replace("Snow", use)
    return archive({**EPUB, "a.opf": f'<?xml version="1.0"?>{doctype}{words}'})


def padded(suffix: str, size: int) -> bytes:
    """A small file of the format that holds ``size`` bytes of words when it is unpacked."""
    parts, name = _WORDS_IN[suffix]
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as opened:
        for part, content in parts.items():
            if part == name:
                content = content.replace("snowed", "ha " * (size // 3))
            opened.writestr(part, content)
    return whole.getvalue()


def nested(depth: int, width: int) -> bytes:
    """Archives in archives, as in 42.zip: ``width ** depth`` times the same words."""
    inner, name = b"ha " * 300_000, "a.txt"
    for _ in range(depth):
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as opened:
            for number in range(width):
                opened.writestr(f"{number}{name}", inner)
        inner, name = whole.getvalue(), ".zip"
    return inner


def overlapping(entries: int, size: int) -> bytes:
    """An archive whose every entry is the same packed megabytes (David Fifield, 2019)."""
    words = b"ha " * (size // 3)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(words) + packer.flush()
    name = b"00000.txt"
    sizes = struct.pack("<III", zlib.crc32(words), len(packed), len(words))
    local = b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes
    local += struct.pack("<HH", len(name), 0) + name
    entry = b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    entry += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0)
    directory = b"".join(entry + b"%05d.txt" % number for number in range(entries))
    whole = local + packed
    end = struct.pack("<HHHHIIH", 0, 0, entries, entries, len(directory), len(whole), 0)
    return whole + directory + b"PK\5\6" + end


def lying_size(size: int) -> bytes:
    """An archive that says that its one entry is a byte long."""
    data = bytearray(archive_of({"a.txt": b"ha " * (size // 3)}))
    for signature, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", 1)
    return bytes(data)


def encrypted_zip() -> bytes:
    """An archive whose entry is marked as encrypted."""
    data = bytearray(archive_of({"a.txt": b"It snowed."}))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.index(signature) + offset
        data[at] |= 1
    return bytes(data)


def archive_of(parts: Parts) -> bytes:
    """An archive that is packed."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return whole.getvalue()


def named(name: str) -> bytes:
    """An archive with a good story under a name of any kind, even one with U+0000 in it."""
    stand_in = "n" * len(name.encode())
    data = archive_of({stand_in: b"It snowed in the mill."})
    return data.replace(stand_in.encode(), name.encode())


def symlink() -> bytes:
    """An archive whose entry is a link to a file of the machine."""
    entry = zipfile.ZipInfo("passwords.txt")
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as opened:
        opened.writestr(entry, "/etc/passwd")
    return whole.getvalue()


def encrypted_docx() -> bytes:
    """The head of what Word writes with a password: an OLE container, no archive."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHH", 62, 3, 0xFFFE)
    return head + bytes(994) + "EncryptedPackage".encode("utf-16-le") + bytes(2_000)


def encrypted_odt() -> bytes:
    """What LibreOffice writes with a password: words that are noise, and a note of the cipher."""
    manifest = ODT["META-INF/manifest.xml"].replace(
        "</manifest:manifest>",
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" '
        'manifest:size="9"><manifest:encryption-data manifest:checksum="a"><manifest:algorithm '
        'manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></manifest:'
        "encryption-data></manifest:file-entry></manifest:manifest>",
    )
    return archive_of({**ODT, "META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x11" * 900})


def locked_epub() -> bytes:
    """A book of a shop, whose chapters only its own reader can open."""
    note = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.'
        'w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod Algorithm="http://www.w3.org'
        '/2001/04/xmlenc#aes128-cbc"/><e:CipherData><e:CipherReference URI="c.xhtml"/>'
        "</e:CipherData></e:EncryptedData></encryption>"
    )
    return archive_of({**EPUB, "META-INF/encryption.xml": note, "c.xhtml": b"\x8f\x11" * 900})


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_WORDS = b"<</Length 44>>stream\nBT /F1 12 Tf 72 700 Td (It snowed here.) Tj ET  \nendstream"


def encrypted_pdf() -> bytes:
    """A file that opens with a password only."""
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"4f" * 32, b"55" * 32)
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
            _WORDS,
            lock,
        ],
        b"/Encrypt 5 0 R/ID[<61><61>]",
    )


def pages(count: int) -> bytes:
    """A file of so many pages, all with the same words."""
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 3 0 R>>>>>>"
    )
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", tree, _FONT, _WORDS, *[page] * count])


def scan(count: int) -> bytes:
    """Pages that are pictures, as a scanner makes them."""
    picture = zlib.compress(bytes(100 * 100))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R"
        b"/Resources<</XObject<</I 4 0 R>>>>>>"
    )
    kids = b" ".join(b"%d 0 R" % (number + 5) for number in range(count))
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            b"<</Length 27>>stream\nq 612 0 0 792 0 0 cm /I Do Q\nendstream",
            b"<</Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray"
            b"/BitsPerComponent 8/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
            % (len(picture), picture),
            *[page] * count,
        ]
    )


def circles() -> dict[str, bytes]:
    """Files whose objects lead back to themselves, or on without end."""
    catalog = b"<</Type/Catalog/Pages 2 0 R>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %s>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    outlined = b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>"
    return {
        "a tree that holds itself": pdf_of([catalog, b"<</Type/Pages/Kids[2 0 R]/Count 9>>"]),
        "words that are themselves": pdf_of([catalog, tree, page % b"3 0 R"]),
        "words without end": pdf_of([catalog, tree, page % b"[4 0 R]", b"[4 0 R 4 0 R]"]),
        "a length that is itself": pdf_of(
            [catalog, tree, page % b"4 0 R", b"<</Length 4 0 R>>stream\nBT ET\nendstream"]
        ),
        "headings in a circle": pdf_of(
            [
                outlined,
                tree,
                page % b"4 0 R",
                _WORDS,
                b"<</First 6 0 R/Last 6 0 R/Count 1>>",
                b"<</Title(One)/Parent 5 0 R/First 6 0 R/Next 6 0 R/Dest[3 0 R/Fit]>>",
            ]
        ),
        "a table before itself": pdf_of([catalog, tree, page % b"4 0 R", _WORDS], b"/Prev 9"),
        "deep lists": pdf_of([catalog, tree, page % (b"[" * 100_000)]),
        "deep words": pdf_of(
            [catalog, tree, page % b"4 0 R", b"<</Length 99999>>stream\n" + b"[" * 99_999]
        ),
        "a billion pages": pdf_of([catalog, b"<</Type/Pages/Kids[3 0 R]/Count 999999999>>"]),
    }


def pdf_bomb(layers: int) -> bytes:
    """Words that were packed several times, each time to a thousandth."""
    content = b"BT /F1 12 Tf (It snowed.) Tj ET\n" * 100_000
    for _ in range(layers):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode" * layers
    return pdf_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R"
            b"/Resources<</Font<</F1 4 0 R>>>>>>",
            _FONT,
            b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), filters, content),
        ]
    )
