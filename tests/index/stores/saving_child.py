"""Saves one index after another until it is killed, and says so after each.

Arguments: the folder, the first generation, and how many to save at most. Generation n is made
of n, so that whoever loads it knows every byte that has to be there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from index.stores.faiss_store import FaissStore
from index.stores.files import IndexFiles
from index.stores.manifest import IndexIdentity

PASSAGES, DIMENSIONS = 400, 32


def identity(generation: int) -> IndexIdentity:
    return IndexIdentity(
        library="local",
        encoder="fake-1",
        passage_version=1,
        term_version=1,
        dimensions=DIMENSIONS,
        passages=PASSAGES,
        generation=generation,
        revision=f"r{generation}",
    )


def vectors(generation: int) -> np.ndarray:
    drawn = np.random.default_rng(generation).standard_normal((PASSAGES, DIMENSIONS))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def words(generation: int) -> bytes:
    return b"%09d" % generation * 10_000


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def main(folder: str, first: str, count: str) -> None:
    files = IndexFiles(Path(folder))
    say("ready")
    for generation in range(int(first), int(first) + int(count)):
        store = FaissStore.build(np.arange(PASSAGES), vectors(generation))
        parts = {"vectors.faiss": store.to_bytes(), "words": words(generation)}
        files.save(identity(generation), parts)
        say(str(generation))


if __name__ == "__main__":
    main(*sys.argv[1:])
