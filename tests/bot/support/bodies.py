"""Checks every body that the bot sends: against Discord's own description, and against ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import discord
import simcord
from jsonschema import Draft202012Validator

from bot import limits

OPENAPI = Path(__file__).parents[4] / "shared" / "discord" / "openapi.json"

NONE_MENTIONED = {"parse": []}
_V2 = 1 << 15
_TEXT_DISPLAY = 10
_EMPTY_CALLBACKS = {5, 6}
_CHOICES_CALLBACK = 8

_SLASH_COMMAND = 1
_COMMAND = 8000

_SCHEMAS = {
    ("POST", r"/channels/\d+/messages"): "MessageCreateRequest",
    ("POST", r"/webhooks/\d+/[^/]+"): "IncomingWebhookUpdateRequestPartial",
    ("PATCH", r"/webhooks/\d+/[^/]+/messages/[^/]+"): "IncomingWebhookUpdateRequestPartial",
    ("PUT", r"/applications/\d+/commands"): "ApplicationCommandUpdateRequest",
}
_CALLBACK = ("POST", r"/interactions/\d+/[^/]+/callback")
_CALLBACK_SCHEMAS = {
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}
_FORM = "ModalInteractionCallbackRequest"


class BadBodyError(AssertionError):
    """A body that Discord would refuse, or that breaks one of our promises."""


def check_bodies(env: simcord.Env) -> None:
    for request in env.http_requests:
        check_body(request.method, request.path, request.json)


def check_body(method: str, path: str, body: Any) -> None:
    for schema, part in _parts(method, path, body):
        _check_schema(schema, part)
        message = part.get("data", part) if schema in _CALLBACK_SCHEMAS.values() else part
        if part.get("type") == _CHOICES_CALLBACK and "data" in part:
            _check_choices(message["choices"])
        elif schema == "ApplicationCommandUpdateRequest":
            _check_command(message)
        elif schema != _FORM:
            _check_message(message, empty=part.get("type") in _EMPTY_CALLBACKS)


def texts_of(components: list[dict[str, Any]]) -> list[str]:
    return [c["content"] for c in _walk(components) if c["type"] == _TEXT_DISPLAY]


def buttons_of(components: list[dict[str, Any]]) -> dict[str, str]:
    return {c["label"]: c["custom_id"] for c in _walk(components) if c["type"] == 2}


def _parts(method: str, path: str, body: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if method == _CALLBACK[0] and re.fullmatch(_CALLBACK[1], path):
        yield _CALLBACK_SCHEMAS[body["type"]], body
    for (verb, pattern), schema in _SCHEMAS.items():
        if method == verb and re.fullmatch(pattern, path):
            for part in body if isinstance(body, list) else [body]:
                yield schema, _with_ids_as_text(part)


def _with_ids_as_text(body: dict[str, Any]) -> dict[str, Any]:
    """discord.py writes these ids as numbers, which Discord reads as well as text."""
    body = deepcopy(body)
    chosen = [
        one for c in _walk(body.get("components") or []) for one in c.get("default_values", ())
    ]
    reference = body.get("message_reference") or {}
    for part in (reference, *(body.get("attachments") or []), *chosen):
        for key, value in part.items():
            if key == "id" or key.endswith("_id"):
                part[key] = str(value)
    return body


@cache
def _validator(schema: str) -> Draft202012Validator | None:
    if not OPENAPI.exists():
        return None
    document = json.loads(OPENAPI.read_text(encoding="utf-8"))
    return Draft202012Validator({**document, "$ref": f"#/components/schemas/{schema}"})


def _check_schema(schema: str, body: dict[str, Any]) -> None:
    validator = _validator(schema)
    if validator is None:
        return
    error = next(validator.iter_errors(body), None)
    if error is not None:
        raise BadBodyError(f"{schema}: {error.message[:300]} at {list(error.absolute_path)}")


def _check_message(message: dict[str, Any], *, empty: bool) -> None:
    content = message.get("content") or ""
    components = message.get("components") or []
    texts = texts_of(components)
    if not empty:
        _require(bool(content or texts), "the message is empty")
        mentions = {k: v for k, v in message["allowed_mentions"].items() if k != "replied_user"}
        _require(mentions == NONE_MENTIONED, "someone may be mentioned")
        _require(not message["allowed_mentions"].get("replied_user"), "the author may be pinged")
    _require(limits.units(content) <= limits.CONTENT, "the content is too long")
    _require(sum(map(limits.units, texts)) <= limits.MESSAGE, "the components' text is too long")
    _require(all(text.strip() for text in texts), "a text display is empty")
    _require(len(list(_walk(components))) <= limits.COMPONENTS, "there are too many components")
    _require(not components or bool(message.get("flags", 0) & _V2), "the components flag is off")
    _require(not message.get("embeds"), "embeds are not used here")
    for control in (c for c in _walk(components) if "custom_id" in c):
        _require(0 < len(control["custom_id"]) <= limits.CUSTOM_ID, "a custom id is too long")
        _require(limits.units(control.get("label") or "-") <= limits.LABEL, "a label is too long")
    for picture in (i for c in _walk(components) for i in c.get("items", ())):
        _require(bool(picture.get("description")), "a picture has no description")


def _check_choices(choices: list[dict[str, Any]]) -> None:
    _require(len(choices) <= limits.CHOICES, "there are too many choices")
    for choice in choices:
        for text in (choice["name"], choice["value"]):
            _require(0 < limits.units(text) <= limits.CHOICE, "a choice is too long or empty")


def _check_command(command: dict[str, Any]) -> None:
    if command.get("type", 1) == _SLASH_COMMAND:
        _check_names(command)
    for locale in {"en-US", *_locales(command)}:
        _require(_length(command, locale) <= _COMMAND, f"a command is too long in {locale}")


def _check_names(part: dict[str, Any]) -> None:
    names = [part["name"], *(part.get("name_localizations") or {}).values()]
    for name in names:
        valid = re.fullmatch(r"[-_'\w]{1,32}", name) and name == name.lower()
        _require(bool(valid), f"Discord refuses the name {name!r}")
    options = part.get("options") or []
    for locale in {locale for one in options for locale in one.get("name_localizations") or {}}:
        called = [_localized(one, "name", locale) for one in options]
        _require(len({*called}) == len(called), f"options share a name in {locale}")
    for option in options:
        _check_names(option)


def _locales(part: dict[str, Any]) -> Iterator[str]:
    yield from part.get("name_localizations") or {}
    yield from part.get("description_localizations") or {}
    for option in part.get("options") or []:
        yield from _locales(option)


def _localized(part: dict[str, Any], what: str, locale: str) -> str:
    return str((part.get(f"{what}_localizations") or {}).get(locale) or part.get(what) or "")


def _length(part: dict[str, Any], locale: str) -> int:
    """What Discord counts of a command: names, descriptions and choices' values."""
    own = [_localized(part, "name", locale), _localized(part, "description", locale)]
    values = [str(part["value"])] if "value" in part else []
    inner = [*(part.get("options") or []), *(part.get("choices") or [])]
    return sum(map(len, own + values)) + sum(_length(one, locale) for one in inner)


def _walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or [])


def _require(condition: bool, complaint: str) -> None:
    if not condition:
        raise BadBodyError(complaint)


def shown(message: simcord.ResponseMessage | discord.Message | None) -> str:
    """All that a message shows, as its sender wrote it."""
    assert message is not None, "there is no message"
    if isinstance(message, discord.Message):
        components = [component.to_dict() for component in message.components]
    else:
        components = message.components
    return "\n".join([*([message.content] if message.content else []), *texts_of(components)])
