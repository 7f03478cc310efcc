"""The other stories that a question could mean, offered below its answer (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot import limits
from bot.actions import select_id
from bot.numbers import base36
from bot.pages import Choice, Row, Select
from bot.texts import Texts
from index import Answer

INSTEAD = "instead"
"""The action of the select that asks another story."""


def line(say: Texts, titles: Sequence[str]) -> str:
    """What stands below an answer.

    Args:
        say: the texts.
        titles: of the answer's story and the others, in markdown.
    """
    return f"-# {say('answer-several', titles=', '.join(titles))}"


def rows(say: Texts, found: Answer) -> tuple[Row, ...]:
    """The select that asks one of the others instead; nothing where there are none."""
    choices = tuple(
        Choice(limits.one_line(story.title.strip() or story.name, limits.CHOICE), base36(story.id))
        for story in found.also
    )
    if not choices:
        return ()
    return (Select(select_id(INSTEAD), say("placeholder-instead"), choices),)
