"""Lines on pages -> paragraphs and headings: what a PDF shows and does not say.

A PDF places lines; which of them are one paragraph is told by the space between them, by what
is indented, by where a line ends short, and across pages by how the sentence goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from index.loading.blocks import Block, letters

_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]*]*$")
_HYPHENS = ("-", "\u00ad", "‐")
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_WIDE_GAP = 1.3
"""In usual distances of lines; more parts two paragraphs."""
_INDENT = 0.6
"""In heights of the font."""
_FEW_INDENTS = 3
"""First lines that are indented alike before every such line begins a paragraph."""
_ENOUGH = 0.12
"""Share of a page's lines that makes a margin, unless no place has so many."""
_MANY_LINES = 10
_LARGER = 1.12
"""A heading's font against that of the text."""
_ALIKE = 1.5
"""Points by which places that are meant to be the same may differ."""
_SAME_PLACE = 3.0
"""Points by which a running head may move from page to page."""
_LONGEST_HEADING = 200
_MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; its place in points from the left and the bottom of its page."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark: the words of a heading, and its page from 0."""

    title: str
    page: int
    level: int


def blocks_of(lines: Sequence[Line], marks: Sequence[Mark], title: str) -> list[Block]:
    """The paragraphs and headings, without what runs along the edges of the pages."""
    lines = without_running(lines)
    if not lines:
        return []
    body = _body_size(lines)
    wanted = {(mark.page, letters(mark.title)) for mark in marks}
    alone = {id(line) for line in lines if (line.page, letters(line.text)) in wanted}
    paragraphs = list(_paragraphs(lines, alone))
    known = {word.casefold() for line in lines for word in _WORD.findall(line.text)}
    words = [_joined(paragraph, known) for paragraph in paragraphs]
    levels = _marked(paragraphs, words, marks) or _by_size(paragraphs, words, body, title)
    return [Block(text, levels.get(place)) for place, text in enumerate(words)]


def title_of(lines: Sequence[Line]) -> str | None:
    """The words in the largest font of the first page, if it is larger than everywhere else."""
    if not lines:
        return None
    largest = max(line.size for line in lines)
    found = [line for line in lines if line.size == largest]
    if largest < _LARGER * _body_size(lines) or len(found) > 3 or found[-1].page > lines[0].page:
        return None
    return " ".join(line.text for line in found)


def without_running(lines: Sequence[Line]) -> list[Line]:
    """The lines without heads, feet and page numbers that repeat from page to page."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    places: dict[str, list[tuple[Line, bool]]] = defaultdict(list)
    for page in pages:
        for line, apart in _edges(page):
            places[_NUMBER.sub("#", line.text.casefold())].append((line, apart))
    few = 3 if len(pages) > 3 else 2
    running = set()
    for alike in places.values():
        bases = sorted(line.base for line, _ in alike)
        for line, apart in alike:
            first = bisect_left(bases, line.base - _SAME_PLACE)
            times = bisect_right(bases, line.base + _SAME_PLACE) - first
            if times >= (few if apart else max(few, len(pages) / 2)):
                running.add(id(line))
    return [line for line in lines if id(line) not in running]


def _edges(page: list[Line]) -> Iterator[tuple[Line, bool]]:
    """The two rows at the top and at the bottom; with each, whether it stands apart."""
    rows = sorted({round(line.base) for line in page}, reverse=True)
    if len(rows) < 4:
        return
    usual = _pitch(page)
    at_edge = {*rows[:2], *rows[-2:]}
    apart: set[int] = set()
    for order in (rows, rows[::-1]):
        for place in (0, 1):
            if abs(order[place] - order[place + 1]) > _WIDE_GAP * usual:
                apart.update(order[: place + 1])
    for line in page:
        if round(line.base) in at_edge:
            yield line, round(line.base) in apart


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of two lines, in points."""
    gaps = Counter(
        round(above.base - below.base)
        for above, below in pairwise(lines)
        if above.page == below.page and 1 < above.base - below.base < 4 * max(above.size, 1)
    )
    return gaps.most_common(1)[0][0] if gaps else 0.0


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _paragraphs(lines: Sequence[Line], alone: set[int]) -> Iterator[list[Line]]:
    rules = _Rules(lines)
    paragraph = [lines[0]]
    for line, following in pairwise(lines):
        parted = id(line) in alone or id(following) in alone
        if not parted and rules.goes_on(line, following):
            paragraph.append(following)
        else:
            yield paragraph
            paragraph = [following]
    yield paragraph


