"""A reply before it is sent: blocks of text, the quotes among them, and controls (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from bot import limits, markdown


@dataclass(frozen=True, slots=True)
class Shown:
    """The story span ``[start:end]`` in the very form in which it is sent."""

    story_id: int
    start: int
    end: int
    sent: str
    literal: bool = False
    """Whether it is sent without markdown, in a text file."""

    @property
    def words(self) -> str:
        """The words that a reader sees."""
        return self.sent if self.literal else markdown.plain(self.sent)


Block = str | Shown


class Weight(Enum):
    """How much a button stands out."""

    PLAIN = auto()
    MAIN = auto()
    DANGER = auto()


@dataclass(frozen=True, slots=True)
class Button:
    """A button; ``custom_id`` says what it does (``actions.button_id``)."""

    label: str
    custom_id: str
    weight: Weight = Weight.PLAIN
    disabled: bool = False


class Offered(Enum):
    """What a select offers."""

    CHOICES = auto()
    ROLES = auto()
    CHANNELS = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a select."""

    label: str
    value: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A select; ``custom_id`` says what a choice does (``actions.select_id``).

    Raises:
        ValueError: it offers no choice, or more than Discord shows.
    """

    custom_id: str
    placeholder: str
    choices: tuple[Choice, ...] = ()
    offered: Offered = Offered.CHOICES
    least: int = 1
    most: int = 1
    chosen: tuple[int, ...] = ()
    """Ids of the roles or channels that are chosen already."""

    def __post_init__(self) -> None:
        if self.offered is Offered.CHOICES and not 0 < len(self.choices) <= limits.CHOICES:
            raise ValueError(f"a select offers 1 to {limits.CHOICES} choices")


Row = tuple[Button, ...] | Select


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form, which comes back under its name."""

    name: str
    label: str
    longest: int
    """Code units; Discord allows 4,000."""
    value: str = ""
    """What stands in it already."""
    long: bool = False
    """Whether it has several lines."""
    required: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """A form to fill in; ``custom_id`` says what it does (``actions.form_id``)."""

    title: str
    custom_id: str
    fields: tuple[Field, ...]


def written(blocks: tuple[Block, ...]) -> str:
    """The blocks one below the other."""
    return "\n".join(block.sent if isinstance(block, Shown) else block for block in blocks)


def size(block: Block) -> int:
    """How much of a message's limit a block takes, in code units."""
    return limits.units(block.sent if isinstance(block, Shown) else block)


def displays(section: tuple[Block, ...]) -> list[str]:
    """The section as texts of their own, each of which ends where a quote ends.

    Some clients draw the line below a quote block into it, unless another text begins there.
    """
    texts: list[list[Block]] = [[]]
    for block in section:
        texts[-1].append(block)
        if isinstance(block, Shown):
            texts.append([])
    return [written(tuple(text)) for text in texts if text]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text that is attached to a page."""

    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is attached to a page and shown on it."""

    name: str
    data: bytes = field(repr=False)
    description: str
    """What it shows, for those who do not see it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One message: sections of text with lines between them, a picture, and controls below.

    Raises:
        ValueError: the page is empty or beyond Discord's limits.
    """

    sections: tuple[tuple[Block, ...], ...]
    buttons: tuple[Button, ...] = ()
    """The first row of controls."""
    accent: int | None = None
    """The colour at the page's side, as 0xRRGGBB; it says nothing that words do not."""
    file: TextFile | None = None
    rows: tuple[Row, ...] = ()
    """Further rows of controls."""
    picture: Picture | None = None

    def __post_init__(self) -> None:
        texts = [text for section in self.sections for text in displays(section)]
        if not texts or not all(text.strip() for text in texts):
            raise ValueError("a page needs text in each section")
        if sum(limits.units(text) for text in texts) > limits.MESSAGE:
            raise ValueError(f"a page has more than {limits.MESSAGE} characters")
        # Besides the texts: a container, separators between the sections, a file, a picture
        # with its frame.
        others = len(self.sections) + 1 + 2 * bool(self.picture)
        if len(texts) + others + self._controls() > limits.COMPONENTS:
            raise ValueError(f"a page has more than {limits.COMPONENTS} components")

    def all_rows(self) -> tuple[Row, ...]:
        """All rows of controls, the buttons first."""
        return ((self.buttons, *self.rows)) if self.buttons else self.rows

    def _controls(self) -> int:
        """How many components the controls are.

        Raises:
            ValueError: a row has more buttons than Discord shows.
        """
        count = 0
        for row in self.all_rows():
            size = len(row) if isinstance(row, tuple) else 1
            if not 0 < size <= limits.BUTTONS:
                raise ValueError(f"a row has 1 to {limits.BUTTONS} buttons")
            count += 1 + size
        return count

    def quotes(self) -> Iterator[Shown]:
        """Everything on this page, and in its file, that claims to stand in a story."""
        attached = (self.file.blocks,) if self.file else ()
        for blocks in (*self.sections, *attached):
            yield from (block for block in blocks if isinstance(block, Shown))
