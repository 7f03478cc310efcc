"""Words beside words: the best place of a message in a run of a story, and what pairs with what.

Semi-global alignment with linear gap costs (Needleman and Wunsch 1970, ends of the story free),
row by row in NumPy. All of the message counts, the story's words before and after do not; where
the message has dots the story may go on almost for nothing. Scores are integers, so that the way
back can compare them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.checking.atoms import Atom
from index.terms import FUNCTION_WORDS, stem

CONTENT, FUNCTION = 100, 30
"""What a matched word is worth."""
_MISSING, _ADDED, _ELIDED = 25, 20, 2
"""What a word costs that only the message has, only the story, or only the story at dots."""

_EDGE = 5
"""Words; so many at the edge of a message are taken to stand in the place of the story's."""

Scores = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Pair:
    """A word of the message, of the story, or one of each: positions among their atoms."""

    mine: int | None
    theirs: int | None
    elided: bool = False
    """The message has dots where the story has this word."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs in order, from the first word of the story that matters to the last one."""

    pairs: tuple[Pair, ...]
    score: int


def weight(atom: Atom) -> int:
    """What it is worth to have this word."""
    return FUNCTION if atom.plain in FUNCTION_WORDS and not atom.is_number else CONTENT


def align(
    mine: Sequence[Atom], theirs: Sequence[Atom], sentences: Sequence[int], dots: Collection[int]
) -> Alignment:
    """Align a message with a run of a story.

    Args:
        mine: the message's words.
        theirs: the story's.
        sentences: for each of the story's words the number of its sentence, ascending.
        dots: the positions in ``mine`` before which the message has dots.
    """
    rows = _worth(mine, theirs)
    table = np.zeros((len(mine) + 1, len(theirs) + 1), dtype=np.int32)
    for row in range(1, len(mine) + 1):
        best = table[row - 1] - _MISSING
        diagonal = table[row - 1, :-1] + rows[row - 1]
        best[1:] = np.where(rows[row - 1] > 0, np.maximum(best[1:], diagonal), best[1:])
        table[row] = _with_gaps(best, _cost(row, len(mine), dots))
    pairs, score = _way_back(table, rows, dots)
    return Alignment(_with_edges(pairs, sentences), score)


def _worth(mine: Sequence[Atom], theirs: Sequence[Atom]) -> list[Scores]:
    """For each word of the message what a pair with each of the story's is worth; 0: no pair."""
    keys = {key: number for number, key in enumerate({atom.key for atom in theirs})}
    stems = {key: number for number, key in enumerate({stem(atom.key) for atom in theirs})}
    their_keys = np.array([keys[atom.key] for atom in theirs], dtype=np.int32)
    their_stems = np.array([stems[stem(atom.key)] for atom in theirs], dtype=np.int32)
    rows = []
    for atom in mine:
        same = their_keys == keys.get(atom.key, -1)
        near = their_stems == stems.get(stem(atom.key), -1)
        rows.append(np.where(same, weight(atom), np.where(near, weight(atom) // 2, 0)))
    return [row.astype(np.int32) for row in rows]


def _cost(row: int, last: int, dots: Collection[int]) -> int:
    """What a word of the story costs behind this many of the message's, 0 < ``row``."""
    if row == last:
        return _ADDED
    return _ELIDED if row in dots else _ADDED


def _with_gaps(best: Scores, cost: int) -> Scores:
    """Each cell at least the one to its left less the cost of one word."""
    slope = cost * np.arange(len(best), dtype=np.int32)
    gapped: Scores = np.maximum.accumulate(best + slope) - slope
    return gapped


def _way_back(
    table: Scores, rows: Sequence[Scores], dots: Collection[int]
) -> tuple[list[Pair], int]:
    row, column = len(table) - 1, int(table[-1].argmax())
    pairs: list[Pair] = []
    score = int(table[row, column])
    while row:
        here = table[row, column]
        worth = rows[row - 1][column - 1] if column else 0
        if worth and here == table[row - 1, column - 1] + worth:
            row, column = row - 1, column - 1
            pairs.append(Pair(row, column))
        elif here == table[row - 1, column] - _MISSING:
            row -= 1
            pairs.append(Pair(row, None))
        else:
            column -= 1
            pairs.append(Pair(None, column, elided=row in dots))
    return pairs[::-1], score


def _with_edges(pairs: Sequence[Pair], sentences: Sequence[int]) -> tuple[Pair, ...]:
    """With the story's words in whose place the first and last words of the message stand.

    The alignment leaves them out, since the story is free to go on at both ends: "on Tuesday"
    for "on Monday" would only be a word too many.
    """
    matched = [
        i for i, pair in enumerate(pairs) if pair.mine is not None and pair.theirs is not None
    ]
    if not matched:
        return ()
    first, last = matched[0], matched[-1]
    head = [pair for pair in pairs[:first] if pair.mine is not None]
    tail = [pair for pair in pairs[last + 1 :] if pair.mine is not None]
    lead = pairs[first].theirs or 0
    end = pairs[last].theirs or 0
    before = _beside(sentences, lead, -1, len(head))
    after = _beside(sentences, end, 1, len(tail))
    return (
        *head,
        *(Pair(None, place) for place in reversed(before)),
        *pairs[first : last + 1],
        *tail,
        *(Pair(None, place) for place in after),
    )


def _beside(sentences: Sequence[int], place: int, step: int, count: int) -> list[int]:
    """The words of a sentence next to one of them, as many as the message has there.

    One that then would be left of the sentence comes with them.
    """
    if not 0 < count <= _EDGE:
        return []
    rest = []
    at = place + step
    while 0 <= at < len(sentences) and sentences[at] == sentences[place]:
        rest.append(at)
        at += step
    return rest if len(rest) <= count + 1 else rest[:count]
