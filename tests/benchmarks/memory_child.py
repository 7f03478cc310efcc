"""Opens a library, asks, and prints its own greatest memory in megabytes.

Arguments: the library's folder, or nothing for the encoder alone, and the questions.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """The greatest resident memory of this process so far."""
    if _STATUS.exists():
        # Linux counts the memory of a parent as its child's in ru_maxrss, but not here.
        lines = _STATUS.read_text().splitlines()
        kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
        return int(kilobytes) / 1000
    greatest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return greatest / (1_000_000 if sys.platform == "darwin" else 1000)


def main(folder: str, *questions: str) -> None:
    """Do the work and print."""
    if folder:
        from index import Library, LibraryOptions

        with Library.open(LibraryOptions(Path(folder))) as library:
            for question in questions:
                library.ask(question)
    else:
        from index.encoding import SentenceEncoder

        SentenceEncoder().encode(["The cat asked for a pair of boots."])
    sys.stdout.write(f"{peak_megabytes()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
