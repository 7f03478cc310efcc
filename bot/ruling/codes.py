"""What the controls of the rules carry in their custom ids (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.actions import button_id, form_id, select_id
from bot.errors import StaleControlError
from bot.numbers import base36
from bot.rules import MANAGED, OF_THE_SERVER, Answers, Rule, stored_roles, stored_switch

TURN: Final = "rules"
OPEN: Final = "rule"
CHANGE: Final = "rulechange"
PICK: Final = "rulepick"
ASK: Final = "ruleask"
ASK_OF: Final = "ruleaskof"
FILL: Final = "rulefill"
ERASE: Final = "ruleerase"
"""The actions' names."""

INHERIT: Final = "-"
"""The value that takes a rule away, so that the next wider place counts."""
ALL_STORIES: Final = "all"
EVERYONE: Final = "everyone"


class Scope(StrEnum):
    """Where a rule counts."""

    CHANNEL = "c"
    SERVER = "s"


class Topic(StrEnum):
    """What can be changed: the rules, and how far a channel may read."""

    STORY = Rule.STORY.value
    ANSWERS = Rule.ANSWERS.value
    LISTENS = Rule.LISTENS.value
    PRIVATE = Rule.PRIVATE.value
    CEILING = "ceiling"
    COOLDOWN = Rule.COOLDOWN.value
    ASKERS = Rule.ASKERS.value
    ADDERS = Rule.ADDERS.value
    REPLACERS = Rule.REPLACERS.value
    REMOVERS = Rule.REMOVERS.value
    CHANGERS = Rule.CHANGERS.value
    KEEPS_QUESTIONS = Rule.KEEPS_QUESTIONS.value

    @property
    def rule(self) -> Rule:
        """The rule; raises ``ValueError`` for the ceiling, which is none."""
        return Rule(self.value)

    def counts_in(self, scope: Scope) -> bool:
        """Whether it can be settled there."""
        if scope is Scope.SERVER:
            return self is not Topic.CEILING
        return self is Topic.CEILING or self.rule not in OF_THE_SERVER


SWITCHES: Final = frozenset({Topic.LISTENS, Topic.PRIVATE, Topic.KEEPS_QUESTIONS})
ROLES: Final = frozenset({Topic.ASKERS, *(Topic(rule.value) for rule in MANAGED)})


@dataclass(frozen=True, slots=True)
class Code:
    """What a control is about."""

    scope: Scope
    topic: Topic | None = None
    value: str = ""

    @classmethod
    def decode(cls, payload: str) -> Code:
        """What ``payload`` wrote; raises ``StaleControlError`` if it did not."""
        scope, _, rest = payload.partition(".")
        topic, _, value = rest.partition(".")
        try:
            code = cls(Scope(scope), Topic(topic) if topic else None, value)
        except ValueError:
            raise StaleControlError from None
        if code.topic is not None and not code.topic.counts_in(code.scope):
            raise StaleControlError
        return code

    @property
    def payload(self) -> str:
        """As a custom id carries it."""
        return ".".join(part for part in (self.scope, self.topic, self.value) if part)

    @property
    def about(self) -> Topic:
        """Its topic; raises ``StaleControlError`` without one."""
        if self.topic is None:
            raise StaleControlError
        return self.topic

    def button(self, action: str) -> str:
        """The custom id of a button."""
        return button_id(action, self.payload)

    def select(self, action: str) -> str:
        """The custom id of a select."""
        return select_id(action, self.payload)

    def form(self) -> str:
        """The custom id of a form."""
        return form_id(FILL, self.payload)


def story_code(story_id: int) -> str:
    """A story's id as a value."""
    return base36(story_id)


def story_of(value: str) -> int | None:
    """The story of a value, None for all; raises ``StaleControlError``."""
    if value == ALL_STORIES:
        return None
    try:
        return int(value, 36)
    except ValueError:
        raise StaleControlError from None


def stored(topic: Topic, value: str) -> str | None:
    """What is stored for the value of a button; None takes the rule away.

    Raises:
        StaleControlError: this topic has no such value.
    """
    if value == INHERIT:
        return None
    known = {
        **{where.value: where.value for where in Answers if topic is Topic.ANSWERS},
        **{stored_switch(on): stored_switch(on) for on in (True, False) if topic in SWITCHES},
        **({EVERYONE: stored_roles(frozenset())} if topic in ROLES else {}),
        **({ALL_STORIES: ALL_STORIES} if topic is Topic.STORY else {}),
    }
    if value not in known:
        raise StaleControlError
    return known[value]
