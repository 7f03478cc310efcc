"""What the finders of statements share: a story as words, quotations and uses of verbs."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from index.people import Person, people_of
from index.speech.model import Act, Statement
from index.speech.nouns import Naming
from index.speech.quotations import Quotation, quotations
from index.speech.speakers import Speakers
from index.speech.uses import Use, use_of
from index.speech.verbs import VERBS
from index.speech.words import Words, words_of
from index.story_text import StoryText

Span = tuple[int, int]
_ENDING_MARKS = frozenset(".;!?:")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, as far as one place tells."""

    speaker: Person | None
    named: Span | None
    guessed: bool


NOBODY = Voice(None, None, guessed=False)


class Reading:
    """One story, read for who says what."""

    def __init__(self, text: StoryText) -> None:
        self.text = text
        self.words: Words = words_of(text.story.text)
        self.quotations: tuple[Quotation, ...] = quotations(
            text.story.text, text.outline.paragraphs
        )
        self._quotation_starts = [quotation.start for quotation in self.quotations]
        self.speakers = Speakers(text, people_of(text), self.quoted)

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation in which a character stands."""
        position = bisect_right(self._quotation_starts, offset) - 1
        if position >= 0 and offset < self.quotations[position].end:
            return self.quotations[position]
        return None

    def quoted(self, offset: int) -> bool:
        """Whether a character stands in quotation marks."""
        return self.quotation_at(offset) is not None

    @cached_property
    def verbs(self) -> tuple[int, ...]:
        """Where verbs of saying stand."""
        return tuple(i for i, word in enumerate(self.words.lower) if word in VERBS)

    def use(self, place: int, floor: int, ceiling: int) -> Use:
        """The use of the verb at ``place`` in its clause between two words."""
        return use_of(self.words, place, VERBS[self.words.lower[place]], floor, ceiling)

    def clause(self, place: int, floor: int, ceiling: int) -> tuple[int, int]:
        """The words around ``place`` between marks that end a sentence."""
        first, last = place, place + 1
        while first > floor and self.words.written[first - 1] not in _ENDING_MARKS:
            first -= 1
        while last < ceiling and self.words.written[last] not in _ENDING_MARKS:
            last += 1
        return first, last

    def voice(self, naming: Naming | None, *, inferred: bool, last: Person | None) -> Voice:
        """Who is named, the person included."""
        if naming is None:
            return NOBODY
        span = self.words.span(naming.first, naming.last)
        if naming.pronoun is not None:
            return Voice(self.speakers.meant(naming.pronoun, span[0], last), span, guessed=True)
        guessed = not naming.sure
        return Voice(self.speakers.named(span), span, guessed=guessed or (inferred and guessed))

    def statement(
        self, covered: Span, highlight: Span, voice: Voice, act: Act, *, direct: bool
    ) -> Statement | None:
        """The statement in the sentences that ``covered`` touches; None outside of any."""
        touched = self.text.outline.sentences_between(*covered)
        if not touched or highlight[0] >= highlight[1]:
            return None
        start = min(touched[0].start, highlight[0])
        end = max(touched[-1].end, highlight[1])
        quote = self.text.quote(start, end, highlight)
        return Statement(quote, voice.speaker, voice.named, voice.guessed, act, direct)
