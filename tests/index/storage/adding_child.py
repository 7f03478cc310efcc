"""Adds stories and removes some until it is killed, and says what it did after each.

Arguments: the folder and the first number. Story n is made of n, so that whoever finds it knows
every letter and vector that has to be there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from index.domain import StoryDraft
from index.storage.base import EncodedStory, PassageDraft
from index.storage.database import Database

DIMENSIONS = 64


def passage_count(number: int) -> int:
    return number % 7 + 1


def draft(number: int) -> StoryDraft:
    text = f"Story {number} was told. " * (200 * passage_count(number))
    return StoryDraft(name=f"story-{number}", title=f"Story {number}", text=text)


def encoded(number: int) -> EncodedStory:
    count = passage_count(number)
    drawn = np.random.default_rng(number).standard_normal((count, DIMENSIONS))
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    passages = [PassageDraft(at, at + 20, f"story {number}, passage {at}") for at in range(count)]
    return EncodedStory(passages, drawn.astype(np.float32), "fake-1", 1)


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(folder: str, first: str) -> None:
    say("ready")
    with Database.open(Path(folder)) as database:
        library = database.library("local")
        number = int(first)
        while True:
            story = library.add(draft(number), encoded(number))
            say(f"added {number}")
            if number % 5 == 0:
                say(f"removing {number}")
                library.remove(story.id)
                say(f"removed {number}")
            number += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
