"""Adds stories to a library and asks for some until it is killed, and says what it did after each.

Arguments: the folder and the first number. Story n is made of n, so that whoever finds it knows
every letter that has to be there. Every question after a change saves the index as files.
"""

from __future__ import annotations

import sys
from pathlib import Path

from index import Library, LibraryOptions, StoryDraft, corpora
from tests.index.support import WordEncoder


def promise(number: int) -> str:
    return f"Giant {number} promised the miller {number} golden sheep."


def story_draft(number: int) -> StoryDraft:
    paragraphs = [
        f"In room {room} of house {number} stood a chest. Nobody had the key to chest {room}."
        for room in range(10 * (number % 5) + 2)
    ]
    paragraphs.insert(number % len(paragraphs), promise(number))
    return StoryDraft(f"story-{number}", f"House {number}", "\n\n".join(paragraphs))


def question(number: int) -> str:
    return f"What did giant {number} promise the miller?"


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(folder: str, first: str) -> None:
    corpora.SAVED_FROM = 1
    say("ready")
    with Library.open(LibraryOptions(Path(folder)), encoder=WordEncoder()) as library:
        number = int(first)
        while True:
            library.add(story_draft(number))
            say(f"added {number}")
            if number % 2 == 0:
                library.ask(question(number))
                say(f"saved {number}")
            number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
