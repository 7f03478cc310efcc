"""What the bot posts in a channel besides replying to an interaction."""

from __future__ import annotations

import simcord


def posted(result: simcord.InteractionResult) -> list[simcord.ResponseMessage]:
    """The messages of the bot's own since somebody used a command or a control, oldest first."""
    backend, used = result._env.backend, result._interaction
    return [
        simcord.ResponseMessage(result._env, message)
        for message in sorted(backend.messages[used.channel_id].values(), key=lambda one: one.id)
        if message.id > used.id
        and message.author_id == backend.bot_user.id
        and message.interaction_metadata is None
    ]
