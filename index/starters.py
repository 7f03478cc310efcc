"""Questions to begin with: what a story can be asked, made from its own sentences.

Each carries the sentence that it was made from, so that it can be tried before it is offered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from index.domain import Quote, Sentence, SentenceKind
from index.irregular import VERB_FORMS
from index.people import Person, PersonKind, people_of
from index.speech import Act, statements
from index.story_text import StoryText

LONGEST = 75
"""Characters of a question: it has to find room on a button."""
_SHORTEST_REST = 2
"""Words behind "who" that tell one sentence from another."""
_SUBJECT_HEADS = 40
"""Names whose sentences are looked at, those most often named first."""
_VERB = re.compile(r"\s+(?P<verb>[a-z]+)\b")
_VERBS_BE = frozenset({"was", "had", "did", "could", "would"})
_BACK = re.compile(
    r"\b(?:he|she|it|they|him|her|hers|his|its|them|their|theirs|this|that|these|those|I|we|you"
    r"|my|our|your|there|here)\b",
    re.IGNORECASE,
)
"""What makes a question hang on the sentences before."""
_CLOSED = re.compile(r"[.!]$")
_OPEN = re.compile('[“”"„«»;:()\\[\\]…—]')


@dataclass(frozen=True, slots=True)
class Starter:
    """A question, and the sentences that should answer it."""

    question: str
    expected: Quote


def starters_of(text: StoryText) -> Iterator[Starter]:
    """Questions that the story should answer, of different kinds in turn, each question once."""
    people = people_of(text)
    kinds = (
        _acts(text, Act.PROMISED, "What did {name} promise?"),
        _subjects(text, people),
        _introductions(text, people),
        _acts(text, Act.THREATENED, "What did {name} threaten?"),
        _acts(text, Act.SAID, "What did {name} say?"),
    )
    seen: set[str] = set()
    for starter in chain.from_iterable(zip_longest(*kinds)):
        if starter is not None and starter.question not in seen and _fits(starter.question):
            seen.add(starter.question)
            yield starter


def _acts(text: StoryText, act: Act, wording: str) -> Iterator[Starter]:
    """What somebody says, promises or threatens, where the story says who does."""
    found = [one for one in statements(text, act=act) if one.speaker and not one.guessed]
    # What somebody says once only is the one answer to what they say.
    counts = Counter(one.speaker.name for one in found if one.speaker)
    for one in sorted(found, key=lambda one: counts[one.speaker.name] if one.speaker else 0):
        if one.speaker:
            yield Starter(wording.format(name=_called(text, one.speaker)), one.quote)


def _called(text: StoryText, one: Person) -> str:
    """A name as it stands in a sentence: "the Pentagon" where the story mostly writes so."""
    words, name = text.story.text, _flat(one.name)
    articles = sum(words[max(0, start - 4) : start].lower() == "the " for start, _ in one.mentions)
    return f"the {name}" if 2 * articles > len(one.mentions) else name


def _introductions(text: StoryText, people: tuple[Person, ...]) -> Iterator[Starter]:
    """Who somebody is, where the story introduces them, those most often named first."""
    for one in sorted(people, key=lambda one: -len(one.mentions)):
        if one.introductions and one.kind is PersonKind.PERSON:
            yield Starter(f"Who is {_called(text, one)}?", one.introductions[0])


def _subjects(text: StoryText, people: tuple[Person, ...]) -> Iterator[Starter]:
    """Who does something, of sentences that begin with somebody and a verb in the past."""
    sentences = {one.start: one for one in text.outline.sentences}
    ranked = sorted(people, key=lambda one: -len(one.mentions))[:_SUBJECT_HEADS]
    found = []
    for one in ranked:
        for start, end in one.mentions:
            sentence = sentences.get(start)
            if sentence is not None and (question := _who(text, sentence, end)) is not None:
                quote = text.quote(sentence.start, sentence.end)
                found.append(Starter(question, quote))
                break
    yield from sorted(found, key=lambda starter: -len(starter.question))


def _who(text: StoryText, sentence: Sentence, subject_end: int) -> str | None:
    """The sentence with "who" for its subject, None where that is no good question."""
    rest = text.story.text[subject_end : sentence.end]
    verb = _VERB.match(rest)
    if sentence.kind is not SentenceKind.STORY or verb is None or not _CLOSED.search(rest):
        return None
    word = verb["verb"]
    if not (word.endswith("ed") or word in VERB_FORMS or word in _VERBS_BE):
        return None
    if _BACK.search(rest) or _OPEN.search(rest) or len(rest.split()) <= _SHORTEST_REST:
        return None
    return f"Who {_CLOSED.sub('', _flat(rest))}?"


def _fits(question: str) -> bool:
    return len(question) <= LONGEST and question.isprintable()


def _flat(words: str) -> str:
    return " ".join(words.split())
