"""Runs the bot, or its demo, with the small library, in a process of its own."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bot.demo import serve
from bot.running import run
from bot.settings import Settings
from tests.bot.support.libraries import OneLibrary
from tests.bot.support.library import FakeLibrary, seed_story


class NotingLibrary(FakeLibrary):
    """Leaves a note when it is closed, as a real one leaves its database."""

    def close(self) -> None:
        super().close()
        Path(sys.argv[2]).write_text("closed", encoding="utf-8")


def open_libraries() -> OneLibrary:
    time.sleep(float(sys.argv[3]))
    return OneLibrary(NotingLibrary(seed_story()))


if __name__ == "__main__":
    settings = Settings(_env_file=None)
    if sys.argv[1] == "run":
        sys.exit(run(settings, open_libraries=open_libraries))
    sys.exit(serve(settings, open_libraries=open_libraries))
