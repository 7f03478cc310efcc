"""Texts' terms -> an index with BM25 weights, built in arrays.

The weights are those of bm25s's own building, to the bit (Lucene's variant). It keeps every
token of every text as a Python object while it builds, 20 kB a passage; here a term is four
bytes from the moment it is read.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import bm25s
import numpy as np
from numpy.typing import NDArray

_TEXTS_AT_ONCE = 4_096
"""Below 65,536, so that a text's place among them takes two bytes."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Block:
    """The postings of some texts that follow each other, by term and then by text."""

    first: int
    terms: NDArray[np.int32]
    texts: NDArray[np.uint16]
    """Counted from ``first``."""
    counts: NDArray[np.unsignedinteger]


def indexed(texts: Iterable[Sequence[str]]) -> bm25s.BM25 | None:
    """Return an engine that knows these texts, given as their terms; None without any term."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    lengths = array("q")
    blocks: list[_Block] = []
    coming = iter(texts)
    while block := list(islice(coming, _TEXTS_AT_ONCE)):
        blocks.append(_block(block, len(lengths), numbers))
        lengths.extend(map(len, block))
    if not numbers:
        return None
    engine = bm25s.BM25()
    engine.scores = _scores(engine, blocks, np.array(lengths), len(numbers))
    engine.vocab_dict = dict(numbers)
    engine.nonoccurrence_array = None
    return engine


def _block(texts: Sequence[Sequence[str]], first: int, numbers: defaultdict[str, int]) -> _Block:
    tokens = np.array([numbers[term] for terms in texts for term in terms], np.int64)
    places = np.repeat(np.arange(len(texts)), [len(terms) for terms in texts])
    keys = tokens * len(texts) + places
    found, counts = np.unique(keys, return_counts=True)
    smallest = np.min_scalar_type(int(counts.max(initial=0)))
    return _Block(
        first,
        (found // len(texts)).astype(np.int32),
        (found % len(texts)).astype(np.uint16),
        counts.astype(smallest),
    )


def _scores(
    engine: bm25s.BM25, blocks: list[_Block], lengths: Ints, terms: int
) -> dict[str, object]:
    """Return the matrix as bm25s keeps it, by term; ``blocks`` are used up."""
    having = np.zeros(terms, np.int64)
    for block in blocks:
        having += np.bincount(block.terms, minlength=terms)
    ends = np.concatenate(([0], np.cumsum(having)))
    rarities = _rarities(having, len(lengths))
    norms = engine.k1 * ((1 - engine.b) + engine.b * lengths / lengths.mean())
    data = np.empty(ends[-1], np.float32)
    indices = np.empty(ends[-1], np.int32)
    heads = ends[:-1].copy()
    while blocks:
        block = blocks.pop(0)
        here = block.first + block.texts.astype(np.int64)
        begins = np.flatnonzero(np.diff(block.terms, prepend=-1))
        runs = np.diff(np.append(begins, len(block.terms)))
        known = block.terms[begins]
        places = np.arange(len(block.terms)) + np.repeat(heads[known] - begins, runs)
        heads[known] += runs
        counts = block.counts.astype(np.float32)
        data[places] = rarities[block.terms] * (counts / (norms[here] + counts))
        indices[places] = here
    return {"data": data, "indices": indices, "indptr": ends, "num_docs": len(lengths)}


def rarity(having: int, size: int) -> float:
    """The inverse document frequency of a term that ``having`` of ``size`` texts have."""
    return math.log(1 + (size - having + 0.5) / (having + 0.5))


def _rarities(having: Ints, size: int) -> NDArray[np.float32]:
    different, which = np.unique(having, return_inverse=True)
    values: NDArray[np.float32] = np.array(
        [rarity(count, size) for count in different.tolist()], np.float32
    )
    return values[which]
