"""What a server has settled for itself, by channel where it likes: what is in force, and why.

Rules are stored as texts by place, which is the whole server or one channel; a thread lives by
its channel's rules. What a channel has settled wins over the server, the server over the
operator, and a text that cannot be read counts as not settled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

SERVER = ""
"""The place that is the whole server; other places are channels' ids."""
LONGEST_COOLDOWN_SECONDS = 3600.0

_T = TypeVar("_T")
Stored = Mapping[tuple[str, str], str]
"""What is stored, by place and by the rule's name."""


class Rule(StrEnum):
    """What can be settled, by the name under which it is stored."""

    STORY = "story"
    ANSWERS = "answers"
    LISTENS = "listens"
    PRIVATE = "private"
    COOLDOWN = "cooldown"
    KEEPS_QUESTIONS = "keeps-questions"
    ASKERS = "askers"
    ADDERS = "adders"
    REPLACERS = "replacers"
    REMOVERS = "removers"
    CHANGERS = "changers"


MANAGED = frozenset({Rule.ADDERS, Rule.REPLACERS, Rule.REMOVERS, Rule.CHANGERS})
"""What is left to those who manage the server, unless roles are named."""
OF_THE_SERVER = MANAGED | {Rule.KEEPS_QUESTIONS}
"""Rules that no channel can settle for itself."""


class Answers(StrEnum):
    """Where a question in a channel is answered."""

    HERE = "here"
    THREAD = "thread"
    NAMED_THREAD = "named-thread"
    """A thread that carries the question as its name."""


class Source(StrEnum):
    """Who settled a rule."""

    CHANNEL = "channel"
    SERVER = "server"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class InForce(Generic[_T]):
    """A rule's value, and who settled it."""

    value: _T
    source: Source


@dataclass(frozen=True, slots=True)
class Rules:
    """What is in force in one place."""

    story: InForce[int | None]
    """The story that is asked when none is named; None for all."""
    answers: InForce[Answers]
    listens: InForce[bool]
    """Whether each message that is a question is answered."""
    private: InForce[bool]
    """Whether answers to commands are seen by their asker only, if nothing else is said."""
    cooldown: InForce[float]
    """Seconds between two questions of one member."""
    keeps_questions: InForce[bool]
    """Whether the texts of questions are stored."""
    askers: InForce[frozenset[int]]
    """Roles that may ask; empty for everyone."""
    adders: InForce[frozenset[int]]
    """Roles that may add stories and chapters, beside those who manage the server."""
    replacers: InForce[frozenset[int]]
    """Roles that may replace stories, beside those who manage the server."""
    removers: InForce[frozenset[int]]
    """Roles that may remove stories, beside those who manage the server."""
    changers: InForce[frozenset[int]]
    """Roles that may change rules, beside those who manage the server."""


def in_force(stored: Stored, channel: str | None, *, cooldown_seconds: float) -> Rules:
    """The rules of a channel, or of the server where ``channel`` is None.

    Args:
        stored: what the server has stored.
        channel: the channel's id; a thread's is its parent's.
        cooldown_seconds: the operator's, where the server settles nothing.
    """

    def found(rule: Rule, read: Callable[[str], _T], default: _T) -> InForce[_T]:
        own = channel if rule not in OF_THE_SERVER else None
        for place, source in ((own, Source.CHANNEL), (SERVER, Source.SERVER)):
            text = stored.get((place, rule.value)) if place is not None else None
            if text is not None:
                try:
                    return InForce(read(text), source)
                except ValueError:
                    continue
        return InForce(default, Source.DEFAULT)

    return Rules(
        story=found(Rule.STORY, _story, None),
        answers=found(Rule.ANSWERS, Answers, Answers.HERE),
        listens=found(Rule.LISTENS, _switch, False),
        private=found(Rule.PRIVATE, _switch, False),
        cooldown=found(Rule.COOLDOWN, _seconds, cooldown_seconds),
        keeps_questions=found(Rule.KEEPS_QUESTIONS, _switch, False),
        askers=found(Rule.ASKERS, _roles, frozenset[int]()),
        adders=found(Rule.ADDERS, _roles, frozenset[int]()),
        replacers=found(Rule.REPLACERS, _roles, frozenset[int]()),
        removers=found(Rule.REMOVERS, _roles, frozenset[int]()),
        changers=found(Rule.CHANGERS, _roles, frozenset[int]()),
    )


def stored_switch(on: bool) -> str:
    """A switch as it is stored."""
    return "on" if on else "off"


def stored_roles(roles: frozenset[int]) -> str:
    """Roles as they are stored."""
    return " ".join(str(role) for role in sorted(roles))


def _story(text: str) -> int | None:
    return None if text == "all" else int(text)


def _switch(text: str) -> bool:
    if text not in {"on", "off"}:
        raise ValueError(text)
    return text == "on"


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= LONGEST_COOLDOWN_SECONDS:
        raise ValueError(text)
    return seconds


def _roles(text: str) -> frozenset[int]:
    return frozenset(int(role) for role in text.split())
