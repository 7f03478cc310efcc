"""What commands work with: the library, the bot and the screen, opened in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from typer import Context

from bot.opening import open_libraries, open_library, story_loader
from bot.settings import Settings
from bot.terminal.screen import Screen
from bot.terminal.waiting import Waiting
from index import Progress

if TYPE_CHECKING:
    from index import Libraries, Library, Loader


class OpenLibrary(Protocol):
    """Opens the library of a server, or without one that of the command line."""

    def __call__(
        self,
        settings: Settings,
        progress: Progress,
        *,
        server: str | None = None,
        new: bool = False,
    ) -> Library:
        """Open it; a server's is created only when it may be ``new``."""
        ...


def run_bot(settings: Settings) -> int:
    """Run the Discord bot until it is told to stop; return the exit code."""
    from bot.running import run

    return run(settings)


def serve_demo(settings: Settings, port: int) -> int:
    """Serve the bot on a page of its own until it is told to stop; return the exit code."""
    from bot.demo import serve

    return serve(settings, port)


@dataclass(frozen=True)
class Tools:
    """What a command reaches the world through; tests give it others."""

    open_library: OpenLibrary = open_library
    open_libraries: Callable[[Settings], Libraries] = open_libraries
    loader: Callable[[Settings], Loader] = story_loader
    run_bot: Callable[[Settings], int] = run_bot
    serve_demo: Callable[[Settings, int], int] = serve_demo
    screen: Screen = field(default_factory=Screen)


def tools(context: Context) -> Tools:
    """Return the tools of this invocation."""
    found = context.find_object(Tools)
    if found is None:
        raise RuntimeError("a command was called outside of the program")
    return found


@contextmanager
def opened(
    context: Context,
    settings: Settings,
    server: str | None = None,
    *,
    warm: bool = False,
    new: bool = False,
) -> Iterator[Library]:
    """Give the library of a server, or the command line's own, and close it in the end.

    When ``warm``, its models and its index are loaded now, for many questions to come. Only when
    it may be ``new`` is a server's created.
    """
    used = tools(context)
    with Waiting(used.screen, "Opening the library") as progress:
        library = used.open_library(settings, progress, server=server, new=new)
    with library:
        if warm:
            with Waiting(used.screen, "Loading the models") as progress:
                library.warm_up(progress)
        yield library
