"""Small files of every format to begin with, beside the real ones of the loading tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from index.domain import Heading, StoryDraft
from index.errors import LoadingError
from index.loading.wire import lines_of, refusal_line
from tests.fuzz.checking import ANSWER, ARTICLE

REAL = Path(__file__).parents[1] / "index" / "loading" / "files"
FINDINGS = Path(__file__).parents[1] / "index" / "loading" / "findings"
WHOLE = (".docx", ".epub", ".odt", ".pdf", ".zip")
"""Formats whose files are nothing when they are cut."""
_MOST = 20_000
"""Bytes; larger files teach a fuzzer slowly."""
_MOST_TEXT = 3_000

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCX = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/'
    'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.'
    'openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main'
    '+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
    'package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>",
    "word/document.xml": f'<?xml version="1.0"?><w:document {_W}><w:body><w:p><w:pPr><w:pStyle '
    'w:val="Heading1"/></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t>It snowed.</w:t>'
    "<w:br/><w:tab/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
    "</w:tr></w:tbl></w:body></w:document>",
}
EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:'
    'names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a.opf" media-type="'
    'application/oebps-package+xml"/></rootfiles></container>',
    "a.opf": '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
    'unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Snow'
    "</dc:title><dc:creator>Ana</dc:creator><dc:date>2020-01-02</dc:date><dc:language>en"
    '</dc:language><dc:identifier id="i">1</dc:identifier></metadata><manifest><item id="c" '
    'href="c.xhtml" media-type="application/xhtml+xml"/><item id="n" href="n.xhtml" media-type='
    '"application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="c"/></spine>'
    "</package>",
    "n.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/'
    'ops"><body><nav epub:type="toc"><ol><li><a href="c.xhtml#x">One</a></li></ol></nav></body>'
    "</html>",
    "c.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title></head><body>'
    '<h1 id="x">One</h1><p>It snowed.</p></body></html>',
}
_O = "urn:oasis:names:tc:opendocument:xmlns"
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_O}:manifest:1.0"><manifest:'
    'file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.'
    'text"/></manifest:manifest>',
    "content.xml": f'<office:document-content xmlns:office="{_O}:office:1.0" xmlns:text="{_O}:'
    'text:1.0"><office:body><office:text><text:h text:outline-level="1">One</text:h><text:p>It'
    '<text:s text:c="3"/>snowed.<text:line-break/></text:p><text:list><text:list-item><text:p>a'
    "</text:p></text:list-item></text:list></office:text></office:body></office:document-content>",
    "meta.xml": f'<office:document-meta xmlns:office="{_O}:office:1.0" xmlns:dc="http://purl.org/'
    'dc/elements/1.1/"><office:meta><dc:title>Snow</dc:title></office:meta>'
    "</office:document-meta>",
}
_HTML = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Snow</title><meta name='
    '"author" content="Ana"></head><body><h1>One</h1><p>It snowed &amp; <b>snowed</b>.<br>Deep.'
    "</p><h2>Two</h2><ul><li>ice</ul><table><tr><td>a</table><pre> b\n</pre></body></html>"
)
_RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\info{\title Snow}{\author Ana}"
    r"{\creatim\yr2020\mo1\dy2}}{\stylesheet{\s1 heading 1;}}\pard\s1\outlinelevel0 One\par"
    r"\pard It \'e9 \u8220? snowed\u8221?\line{\*\x y}\bin3 abc\tab\par}"
)
_MARKDOWN = "---\ntitle: Snow\n---\n# One\n\nIt *snowed*.\n\n```\n# code\n```\nTwo\n===\n\n> a\n"
_DRAFT = StoryDraft(
    "snow",
    "Snow",
    "One\n\nIt snowed.",
    "https://a.b/c",
    "en",
    "Ana",
    date(2020, 1, 2),
    (Heading(0, 3, 1),),
)


def seeds(suffix: str) -> list[bytes]:
    """Small files of the format whose names end in ``suffix``."""
    made = {
        ".txt": [b"It snowed.\r\n\r\nTwice.\x0c", "\ufeffIt “snowed”.".encode()],
        ".md": [_MARKDOWN.encode()],
        ".html": [_HTML.encode()],
        ARTICLE: [_HTML.encode()],
        ANSWER: [*lines_of([_DRAFT]), refusal_line(LoadingError("a is b; c", reason="d", e=1))],
        ".rtf": [_RTF.encode()],
        ".docx": [archive(DOCX)],
        ".epub": [archive(EPUB)],
        ".odt": [archive(ODT)],
        ".pdf": [_pdf()],
        ".zip": [archive({"a.txt": "It snowed.", "b/c.md": _MARKDOWN, "d.html": _HTML})],
    }
    ending = ".html" if suffix == ARTICLE else suffix
    real = [path.read_bytes() for path in sorted(REAL.glob(f"*{ending}"))]
    found = [path.read_bytes() for path in sorted(FINDINGS.glob(f"*{suffix}"))]
    if suffix in WHOLE:
        real = [data for data in real if len(data) <= _MOST]
    else:
        real = [data[:_MOST_TEXT] for data in real]
    return [*made.get(suffix, []), *found, *real]


def archive(files: Mapping[str, str]) -> bytes:
    """A .zip file of texts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return whole.getvalue()


def _pdf() -> bytes:
    words = b"BT /F1 12 Tf 72 700 Td (It snowed.) Tj 0 -14 Td [(Tw) -20 (ice.)] TJ ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
        b"<</Title(One)/Parent 6 0 R/Dest[3 0 R/Fit]>>",
        b"<</Title(Snow)/Author(Ana)/CreationDate(D:20200102)>>",
    ]
    return pdf_of(objects, b"/Info 8 0 R")


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, numbered from 1; the first is its catalog."""
    whole, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(whole))
    return whole + head + table + end
