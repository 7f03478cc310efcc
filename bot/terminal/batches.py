"""What is told while many stories are added: one bar for all, a line for each, and the count."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from bot.terminal.screen import Screen
from bot.terminal.sources import Source, Sources
from bot.terminal.waiting import DELAY_SECONDS

_LONGEST_NAME = 36
"""Characters of a source's name beside the bar, which needs the rest of the line."""


class Batch:
    """Shows how far adding many sources is, and keeps count of what came of them.

    It is what ``index`` calls a ``Progress``, for the source that is being added. The bar fills
    by the size of the sources and is shown in a terminal only, after a second.
    """

    def __init__(self, screen: Screen, sources: Sources) -> None:
        self.added = 0
        """Stories."""
        self.known = 0
        """Stories whose text was there already."""
        self.failed = 0
        """Sources and stories that were refused."""
        self._screen = screen
        self._sources = sources
        self._number = 0
        self._before = 0
        self._size = 0
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.fields[place]}"),
            TimeRemainingColumn(),
            console=screen.errors,
            transient=True,
        )
        total = sum(_weight(source) for source in sources.listed)
        self._task = self._bar.add_task("Reading", total=total, place="")
        self._timer = threading.Timer(DELAY_SECONDS, self._bar.start)
        self._timer.daemon = True

    def begin(self, source: Source) -> None:
        """Turn to the next source."""
        self._number += 1
        self._before += self._size
        self._size = _weight(source)
        place = f"{self._number} of {len(self._sources.listed)}"
        self._bar.update(
            self._task, description=_short(source.shown), completed=self._before, place=place
        )

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell how far the source at hand is; only encoding takes time."""
        if stage == "encoding" and total:
            self._bar.update(self._task, completed=self._before + self._size * done / total)

    def told(self, line: str) -> None:
        """Print a line, above the bar where there is one."""
        self._screen.tell(line)

    def refused(self, sentence: str) -> None:
        """Count and print why something was not added."""
        self.failed += 1
        self._screen.complain(sentence)

    def count(self) -> str:
        """What came of it all, in one line."""
        parts = [f"Added {_stories(self.added)}"]
        if self.known:
            parts.append(f"{self.known} had been added before")
        if self.failed:
            parts.append(f"{self.failed} refused")
        passed = [
            f"{count} {what}"
            for count, what in (
                (self._sources.unknown, "of formats that are not read"),
                (self._sources.hidden, "hidden"),
            )
            if count
        ]
        if passed:
            parts.append(f"passed over in folders: {' and '.join(passed)}")
        return "; ".join(parts) + "."

    def __enter__(self) -> Batch:
        if self._screen.waits_visibly:
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._screen.waits_visibly:
            self._timer.cancel()
            # A timer that has just fired may still be starting the bar.
            self._timer.join()
            self._bar.stop()


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _weight(source: Source) -> int:
    return max(source.size, 1)


def _stories(count: int) -> str:
    return f"{count:,} {'story' if count == 1 else 'stories'}"
