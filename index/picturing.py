"""Who appears where in a story, drawn as a PNG and told in words."""

from __future__ import annotations

import io
import textwrap
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.domain import Paragraph
from index.english.ranges import ranges
from index.people import Person, PersonKind, people_of
from index.story_text import StoryText

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PEOPLE = 12
"""Rows whose letters can still be read on a phone."""
LONGEST_DESCRIPTION = 1_024
"""Characters: Discord's limit for alternative texts."""

_WIDTH, _DPI = 6.4, 160
"""Inches and dots per inch: 1,024 pixels, sharp on a phone and far below 300 KB."""
_ROW, _MORE_LINES, _EDGES = 0.5, 0.24, 1.9
"""Inches: a row, each further line of a name, all that is above and below the rows."""
_NAME_LINE, _TITLE_LINE = 22, 42
"""Characters in a line; what is longer goes on in the next and is never cut."""
_PADDING = 0.12
"""Inches between the drawing's parts and its edges."""
_MOST_COLUMNS = 40
"""In a longer story each column stands for several paragraphs."""
_FONT = "DejaVu Sans"
"""Comes with matplotlib, so that every machine draws the same."""
_UNKNOWN = "□"
_MOST_TICKS = 12
_LONGEST_TITLE = 100
_AREAS = ((1, 70.0), (3, 150.0), (6, 260.0))
"""Mentions in a column, at least -> a mark's area in square points."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and what it shows."""

    png: bytes = field(repr=False)
    description: str
    """For those who do not see it: at most ``LONGEST_DESCRIPTION`` characters."""


@dataclass(frozen=True, slots=True)
class _Colours:
    paper: str
    ink: str
    line: str
    person: str
    organisation: str


_LIGHT = _Colours("#ffffff", "#1f2328", "#d0d7de", "#0550ae", "#953800")
_DARK = _Colours("#1e1f22", "#f2f3f5", "#4e5058", "#79c0ff", "#ffa657")


@dataclass(frozen=True, slots=True)
class _Row:
    person: Person
    label: str
    """The name, or what stands for it where the font lacks its letters."""
    times: Counter[int]
    """Paragraph -> mentions in it."""

    @property
    def lines(self) -> list[str]:
        """The label as it is drawn."""
        return textwrap.wrap(self.label, _NAME_LINE)


def map_picture(text: StoryText, *, dark: bool) -> Picture:
    """Draw in which paragraphs of a story its people appear; those most often named.

    The same story gives the same bytes. Nothing is shared, so threads may draw at once.
    """
    found = people_of(text)
    often = sorted(range(len(found)), key=lambda n: (-len(found[n].mentions), n))[:MOST_PEOPLE]
    paragraphs = text.outline.paragraphs
    rows = list(_rows([found[position] for position in sorted(often)], paragraphs))
    drawn = _drawn(rows, text, _DARK if dark else _LIGHT)
    told = _description(rows, text, len(found) - len(rows))
    return Picture(drawn, told)


def _rows(people: Sequence[Person], paragraphs: Sequence[Paragraph]) -> Iterator[_Row]:
    starts = [paragraph.start for paragraph in paragraphs]
    for number, person in enumerate(people, start=1):
        label = person.name if _drawable(person.name) == person.name else f"name {number} below"
        times = Counter(bisect_right(starts, start) for start, _ in person.mentions)
        yield _Row(person, label, times)


