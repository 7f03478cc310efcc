"""A quote, or the same with one thing changed?"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property

from index.quizzing.changes import Change, changes
from index.quizzing.material import Material
from index.quizzing.round import ALTERED, TRUE, Round, RoundKind


@dataclass(frozen=True)
class Truths:
    """The sentences that can be altered; the true ones are of these too, or they would show."""

    material: Material

    @cached_property
    def possible(self) -> bool:
        """Whether any sentence can be altered."""
        return any(next(changes(self.material, s), None) for s in self.material.sentences)

    def round(self, seed: int, draw: random.Random) -> Round:
        """A round; call it only where it is possible."""
        change = self._change(draw)
        altered = draw.random() < 0.5
        sentence = change.sentence
        span = (change.start, change.end) if altered else None
        shown = change.altered if altered else self.material.flat(sentence.start, sentence.end)
        return Round(
            RoundKind.TRUE_OR_ALTERED,
            seed,
            (shown,),
            (TRUE, ALTERED),
            int(altered),
            self.material.text.quote(sentence.start, sentence.end, span),
            altered=change.altered if altered else None,
        )

    def _change(self, draw: random.Random) -> Change:
        sentences = list(self.material.sentences)
        draw.shuffle(sentences)
        for sentence in sentences:
            found = list(changes(self.material, sentence))
            if found:
                return draw.choice(found)
        raise LookupError("no sentence of the story can be altered")
