"""The ledger finds what was lost, doubled or left half, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from tests.chaos.ledger import NOTHING, Key, Ledger, Value, Values, ViolationError, Word

ONE: Key = ("vote", "1", "7", "10")
OTHER: Key = ("round", "1", "7", "x")
YES: Values = frozenset({1})


@dataclass
class Said:
    word: Word
    then: Mapping[Key, Values] = field(default_factory=lambda: {ONE: YES})
    kind: str = "voting"

    def after(self) -> Mapping[Key, Values]:
        return self.then


def settle(found: Mapping[Key, Value], *deeds: Said, held: Mapping[Key, Value] = {}) -> Ledger:
    ledger = Ledger({key: frozenset({value}) for key, value in held.items()})
    ledger.settle(deeds, found)
    return ledger


def test_what_was_acknowledged_and_stored_is_right_and_known_from_then_on() -> None:
    assert settle({ONE: 1}, Said(Word.DONE)).known(ONE) == 1


@pytest.mark.parametrize("word", [Word.FAILED, Word.NOTHING])
def test_what_was_not_acknowledged_may_be_there_whole_or_not_at_all(word: Word) -> None:
    assert settle({ONE: 1}, Said(word)).tally.whole == {"voting": 1}
    assert settle({}, Said(word)).tally.absent == {"voting": 1}


@pytest.mark.parametrize(
    ("word", "found", "complaint"),
    [
        (Word.DONE, {}, "stored is None"),
        (Word.DONE, {ONE: 0}, "stored is 0"),
        (Word.REFUSED, {ONE: 1}, "stored is 1"),
        (Word.DONE, {ONE: 1, OTHER: 1}, "stored is 1, and not ['None']"),
        (Word.PROMISED, {ONE: 1}, "nothing was told since"),
        (Word.NOTHING, {ONE: 0}, "half there"),
    ],
)
def test_what_was_told_otherwise_than_it_is_stored_is_found(
    word: Word, found: Mapping[Key, Value], complaint: str
) -> None:
    with pytest.raises(ViolationError) as caught:
        settle(found, Said(word))

    assert complaint in str(caught.value)


def test_what_nobody_changed_must_stay() -> None:
    with pytest.raises(ViolationError, match="stored is None, and not"):
        settle({}, held={ONE: 1})


def test_what_was_removed_must_not_come_back() -> None:
    removed = settle({}, Said(Word.DONE, {ONE: NOTHING}), held={ONE: 1})

    with pytest.raises(ViolationError, match="stored is 1, and not"):
        removed.settle([], {ONE: 1})


def test_of_a_member_who_is_forgotten_all_is_gone_or_nothing() -> None:
    forgets = {ONE: NOTHING, OTHER: NOTHING}
    held = {ONE: 1, OTHER: 1}

    assert settle({}, Said(Word.NOTHING, forgets), held=held).tally.whole["voting"] == 1
    with pytest.raises(ViolationError, match="half there"):
        settle({ONE: 1}, Said(Word.NOTHING, forgets), held=held)
