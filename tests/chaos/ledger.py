"""What members were told, and what may therefore be stored: nothing else, and nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

Key = tuple[str, ...]
"""What something stored is about, such as a vote of a member below a message."""
Value = str | tuple[bool, int] | int | None
"""What is stored about it; None where nothing is."""
Values = frozenset[Value]
NOTHING: Values = frozenset({None})


class Word(StrEnum):
    """What a member was told."""

    DONE = "acknowledged"
    REFUSED = "refused"
    """For a reason that they can do something about; nothing changed."""
    FAILED = "failed, with a sentence"
    """One cannot know whether it was stored: the database went away, perhaps just after."""
    PROMISED = "promised"
    """That it is being done."""
    NOTHING = "unanswered"


class Told(Protocol):
    """A deed of a member, as the ledger sees it."""

    @property
    def kind(self) -> str:
        """What they did."""
        ...

    @property
    def word(self) -> Word:
        """What the member was told in the end."""
        ...

    def after(self) -> Mapping[Key, Values]:
        """What may be stored if it was done."""
        ...


class ViolationError(AssertionError):
    """Something was lost, doubled or left half."""


@dataclass
class Tally:
    """What came of all deeds."""

    words: Counter[tuple[str, Word]] = field(default_factory=Counter)
    """By the kind of the deed."""
    whole: Counter[str] = field(default_factory=Counter)
    """Not acknowledged, and done all the same."""
    absent: Counter[str] = field(default_factory=Counter)
    """Not acknowledged, and not done."""
    faults: Counter[str] = field(default_factory=Counter)
    met: Counter[tuple[str, Word]] = field(default_factory=Counter)
    """Words by what failed in the round."""
    stories: int = 0
    """Texts that were compared to the last letter, and their passages and vectors with them."""


@dataclass
class Ledger:
    """What may be stored, by all that was told until now."""

    held: dict[Key, Values] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)

    def known(self, key: Key) -> Value:
        """What is stored about something, when everything is quiet."""
        (value,) = self.held.get(key, NOTHING)
        return value

    def settle(
        self, deeds: Iterable[Told], found: Mapping[Key, Value], fault: str = "nothing"
    ) -> None:
        """Compare what members were told with what is stored, and go on from there.

        Raises:
            ViolationError: it says what is wrong, one thing a line.
        """
        allowed = dict(self.held)
        wrong: list[str] = []
        for deed in deeds:
            self.tally.words[deed.kind, deed.word] += 1
            self.tally.met[fault, deed.word] += 1
            if deed.word is Word.PROMISED:
                wrong.append(f"{deed}: it was promised, and nothing was told since")
            wrong += self._allow(deed, allowed, found)
        for key in allowed.keys() | found.keys():
            if found.get(key) not in allowed.get(key, NOTHING):
                told = sorted(map(_short, allowed.get(key, NOTHING)))
                wrong.append(f"{key}: stored is {_short(found.get(key))}, and not {told}")
        if wrong:
            raise ViolationError("\n".join(wrong))
        self.held = {key: frozenset({value}) for key, value in found.items()}

    def _allow(
        self, deed: Told, allowed: dict[Key, Values], found: Mapping[Key, Value]
    ) -> list[str]:
        after = deed.after()
        if not after or deed.word is Word.REFUSED:
            return []
        if deed.word is Word.DONE:
            allowed.update(after)
            return []
        before = {key: self.held.get(key, NOTHING) for key in after}
        done = [key for key, values in after.items() if found.get(key) in values]
        left = [key for key, values in before.items() if found.get(key) in values]
        for key, values in after.items():
            allowed[key] = allowed.get(key, NOTHING) | values
        if len(done) == len(after):
            self.tally.whole[deed.kind] += 1
        elif len(left) == len(after):
            self.tally.absent[deed.kind] += 1
        else:
            return [f"{deed}: it is half there, {done} of {sorted(after)}"]
        return []


def _short(value: Value) -> str:
    text = repr(value)
    return text if len(text) < 120 else f"{text[:60]} ... {text[-50:]} ({len(text)} characters)"
