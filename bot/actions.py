"""What happens when a control is used: one place that buttons, selects and forms come back to.

A control's custom id carries all it needs, ``cv:ACTION:PAYLOAD``, so that it works after a restart
and in any process. Whoever offers a control registers its action here, once.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord

from bot import limits

_log = logging.getLogger(__name__)

_ACTION = r"(?P<action>[a-z]+):(?P<payload>.*)"
BUTTON = re.compile(rf"cv:{_ACTION}", re.DOTALL)
SELECT = re.compile(rf"cs:{_ACTION}", re.DOTALL)
FORM = re.compile(rf"cf:{_ACTION}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Used:
    """A control that was used."""

    interaction: discord.Interaction[Any] = field(repr=False)
    payload: str
    """What its custom id carries."""
    values: tuple[str, ...] = ()
    """What was chosen in a select."""
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What was written into a form, by field."""


Action = Callable[[Used], Awaitable[None]]


class Actions:
    """All actions, by name."""

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}

    def add(self, name: str, action: Action) -> None:
        """Register an action.

        Raises:
            ValueError: the name is taken, or no custom id could carry it.
        """
        if name in self._actions or not re.fullmatch("[a-z]+", name):
            raise ValueError(f"the action {name!r} cannot be registered")
        self._actions[name] = action

    async def take(self, name: str, used: Used) -> bool:
        """Do what a control stands for; False when no action has this name, or cannot read it."""
        action = self._actions.get(name)
        if action is None:
            return False
        try:
            await action(used)
        except (ValueError, LookupError) as error:
            # Of a version that wrote its custom ids in another way.
            _log.warning("A control of %s cannot be read (%s).", name, type(error).__name__)
            return False
        return True


def button_id(action: str, payload: str = "") -> str:
    """The custom id of a button; raises ``ValueError`` beyond Discord's limit."""
    return _custom_id("cv", action, payload)


def select_id(action: str, payload: str = "") -> str:
    """The custom id of a select; raises ``ValueError`` beyond Discord's limit."""
    return _custom_id("cs", action, payload)


def form_id(action: str, payload: str = "") -> str:
    """The custom id of a form; raises ``ValueError`` beyond Discord's limit."""
    return _custom_id("cf", action, payload)


def _custom_id(kind: str, action: str, payload: str) -> str:
    custom_id = f"{kind}:{action}:{payload}"
    if len(custom_id) > limits.CUSTOM_ID:
        raise ValueError(f"a custom id has at most {limits.CUSTOM_ID} characters")
    return custom_id
