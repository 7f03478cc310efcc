"""Headings that were found, and the chapters that they make."""

from __future__ import annotations

from dataclasses import dataclass

from index.chapters.lines import Line, Wording


@dataclass(frozen=True, slots=True)
class Found:
    """The heading ``text[start:end]``, which begins a part of a story."""

    start: int
    end: int
    words: str
    """As it is written, on one line."""
    line: Line
    name: str | None = None
    """What its line says beside the number, or the line below it where it says nothing."""
    name_span: tuple[int, int] | None = None
    """Of the name, where it is a line of its own."""
    counts: bool = True
    """Whether what it begins may have a number; a prologue has none."""

    @property
    def is_bare(self) -> bool:
        """Whether it says the number of a chapter and nothing else."""
        return self.line.wording in {Wording.CHAPTER, Wording.NUMBER} and self.name is None

    @property
    def whole_end(self) -> int:
        """Where it ends together with its name."""
        return self.end if self.name_span is None else self.name_span[1]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The chapter ``text[start:end]`` of a story, its heading included."""

    number: int | None
    """As it is written, where the story numbers its chapters throughout; else counted from 1.

    None for what stands among the chapters and is none, as a prologue.
    """
    heading: str
    """As it is written, on one line."""
    name: str | None
    """What the heading says beside the number; None where that is nothing."""
    start: int
    heading_end: int
    end: int
