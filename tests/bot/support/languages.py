"""Members whose Discord speaks another language than English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import simcord

Speaks = Callable[[simcord.MemberActor | simcord.UserHandle, str], None]


def speaking(env: simcord.Env) -> Speaks:
    """What sets a member's locale: simcord itself says ``en-US`` for everybody."""
    locales: dict[int, str] = {}
    emit = env.backend.emit

    def in_their_language(event: str, payload: dict[str, Any], *args: Any, **more: Any) -> Any:
        if event == "INTERACTION_CREATE":
            user = payload.get("user") or payload["member"]["user"]
            payload["locale"] = locales.get(int(user["id"]), payload["locale"])
        return emit(event, payload, *args, **more)

    env.backend.emit = in_their_language
    return lambda who, locale: locales.update({who.id: locale})
