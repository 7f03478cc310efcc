"""Moves a folder's libraries to a database and says so after each page, until it is killed.

Arguments: the folder, and the folder or the address of the target. It waits a little after each
page, so that whoever kills it meets it at work.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from index import DatabasePlace, move_libraries


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def place(written: str) -> DatabasePlace:
    if "://" in written:
        return DatabasePlace(Path(), written)
    return DatabasePlace(Path(written))


def tell(stage: str, done: int, total: int) -> None:
    say(f"{stage} {done} {total}")
    time.sleep(0.05)


if __name__ == "__main__":
    say("ready")
    move_libraries(place(sys.argv[1]), place(sys.argv[2]), tell)
    time.sleep(60)
