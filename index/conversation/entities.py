"""Who and what a question or a part of a story speaks of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.conversation.pronouns import Sort
from index.domain import SentenceKind
from index.names import name_spans
from index.people import Person, PersonKind, people_of
from index.people.vocabulary import (
    CREATURES,
    FEMALE,
    FUNCTION_WORDS,
    MALE,
    PEOPLE,
    PLACE_WORDS,
    PLACES,
    word_set,
)
from index.story_text import StoryText

_FEMALE = FEMALE | word_set("""
    woman girl lass maiden maid daughter wife niece granddaughter stepmother stepdaughter
    stepsister godmother bride widow maid-servant servant-maid nurse governess goose-girl
    shepherdess landlady hostess nun abbess sorceress enchantress witch fairy ogress giantess
    mermaid nymph laundress milkmaid dairymaid henwife hag crone heroine old-woman troll-woman
    spokeswoman chairwoman congresswoman actress lioness mare hen cow sow ewe doe vixen goddess
    mother-in-law daughter-in-law sister-in-law washerwoman housekeeper match-maker
    """)
_MALE = MALE | word_set("""
    man boy lad son husband nephew grandson stepfather stepson stepbrother godfather
    bridegroom groom widower knight page page-boy lawman butler footman gardener plow-boy ploughboy
    swineherd cowherd herd-boy herdsman plowman ploughman landlord blacksmith smith woodcutter
    wood-cutter woodman woodsman charcoal-burner huntsman fisherman boatman ferryman watchman
    hangman beggarman monk friar abbot parson wizard sorcerer magician enchanter gentleman
    nobleman policeman spokesman chairman congressman rooster cock bull ram ox stag gander
    father-in-law son-in-law brother-in-law boy lad
    """)
_PLURALS = word_set("""
    men women children people folk folks sheep cattle cows police kids mice they both
    """)
_MANY = word_set("dozen dozens number couple pair crowd group hundred thousand")
_NOT_PLURAL = re.compile(r"(?:ss|us|is|[’']s|news)$")
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
_COUNTED = re.compile(r"\b(?:he|him|his|she|her|hers|it|its|they|them|their)\b", re.IGNORECASE)
_COUNTS = {
    **dict.fromkeys(("he", "him", "his"), Sort.HE),
    **dict.fromkeys(("she", "her", "hers"), Sort.SHE),
    **dict.fromkeys(("it", "its"), Sort.IT),
    **dict.fromkeys(("they", "them", "their"), Sort.THEY),
}
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
    for match in _DETERMINED.finditer(question):
        last = _described_end(question, match.end(), text)
        if last is not None:
            _keep(found, _entity(question, match.start(), last, None, text))
    found.sort(key=lambda entity: entity.start)
    together = [_joined(question, *both) for both in pairwise(found)]
    found += [both for both in together if both is not None]
    return tuple(sorted(found, key=lambda entity: (entity.start, -entity.end)))


def in_story(text: StoryText, start: int, end: int) -> tuple[Entity, ...]:
    """The people, names and things of a part of a story, in order; offsets are the story's."""
    found = list(people_in(text, start, end))
    words = text.story.text
    for sentence in text.outline.sentences_between(start, end):
        begins, ends = max(start, sentence.start), min(end, sentence.end)
        if sentence.kind is SentenceKind.STORY:
            for first, last in name_spans(words[begins:ends]):
                _keep(found, _entity(words, begins + first, begins + last, None, text))
    for match in _DETERMINED.finditer(words, start, end):
        last_word = _phrase_end(words, match.end(), end)
        if last_word is not None:
            _keep(found, _entity(words, match.start(), last_word, None, text))
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
    for count, word in enumerate(_WORD.finditer(words, start, end)):
        plain = word.group().lower()
        torn = last is not None and words[last : word.start()].strip()
        if count >= _LONGEST or torn or (plain in FUNCTION_WORDS and plain != "of"):
            break
        if plain != "of":
            last = word.end()
    return last


def _whole_name(question: str, start: int, end: int) -> tuple[int, int]:
    """A name with its article, and with the letter that some end with."""
    article = re.search(r"(?<!\w)(?:the|an?)\s+$", question[:start], re.IGNORECASE)
    letter = re.match(r"\s[A-Z](?!\w)", question[end:])
    return (
        start if article is None else article.start(),
        end if letter is None else end + letter.end(),
    )


def _joined(question: str, one: Entity, other: Entity) -> Entity | None:
    """Two that are named together, whom only "they" means."""
    if question[one.end : other.start].strip().lower() != "and":
        return None
    words = question[one.start : other.end]
    somebody = one.somebody and other.somebody
    return Entity(words, one.start, other.end, frozenset((Sort.THEY,)), somebody)


def _described_end(question: str, start: int, text: StoryText | None) -> int | None:
    """Where a description ends that begins after its article: the longest that the story has."""
    words = list(_WORD.finditer(question, start))[:_LONGEST]
    told = "" if text is None else text.story.text
    found = None
    for count, word in enumerate(words):
        plain = word.group().lower()
        if plain in FUNCTION_WORDS and not (plain == "of" and count):
            break
        wanted = r"[\s-]+".join(re.escape(w.group()) for w in words[: count + 1])
        if count and not re.search(rf"(?<!\w){wanted}(?!\w)", told, re.IGNORECASE):
            break
        if plain != "of":
            found = word.end()
    return found


def _entity(
    text: str, start: int, end: int, person: Person | None, story: StoryText | None
) -> Entity:
    # "the king's" is the king.
    words = re.sub(r"['’]s?$", "", text[start:end])
    end = start + len(words)
    fits = _fits(words, person, story)
    somebody = person is not None or (bool(fits & {*_EITHER}) and fits != frozenset(Sort))
    return Entity(" ".join(words.split()), start, end, fits, somebody)


def _fits(words: str, person: Person | None, story: StoryText | None) -> frozenset[Sort]:
    tokens = [word.lower() for word in re.findall(r"[\w’']+", words)]
    head = _head(tokens)
    if person is not None and person.kind is PersonKind.ORGANISATION:
        return frozenset((Sort.IT, Sort.THEY))
    if "and" in tokens or head in _PLURALS or head in _MANY or _is_plural(head, tokens, person):
        return frozenset((Sort.THEY,))
    titles = () if _DETERMINED.match(words) else tuple(tokens)
    for known in (head, *titles):
        if known in _FEMALE:
            return frozenset((Sort.SHE,))
        if known in _MALE:
            return frozenset((Sort.HE,))
    return _as_told(words, head, person, story)


def _is_plural(head: str, tokens: Sequence[str], person: Person | None) -> bool:
    if tokens[0] in ("two", "three", "four", "five", "six", "seven", "these", "those", "some"):
        return True
    named = person is not None and person.name[:1].isupper()
    return not named and head.endswith("s") and len(head) > 3 and not _NOT_PLURAL.search(head)


def _as_told(
    words: str, head: str, person: Person | None, story: StoryText | None
) -> frozenset[Sort]:
    """The pronouns that follow it in the story."""
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


def _head(tokens: Sequence[str]) -> str:
    """The word that says what it is: the last one, or the one before "of"."""
    if "of" in tokens[1:]:
        tokens = tokens[: tokens.index("of", 1)]
    return tokens[-1]
