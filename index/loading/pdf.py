"""PDF: the lines of its text layer and its bookmarks, by PDFium; ``pdf_layout`` joins them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from index.errors import LoadingError
from index.loading.blocks import About, assemble
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded
from index.loading.pdf_layout import Line, Mark, blocks_of, title_of
from index.loading.refusals import damaged, encrypted, too_long

_KIND = "PDF"
_LETTERS_OF_A_PAGE = 10
"""Letters; a text with fewer on average is what a scanner stamped on its pictures."""
_MOST_BOOKMARKS = 10_000
_DEEPEST = 6
_HYPHENS = {0x02: "\u00ad", 0xFFFE: "\u00ad"}
"""What PDFium makes of hyphens that end a line."""
_LINE = re.compile(r"[^\r\n]+")
_BLANK = "\0 \u00a0"
_CHECKED = 50
"""Every how many characters it is checked that two ways of asking for them agree."""
_NO_TITLE = re.compile(
    r"^(?:microsoft word - |about:blank|untitled|unbenannt|document\d*$)"
    r"|\.(?:docx?|odt|pdf|indd|html?|rtf|txt|tex|dvi)$",
    re.IGNORECASE,
)


def read(data: bytes, label: str, limits: LoadingLimits) -> Loaded:
    """The story's text, its headings, and what the file says of it.

    Raises:
        LoadingError: the file is damaged, locked, a scan, or larger than allowed.
    """
    document = _opened(data, label)
    try:
        pages = len(document)
        if pages > limits.max_pages:
            raise LoadingError(
                f"{label} has {pages:,} pages, and {limits.max_pages:,} are allowed; split it into"
                " several files",
                reason="too-many-pages",
                file=label,
                pages=pages,
                limit=limits.max_pages,
            )
        lines = _lines(document, label, limits)
        _refuse_scan(lines, pages, label)
        marks = list(_bookmarks(document))
        said = document.get_metadata_dict()
    except (pypdfium2.PdfiumError, UnicodeDecodeError) as error:
        raise damaged(label, _KIND) from error
    finally:
        document.close()
    title = said.get("Title", "")
    if not title.strip() or _NO_TITLE.search(title.strip()):
        title = title_of(lines) or ""
    return assemble(blocks_of(lines, marks, title), About(title=title, author=said.get("Author")))


def _opened(data: bytes, label: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise encrypted(label) from error
        raise damaged(label, _KIND) from error


def _lines(document: pypdfium2.PdfDocument, label: str, limits: LoadingLimits) -> list[Line]:
    lines: list[Line] = []
    left = limits.max_characters
    for number in range(len(document)):
        try:
            page = document[number]
            words = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise damaged(label, _KIND) from error
        left -= words.count_chars()
        if left < 0:
            raise too_long(label, limits.max_characters)
        lines.extend(_lines_of_page(words, number))
        words.close()
        page.close()
    return lines


def _lines_of_page(words: pypdfium2.PdfTextPage, page: int) -> Iterator[Line]:
    characters = _characters(words)
    for match in _LINE.finditer(characters):
        text = match[0].rstrip(_BLANK)
        indent = len(text) - len(text.lstrip(_BLANK))
        if indent < len(text):
            yield _line(words, text[indent:], match.start() + indent, page)


def _characters(words: pypdfium2.PdfTextPage) -> str:
    """A page's characters, each at the place by which PDFium knows it."""
    count = words.count_chars()
    buffer = (ctypes.c_ushort * (4 * count + 64))()
    written = pdfium.FPDFText_GetText(words, 0, count, buffer) - 1
    if written == count and all(
        buffer[place] == pdfium.FPDFText_GetUnicode(words, place)
        for place in range(0, count, _CHECKED)
    ):
        return bytes(memoryview(buffer)[:count]).decode("utf-16-le", "surrogatepass")
    # The text as a whole leaves out what has no meaning; one by one they take six times as long.
    codes = (pdfium.FPDFText_GetUnicode(words, place) for place in range(count))
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)


def _line(words: pypdfium2.PdfTextPage, text: str, first: int, page: int) -> Line:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(words, first, x, y)
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(words, first + len(text) - 1, left, right, bottom, top)
    # Some programs write halves of characters beyond the first 65,536.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Line(
        whole.translate(_HYPHENS),
        page,
        _finite(x.value),
        _finite(right.value),
        _finite(y.value),
        _size(words, first),
    )


def _size(words: pypdfium2.PdfTextPage, place: int) -> float:
    """The height of a character's font in points, as it is shown."""
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(words, place, matrix):
        scale = math.hypot(matrix.c, matrix.d)
    return _finite(round(pdfium.FPDFText_GetFontSize(words, place) * scale, 1))


def _finite(number: float) -> float:
    return number if math.isfinite(number) else 0.0


def _refuse_scan(lines: list[Line], pages: int, label: str) -> None:
    letters = sum(sum(map(str.isalnum, line.text)) for line in lines)
    if letters >= min(pages * _LETTERS_OF_A_PAGE, 1_000) and letters > 0:
        return
    raise LoadingError(
        f"{label} holds pictures of pages and no text; run a text recognition (OCR) over it first",
        reason="scan",
        file=label,
    )


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[Mark]:
    for count, bookmark in enumerate(document.get_toc(max_depth=_DEEPEST)):
        if count >= _MOST_BOOKMARKS:
            return
        target = bookmark.get_dest()
        page = None if target is None else target.get_index()
        if page is not None:
            yield Mark(bookmark.get_title(), page, bookmark.level + 1)
