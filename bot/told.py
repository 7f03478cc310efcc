"""What an answer said, as it travels in the custom ids of the buttons below it (pure).

With it an answer can be shared, judged and followed up after a restart and in any process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot import limits
from bot.actions import button_id
from bot.numbers import base36
from bot.places import Place
from index import Answer, Quote, Sureness

HELPED, WRONG, SHARE = "yes", "no", "share"
"""The actions of the buttons that carry it; the first one is below every answer."""
_LETTERS = {Sureness.SURE: "s", Sureness.LIKELY: "l", Sureness.UNSURE: "u"}
_REFUSED = "r"
_CODE = re.compile(
    r"(?P<kind>[slur])(?P<percent>[0-9a-z]{1,2})(?:@(?P<first>[^,]+)(?P<others>.*))?"
)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, or a refusal with its nearest passages, without any word of it."""

    sureness: Sureness | None
    """None for a refusal."""
    percent: int
    """The confidence, in hundredths."""
    places: tuple[Place, ...] = ()
    highlight: tuple[int, int] | None = None
    """The answer's words in the first place, as offsets of the story."""

    @classmethod
    def of(cls, answer: Answer) -> Told:
        """What is told by an answer."""
        shown = answer.quotes or answer.nearest
        return cls(
            answer.sureness if answer.found else None,
            round(100 * answer.confidence),
            tuple(Place.of(quote) for quote in shown),
            answer.quotes[0].highlight if answer.quotes else None,
        )

    @classmethod
    def decode(cls, code: str) -> Told:
        """What ``encode`` wrote; raises ``ValueError`` if it did not."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"{code!r} tells of no answer")
        sureness = next((s for s, letter in _LETTERS.items() if letter == match["kind"]), None)
        percent = int(match["percent"], 36)
        if match["first"] is None:
            return cls(sureness, percent)
        first, _, words = match["first"].partition("+")
        places = [Place.decode(part) for part in (first, *match["others"].split(",")[1:])]
        highlight = None
        if words:
            lead, length = (int(part, 36) for part in words.split("."))
            start = places[0].start + lead
            highlight = (start, start + length)
        return cls(sureness, percent, tuple(places), highlight)

    def encode(self, action: str) -> str:
        """The custom id of a button that does ``action`` with it; further places as they fit."""
        kind = _REFUSED if self.sureness is None else _LETTERS[self.sureness]
        code = f"{kind}{base36(self.percent)}"
        for number, place in enumerate(self.places):
            part = f",{place.encode()}" if number else f"@{place.encode()}{self._words(place)}"
            if len(button_id(action, "")) + len(code) + len(part) > limits.CUSTOM_ID:
                break
            code += part
        return button_id(action, code)

    def _words(self, first: Place) -> str:
        if self.highlight is None:
            return ""
        start, end = self.highlight
        return f"+{base36(start - first.start)}.{base36(end - start)}"

    def quotes(self, quote_at: Callable[[Place], Quote]) -> tuple[Quote, ...]:
        """The quotes that were shown, sliced anew; raises what ``quote_at`` raises."""
        found = [quote_at(place) for place in self.places]
        if found and self.highlight is not None:
            first = found[0]
            found[0] = replace(first, highlight=self.highlight)
        return tuple(found)

    def answer(self, question: str, quotes: Sequence[Quote]) -> Answer:
        """The answer again, with quotes that were sliced anew."""
        confidence = self.percent / 100
        if self.sureness is None:
            return Answer(question, confidence, Sureness.UNSURE, nearest=tuple(quotes))
        return Answer(question, confidence, self.sureness, quotes=tuple(quotes))
