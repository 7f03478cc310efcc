"""An encoder without weights, and drafts of stories."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from index import Library, Progress, StoryDraft, silent
from index.stores.base import Vectors
from index.terms import terms


class WordEncoder:
    """Every term is a random direction, a text their sum: texts with shared words are near."""

    fingerprint = "words-1"
    dimensions = 64
    max_tokens = 256

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) + text.count("'") for text in texts]

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for term in terms(text) or ["nothing"]:
                seed = int.from_bytes(hashlib.sha256(term.encode()).digest()[:8], "big")
                vectors[row] += np.random.default_rng(seed).standard_normal(self.dimensions)
        progress("encoding", len(texts), len(texts))
        norms: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        return (vectors / norms).astype(np.float32)


class OtherEncoder(WordEncoder):
    fingerprint = "words-2"


OpenLibrary = Callable[..., Library]


def draft(name: str, text: str, title: str | None = None) -> StoryDraft:
    return StoryDraft(name, title or name, text)


def strings(found: Any) -> Iterator[str]:
    """Every string anywhere in a result."""
    if isinstance(found, str):
        yield found
    elif hasattr(found, "__dataclass_fields__"):
        yield from strings(asdict(found))
    elif isinstance(found, dict):
        yield from strings([*found.keys(), *found.values()])
    elif isinstance(found, (list, tuple, set, frozenset)):
        for one in found:
            yield from strings(one)
