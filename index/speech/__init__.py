"""Who says, promises and threatens what, told by verbs of saying and quotation marks."""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from index.people import Person
from index.speech.direct import DirectSpeech
from index.speech.model import Act, Statement
from index.speech.reading import Reading
from index.speech.reported import ReportedSpeech
from index.story_text import StoryText

__all__ = ["Act", "Statement", "statements"]

_remembered: WeakKeyDictionary[StoryText, tuple[Statement, ...]] = WeakKeyDictionary()
_remembering = threading.Lock()


def statements(
    text: StoryText, *, who: Person | None = None, act: Act | None = None
) -> tuple[Statement, ...]:
    """What is said in a story, in story order; remembered with ``text``.

    Args:
        text: the story.
        who: only what this one of ``people_of(text)`` says.
        act: only promises, only threats, or only what is neither.
    """
    with _remembering:
        found = _remembered.get(text)
    if found is None:
        found = _found(text)
        with _remembering:
            found = _remembered.setdefault(text, found)
    return tuple(
        one
        for one in found
        if (who is None or one.speaker == who) and (act is None or one.act is act)
    )


def _found(text: StoryText) -> tuple[Statement, ...]:
    reading = Reading(text)
    direct = DirectSpeech(reading)
    said = list(direct.statements())
    said.extend(ReportedSpeech(reading, direct.told_by).statements())
    return tuple(sorted(said, key=lambda one: (one.quote.start, one.quote.highlight or (0, 0))))
