"""Libraries for ``load``: tales cut to a few passages, real ones first, then changed copies.

Every tale of FairytaleQA is encoded once. A library has some of them, each up to its fifteenth
passage; where the tales run out they come again with every twentieth word exchanged for another
one of the same length, so that passages lie where they were cut, and with vectors a little beside
those of the words that they had.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np

from index import StoryDraft, server_key
from index.encoding import SentenceEncoder
from index.indexing import encode_story
from index.passages import PASSAGE_VERSION
from index.storage.base import EncodedStory, PassageDraft
from index.storage.database import Database
from index.stores.base import Vectors
from tests.benchmarks.material import DATA, tales_in

PER_TALE = 15
"""Passages."""
SIZES = {"small": 1, "middle": 10, "large": 100}
"""Tales of a library, by its size."""
FIRST = {"small": 0, "middle": 1_000_000, "large": 2_000_000}
"""The number of the first library of each size, from which the others count on."""
_FILES = ("fairytaleqa-train.jsonl.gz", "fairytaleqa-val.jsonl.gz")
_AT_ONCE = 100
"""Libraries that are stored in one change."""
_EXCHANGED = 20
_BESIDE = 0.2
"""How far the vector of a changed passage is from that of the real one, whose length is 1."""
_WORD = re.compile(r"[a-z]{3,}")
_OPENINGS = (
    "",
    "Tell me: ",
    "Please tell me, ",
    "I wonder, ",
    "A friend asks: ",
    "We argue about this: ",
    "In this story, ",
    "According to the tale, ",
    "As far as you know, ",
    "My brother wants to know, ",
)
_ENDINGS = ("", " Thank you.", " Please be brief.", " Be exact.")
"""Around a question, so that one that is asked again is a new one to every cache."""


class Tales:
    """What libraries are made of; each is made from its number when it is wanted."""

    def __init__(self, folder: Path) -> None:
        content = json.loads((folder / "tales.json").read_text(encoding="utf-8"))
        self._fingerprint: str = content["encoder"]
        self._tales = content["tales"]
        self._vectors: Vectors = np.load(folder / "tales.npy")

    @staticmethod
    def prepare(folder: Path) -> None:
        """Encode the tales, which takes minutes, and keep what comes of it."""
        if (folder / "tales.npy").exists():
            return
        encoder = SentenceEncoder()
        tales, vectors = [], []
        for tale in chain.from_iterable(tales_in(DATA / name) for name in _FILES):
            encoded = encode_story(tale.draft, encoder)
            spans = [(one.start, one.end, one.context) for one in encoded.passages[:PER_TALE]]
            text = tale.draft.text[: spans[-1][1]]
            tales.append({"text": text, "passages": spans, "questions": tale.questions})
            vectors.append(np.zeros((PER_TALE, encoder.dimensions), np.float32))
            vectors[-1][: len(spans)] = encoded.vectors[:PER_TALE]
        content = {"encoder": encoder.fingerprint, "tales": tales}
        (folder / "tales.json").write_text(json.dumps(content), encoding="utf-8")
        np.save(folder / "tales.npy", np.stack(vectors))

    def fill(self, database: Database, numbers: Sequence[int], tales: int) -> int:
        """Store libraries of so many tales unless they are there; return their passages."""
        stored = 0
        for first in range(0, len(numbers), _AT_ONCE):
            with database.changing():
                for number in numbers[first : first + _AT_ONCE]:
                    storage = database.library(server_key(str(number)))
                    for place in range(tales):
                        draft, encoded = self._story(number * tales + place)
                        storage.add(draft, encoded, seeds=place == 0)
                        stored += len(encoded.passages)
        return stored

    def questions(self, numbers: Sequence[int], seed: int) -> Iterator[tuple[int, str]]:
        """Small libraries, drawn by chance, and questions about them, which are all new ones."""
        drawn, left = random.Random(seed), dict[int, list[str]]()
        while True:
            number = drawn.choice(numbers)
            if not left.get(number):
                known = self._tales[number % len(self._tales)]["questions"]
                left[number] = [f"{a}{b}{c}" for a in _OPENINGS for b in known for c in _ENDINGS]
                drawn.shuffle(left[number])
            yield number, left[number].pop()

    def _story(self, number: int) -> tuple[StoryDraft, EncodedStory]:
        tale = self._tales[number % len(self._tales)]
        spans = [PassageDraft(*one) for one in tale["passages"]]
        vectors = self._vectors[number % len(self._tales)][: len(spans)]
        text, copy = tale["text"], number // len(self._tales)
        if copy:
            text, vectors = self._changed(text, number), _beside(vectors, number)
        draft = StoryDraft(f"tale-{number}", f"Tale {number}", text)
        return draft, EncodedStory(spans, vectors, self._fingerprint, PASSAGE_VERSION)

    def _changed(self, text: str, number: int) -> str:
        drawn = random.Random(number)
        pieces, position = list[str](), 0
        for found in _WORD.finditer(text):
            if not drawn.randrange(_EXCHANGED):
                start, end = found.span()
                pieces += (text[position:start], drawn.choice(self._pool[end - start]))
                position = end
        return "".join([*pieces, text[position:]])

    @cached_property
    def _pool(self) -> dict[int, list[str]]:
        """Words of the tales by their length, frequent ones as often as they stand there."""
        pool: dict[int, list[str]] = defaultdict(list)
        for word in _WORD.findall(" ".join(_texts(self._tales))):
            pool[len(word)].append(word)
        return pool


def _texts(tales: Iterable[dict[str, str]]) -> Iterator[str]:
    return (tale["text"] for tale in tales)


def _beside(vectors: Vectors, number: int) -> Vectors:
    noise = np.random.default_rng(number).standard_normal(vectors.shape, np.float32)
    moved = vectors + np.float32(_BESIDE / vectors.shape[1] ** 0.5) * noise
    lengths: Vectors = np.linalg.norm(moved, axis=1, keepdims=True)
    return moved / lengths
