"""A progress bar on standard error for what takes longer than a second."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from bot.terminal.screen import Screen

DELAY_SECONDS = 1.0


class Waiting:
    """Shows a bar while its block runs, unless that is over within a second.

    Without a terminal nothing is ever shown. It is what ``index`` calls a ``Progress``: call it
    with the stage and how much of it is done.
    """

    def __init__(self, screen: Screen, stage: str, delay_seconds: float = DELAY_SECONDS) -> None:
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TimeRemainingColumn(),
            console=screen.errors,
            transient=True,
        )
        self._task = self._bar.add_task(stage, total=None)
        self._visible = screen.waits_visibly
        self._timer = threading.Timer(delay_seconds, self._bar.start)
        self._timer.daemon = True

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Tell how far the stage is."""
        self._bar.update(self._task, description=stage.capitalize(), completed=done, total=total)

    def __enter__(self) -> Waiting:
        if self._visible:
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._visible:
            self._timer.cancel()
            # A timer that has just fired may still be starting the bar.
            self._timer.join()
            self._bar.stop()
