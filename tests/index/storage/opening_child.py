"""Opens a database as soon as it is told to, and says so.

Arguments: the folder, and the address of a server if it is to be one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from index.storage.database import Database


def main(folder: str, url: str | None = None) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    Database.open(Path(folder), url).close()
    sys.stdout.write("opened\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
