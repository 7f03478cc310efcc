"""Controls that were shown to somebody, used by somebody else: stale, copied or guessed ones."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import simcord
from simcord.actors import _dispatch_actor_interaction

from bot.numbers import base36

_BUTTON, _SELECT, _ROW = 2, 3, 1
_MODAL_SUBMIT = 5
_LONGEST = 100
_FIELDS = ("question", "seconds", "story", "paragraph", "chapter", "percent")
_PER_ACTION = 5
"""Controls of one action that are tried; they differ in their places."""


@dataclass(frozen=True)
class Control:
    """A button, a string select or a form."""

    kind: int
    """A component's type, or that of a form's interaction."""
    custom_id: str
    values: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        return self.custom_id.split(":")[1]

    @property
    def payload(self) -> str:
        return self.custom_id.split(":", 2)[2]


def sent_controls(requests: Sequence[Any]) -> tuple[Control, ...]:
    """The controls in what was sent, a few of each action."""
    found: dict[str, dict[str, Control]] = defaultdict(dict)
    for request in requests:
        for control in _controls(request.json):
            found[control.custom_id.rpartition(":")[0][:8]].setdefault(control.custom_id, control)
    return tuple(one for each in found.values() for one in [*each.values()][:_PER_ACTION])


def forged(actions: Sequence[str], payloads: Sequence[str]) -> Iterator[Control]:
    """Every action with payloads that others carry, and with nonsense."""
    shapes = {re.sub("[0-9a-z]+", "x", payload): payload for payload in payloads}
    for action in actions:
        for payload in (*shapes.values(), "\u202e💥"):
            if len(custom_id := f"cv:{action}:{payload}") <= _LONGEST:
                yield Control(_BUTTON, custom_id)
                yield Control(_MODAL_SUBMIT, f"cf:{action}:{payload}", _FIELDS)


def with_numbers(payload: str, numbers: dict[int, int]) -> str:
    """A payload in which ids are replaced by others, in whichever way they are written."""
    for old, new in numbers.items():
        payload = payload.replace(base36(old), base36(new)).replace(str(old), str(new))
    return payload


async def use(member: Any, message: simcord.ResponseMessage, control: Control) -> Any:
    """Use a control as if it stood below ``message``, which belongs to the bot."""
    if control.kind == _MODAL_SUBMIT:
        return await _submit(member, message, control)
    stored = message._message
    before = stored.components
    stored.components = [{"type": _ROW, "components": [_component(control)]}]
    try:
        if control.kind == _BUTTON:
            return await member.click(message, custom_id=control.custom_id)
        return await member.select(message, control.values[-1:], custom_id=control.custom_id)
    finally:
        stored.components = before


async def _submit(member: Any, message: simcord.ResponseMessage, control: Control) -> Any:
    actor = getattr(member, "actor", member)
    channel = simcord.ChannelHandle(
        actor._env,
        getattr(actor, "guild", None),
        actor._env.backend.get_channel(message.channel_id),
    )
    fields = [
        {"type": 18, "component": {"type": 4, "custom_id": name, "value": "What happened?"}}
        for name in control.values
    ]
    data = {"custom_id": control.custom_id, "components": fields}
    return await _dispatch_actor_interaction(actor, _MODAL_SUBMIT, channel, data)


def _component(control: Control) -> dict[str, Any]:
    component: dict[str, Any] = {"type": control.kind, "custom_id": control.custom_id}
    if control.kind == _BUTTON:
        return component | {"label": "x", "style": 2}
    options = [{"label": "x", "value": value} for value in control.values]
    return component | {"options": options, "min_values": 1, "max_values": 1}


def _controls(sent: Any) -> Iterator[Control]:
    if isinstance(sent, str):
        return
    if isinstance(sent, list):
        for one in sent:
            yield from _controls(one)
    elif isinstance(sent, dict):
        yield from _own(sent)
        for one in sent.values():
            yield from _controls(one)


def _own(sent: dict[str, Any]) -> Iterator[Control]:
    custom_id = sent.get("custom_id", "")
    if custom_id.startswith("cv:"):
        yield Control(_BUTTON, custom_id)
    elif custom_id.startswith("cs:") and sent.get("options"):
        values = tuple(one["value"] for one in sent["options"])
        yield Control(_SELECT, custom_id, values)
    elif custom_id.startswith("cf:"):
        names = re.findall(r'"custom_id": "([a-z-]+)"', json.dumps(sent))
        yield Control(_MODAL_SUBMIT, custom_id, tuple(names))
