from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bot.terminal.screen import Screen, wrapped
from bot.terminal.waiting import Waiting

WORDS = st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1))


@given(words=WORDS, width=st.integers(min_value=1, max_value=100))
def test_wrapping_never_breaks_or_loses_a_word(words: list[str], width: int) -> None:
    rows = [row.plain for row in wrapped(((" ".join(words), "bold"),), width)]
    assert [word for row in rows for word in row.split()] == words
    assert all(cell_len(row) <= width for row in rows if len(row.split()) > 1)


def test_line_breaks_of_the_story_are_kept() -> None:
    rows = [row.plain for row in wrapped((("one\n\n two three\n", ""),), 8)]
    assert rows == ["one", "", " two", "three", ""]


class WatchedScreen(Screen):
    """A screen that somebody watches; what it shows is kept."""

    def __init__(self) -> None:
        self.shown = io.StringIO()
        self._err = Console(file=self.shown, force_terminal=True, width=80)

    @property
    def waits_visibly(self) -> bool:
        return True


def test_a_bar_shows_for_what_takes_long_and_is_gone_in_the_end() -> None:
    screen = WatchedScreen()
    with Waiting(screen, "Opening", delay_seconds=0.01) as progress:
        progress("encoding", 1, 2)
        progress._timer.join()
    assert "Encoding" in screen.shown.getvalue()
    assert screen.shown.getvalue().endswith(("\x1b[2K", "\x1b[?25h"))


def test_no_bar_shows_for_what_is_quick() -> None:
    screen = WatchedScreen()
    with Waiting(screen, "Opening", delay_seconds=60) as progress:
        progress("encoding", 1, 2)
    assert screen.shown.getvalue().strip() == ""


def test_no_bar_shows_in_a_pipe(capsys) -> None:
    with Waiting(Screen(), "Opening", delay_seconds=0) as progress:
        progress("encoding", 1, 2)
    assert capsys.readouterr() == ("", "")