def _drawable(words: str) -> str:
    """The words with a box for each letter that the font lacks; one gives a warning a letter."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont(_FONT)).get_charmap()
    return "".join(mark if ord(mark) in known else _UNKNOWN for mark in words)


def _drawn(rows: Sequence[_Row], text: StoryText, colours: _Colours) -> bytes:
    # Matplotlib takes a second to import, which only those who draw should wait.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    heading = textwrap.wrap(f"Who appears where: {_short(text.story.title)}", _TITLE_LINE)
    lines = sum(len(row.lines) - 1 for row in rows) + len(heading) - 1
    height = _EDGES + _ROW * max(1, len(rows)) + _MORE_LINES * lines
    figure = Figure(
        figsize=(_WIDTH, height),
        dpi=_DPI,
        layout=ConstrainedLayoutEngine(w_pad=_PADDING, h_pad=_PADDING),
        facecolor=colours.paper,
    )
    FigureCanvasAgg(figure)
    figure.suptitle(
        "\n".join(map(_drawable, heading)),
        color=colours.ink,
        fontsize=14,
        family=_FONT,
        parse_math=False,
    )
    axes = figure.add_subplot(facecolor=colours.paper)
    if rows:
        _draw(axes, rows, text, colours)
        _explain(figure, rows, len(text.outline.paragraphs), colours)
    else:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "Nobody is named.", ha="center", color=colours.ink, fontsize=14)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    return drawn.getvalue()


def _draw(axes: Axes, rows: Sequence[_Row], text: StoryText, colours: _Colours) -> None:
    paragraphs = len(text.outline.paragraphs)
    step = _step(paragraphs)
    heights = list(_heights(rows))
    for row, height in zip(rows, heights, strict=True):
        axes.axhline(height, color=colours.line, linewidth=1, zorder=1)
        columns = Counter[int]()
        for paragraph, times in row.times.items():
            columns[(paragraph - 1) // step] += times
        is_person = row.person.kind is PersonKind.PERSON
        axes.scatter(
            [1 + step * column + (step - 1) / 2 for column in columns],
            [height] * len(columns),
            s=[_area(times) for times in columns.values()],
            color=colours.person if is_person else colours.organisation,
            marker="o" if is_person else "s",
            zorder=2,
            clip_on=False,
        )
    axes.set_yticks(
        heights,
        ["\n".join(row.lines) for row in rows],
        color=colours.ink,
        fontsize=13,
        family=_FONT,
        parse_math=False,
    )
    axes.set_ylim(heights[-1] + 0.8, heights[0] - 0.8)
    axes.set_xlim(0.2, -(-paragraphs // step) * step + 0.8)
    ticks, labels = _chapter_ticks(text)
    axes.set_xticks(ticks or _ticks(paragraphs), labels or None)
    axes.tick_params(axis="x", colors=colours.ink, labelsize=12, labelfontfamily=_FONT)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(
        "chapter" if ticks else "paragraph", color=colours.ink, fontsize=13, family=_FONT
    )
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(colours.line)


def _ticks(paragraphs: int) -> list[int]:
    """The paragraphs that are written below the drawing, the first among them."""
    sizes = (factor * 10**power for power in range(7) for factor in (1, 2, 5))
    every = next(size for size in sizes if paragraphs <= size * _MOST_TICKS)
    if every <= 2:
        return list(range(1, paragraphs + 1, every))
    return [1, *range(every, paragraphs + 1, every)]


def _chapter_ticks(text: StoryText) -> tuple[list[int], list[str]]:
    """The paragraphs that begin a chapter, as many as can be written, with their numbers."""
    found = [chapter for chapter in text.chapters if chapter.number is not None]
    every = -(-len(found) // _MOST_TICKS)
    shown = found[:: every or 1]
    ticks = [text.outline.paragraph_at(chapter.start) for chapter in shown]
    return ticks, [str(chapter.number) for chapter in shown]


def _heights(rows: Sequence[_Row]) -> Iterator[float]:
    """Where each row stands, from the top; names of several lines get more room."""
    height = 0.0
    for row in rows:
        room = (len(row.lines) - 1) * _MORE_LINES / _ROW / 2
        height += 1 + room
        yield height
        height += room


def _explain(figure: Figure, rows: Sequence[_Row], paragraphs: int, colours: _Colours) -> None:
    """Say below the drawing what its marks mean."""
    from matplotlib.lines import Line2D

    kinds = {row.person.kind for row in rows}
    marks = [
        Line2D([], [], linestyle="", marker=marker, markersize=9, color=colour, label=kind.value)
        for kind, marker, colour in (
            (PersonKind.PERSON, "o", colours.person),
            (PersonKind.ORGANISATION, "s", colours.organisation),
        )
        if kind in kinds
    ]
    step = _step(paragraphs)
    title = "larger mark: named more often"
    title += f"\none mark: {step} paragraphs" if step > 1 else ""
    legend = figure.legend(
        handles=marks,
        loc="outside lower center",
        ncols=2,
        frameon=False,
        title=title,
        labelcolor=colours.ink,
        prop={"size": 12, "family": _FONT},
    )
    legend.get_title().set(color=colours.ink, fontsize=12, family=_FONT, ha="center")


def _step(paragraphs: int) -> int:
    return max(1, -(-paragraphs // _MOST_COLUMNS))


def _area(times: int) -> float:
    return next(area for least, area in reversed(_AREAS) if times >= least)


def _short(title: str) -> str:
    return textwrap.shorten(title, _LONGEST_TITLE, placeholder="…")


def _description(rows: Sequence[_Row], text: StoryText, others: int) -> str:
    paragraphs = len(text.outline.paragraphs)
    number = "1 paragraph" if paragraphs == 1 else f"{paragraphs} paragraphs"
    chapters = sum(chapter.number is not None for chapter in text.chapters)
    divided = f" in {chapters} chapters" if chapters else ""
    told = f"Who appears where in {_short(text.story.title)}, {number}{divided}:"
    if not rows:
        return f"{told} nobody is named."
    lines = [_line(row, text) for row in rows]
    shown = len(lines)
    while len(told) + sum(map(len, lines[:shown])) + len(_rest(others)) + 8 > LONGEST_DESCRIPTION:
        shown -= 1
        others += 1
    return told + "".join(lines[:shown]) + _rest(others)


def _line(row: _Row, text: StoryText) -> str:
    name = row.person.name
    called = name if row.label == name else f"({row.label.removesuffix(' below')}) {name}"
    return f"\n{textwrap.shorten(called, 2 * _LONGEST_TITLE)}: {_places(row, text)}."


def _places(row: _Row, text: StoryText) -> str:
    """Where somebody appears: by paragraphs, or by chapters where the story has them."""
    if not text.chapters:
        return ranges(sorted(row.times))
    paragraphs = text.outline.paragraphs
    chapters = [text.chapter_at(paragraphs[number - 1].start) for number in sorted(row.times)]
    numbers = {chapter.number for chapter in chapters if chapter and chapter.number is not None}
    headings = dict.fromkeys(_short(c.heading) for c in chapters if c and c.number is None)
    kind = "chapter" if len(numbers) == 1 else "chapters"
    parts = ["before the first chapter"] if None in chapters else []
    parts += [f"{kind} {ranges(sorted(numbers))}"] if numbers else []
    return ", ".join([*parts, *headings])


def _rest(others: int) -> str:
    return f"\nNot shown here: {others} more." if others else ""
