"""A text and a seed -> rounds: always the same ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from index.errors import QuizError
from index.quizzing.events import Events
from index.quizzing.fillings import Fillings
from index.quizzing.material import Material
from index.quizzing.round import Round, RoundKind
from index.quizzing.truths import Truths
from index.quizzing.voices import Voices
from index.story_text import StoryText

_TRIES = 40
"""Rounds drawn for one place in a series before it ends: a short story has only so many."""

_REMEMBERED = 8
"""Stories whose material is kept, those used last."""


@dataclass(frozen=True)
class _Sources:
    """Where the rounds of each kind come from."""

    fillings: Fillings
    voices: Voices
    events: Events
    truths: Truths

    @cached_property
    def possible(self) -> tuple[RoundKind, ...]:
        material = {
            RoundKind.MISSING_WORD: bool(self.fillings.kinds),
            RoundKind.WHO_SAID: bool(self.voices.said),
            RoundKind.WHICH_FIRST: self.events.possible,
            RoundKind.TRUE_OR_ALTERED: self.truths.possible,
        }
        return tuple(kind for kind in RoundKind if material[kind])

    def round(self, kind: RoundKind, seed: int) -> Round:
        # A text as the seed, so that neighbouring numbers draw nothing alike.
        draw = random.Random(f"{kind} {seed}")  # noqa: S311 - a game, not a secret
        if kind is RoundKind.MISSING_WORD:
            return self.fillings.round(seed, draw)
        if kind is RoundKind.WHO_SAID:
            return self.voices.round(seed, draw)
        if kind is RoundKind.WHICH_FIRST:
            return self.events.round(seed, draw)
        return self.truths.round(seed, draw)


def possible_kinds(text: StoryText) -> tuple[RoundKind, ...]:
    """The kinds of round that a story has enough in it for; none for a very short one."""
    return _sources(text).possible


def quiz_round(text: StoryText, seed: int, kind: RoundKind | None = None) -> Round:
    """One round; without a kind, of one that is possible.

    Raises:
        QuizError: the story has too little in it for this kind, or for any.
    """
    possible = _sources(text).possible
    if not possible:
        raise QuizError(
            "The story is too short for a quiz; choose a longer one, or read on.",
            reason="too-short",
        )
    if kind is not None and kind not in possible:
        others = ", ".join(possible)
        raise QuizError(
            f"The story has too little in it for “{kind}”; choose from: {others}.", reason="kind"
        )
    chosen = kind or random.Random(seed).choice(possible)  # noqa: S311 - a game, not a secret
    return _sources(text).round(chosen, seed)


def series(
    text: StoryText, seed: int, length: int, kind: RoundKind | None = None
) -> tuple[Round, ...]:
    """Up to ``length`` rounds of one kind or of mixed ones, no sentence of which comes twice.

    Each is also what ``quiz_round`` gives for its own seed and kind, and a shorter series of
    the same seed and kind is the beginning of a longer one.

    Raises:
        QuizError: the story has too little in it for this kind, or for any.
    """
    draw = random.Random(seed)  # noqa: S311 - a game, not a secret
    first = quiz_round(text, seed, kind).kind
    possible = possible_kinds(text) if kind is None else (kind,)
    begin = possible.index(first)
    rounds: list[Round] = []
    for number in range(length):
        # In turns, so that a series has every kind before one comes twice.
        turn = possible[(begin + number) % len(possible)]
        kinds = [turn, *draw.sample(possible, len(possible))]
        found = _fresh(text, rounds, kinds, draw)
        if found is None:
            break
        rounds.append(found)
    return tuple(rounds)


def _fresh(
    text: StoryText, rounds: Sequence[Round], kinds: Sequence[RoundKind], draw: random.Random
) -> Round | None:
    taken = [span for earlier in rounds for span in earlier.spans]
    for kind in kinds:
        for _ in range(_TRIES):
            found = quiz_round(text, draw.randrange(2**31), kind)
            if not any(a < d and c < b for a, b in found.spans for c, d in taken):
                return found
    return None


@lru_cache(maxsize=_REMEMBERED)
def _sources(text: StoryText) -> _Sources:
    material = Material(text)
    return _Sources(Fillings(material), Voices(material), Events(material), Truths(material))
