"""Changes a library until it is killed, and says before and after each change what it does.

Arguments: the deed, the data folder, and the numbers of the stories that it is done with. Story n
is made of n and its version, so that whoever finds it knows every letter that has to be there.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from index import (
    Libraries,
    LibraryOptions,
    Progress,
    StoryDraft,
    corpora,
    member_key,
    silent,
)
from index.storage.database import Database
from index.stores.base import Vectors
from tests.index.support import WordEncoder

KEY = member_key("1")
"""A private library, for it begins without a story."""
ARCHIVED = 3
"""Stories of an archive."""


def marker(number: int, version: int = 1) -> str:
    """A word that stands in this version of this story, and nowhere else."""
    return f"qandahar{number:05}v{version}x"


def draft(number: int, version: int = 1) -> StoryDraft:
    word = marker(number, version)
    rooms = [
        f"In room {room} of house {number} stood the {word} with {room * number} drawers."
        for room in range(3 + 30 * (number % 4))
    ]
    # Most of a corrected version is as it was, like a story that somebody corrects.
    return StoryDraft(f"house-{number}", f"House {number}", "\n\n".join(rooms))


def archive(folder: Path, number: int) -> Path:
    """The archive that begins with this story."""
    return folder.with_name(f"{folder.name}-archives") / f"{number}.zip"


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def open_libraries(folder: Path) -> Libraries:
    return Libraries.open(LibraryOptions(folder, reader_model="none"), encoder=TextEncoder())


def add(libraries: Libraries, folder: Path, number: int) -> None:
    libraries.of(KEY).add(draft(number))


def remove(libraries: Libraries, folder: Path, number: int) -> None:
    libraries.of(KEY).remove(f"house-{number}")


def replace(libraries: Libraries, folder: Path, number: int) -> None:
    libraries.of(KEY).replace(f"house-{number}", draft(number, 2))


def take_in(libraries: Libraries, folder: Path, number: int) -> None:
    libraries.take_in(archive(folder, number), KEY)


DEEDS: dict[str, Callable[[Libraries, Path, int], None]] = {
    "add": add,
    "remove": remove,
    "replace": replace,
    "import": take_in,
}


class TextEncoder(WordEncoder):
    """Every text is a random direction."""

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        drawn = [
            np.random.default_rng(crc32(text.encode())).standard_normal(self.dimensions)
            for text in texts
        ]
        vectors = np.array(drawn, np.float32).reshape(len(texts), self.dimensions)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def main(deed: str, place: str, *numbers: str) -> None:
    corpora.SAVED_FROM = 1
    folder = Path(place)
    say("ready")
    if deed == "migrate":
        Database.open(folder).close()
        say("done 0")
    else:
        with open_libraries(folder) as libraries:
            for number in map(int, numbers):
                say("begun", number)
                DEEDS[deed](libraries, folder, number)
                say("done", number)
                if number % 2:
                    # This saves the index, with the words of the stories, as files.
                    libraries.of(KEY).quote("nowhere else")
    time.sleep(600)


if __name__ == "__main__":
    main(*sys.argv[1:])
