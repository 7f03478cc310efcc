"""Which came first: two sentences that tell what happened, far enough apart."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cached_property

from index.domain import Sentence
from index.quizzing.material import Material
from index.quizzing.round import Round, RoundKind

_APART = 0.15
"""Share of the story's sentences between two events, at least."""
_FEWEST_BETWEEN = 3
_MOST_SHARED = 0.34
"""Share of the terms of the shorter one; events with more in common are hard to tell apart."""
_LEANS = re.compile(
    r"\W*(?:he|she|they|it|this|that|these|those|his|her|their|its|him|them|i|we|you|my|our|your"
    r"|but|and|so|then|or|nor|for|yes|no|oh|ah|well|now|earlier|however|first|second|third|next"
    r"|once\s+upon|there|at\s+last|finally|in\s+the\s+end|thus|therefore|also|still|such|what|which"
    r"|even|always|(?:when|as|while|after|before|if|because|although|though|until)\s+(?:soon\s+as\s+)?"
    r"(?:he|she|it|they|this|these|that)|since|who|whom|as\s+for|according|besides|moreover)\b",
    re.IGNORECASE,
)
_TELLS_TIME = re.compile(
    r"\b(?:(?:for\s+)?the\s+(?:first|second|third|last)\s+time|once\s+more|again|ever\s+after"
    r"|happily|you|your|thee|thy|perhaps|always|used\s+to|every\s+(?:day|night|year)|never\s+since|ever\s+since"
    r"|the\s+end|moral|upon\s+a\s+time|years\s+ago|long\s+ago)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\.[”\"’']?$")


@dataclass(frozen=True)
class Events:
    """Every sentence that can be one of two."""

    material: Material

    @cached_property
    def told(self) -> tuple[tuple[int, Sentence], ...]:
        """Sentences that stand alone, each behind its position among all of the story's.

        The first and the last of the story are none: their place is known to all.
        """
        sentences = self.material.text.outline.sentences
        places = {sentence.start: place for place, sentence in enumerate(sentences)}
        last = len(sentences) - 1
        return tuple(
            (place, sentence)
            for sentence in self.material.sentences
            if 0 < (place := places[sentence.start]) < last and self._stands_alone(sentence)
        )

    def _stands_alone(self, sentence: Sentence) -> bool:
        words = self.material.flat(sentence.start, sentence.end)
        return (
            not _LEANS.match(words)
            and not _TELLS_TIME.search(words)
            and words[0] not in "“\"'‘"
            and _ENDS.search(words) is not None
        )

    @cached_property
    def possible(self) -> bool:
        """Whether there are two that can be asked about."""
        return any(self._later(event) for event in self.told)

    def _later(self, event: tuple[int, Sentence]) -> list[Sentence]:
        """The events far enough behind one of them, and about something else."""
        place, one = event
        apart = max(_FEWEST_BETWEEN + 1, int(_APART * len(self.material.text.outline.sentences)))
        return [
            other for far, other in self.told if far - place >= apart and self._differ(one, other)
        ]

    def _differ(self, one: Sentence, other: Sentence) -> bool:
        terms = self.material.text.sentence_terms.own
        between = self.material.text.outline.positions_between
        mine = terms[between(one.start, one.end)[0]]
        theirs = terms[between(other.start, other.end)[0]]
        return len(mine & theirs) <= _MOST_SHARED * min(len(mine), len(theirs))

    def round(self, seed: int, draw: random.Random) -> Round:
        """A round; call it only where it is possible."""
        events = list(self.told)
        draw.shuffle(events)
        earlier, behind = next(
            (event[1], behind) for event in events if (behind := self._later(event))
        )
        later = draw.choice(behind)
        text = self.material.text
        right = draw.randrange(2)
        choices = [self.material.flat(later.start, later.end)]
        choices.insert(right, self.material.flat(earlier.start, earlier.end))
        return Round(
            RoundKind.WHICH_FIRST,
            seed,
            (),
            tuple(choices),
            right,
            text.quote(earlier.start, earlier.end),
            other=text.quote(later.start, later.end),
        )
