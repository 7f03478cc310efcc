"""Fill the missing word: a name, a number or a noun, beside others of its kind."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from index.domain import Quote, Sentence
from index.people import Person
from index.quizzing.material import NUMBER_WORDS, Material, in_range, words_of
from index.quizzing.nouns import alike, nouns, same_number
from index.quizzing.round import BLANK, Round, RoundKind

CHOICES = 4
_FEWEST = 3
_NUMBER = re.compile(rf"(?<![-\w.,])(?:{'|'.join(NUMBER_WORDS)}|\d{{1,4}})(?![-\w]|[.,]\d)")
_VOWEL = re.compile(r"[aeiouAEIOU]")
_ARTICLE = re.compile(r"\b(?:a|an)\s+$")


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of a sentence; ``person`` is whose name it is."""

    sentence: Sentence
    start: int
    end: int
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A word that may be missing, and those that may be offered beside it."""

    sentence: Sentence
    start: int
    end: int
    others: tuple[str, ...]


@dataclass(frozen=True)
class Fillings:
    """The gaps that a story's sentences give, by kind of word."""

    material: Material

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of word of which at least one may be missing."""
        return tuple(
            kind
            for kind, places in self._places.items()
            if any(self._gap(kind, place, random.Random(0)) for place in places)  # noqa: S311
        )

    def round(self, seed: int, draw: random.Random) -> Round:
        """A round; call it only where there are kinds."""
        kind = draw.choice(self.kinds)
        places = list(self._places[kind])
        draw.shuffle(places)
        gap = next(gap for place in places if (gap := self._gap(kind, place, draw)))
        text, sentence = self.material.text, gap.sentence
        answer = self.material.flat(gap.start, gap.end)
        choices = sorted([answer, *gap.others], key=str.casefold)
        parts: list[str | Quote] = []
        if sentence.start < gap.start:
            parts.append(text.quote(sentence.start, gap.start))
        parts.append(BLANK)
        if gap.end < sentence.end:
            parts.append(text.quote(gap.end, sentence.end))
        quote = text.quote(sentence.start, sentence.end, (gap.start, gap.end))
        right = choices.index(answer)
        return Round(RoundKind.MISSING_WORD, seed, tuple(parts), tuple(choices), right, quote)

    @cached_property
    def _places(self) -> dict[str, tuple[_Place, ...]]:
        """Where a word of each kind stands, whether or not there are others to offer."""
        text, sentences = self.material.text.story.text, self.material.sentences
        return {
            "name": tuple(
                _Place(sentence, start, end, person)
                for sentence in sentences
                for start, end, person in self.material.mentions(sentence)
                if text[start].isupper() and text[slice(start, end)].lower()[:4] != "the "
            ),
            "number": tuple(
                _Place(sentence, *match.span())
                for sentence in sentences
                for match in _NUMBER.finditer(text, sentence.start, sentence.end)
                if not in_range(text, sentence, *match.span())
            ),
            "noun": tuple(
                _Place(sentence, *span)
                for sentence in sentences
                for span in nouns(text, sentence.start, sentence.end)
            ),
        }

    def _gap(self, kind: str, place: _Place, draw: random.Random) -> Gap | None:
        """The gap, unless its word stands in the sentence twice or has too few beside it."""
        text, sentence = self.material.text.story.text, place.sentence
        near = {
            word.plain.removesuffix("'s")
            for part in ((sentence.start, place.start), (place.end, sentence.end))
            for word in words_of(text, *part)
        }
        if _plain_words(text[place.start : place.end]) & near:
            return None
        others = list(dict.fromkeys(self._others(kind, place)))
        draw.shuffle(others)
        fit: list[str] = []
        for other in others:
            if not _plain_words(other) & near and not self.material.would_stand(
                sentence, place.start, place.end, other
            ):
                fit.append(other)
            if len(fit) == CHOICES - 1:
                break
        if len(fit) < _FEWEST - 1:
            return None
        return Gap(sentence, place.start, place.end, tuple(fit))

    def _others(self, kind: str, place: _Place) -> Iterator[str]:
        if kind == "name":
            yield from self._other_names(place)
        elif kind == "number":
            yield from self._other_numbers(place)
        else:
            yield from self._other_nouns(place)

    def _other_names(self, place: _Place) -> Iterator[str]:
        """Others of the kind, each in the form most like the one that is missing."""
        size = len(self.material.slice(place.start, place.end).split())
        article = self._has_article(place.start)
        for other in self.material.people:
            if place.person is None or other is place.person or other.kind is not place.person.kind:
                continue
            forms = [
                " ".join(alias.split())
                for alias in other.aliases
                if alias[:1].isupper() and not alias.lower().startswith("the ")
            ]
            has_article = any(self._has_article(first) for first, _ in other.mentions)
            if forms and has_article == article:
                yield min(forms, key=lambda form: abs(len(form.split()) - size))

    def _has_article(self, start: int) -> bool:
        return self.material.slice(max(0, start - 4), start).lower() == "the "

    def _other_numbers(self, place: _Place) -> Iterator[str]:
        number = self.material.slice(place.start, place.end)
        for other in self._every("number"):
            if other != number and other.isdigit() == number.isdigit():
                yield other

    def _other_nouns(self, place: _Place) -> Iterator[str]:
        noun = self.material.slice(place.start, place.end)
        before = self.material.slice(place.sentence.start, place.start)
        for other in self._every("noun"):
            if (
                not alike(noun, other)
                and same_number(noun, other)
                and (not _ARTICLE.search(before) or _sounds(noun) == _sounds(other))
            ):
                yield other

    def _every(self, kind: str) -> list[str]:
        return sorted({self.material.slice(p.start, p.end) for p in self._places[kind]})


def _plain_words(text: str) -> set[str]:
    return {word.plain.removesuffix("'s") for word in words_of(text, 0, len(text))}


def _sounds(word: str) -> bool:
    return _VOWEL.match(word) is not None
