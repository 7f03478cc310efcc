"""Who and what a question or a part of a story speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.conversation.genders import by_words, head_of
from index.conversation.pronouns import Sort
from index.domain import SentenceKind
from index.names import name_spans
from index.people import Person, people_of
from index.people.vocabulary import (
    CREATURES,
    FUNCTION_WORDS,
    PEOPLE,
    PLACE_WORDS,
    PLACES,
)
from index.story_text import StoryText

_EITHER = (Sort.HE, Sort.SHE)
_MOST_SEEN = 40
_NEAR = 200
"""Characters after a mention in which its pronoun is looked for."""
_DETERMINED = re.compile(
    r"(?<![\w’'-])(?:the|an?|his|her|their|its|my|our|your|this|that|these|those|one|two|three|four"
    r"|five|six|seven|nine|ten|twelve|some|many|another)\s+(?=[\w])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w’'-]+")
_RELATIVE = re.compile(r"['’]s?\s+(?:[\w’'-]+\s+)?(?P<head>[\w-]+)(?![\w-])")
"""Whose somebody is: "Sir We's youngest daughter"."""
_GOES_ON = re.compile(r"['’]|-|\s+of\b", re.IGNORECASE)
"""After somebody, words that describe them or something of theirs: "the king's ring"."""
_COUNTED = re.compile(r"\b(?:he|him|his|she|her|hers|it|its|they|them|their)\b", re.IGNORECASE)
_COUNTS = {
    **dict.fromkeys(("he", "him", "his"), Sort.HE),
    **dict.fromkeys(("she", "her", "hers"), Sort.SHE),
    **dict.fromkeys(("it", "its"), Sort.IT),
    **dict.fromkeys(("they", "them", "their"), Sort.THEY),
}
_SHORTEST_NAME = 4
"""Letters of a name that is known though it is written in lower case."""
_LONGEST = 5
"""Words of a description."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something at ``text[start:end]`` of the text that was looked at."""

    words: str
    start: int
    end: int
    fits: frozenset[Sort]
    """The pronouns that may stand for it."""
    somebody: bool
    sure: bool
    """Whether a word says so ("queen", "men"), not only what the story says of it."""

    def might_be(self, sort: Sort) -> bool:
        """Whether nothing speaks against this pronoun standing for it."""
        if sort in self.fits:
            return True
        return sort is not Sort.IT and not self.sure

    @property
    def key(self) -> str:
        """The words as two mentions of the same are compared."""
        return re.sub(r"^(?:the|an?)\s+", "", " ".join(self.words.lower().split()))


def in_question(question: str, text: StoryText | None) -> tuple[Entity, ...]:
    """Who and what a question names, in order: people, other names, "the ..."."""
    found: list[Entity] = []
    people = () if text is None else people_of(text)
    for start, end, person in _named(question, people):
        _keep(found, _entity(question, start, end, person, text))
    for start, end in name_spans(question):
        _keep(found, _entity(question, *_whole_name(question, start, end), None, text))
    for match in _WORD.finditer(question):
        if text is not None and _only_a_name(match.group(), text):
            _keep(found, _entity(question, match.start(), match.end(), None, text))
    for match in _DETERMINED.finditer(question):
        last = _described_end(question, match.end(), text)
        if last is not None:
            _keep(found, _entity(question, match.start(), last, None, text))
    _keep_relatives(found, question, len(question), text)
    found.sort(key=lambda entity: entity.start)
    together = [_joined(question, *both) for both in pairwise(found)]
    found += [both for both in together if both is not None]
    return tuple(sorted(found, key=lambda entity: (entity.start, -entity.end)))


def in_story(text: StoryText, start: int, end: int) -> tuple[Entity, ...]:
    """The people, names and things of a part of a story, in order; offsets are the story's."""
    people = people_in(text, start, end)
    found = list(people)
    words = text.story.text
    for sentence in text.outline.sentences_between(start, end):
        begins, ends = max(start, sentence.start), min(end, sentence.end)
        if sentence.kind is SentenceKind.STORY:
            for first, last in name_spans(words[begins:ends]):
                _keep(found, _entity(words, begins + first, begins + last, None, text))
    for match in _DETERMINED.finditer(words, start, end):
        last_word = _phrase_end(words, match.end(), end)
        if last_word is not None and not _runs_on(words, match.start(), last_word, people):
            _keep(found, _entity(words, match.start(), last_word, None, text))
    _keep_relatives(found, words, end, text)
    if not found and len(words[start:end].split()) <= _LONGEST:
        # "Herb of immortality", where the article stands before the answer.
        found.append(_entity(words, start, end, None, text))
    return tuple(sorted(found, key=lambda entity: entity.start))


def people_in(text: StoryText, start: int, end: int) -> tuple[Entity, ...]:
    """The people and organisations of a part of a story, in order; offsets are the story's."""
    found = [
        _entity(text.story.text, first, last, person, text)
        for person in people_of(text)
        for first, last in person.mentions
        if start <= first and last <= end
    ]
    return tuple(sorted(found, key=lambda entity: entity.start))


def _keep(found: list[Entity], entity: Entity) -> None:
    """Add it, unless a part of it is known; what is longer takes the place of its part."""
    over = [one for one in found if one.start < entity.end and entity.start < one.end]
    if not over:
        found.append(entity)
    elif all(entity.start <= one.start and one.end <= entity.end for one in over):
        for one in over:
            found.remove(one)
        found.append(entity)


def _keep_relatives(found: list[Entity], words: str, end: int, text: StoryText | None) -> None:
    """Put whose somebody is in the place of whose: "Sir We's daughter"."""
    for one in tuple(found):
        relative = _RELATIVE.match(words, one.end, end)
        head = "" if relative is None else relative["head"].lower()
        if relative is not None and {head, head.removesuffix("s")} & (PEOPLE | CREATURES):
            _keep(found, _entity(words, one.start, relative.end(), None, text))


