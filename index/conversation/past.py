"""The turns before a follow-up, each with what it spoke of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.conversation.entities import Entity, in_question, in_story, people_in
from index.conversation.pronouns import Sort
from index.conversation.shapes import Asked, taken_apart
from index.domain import Quote
from index.story_text import StoryText
from index.terms import FUNCTION_WORDS, stem, words

_LONGEST_ANSWER = 9
"""Words of an answer that are said again; a longer one is a clause, not a name for something."""
_LONGEST_TOLD = 20
"""Words of a sentence that is said again."""
_ARTICLE = re.compile(r"(?<![\w’'-])(?:the|an?|his|her|their|its|my|our|your)\s+$", re.IGNORECASE)
_BEFORE = 400
"""Characters of the story before a quote in which "he" may be named."""
_OTHERS = {
    Sort.HE: frozenset((Sort.SHE, Sort.IT)),
    Sort.SHE: frozenset((Sort.HE, Sort.IT)),
    Sort.THEY: frozenset[Sort](),
}
"""The pronouns that speak against one where they may stand for somebody too."""


@dataclass(frozen=True)
class Past:
    """A question as it was understood, its quotes, and the story they stand in."""

    question: str
    quotes: tuple[Quote, ...]
    text: StoryText | None

    @cached_property
    def parts(self) -> Asked | None:
        """The question taken apart."""
        return taken_apart(self.question)

    @cached_property
    def named(self) -> tuple[Entity, ...]:
        """Who and what the question names, in order."""
        return in_question(self.question, self.text)

    @cached_property
    def subject(self) -> Entity | None:
        """Who or what the question says something of; None where just that is asked for."""
        if self.parts is None or not self.parts.auxiliary:
            return None
        begins = self.question.find(self.parts.rest)
        return next((one for one in self.named if one.start <= begins + 1 <= one.end), None)

    @cached_property
    def highlight(self) -> tuple[int, int] | None:
        """The span of the answer's words."""
        return self.quotes[0].highlight if self.quotes else None

    @cached_property
    def answer(self) -> str | None:
        """The answer's words, if they are few enough to be said again."""
        if self.highlight is None or self.text is None:
            return None
        start, end = self.highlight
        # "The smaller box", of which the reader marked the last two words.
        article = _ARTICLE.search(self.text.story.text, self.quotes[0].start, start)
        said = self.text.story.text[start if article is None else article.start() : end].split()
        return " ".join(said).strip(" ,;:.!?“”\"'") if len(said) <= _LONGEST_ANSWER else None

    @cached_property
    def told(self) -> str | None:
        """The sentence of the first quote, if it is short; else the answer's words in it."""
        if not self.quotes:
            return None
        whole = " ".join(self.quotes[0].text.split()).strip(" ,;:.!?“”\"'")
        return whole if len(whole.split()) <= _LONGEST_TOLD else self.answer

    @cached_property
    def answered(self) -> tuple[Entity, ...]:
        """Who and what the answer names."""
        if self.highlight is None or self.text is None:
            return ()
        return in_story(self.text, *self.highlight)

    @cached_property
    def quoted(self) -> tuple[Entity, ...]:
        """The people of the first quote, those nearest to the answer first, then those before."""
        if not self.quotes or self.text is None:
            return ()
        quote = self.quotes[0]
        place = quote.start if self.highlight is None else self.highlight[0]
        within = people_in(self.text, quote.start, quote.end)
        before = people_in(self.text, max(0, quote.start - _BEFORE), quote.start)
        return (*sorted(within, key=lambda one: abs(one.start - place)), *reversed(before))

    def speaks_of(self, sort: Sort) -> Iterator[Entity]:
        """Whom or what a pronoun of this sort may mean, the likeliest first."""
        first = () if self.subject is None else (self.subject,)
        others = tuple(one for one in self.named if one is not self.subject)
        if sort is Sort.IT:
            yield from self._things()
            return
        doers = self.parts is not None and not self.parts.auxiliary
        told = (*self.answered, *others) if doers else (*first, *self.answered, *others)
        if self._asks_for_a_place:
            told = (*first, *others, *self.answered)
        fitting = [one for one in told if sort in one.fits]
        # Whom nothing else stands for comes before a horse, and before whom "she" may mean too.
        yield from sorted(fitting, key=lambda one: len(one.fits & _OTHERS[sort]))

    def quoted_as(self, sort: Sort) -> Iterator[Entity]:
        """Whom in the quote, or right before it in the story, a pronoun of this sort may mean."""
        if sort is not Sort.IT:
            yield from (one for one in self.quoted if one.somebody and sort in one.fits)

    def doubted_as(self, sort: Sort) -> Iterator[Entity]:
        """Who is named, though the story's own pronouns seem to speak of them as another sort."""
        if sort is not Sort.IT:
            named = (*self.named, *self.answered)
            yield from (one for one in named if one.somebody and one.might_be(sort))

    def _things(self) -> Iterator[Entity]:
        """What "it" may mean: of what was asked before what was answered, if not just that."""
        groups = [self.answered, self.named]
        if not self._asks_for_a_thing:
            groups.reverse()
        for group in groups:
            fitting = [one for one in group if Sort.IT in one.fits]
            # A name may be anything, and an animal is "he" and "she" too.
            yield from sorted(
                fitting,
                key=lambda one: (one.somebody, Sort.HE in one.fits, one is not self.subject),
            )

    @property
    def _asks_for_a_place(self) -> bool:
        return self.parts is not None and self.parts.asked.lower() == "where"

    @property
    def _asks_for_a_thing(self) -> bool:
        """Whether the answer is a thing: what somebody took, not what something is."""
        if self.parts is None:
            return False
        asks = re.match(r"(?:what|which)\b", self.parts.asked, re.IGNORECASE)
        being = re.match(r"(?:is|was|are|were)\b", self.parts.auxiliary, re.IGNORECASE)
        return asks is not None and being is None


def latest_first(past: Sequence[Past]) -> list[Past]:
    """The turns from the last one back."""
    return list(reversed(past))


def statement(turn: Past) -> str | None:
    """A question and its answer as one statement: "the US did threaten Turkey with sanctions"."""
    parts, answer = turn.parts, turn.answer
    if parts is None or turn.subject is None:
        if parts is None or parts.auxiliary or answer is None or _said(answer) & _said(parts.rest):
            return turn.told
        return f"{answer} {parts.rest}"
    subject = turn.question[turn.subject.start : turn.subject.end]
    does = parts.rest[len(subject) :].strip()
    return " ".join(filter(None, (subject, parts.auxiliary.lower(), with_answer(turn, does))))


def with_answer(turn: Past, rest: str) -> str:
    """The rest of a question with its answer in the place of what was asked for."""
    answer, parts = turn.answer, turn.parts
    if answer is None or parts is None or _said(rest) & _said(answer):
        return rest
    asked = parts.asked.lower()
    placed = re.match(r"(?:in|on|at|to|for|from|with|by|into|under|over|after|before)\b", answer)
    if re.match(r"(?:who|whom|what|which)\b", asked) or placed:
        return f"{re.sub(r'(?:^| )(?:do|done)$', '', rest)} {answer}".strip()
    return rest


def _said(text: str) -> set[str]:
    return {stem(word) for word in words(text) if word not in FUNCTION_WORDS}
