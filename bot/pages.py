"""A reply before it is sent: blocks of text, the quotes among them, and buttons (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Button:
    """A button; ``custom_id`` says what it does."""

    label: str
    custom_id: str


def written(blocks: tuple[Block, ...]) -> str:
    """The blocks one below the other."""
    return "\n".join(block.sent if isinstance(block, Shown) else block for block in blocks)


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
class Page:
    """One message: sections of text with lines between them, and buttons below.

    Raises:
        ValueError: the page is empty or beyond Discord's limits.
    """

    sections: tuple[tuple[Block, ...], ...]
    buttons: tuple[Button, ...] = ()
    accent: int | None = None
    """The colour at the page's side, as 0xRRGGBB; it says nothing that words do not."""
    file: TextFile | None = None

    def __post_init__(self) -> None:
        texts = [text for section in self.sections for text in displays(section)]
        if not texts or not all(text.strip() for text in texts):
            raise ValueError("a page needs text in each section")
        if sum(limits.units(text) for text in texts) > limits.MESSAGE:
            raise ValueError(f"a page has more than {limits.MESSAGE} characters")
        # Besides the texts: a container, separators between the sections, a file, a row.
        others = len(self.sections) + len(self.buttons) + 2
        if len(texts) + others > limits.COMPONENTS:
            raise ValueError(f"a page has more than {limits.COMPONENTS} components")

    def quotes(self) -> Iterator[Shown]:
        """Everything on this page, and in its file, that claims to stand in a story."""
        attached = (self.file.blocks,) if self.file else ()
        for blocks in (*self.sections, *attached):
            yield from (block for block in blocks if isinstance(block, Shown))
