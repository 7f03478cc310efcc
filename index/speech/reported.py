"""What is told to have been said without quotation marks: "he promised to", "according to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.domain import Sentence, SentenceKind
from index.english.words import word_set
from index.people import Person
from index.people.vocabulary import CREATURES, PEOPLE
from index.speech.complements import complement, content_end, stands_behind
from index.speech.model import Act, Statement
from index.speech.nouns import naming_after
from index.speech.reading import NOBODY, Reading, Span
from index.speech.uses import Use, use_of
from index.speech.verbs import EXPRESSED, FEELINGS, VERBS, Verb
from index.speech.words import PREPOSITIONS

_EXPRESS = Verb("express", Act.SAID, "clause", participle=False, past=True)
_QUOTE = Verb("quote", Act.SAID, "clause", participle=False, past=False)
_SOURCES = word_set("""
    officials official sources source analysts experts expert witnesses police report
    reports spokesman spokeswoman spokesperson ministry government newspaper agency study
    survey
    """)
_CUSTOMS = word_set(
    "custom customs law laws rule rules plan plans tradition promise agreement wish wishes way"
)
"""What things are done according to, and nobody says."""
_FIRST_TWO = word_set("""
    i we you it
    """)


class ReportedSpeech:
    """Finds statements that are told in other words than those said, or perhaps in others."""

    def __init__(self, reading: Reading, told_by: set[int]) -> None:
        self._reading = reading
        self._told_by = told_by
        self._last: Person | None = None

    def statements(self) -> Iterator[Statement]:
        """All of them, sentence by sentence."""
        words = self._reading.words
        for sentence in self._reading.text.outline.sentences:
            if sentence.kind is not SentenceKind.STORY:
                continue
            first, end = words.at(sentence.start), words.at(sentence.end)
            for place in range(first, end):
                word = words.lower[place]
                found: Statement | None = None
                if word in VERBS and place not in self._told_by:
                    found = self._told(place, sentence)
                elif word in EXPRESSED:
                    found = self._expressed(place, sentence)
                elif word in ("according", "words"):
                    found = self._according(place, sentence)
                if found is not None:
                    self._last = found.speaker or self._last
                    yield found

    def _bounds(self, place: int, sentence: Sentence) -> tuple[int, int]:
        """The words of the clause around ``place``; quotations and narration stay apart."""
        words = self._reading.words
        first, end = words.at(sentence.start), words.at(sentence.end)
        quotation = self._reading.quotation_at(words.spans[place][0])
        if quotation is not None:
            first = max(first, words.at(quotation.inner[0]))
            end = min(end, words.at(quotation.inner[1]))
        else:
            for before in range(place, first - 1, -1):
                if self._reading.quoted(words.spans[before][0]):
                    first = before + 1
                    break
        floor, ceiling = self._reading.clause(place, first, end)
        while floor < place and not words.is_word(floor):
            floor += 1
        return floor, ceiling

    def _told(self, place: int, sentence: Sentence) -> Statement | None:
        words = self._reading.words
        floor, ceiling = self._bounds(place, sentence)
        use = self._reading.use(place, floor, ceiling)
        quoting = self._quoting(use, floor)
        if quoting is not None:
            use = quoting
        if not use.told or not self._tellable(use) or self._is_lifeless(use):
            return None
        content = complement(words, use, ceiling)
        if content is not None:
            highlight = self._characters(content, content_end(words, content, ceiling))
        else:
            behind = stands_behind(words, use, self._sentence_end(sentence))
            if behind is None:
                return None
            first = words.at(sentence.start)
            highlight = self._characters(first, behind)
        return self._statement(use, highlight)

    def _quoting(self, use: Use, floor: int) -> Use | None:
        """Read "the paper quoted X as saying", "X was quoted as saying": X says it."""
        words, place = self._reading.words, use.place
        if words.lower[place] != "saying" or words.lower[place - 1 : place] != ("as",):
            return None
        for verb in range(place - 2, max(floor, place - 12) - 1, -1):
            if words.lower[verb] in ("quoted", "quotes", "quoting", "cited", "cites", "citing"):
                subject = naming_after(words, verb + 1, place - 1)
                if subject is None:
                    subject = use_of(words, verb, _QUOTE, floor, place).subject
                return replace(use, subject=subject, told=True, inferred=False)
        return None

    def _tellable(self, use: Use) -> bool:
        """Words inside a quotation tell of others only when somebody else is named there."""
        if not self._reading.quoted(self._reading.words.spans[use.place][0]):
            return True
        subject = use.subject
        return subject is not None and not use.inferred and subject.pronoun not in _FIRST_TWO

    def _sentence_end(self, sentence: Sentence) -> int:
        return self._reading.words.at(sentence.end)

    def _is_lifeless(self, use: Use) -> bool:
        """Whether what threatens is a thing, as in "the roof threatened to fall"."""
        words, subject = self._reading.words, use.subject
        if use.verb.frame != "threatening" or subject is None or subject.pronoun is not None:
            return False
        head = words.lower[subject.last]
        if words.is_name(subject.last) or head in PEOPLE | CREATURES or head.endswith("s"):
            return False
        return self._reading.speakers.named(words.span(subject.first, subject.last)) is None

    def _characters(self, first: int, end: int) -> Span:
        """Without marks at either end, quotation marks that belong together left in."""
        words = self._reading.words
        while first < end and words.written[first] in ",:;-—–":
            first += 1
        while end > first and words.written[end - 1] in ".,;:!?-—–":
            end -= 1
        return words.span(first, end - 1) if first < end else (0, 0)

    def _statement(self, use: Use, highlight: Span) -> Statement | None:
        words = self._reading.words
        voice = self._reading.voice(use.subject, inferred=use.inferred, last=self._last)
        if use.passive and use.subject is None:
            voice = NOBODY
        verb = words.spans[use.place]
        covered = (min(verb[0], highlight[0]), max(verb[1], highlight[1]))
        return self._reading.statement(covered, highlight, voice, use.verb.act, direct=False)

    def _expressed(self, place: int, sentence: Sentence) -> Statement | None:
        words = self._reading.words
        floor, ceiling = self._bounds(place, sentence)
        feeling = next(
            (at for at in range(place + 1, min(ceiling, place + 5)) if words.lower[at] in FEELINGS),
            None,
        )
        use = use_of(words, place, _EXPRESS, floor, ceiling)
        if feeling is None or not use.told or use.passive:
            return None
        highlight = self._characters(feeling, content_end(words, feeling, ceiling))
        return self._statement(use, highlight)

    def _according(self, place: int, sentence: Sentence) -> Statement | None:
        """Read "according to X" and "in the words of X", in front of what X says or behind it."""
        words = self._reading.words
        by = words.lower[place + 1 : place + 2]
        according = words.lower[place] == "according"
        if by != (("to",) if according else ("of",)):
            return None
        if not according and words.lower[max(0, place - 2) : place] != ("in", "the"):
            return None
        floor, ceiling = self._bounds(place, sentence)
        naming = naming_after(words, place + 2, ceiling)
        if naming is None or naming.pronoun is not None:
            return None
        if naming.last + 1 < ceiling and words.is_noun(naming.last + 1):
            return None
        if not _CUSTOMS.isdisjoint(words.lower[naming.first : naming.last + 1]):
            return None
        span = words.span(naming.first, naming.last)
        known = self._reading.speakers.named(span) is not None
        if (
            not known
            and words.lower[naming.last] not in _SOURCES
            and not words.is_name(naming.last)
        ):
            return None
        begins = place if according else place - 2
        opening = begins <= floor or (not words.is_word(begins - 1) and naming.last + 1 < ceiling)
        behind = naming.last + 1 < ceiling and words.lower[naming.last + 1] not in PREPOSITIONS
        if begins <= floor or (opening and behind and words.written[naming.last + 1] == ","):
            highlight = self._characters(naming.last + 1, ceiling)
        else:
            highlight = self._characters(floor, begins)
        use = Use(place, _EXPRESS, naming, told=True)
        return self._statement(use, highlight)