class _Rules:
    """How the paragraphs of one file are told apart."""

    def __init__(self, lines: Sequence[Line]) -> None:
        by_size: dict[float, list[Line]] = defaultdict(list)
        for line in lines:
            by_size[line.size].append(line)
        self._pitches = {size: _pitch(alike) for size, alike in by_size.items()}
        widest = max(line.right for line in lines)
        by_page = groupby(lines, key=lambda line: line.page)
        self._margins = {page: _margins([*on], widest) for page, on in by_page}
        self._first_indent = self._usual_indent(lines)

    def goes_on(self, line: Line, following: Line) -> bool:
        """Whether the next line is of the same paragraph."""
        if abs(line.size - following.size) > 0.1 * line.size or self._begins(following):
            return False
        pitch = self._pitches[line.size] or 1.2 * line.size
        gap = line.base - following.base
        elsewhere = line.page != following.page or gap < -pitch
        if not elsewhere and gap > _WIDE_GAP * pitch:
            return False
        indent = _INDENT * line.size
        if elsewhere and self._indent(following) > indent:
            return False
        if not elsewhere and following.left - line.left > indent > self._indent(line):
            return False
        if not _SENTENCE_END.search(line.text):
            return True
        room = self._margins[line.page][1] - line.right
        return room <= _first_word(following) + 0.3 * line.size

    def _begins(self, line: Line) -> bool:
        """Whether a line is indented as the first lines of paragraphs are in this file."""
        return (
            self._first_indent is not None and abs(self._indent(line) - self._first_indent) < _ALIKE
        )

    def _usual_indent(self, lines: Sequence[Line]) -> float | None:
        indents: Counter[int] = Counter()
        for line, following in pairwise(lines):
            indent = self._indent(line)
            if indent > _INDENT * line.size and self._indent(following) < _ALIKE:
                indents[round(indent)] += 1
        usual = indents.most_common(1)
        return float(usual[0][0]) if usual and usual[0][1] >= _FEW_INDENTS else None

    def _indent(self, line: Line) -> float:
        return line.left - self._margins[line.page][0]


def _margins(page: list[Line], widest: float) -> tuple[float, float]:
    """Where the lines of a page begin that are not indented, and where the widest end."""
    lefts = Counter(round(line.left) for line in page)
    # Most lines are indented where paragraphs are short; few stand left of all others.
    most = min(_ENOUGH * len(page), max(lefts.values()))
    left = min(place for place, count in lefts.items() if count >= most)
    # A page of few lines may have no full one.
    right = max(line.right for line in page) if len(page) >= _MANY_LINES else widest
    return float(left), right


def _first_word(line: Line) -> float:
    """About how wide a line's first word is, in points."""
    length = len(line.text.split(maxsplit=1)[0]) if line.text.strip() else 0
    return (line.right - line.left) * length / max(1, len(line.text))


def _joined(paragraph: Sequence[Line], known: set[str]) -> str:
    text = paragraph[0].text
    for line in paragraph[1:]:
        if text.endswith(_HYPHENS) and text[-2:-1].isalnum() and line.text[:1].isalnum():
            text = _mended(text, line.text, known)
        else:
            text = f"{text} {line.text}"
    return text


def _mended(text: str, following: str, known: set[str]) -> str:
    """Two lines of which the first ends with a hyphen: of the word, or of its division."""
    stem = text[:-1]
    before = re.search(r"[^\W\d_]*$", stem)
    after = re.match(r"[^\W\d_]*", following)
    if not (before and after and before[0] and after[0]):
        return f"{stem}-{following}"
    whole = f"{before[0]}{after[0]}".casefold()
    parted = f"{before[0]}-{after[0]}".casefold()
    divided = whole in known or (parted not in known and following[0].islower())
    return f"{stem}{following}" if divided else f"{stem}-{following}"


def _marked(
    paragraphs: Sequence[Sequence[Line]], words: Sequence[str], marks: Sequence[Mark]
) -> dict[int, int]:
    """Which paragraphs a bookmark names, with its level."""
    wanted: dict[tuple[int, str], int] = {}
    for mark in marks:
        if named := letters(mark.title):
            wanted.setdefault((mark.page, named), mark.level)
    found = {}
    for place, (paragraph, text) in enumerate(zip(paragraphs, words, strict=True)):
        level = wanted.pop((paragraph[0].page, letters(text)), None)
        if level is not None:
            found[place] = level
    return found


def _by_size(
    paragraphs: Sequence[Sequence[Line]], words: Sequence[str], body: float, title: str
) -> dict[int, int]:
    """Which paragraphs are set in a larger font, with a level for each size."""
    larger = {
        place: paragraph[0].size
        for place, (paragraph, text) in enumerate(zip(paragraphs, words, strict=True))
        if paragraph[0].size >= _LARGER * body
        and len(text) <= _LONGEST_HEADING
        and any(map(str.isalpha, text))
        and letters(text) != letters(title)
    }
    sizes = sorted(set(larger.values()), reverse=True)[:_MOST_LEVELS]
    return {place: sizes.index(size) + 1 for place, size in larger.items() if size in sizes}
