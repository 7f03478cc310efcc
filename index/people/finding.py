"""Text -> the people and organisations in it, by rules over how they are written of.

Names are runs of capitalised words; what stands around them tells whether they are somebody
(offices, titles, verbs of saying and doing) or a place or thing. Descriptions such as "the old
woman" are somebody when they recur and act. Nothing is looked up outside of the story.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from weakref import WeakKeyDictionary

from index.domain import Quote
from index.people.described import Description, described
from index.people.introductions import introductions, role_of
from index.people.joining import Candidate, join_descriptions, join_names
from index.people.kinds import kind_of
from index.people.mentions import Mention
from index.people.model import Person, PersonKind
from index.people.named import named
from index.people.tokens import Words, words_of
from index.story_text import StoryText

_MOST_INTRODUCTIONS = 5
_DETERMINERS = ("the ", "a ", "an ", "another ", "his ", "her ", "their ")

_remembered: WeakKeyDictionary[StoryText, tuple[Person, ...]] = WeakKeyDictionary()
_remembering = threading.Lock()


def people_of(text: StoryText) -> tuple[Person, ...]:
    """Who is who in a story, in order of first appearance; remembered with ``text``."""
    with _remembering:
        known = _remembered.get(text)
    if known is None:
        known = _found(text)
        with _remembering:
            known = _remembered.setdefault(text, known)
    return known


def _found(text: StoryText) -> tuple[Person, ...]:
    words = words_of(text)
    names = join_names(words, named(words))
    introduced = [_introductions(words, one.mentions) for one in names]
    for candidate, says in zip(names, introduced, strict=True):
        candidate.evidence.office += len(says)
    nameless = join_descriptions(words, _apart_from(described(words), names))
    known = [(one, kind) for one in names if (kind := kind_of(words, one)) is not None]
    bearers = _bearers(words, [one for one, _ in known])
    for description in nameless:
        bearing = bearers.get(description.head, [])
        if len(bearing) == 1 and not description.owner and not description.several:
            bearing[0].join(description)
        elif (kind := kind_of(words, description)) is not None:
            known.append((description, kind))
    found = [_person(words, candidate, kind) for candidate, kind in known]
    return tuple(sorted(found, key=lambda one: one.mentions[0]))


def _apart_from(found: Iterable[Description], names: Iterable[Candidate]) -> list[Description]:
    """The descriptions that are no part of a name."""
    taken = {n for one in names for mention in one.mentions for n in range(*_tokens(mention))}
    return [one for one in found if taken.isdisjoint(range(*_tokens(one.mention)))]


def _tokens(mention: Mention) -> tuple[int, int]:
    return mention.first, mention.last


def _bearers(words: Words, names: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    """What somebody is said to be -> all with a name who are: a saint, a king, a niece."""
    found: defaultdict[str, list[Candidate]] = defaultdict(list)
    for one in names:
        roles = {role_of(words, says) for says in _introductions(words, one.mentions)}
        roles.update("saint" if word == "st" else word for word in one.name[:-1])
        for role in roles - {None}:
            found[str(role)].append(one)
    return found


def _introductions(words: Words, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Spans of tokens in order, each wording once, without those that lie in another."""
    spans: dict[str, tuple[int, int]] = {}
    for mention in mentions:
        for span in introductions(words, mention):
            spans.setdefault(words.slice(*span).casefold(), span)
    outer: list[tuple[int, int]] = []
    for first, last in sorted(spans.values(), key=lambda span: (span[0], -span[1])):
        if not outer or last > outer[-1][1]:
            outer.append((first, last))
    return outer


def _person(words: Words, candidate: Candidate, kind: PersonKind) -> Person:
    mentions = sorted(candidate.mentions, key=lambda one: one.first)
    forms = Counter(_forms(words, mentions))
    name = max(forms, key=lambda form: _fullness(form, forms[form], candidate))
    first = _quote(words, mentions[0].first, mentions[0].last)
    says = _introductions(words, mentions)[:_MOST_INTRODUCTIONS]
    spans = dict.fromkeys(_span(words, one.first, one.last) for one in mentions)
    aliases = (name, *(form for form in forms if form != name))
    quotes = tuple(_quote(words, *span) for span in says)
    return Person(name, aliases, kind, quotes, first, tuple(spans))


def _forms(words: Words, mentions: Sequence[Mention]) -> Iterator[str]:
    for mention in mentions:
        form = " ".join(words.slice(mention.first, mention.last).split())
        # "The king" at a sentence's head is "the king".
        lowered = form[0].lower() + form[1:]
        yield lowered if lowered.startswith(_DETERMINERS) else form


def _fullness(form: str, times: int, candidate: Candidate) -> tuple[bool, int]:
    definite = form.startswith("the ")
    if candidate.named:
        return not form.startswith(_DETERMINERS), len(form.split())
    return definite, times


def _span(words: Words, first: int, last: int) -> tuple[int, int]:
    return words.tokens[first].start, words.tokens[last - 1].end


def _quote(words: Words, first: int, last: int) -> Quote:
    sentence = words.text.outline.sentences[words.tokens[first].sentence]
    return words.text.quote(sentence.start, sentence.end, _span(words, first, last))
