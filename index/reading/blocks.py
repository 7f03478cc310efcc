"""Which rows of tokens a reading model reads together.

How a processor adds up depends on the shape of what it is given: the same row, read alone and with
some more of the same length, had scores that differed by 0.07 nats. So either a question's rows are
read apart from those of all others, or all that is ever read has one of a few shapes. In those the
scores of a row were the same to the bit, whatever stood beside it, in bfloat16 and in float32.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.reading.frame import LONGEST

BATCH_TOKENS = 6_144
"""Padding included; what a GPU reads at once."""
SMALL_BLOCK_TOKENS = 1_536
"""The same of a CPU, where a token takes longer in larger ones."""
STARTING = 100
"""Tokens that are read in about the time that any batch takes besides: it pays to pad by fewer
for one batch less."""
BLOCK_LENGTHS = (128, 192, LONGEST)
"""Tokens of a block's rows."""

Scores = tuple[NDArray[np.float32], NDArray[np.float32], float]
"""Start and end scores of the tokens of a row's text, and the score of "no answer"."""


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions of a question's rows that a CPU reads together, so that least time is lost.

    Rows of one batch are as long as its longest; of all ways to part rows in the order of their
    lengths, that one is taken whose padding and ``STARTING`` together cost least. The longest
    come first.
    """
    order = _longest_first(lengths)[::-1]
    costs, begins = [0], [0]
    for end in range(1, len(order) + 1):
        parted: dict[int, int] = {}
        for begin in reversed(range(end)):
            size = (end - begin) * lengths[order[end - 1]]
            if parted and size > SMALL_BLOCK_TOKENS:
                break
            parted[begin] = costs[begin] + STARTING + size
        best = min(parted, key=parted.__getitem__)
        costs.append(parted[best])
        begins.append(best)
    end = len(order)
    while end:
        yield order[begins[end] : end][::-1]
        end = begins[end]


def blocks(lengths: Sequence[int], tokens: int) -> Iterator[tuple[list[int], tuple[int, int]]]:
    """Positions of rows that are read together, and the shape that they are to be given.

    Args:
        lengths: of the rows, ``LONGEST`` at most.
        tokens: of a block, whose shape depends on this and on its longest row's length alone.
    """
    for shorter, length in zip((0, *BLOCK_LENGTHS), BLOCK_LENGTHS, strict=False):
        fitting = [n for n in _longest_first(lengths) if shorter < lengths[n] <= length]
        rows = max(1, tokens // length)
        for start in range(0, len(fitting), rows):
            yield fitting[start : start + rows], (rows, length)


def _longest_first(lengths: Sequence[int]) -> list[int]:
    return sorted(range(len(lengths)), key=lambda number: (-lengths[number], number))
