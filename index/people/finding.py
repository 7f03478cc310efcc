"""Text -> the people and organisations in it, by rules over how they are written of.

Names are runs of capitalised words; what stands around them tells whether they are somebody
(offices, titles, verbs of saying and doing) or a place or thing. Descriptions such as "the old
woman" are somebody when they recur and act. Nothing is looked up outside of the story.
"""

from __future__ import annotations

import threading
from collections import Counter
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
    for description in nameless:
        bearer = _bearer(words, description, [one for one, _ in known])
        if bearer is not None:
            bearer.join(description)
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


def _bearer(words: Words, description: Candidate, names: Sequence[Candidate]) -> Candidate | None:
    """The only one with a name whom the story introduces as what a description says."""
    if description.owner or description.several:
        return None
    fit = [
        one
        for one in names
        if one.named
        and (
            description.head in one.name[:-1]
            or any(
                role_of(words, says) == description.head
                for says in _introductions(words, one.mentions)
            )
            or (description.head == "saint" and one.name[0] == "st")
        )
    ]
    return fit[0] if len(fit) == 1 else None


def _introductions(words: Words, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    for mention in mentions:
        for span in introductions(words, mention):
            spans.setdefault(words.slice(*span).casefold(), span)
    every = list(spans.values())
    return [one for one in every if not any(_within(one, other) for other in every)]


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]


def _person(words: Words, candidate: Candidate, kind: PersonKind) -> Person:
    mentions = sorted(candidate.mentions, key=lambda one: one.first)
    forms = Counter(_forms(words, mentions))
    name = max(forms, key=lambda form: _fullness(form, forms[form], candidate))
    first = _quote(words, mentions[0].first, mentions[0].last)
    says = sorted(_introductions(words, mentions))[:_MOST_INTRODUCTIONS]
    spans = dict.fromkeys(_span(words, one.first, one.last) for one in mentions)
    aliases = (name, *(form for form in forms if form != name))
    quotes = tuple(_quote(words, *span) for span in says)
    return Person(name, aliases, kind, quotes, first, tuple(spans))


def _forms(words: Words, mentions: Sequence[Mention]) -> Iterator[str]:
    for mention in mentions:
        form = " ".join(words.slice(mention.first, mention.last).split())
        # "The king" at a sentence's head is "the king".
        yield form[0].lower() + form[1:] if form.startswith(("The ", "A ", "An ")) else form


def _fullness(form: str, times: int, candidate: Candidate) -> tuple[bool, int]:
    described = form.startswith(("the ", "a ", "an ", "another ", "yonder "))
    definite = form.startswith("the ")
    if candidate.named:
        return not described, len(form.split())
    return definite, times


def _span(words: Words, first: int, last: int) -> tuple[int, int]:
    return words.tokens[first].start, words.tokens[last - 1].end


def _quote(words: Words, first: int, last: int) -> Quote:
    sentence = words.text.outline.sentences[words.tokens[first].sentence]
    return words.text.quote(sentence.start, sentence.end, _span(words, first, last))
