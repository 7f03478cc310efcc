"""Text -> the people and organisations in it."""

from __future__ import annotations

import threading
from collections import defaultdict
from weakref import WeakKeyDictionary

from index.domain import SentenceKind
from index.names import name_spans
from index.people.model import Person, PersonKind
from index.story_text import StoryText

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
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for sentence in text.outline.sentences:
        if sentence.kind is SentenceKind.STORY:
            for start, end in name_spans(text.story.text[sentence.start : sentence.end]):
                span = (sentence.start + start, sentence.start + end)
                spans[text.story.text[slice(*span)]].append(span)
    return tuple(_person(text, name, mentions) for name, mentions in spans.items())


def _person(text: StoryText, name: str, mentions: list[tuple[int, int]]) -> Person:
    sentence = text.outline.sentences_between(*mentions[0])[0]
    first = text.quote(sentence.start, sentence.end, mentions[0])
    return Person(name, (name,), PersonKind.PERSON, (), first, tuple(mentions))
