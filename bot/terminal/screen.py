"""Where commands write: styled and wrapped in a terminal, to the letter in a pipe."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.terminal.lines import Line

# In a terminal these would move the cursor or start a command sequence.
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Screen:
    """Standard output and standard error."""

    def __init__(self) -> None:
        self._out = Console(highlight=False)
        self._err = Console(highlight=False, stderr=True)

    @property
    def waits_visibly(self) -> bool:
        """Whether somebody watches, so that a progress bar is of use."""
        return self._out.is_terminal and self._err.is_terminal

    @property
    def errors(self) -> Console:
        """Standard error."""
        return self._err

    def show(self, lines: Iterable[Line]) -> None:
        """Print lines. No word is ever broken, and in a pipe nothing is changed or wrapped."""
        for line in lines:
            if self._out.is_terminal:
                for row in wrapped(line, self._out.width):
                    self._out.print(row, soft_wrap=True)
            else:
                self._write("".join(words for words, _ in line))

    def table(self, table: Table, rows: Iterable[str]) -> None:
        """Print the table, or in a pipe these rows of the same."""
        if self._out.is_terminal:
            self._out.print(table)
        else:
            for row in rows:
                self._write(row)

    def say(self, text: str) -> None:
        """Print one line of plain text."""
        self.show([((text, ""),)])

    def tell(self, text: str) -> None:
        """Print one line of plain text, above a progress bar if one is shown."""
        if self.waits_visibly:
            # The bar is drawn on standard error, which is the same terminal.
            self.complain(text)
        else:
            self.say(text)

    def data(self, value: Any) -> None:
        """Print one value as JSON on a line of its own, at once.

        Only ASCII: every terminal, code page and line splitter leaves that alone.
        """
        self._write(json.dumps(value, allow_nan=False))

    def complain(self, message: str) -> None:
        """Print a sentence to standard error."""
        self._err.print(Text(_UNSHOWABLE.sub("\ufffd", message)), soft_wrap=True)

    def _write(self, text: str) -> None:
        print(text, file=self._out.file, flush=True)


def cell(text: str) -> Text:
    """What may hold anything, as a cell of a table."""
    return Text(_UNSHOWABLE.sub("\ufffd", text))


def wrapped(line: Line, width: int) -> Iterator[Text]:
    """Cut a line into rows of at most ``width`` cells, between words only."""
    whole = Text.assemble(*((_UNSHOWABLE.sub("\ufffd", words), style) for words, style in line))
    for part in whole.split("\n", allow_blank=True):
        for row in part.divide(_breaks(part.plain, width)):
            row.rstrip()
            yield row


def _breaks(text: str, width: int) -> Iterator[int]:
    used = 0
    for word in re.finditer(r"\S+\s*|\s+", text):
        if used and used + cell_len(word.group().rstrip()) > width:
            yield word.start()
            used = 0
        used += cell_len(word.group())
