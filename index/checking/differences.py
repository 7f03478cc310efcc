"""Aligned words -> runs that are the same, missing, added or elided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.checking.alignment import Pair
from index.checking.atoms import Atom, spaced_runs
from index.checking.outcome import ChangeKind, WordChange


@dataclass(frozen=True)
class Compared:
    """A message and a run of a story, both as text with atoms, and how they pair."""

    message: str
    mine: Sequence[Atom]
    story: str
    theirs: Sequence[Atom]
    pairs: Sequence[Pair]

    def same(self, pair: Pair) -> bool:
        """Whether a pair is one word, written with the same letters."""
        if pair.mine is None or pair.theirs is None:
            return False
        return self.mine[pair.mine].plain == self.theirs[pair.theirs].plain


@dataclass(frozen=True, slots=True)
class Run:
    """Positions of pairs in a row that have the same kind, and the atoms in them."""

    same: bool
    elided: bool
    mine: tuple[int, ...]
    theirs: tuple[int, ...]


def runs(compared: Compared) -> tuple[Run, ...]:
    """The alignment as runs; what differs inside "S-300s" differs as a whole word."""
    changed = _whole_words(compared)
    marked = [
        (i not in changed, pair.elided and i in changed, pair)
        for i, pair in enumerate(compared.pairs)
    ]
    found = []
    for (same, elided), group in groupby(marked, key=lambda item: (item[0], item[1])):
        pairs = [pair for _, _, pair in group]
        mine = tuple(pair.mine for pair in pairs if pair.mine is not None)
        theirs = tuple(pair.theirs for pair in pairs if pair.theirs is not None)
        found.append(Run(same, elided, mine, theirs))
    return tuple(found)


def word_changes(compared: Compared, found: Sequence[Run]) -> tuple[WordChange, ...]:
    """The runs in words, for people."""
    return tuple(change for run in found for change in _changes(compared, run))


def _changes(compared: Compared, run: Run) -> Iterator[WordChange]:
    if run.same:
        yield _of_story(compared, run.theirs, ChangeKind.SAME)
        return
    if run.mine:
        first, last = compared.mine[run.mine[0]], compared.mine[run.mine[-1]]
        yield WordChange(ChangeKind.MISSING, compared.message[first.start : last.end], None)
    if run.theirs:
        kind = ChangeKind.ELIDED if run.elided else ChangeKind.ADDED
        yield _of_story(compared, run.theirs, kind)


def _of_story(compared: Compared, positions: Sequence[int], kind: ChangeKind) -> WordChange:
    start, end = compared.theirs[positions[0]].start, compared.theirs[positions[-1]].end
    return WordChange(kind, compared.story[start:end], (start, end))


def _whole_words(compared: Compared) -> set[int]:
    """Which pairs differ, or stand in a run of letters of which another part does."""
    mine = spaced_runs(compared.message, compared.mine)
    theirs = spaced_runs(compared.story, compared.theirs)
    changed = {i for i, pair in enumerate(compared.pairs) if not compared.same(pair)}
    while True:
        my_words = {mine[p.mine] for p in _those(compared.pairs, changed) if p.mine is not None}
        their_words = {
            theirs[p.theirs]
            for p in _those(compared.pairs, changed)
            if p.theirs is not None and not p.elided
        }
        more = {
            i
            for i, pair in enumerate(compared.pairs)
            if (pair.mine is not None and mine[pair.mine] in my_words)
            or (pair.theirs is not None and theirs[pair.theirs] in their_words)
        }
        if more <= changed:
            return changed
        changed |= more


def _those(pairs: Sequence[Pair], positions: set[int]) -> list[Pair]:
    return [pairs[position] for position in positions]
