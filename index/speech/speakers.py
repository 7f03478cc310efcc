"""Words that name a speaker -> one of the story's people."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from index.english.words import word_set
from index.people import Person, PersonKind, find_person
from index.speech.words import PREPOSITIONS
from index.story_text import StoryText

_FEMALE: Final = word_set("""
    mrs ms miss madam lady queen princess mother daughter girl woman sister aunt wife witch
    maiden maid dame grandmother granny stepmother goodwife bride widow nurse countess
    duchess empress spokeswoman chairwoman hen mare
    """)
_MALE: Final = word_set("""
    mr sir lord king prince father son boy man brother uncle husband wizard grandfather
    youth emperor duke count baron lad gentleman fisherman huntsman spokesman chairman monk
    friar page goodman farmer page-boy
    """)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HE = re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_ENOUGH_PRONOUNS = 2
_CLEAR_SHARE = 0.75
_SENTENCES_BACK = 12


class Speakers:
    """Who is meant by words at a place of one story."""

    def __init__(
        self, text: StoryText, people: tuple[Person, ...], quoted: Callable[[int], bool]
    ) -> None:
        self._text = text
        self._people = people
        self._quoted = quoted
        spans = [(start, end, person) for person in people for start, end in person.mentions]
        self._mentions = sorted(spans, key=lambda mention: mention[:2])
        self._starts = [start for start, _, _ in self._mentions]
        self._genders: dict[Person, str | None] = {}

    def named(self, span: tuple[int, int]) -> Person | None:
        """The one whom the words at ``span`` name, if the story knows them."""
        words = self._text.story.text
        start, end = span
        inside = self._between(start - 40, end)
        for first, last, person in reversed(inside):
            if last <= start or last > end + 2:
                continue
            heading = words[max(start, 0) : first].split()
            if heading and heading[-1].lower() in PREPOSITIONS:
                continue
            rest = words[last:end].strip()
            if not rest or rest.startswith("("):
                return person
        return find_person(self._people, words[start:end])

    def _between(self, start: int, end: int) -> list[tuple[int, int, Person]]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def meant(self, pronoun: str, at: int, last_speaker: Person | None) -> Person | None:
        """The last one whom a pronoun at ``at`` fits; None when there is none."""
        if pronoun in ("i", "we", "you"):
            return None
        outline = self._text.outline
        position = outline.positions_between(at, at + 1).start
        for place in range(position, max(-1, position - _SENTENCES_BACK), -1):
            sentence = outline.sentences[place]
            found = self._subjects(sentence.start, min(sentence.end, at), pronoun)
            if found:
                return found
            if place < position and last_speaker and self._fits(last_speaker, pronoun):
                return last_speaker
        return None

    def _subjects(self, start: int, end: int, pronoun: str) -> Person | None:
        """The first fitting one between two places, who is not merely whose something is.

        Whoever the text shows to be a "he" or a "she" comes before those it does not.
        """
        words = self._text.story.text
        fitting = [
            person
            for first, last, person in self._between(start, end)
            if not words.startswith(("'s", "’s"), last)
            and not self._quoted(first)
            and self._fits(person, pronoun)
        ]
        known = (person for person in fitting if self._gender(person) == pronoun)
        return next(known, fitting[0] if fitting else None)

    def _fits(self, person: Person, pronoun: str) -> bool:
        if pronoun in ("they", "it"):
            several = " and " in person.name or person.name.endswith("s")
            organisation = person.kind is PersonKind.ORGANISATION
            return organisation or (pronoun == "they" and several)
        if person.kind is PersonKind.ORGANISATION:
            return False
        gender = self._gender(person)
        return gender is None or gender == pronoun

    def _gender(self, person: Person) -> str | None:
        if person not in self._genders:
            self._genders[person] = self._by_words(person) or self._by_pronouns(person)
        return self._genders[person]

    def _by_words(self, person: Person) -> str | None:
        introductions = " ".join(quote.highlighted or "" for quote in person.introductions)
        for source in (*person.aliases, introductions):
            words = {word.lower() for word in _WORD.findall(source)}
            female, male = bool(words & _FEMALE), bool(words & _MALE)
            if female != male:
                return "she" if female else "he"
        return None

    def _by_pronouns(self, person: Person) -> str | None:
        """By what follows in sentences that speak of this one alone."""
        counts = {"he": 0, "she": 0}
        words = self._text.story.text
        for start, end in person.mentions:
            if self._quoted(start):
                continue
            for sentence in self._text.outline.sentences_between(start, end):
                others = {p for _, _, p in self._between(sentence.start, sentence.end)}
                if others == {person}:
                    counts["he"] += len(_HE.findall(words, end, sentence.end))
                    counts["she"] += len(_SHE.findall(words, end, sentence.end))
                    following = words[sentence.end : sentence.end + 6].split()[:1]
                    counts["he"] += following == ["He"]
                    counts["she"] += following == ["She"]
        total = sum(counts.values())
        likeliest = max(counts, key=lambda pronoun: counts[pronoun])
        clear = total >= _ENOUGH_PRONOUNS and counts[likeliest] >= _CLEAR_SHARE * total
        return likeliest if clear else None
