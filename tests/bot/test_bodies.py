"""The check of outgoing bodies is itself checked: it must refuse bad ones."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.support.bodies import OPENAPI, BadBodyError, check_body

MESSAGES = "/channels/1/messages"
CALLBACK = "/interactions/1/token/callback"
FOLLOW_UP = "/webhooks/1/token"
NONE = {"parse": []}

described = pytest.mark.skipif(not OPENAPI.exists(), reason="Discord's description is not here")


def v2(*components: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"components": list(components), "flags": 1 << 15, "allowed_mentions": NONE, **more}


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


BAD = {
    "it mentions everyone": (
        MESSAGES,
        {"content": "x", "allowed_mentions": {"parse": ["everyone"]}},
    ),
    "it pings the author": (
        MESSAGES,
        {"content": "x", "allowed_mentions": {"parse": [], "replied_user": True}},
    ),
    "it is empty": (FOLLOW_UP, {"content": "", "allowed_mentions": NONE}),
    "its content is too long": (MESSAGES, {"content": "😀" * 1001, "allowed_mentions": NONE}),
    "its components say too much": (MESSAGES, v2(text("x" * 2001), text("x" * 2000))),
    "a text display is empty": (MESSAGES, v2(text("x"), text(" "))),
    "the components flag is off": (MESSAGES, v2(text("x"), flags=0)),
    "there are too many components": (MESSAGES, v2(*[text("x")] * 41)),
    "there are too many choices": (
        CALLBACK,
        {"type": 8, "data": {"choices": [{"name": "x", "value": "x"}] * 26}},
    ),
    "a choice is empty": (CALLBACK, {"type": 8, "data": {"choices": [{"name": "", "value": "x"}]}}),
    "an immediate reply mentions members": (
        CALLBACK,
        {"type": 4, "data": {"content": "x", "allowed_mentions": {"parse": ["users"]}}},
    ),
}
UNKNOWN_TO_DISCORD = {
    "a component does not exist": (MESSAGES, v2({"type": 99})),
    "a button has no style": (
        MESSAGES,
        v2({"type": 1, "components": [{"type": 2, "custom_id": "x", "label": "x"}]}, text("x")),
    ),
    "a custom id is too long": (
        FOLLOW_UP,
        v2(
            text("x"),
            {"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "x" * 101}]},
        ),
    ),
}


@pytest.mark.parametrize("reason", BAD)
def test_a_body_is_refused_when(reason: str) -> None:
    path, body = BAD[reason]
    with pytest.raises(BadBodyError):
        check_body("POST", path, body)


@described
@pytest.mark.parametrize("reason", UNKNOWN_TO_DISCORD)
def test_a_body_that_discord_does_not_describe_is_refused_when(reason: str) -> None:
    path, body = UNKNOWN_TO_DISCORD[reason]
    with pytest.raises(BadBodyError, match="Request"):
        check_body("POST", path, body)


@described
def test_a_command_without_a_description_is_refused() -> None:
    with pytest.raises(BadBodyError, match="ApplicationCommandUpdateRequest"):
        check_body("PUT", "/applications/1/commands", [{"name": "x" * 33, "type": 1}])


OPTION = {"type": 3, "name": "x", "description": "x"}


@pytest.mark.parametrize(
    "bad",
    [
        {"name_localizations": {"de": "Zwei Wörter"}},
        {"name_localizations": {"de": "Groß"}},
        {"options": [{**OPTION, "name_localizations": {"de": "y"}}, {**OPTION, "name": "y"}]},
        {"options": [{**OPTION, "description_localizations": {"de": "x" * 8000}}]},
    ],
)
def test_a_command_that_discord_would_refuse_in_another_language_is_refused(
    bad: dict[str, Any],
) -> None:
    with pytest.raises(BadBodyError):
        check_body("PUT", "/applications/1/commands", [{"name": "x", "description": "x", **bad}])


def test_a_good_body_passes() -> None:
    check_body("POST", MESSAGES, v2(text("x")))
    check_body("POST", CALLBACK, {"type": 5, "data": {"flags": 64}})
    check_body("POST", CALLBACK, {"type": 6})
