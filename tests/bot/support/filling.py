"""Texts to fill a library with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Awaitable
from contextlib import suppress

import simcord

from index import Library

FOX = (
    "The fox promised a goose to the hen.\n\n"
    "Then Anna came from the mill and saw the fox. Anna, the miller, threatened to call"
    " the dogs.\n\n"
    "In the evening the fox ate a fish, and the hen slept."
)
NEXT = "\n\nChapter 2\n\nThe next morning the hen flew over the river and Boris gave her corn."


def names(library: Library) -> list[str]:
    return [entry.name for entry in library.stories()]


def file(words: str, name: str = "fox.txt") -> tuple[str, bytes]:
    return name, words.encode()


def archive(**texts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as members:
        for name, words in texts.items():
            members.writestr(f"{name}.txt", words)
    return packed.getvalue()


async def leave_running(env: simcord.Env, doing: Awaitable[object], seconds: float = 0.2) -> None:
    """Come back while what somebody does still goes on."""
    patience, env.settle_timeout = env.settle_timeout, seconds
    with suppress(TimeoutError):
        await doing
    env.settle_timeout = patience
