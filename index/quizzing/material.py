"""The sentences of a story that are worth asking about, and what stands where in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from index.domain import Sentence, SentenceKind
from index.people import Person, people_of
from index.story_text import StoryText

SHORTEST, LONGEST = 40, 220
"""Characters of a sentence that is asked about."""
_NUMBERS = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty
    thirty forty fifty sixty seventy eighty ninety
"""
NUMBER_WORDS = tuple(_NUMBERS.split())
"""Numbers that are asked for: "one" is more often a pronoun."""
_FEWEST_TERMS = 5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BEGINS = re.compile(r"[“\"‘']?[A-ZÀ-Þ]|[“\"‘']?\d")
_ENDS = re.compile(r"[.!?…][”\"’']?$")
_IDENTIFIES = re.compile(
    r"\b(?:named?|called|is|was|became|become|turned|changed|transformed|disguised|as)\b"
)
_A_NUMBER = r"(?:\d+|[a-z]+teen|[a-z]+ty|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_RANGE_AFTER = re.compile(rf"\s+(?:or|and|to|by)\s+{_A_NUMBER}\b")
_RANGE_BEFORE = re.compile(rf"\b{_A_NUMBER}\s+(?:or|and|to|by)\s+$")
_QUOTE_MARKS = re.compile(r"[“”\"]")


@dataclass(frozen=True, slots=True)
class Word:
    """The word ``text[start:end]``, in lower case."""

    start: int
    end: int
    plain: str


@dataclass(frozen=True)
class Material:
    """What rounds are made of; computed from the text alone."""

    text: StoryText

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Whole sentences, neither too short nor too long, that say something.

        Each stands in the story only once.
        """
        kept = [s for s in self.text.outline.sentences if self._is_whole(s)]
        said = [self.flat(s.start, s.end) for s in kept]
        often = Counter(said)
        return tuple(s for s, words in zip(kept, said, strict=True) if often[words] == 1)

    def _is_whole(self, sentence: Sentence) -> bool:
        words = self.text.story.text[sentence.start : sentence.end]
        return (
            sentence.kind is SentenceKind.STORY
            and SHORTEST <= len(words) <= LONGEST
            and _BEGINS.match(words) is not None
            and _ENDS.search(words) is not None
            and _balanced(words)
            and len(self._terms(sentence)) >= _FEWEST_TERMS
        )

    def _terms(self, sentence: Sentence) -> frozenset[str]:
        position = self.text.outline.positions_between(sentence.start, sentence.end)[0]
        return self.text.sentence_terms.own[position]

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Who is who."""
        return people_of(self.text)

    @cached_property
    def _mentions(self) -> list[tuple[int, int, Person]]:
        every = ((*span, person) for person in self.people for span in person.mentions)
        return sorted(every, key=lambda mention: mention[:2])

    def mentions(self, sentence: Sentence) -> list[tuple[int, int, Person]]:
        """Who is mentioned in a sentence: first and last character, and who it is."""
        first = bisect_left(self._mentions, sentence.start, key=lambda mention: mention[0])
        last = bisect_left(self._mentions, sentence.end, key=lambda mention: mention[0])
        return [mention for mention in self._mentions[first:last] if mention[1] <= sentence.end]

    def distinct(self, one: Person, other: Person) -> bool:
        """Whether two people surely are not one: "Kari" may well be "the king's daughter".

        Two names are two people. Else a sentence has to tell of both, other than by saying who
        somebody is.
        """
        if one.name[:1].isupper() and other.name[:1].isupper():
            return True
        together = self._sentences_of[one.name] & self._sentences_of[other.name]
        sentences = self.text.outline.sentences
        return any(
            not _IDENTIFIES.search(self.slice(sentences[place].start, sentences[place].end))
            for place in together
        )

    @cached_property
    def _sentences_of(self) -> dict[str, frozenset[int]]:
        between = self.text.outline.positions_between
        return {
            person.name: frozenset(place for span in person.mentions for place in between(*span))
            for person in self.people
        }

    def slice(self, start: int, end: int) -> str:
        """The story's characters."""
        return self.text.story.text[start:end]

    def flat(self, start: int, end: int) -> str:
        """The story's characters on one line."""
        return " ".join(self.slice(start, end).split())

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word of the story's sentences."""
        return tuple(
            word
            for s in self.text.outline.sentences
            if s.kind is SentenceKind.STORY
            for word in words_of(self.text.story.text, s.start, s.end)
        )

    @cached_property
    def _lines(self) -> str:
        return f" {' '.join(word.plain for word in self.words)} "

    def stands(self, words: str) -> bool:
        """Whether these words follow each other somewhere in the story, case and marks aside."""
        plain = " ".join(word.plain for word in words_of(words, 0, len(words)))
        return f" {plain} " in self._lines

    def would_stand(self, sentence: Sentence, start: int, end: int, other: str) -> bool:
        """Whether the story has ``other`` between the same neighbours as ``start:end``.

        Then it would be as right there as the words that it stands in for.
        """
        before = [w.plain for w in words_of(self.text.story.text, sentence.start, start)][-2:]
        after = [w.plain for w in words_of(self.text.story.text, end, sentence.end)][:2]
        tight = [*before[-1:], other, *after[:1]]
        return self.stands(" ".join(tight)) or self.stands(" ".join([*before, other, *after]))


def words_of(text: str, start: int, end: int) -> Iterator[Word]:
    """The words of ``text[start:end]``."""
    for match in _WORD.finditer(text, start, end):
        plain = match.group().casefold().replace("’", "'")
        yield Word(match.start(), match.end(), plain)


def in_range(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a number is one of two, as in "two or three": the other one gives it away."""
    return (
        _RANGE_AFTER.match(text, end, sentence.end) is not None
        or _RANGE_BEFORE.search(text[sentence.start : start]) is not None
    )


def _balanced(words: str) -> bool:
    marks = _QUOTE_MARKS.findall(words)
    if '"' in marks:
        return marks.count('"') % 2 == 0
    return marks.count("“") == marks.count("”")