def _named(question: str, people: Iterable[Person]) -> Iterator[tuple[int, int, Person]]:
    """Where a question names somebody, in any case, by a whole alias or by a surname."""
    for person in people:
        for form in _forms(person):
            pattern = rf"(?<![\w’'-])(?:the\s+)?{re.escape(form)}(?![\w-])"
            for match in re.finditer(pattern, question, re.IGNORECASE):
                yield match.start(), match.end(), person


def _forms(person: Person) -> list[str]:
    forms = dict.fromkeys(person.aliases)
    for alias in person.aliases:
        last = alias.split()[-1]
        if last[0].isupper() and len(last) > 2:
            forms.setdefault(last)
    return list(forms)


def _phrase_end(words: str, start: int, end: int) -> int | None:
    """Where "the herb of immortality" ends in running text: before a function word or a stop."""
    last = None
    before = start
    for count, word in enumerate(_WORD.finditer(words, start, end)):
        plain = word.group().lower()
        torn = words[before : word.start()].strip()
        if count >= _LONGEST or torn or (plain in FUNCTION_WORDS and plain != "of"):
            break
        before = word.end()
        if plain != "of":
            last = word.end()
    return last


def _runs_on(words: str, start: int, end: int, people: Iterable[Entity]) -> bool:
    """Whether a phrase says what somebody did ("the king ordered Esben"), not who somebody is."""
    return any(
        start <= one.start and one.end < end and not _GOES_ON.match(words, one.end)
        for one in people
    )


def _whole_name(question: str, start: int, end: int) -> tuple[int, int]:
    """A name with its article, and with the letter that some end with."""
    article = re.search(r"(?<!\w)(?:the|an?)\s+$", question[:start], re.IGNORECASE)
    letter = re.match(r"\s[A-Z](?!\w)", question[end:])
    return (
        start if article is None else article.start(),
        end if letter is None else end + letter.end(),
    )


def _only_a_name(word: str, text: StoryText) -> bool:
    """Whether a word in lower case is never anything but a name in the story."""
    if not word.islower() or len(word) < _SHORTEST_NAME or word in FUNCTION_WORDS:
        return False
    told = text.story.text
    named = re.search(rf"(?<=[a-z,;] ){re.escape(word.capitalize())}(?!\w)", told)
    return named is not None and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told) is None


def _joined(question: str, one: Entity, other: Entity) -> Entity | None:
    """Two that are named together, whom only "they" means."""
    if question[one.end : other.start].strip().lower() != "and":
        return None
    words = question[one.start : other.end]
    somebody = one.somebody and other.somebody
    return Entity(words, one.start, other.end, frozenset((Sort.THEY,)), somebody, sure=True)


def _described_end(question: str, start: int, text: StoryText | None) -> int | None:
    """Where a description ends that begins after its article: the longest that the story has."""
    words = list(_WORD.finditer(question, start))[:_LONGEST]
    told = "" if text is None else text.story.text
    found = None
    for count, word in enumerate(words):
        plain = word.group().lower()
        within = plain == "of" if count else plain == "most"
        if plain in FUNCTION_WORDS and not within:
            break
        wanted = r"[\s-]+".join(re.escape(w.group()) for w in words[: count + 1])
        if count and not re.search(rf"(?<!\w){wanted}(?!\w)", told, re.IGNORECASE):
            break
        if not within:
            found = word.end()
    return found


def _entity(
    text: str, start: int, end: int, person: Person | None, story: StoryText | None
) -> Entity:
    # "the king's" is the king.
    words = re.sub(r"['’]s?$", "", text[start:end])
    end = start + len(words)
    known = by_words(words, person)
    fits = _as_told(words, person, story) if known is None else known
    somebody = person is not None or (bool(fits & {*_EITHER}) and fits != frozenset(Sort))
    return Entity(" ".join(words.split()), start, end, fits, somebody, sure=known is not None)


def _as_told(words: str, person: Person | None, story: StoryText | None) -> frozenset[Sort]:
    """The pronouns that follow it in the story."""
    head = head_of(words)
    counted: Counter[Sort] = Counter()
    if story is not None:
        for end in _mentions(words, person, story):
            follows = _COUNTED.search(story.story.text, end, end + _NEAR)
            if follows is not None:
                counted[_COUNTS[follows.group().lower()]] += 1
    if person is not None or head in PEOPLE or head in CREATURES:
        men, women = counted[Sort.HE], counted[Sort.SHE]
        told = {Sort.HE} if men > 2 * women else {Sort.SHE} if women > 2 * men else set(_EITHER)
        return frozenset(told | ({Sort.IT} if head in CREATURES else set()))
    if not words.removeprefix("the ").removeprefix("The ")[:1].isupper():
        return frozenset((Sort.IT,))
    if head in PLACES or head in PLACE_WORDS or any(letter.isdigit() for letter in head):
        return frozenset((Sort.IT, Sort.THEY))
    if counted[Sort.HE] + counted[Sort.SHE] > counted[Sort.IT]:
        likely = Sort.SHE if counted[Sort.SHE] > counted[Sort.HE] else Sort.HE
        return frozenset((likely, Sort.THEY))
    # A name of which the story does not tell whose it is.
    return frozenset(Sort)


def _mentions(words: str, person: Person | None, story: StoryText) -> list[int]:
    if person is not None:
        return [end for _, end in person.mentions[:_MOST_SEEN]]
    pattern = re.escape(re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE))
    found = re.finditer(rf"(?<!\w){pattern}(?!\w)", story.story.text, re.IGNORECASE)
    return [match.end() for _, match in zip(range(_MOST_SEEN), found, strict=False)]
