"""What is stored about a member, in words and as a file, and how it is erased (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import limits, markdown, progress, rendering
from bot.actions import button_id
from bot.bookmarks import Mark
from bot.pages import Block, Button, Page, TextFile, Weight
from bot.texts import Texts
from index import AskedQuestion, Feedback, MemberData

FORGET = "forget"
HERE, EVERYWHERE = "here", "all"
"""What the buttons that erase carry."""
FILE = "my-data.json"
_MARKS = 8
_QUESTIONS = 3
_LENGTH = 150
"""Code units of one question, or of a server's name."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is kept in one server."""

    data: MemberData
    server: str | None
    """Its name; None for direct messages, and what counts in every server."""
    marks: tuple[Mark, ...]
    """How far the member has read."""
    names: Mapping[int, str]
    """The names of the library's stories by their ids."""


def my_data(say: Texts, parts: Sequence[Part]) -> tuple[Page, ...]:
    """All of it in words, with a file that has every detail.

    Args:
        say: the texts.
        parts: one for each server.
    """
    title = f"**{say('mine-title')}**"
    groups: list[tuple[Block, ...]] = [_group(say, part) for part in parts]
    if not groups:
        groups.append((say("mine-nothing"),))
    groups.append((f"-# {say('mine-memory')}",))
    pages, _ = rendering.filled(say, title, groups, rendering.MESSAGES)
    if not parts:
        return pages
    written = {"member": parts[0].data.member, "servers": [_json(part) for part in parts]}
    file = TextFile(FILE, (json.dumps(written, ensure_ascii=False, indent=1),))
    return (*pages[:-1], replace(pages[-1], file=file))


def confirmation(say: Texts, here: int, everywhere: int, *, direct: bool) -> Page:
    """What would be erased, and the buttons that do it."""
    place = "direct" if direct else "server"
    text = say("forget-ask", here=here, everywhere=everywhere, place=place)
    buttons = (
        Button(say("button-forget-here", place=place), button_id(FORGET, HERE), Weight.DANGER),
        Button(say("button-forget-all"), button_id(FORGET, EVERYWHERE), Weight.DANGER),
    )
    return Page(((text,),), buttons)


def forgotten(say: Texts, count: int) -> Page:
    """How much was erased."""
    return rendering.notice(say("forget-done", count=count))


def _group(say: Texts, part: Part) -> tuple[Block, ...]:
    data = part.data
    name = say("mine-direct") if part.server is None else _line(part.server)
    lines = [f"**{name}**"]
    lines += [f"- {progress.line(say, mark)}" for mark in part.marks[:_MARKS]]
    if len(part.marks) > _MARKS:
        lines.append(f"- {say('list-more', count=len(part.marks) - _MARKS)}")
    if data.rounds:
        points = sum(one.points for one in data.rounds)
        lines.append(f"- {say('mine-quiz', rounds=len(data.rounds), points=points)}")
    if data.feedback:
        helped = sum(one.helped for one in data.feedback)
        wrong = len(data.feedback) - helped
        lines.append(f"- {say('mine-feedback', helped=helped, wrong=wrong)}")
    if data.questions:
        lines.append(f"- {say('mine-questions', count=len(data.questions))}")
        newest = [one.asked.question or "" for one in reversed(data.questions)]
        lines += [f"  - {_line(text)}" for text in newest[:_QUESTIONS] if text]
    if data.settings:
        lines.append(f"- {say('mine-settings', count=len(data.settings))}")
    return tuple(lines)


def _line(text: str) -> str:
    return markdown.escape(limits.one_line(text, _LENGTH))


def _json(part: Part) -> dict[str, object]:
    """What is kept, without the ids of other members and without words of stories."""
    data, names = part.data, part.names
    return {
        "server": None if part.server is None else data.server,
        "progress": [
            {"story": names.get(story_id), "read_to": end}
            for story_id, end in data.progress.items()
        ],
        "quiz": [
            {"round": one.key, "right": one.right, "points": one.points, "at": _at(one.at)}
            for one in data.rounds
        ],
        "feedback": [_feedback(one, names) for one in data.feedback],
        "questions": [_asked(one.asked, names) | {"at": _at(one.at)} for one in data.questions],
        "settings": [
            {
                "channel": one.place or None,
                "name": one.name,
                "value": one.value,
                "at": _at(one.set_at),
            }
            for one in data.settings
        ],
    }


def _feedback(one: Feedback, names: Mapping[int, str]) -> dict[str, object]:
    versions = one.versions
    return {
        "message": one.message,
        "helped": one.helped,
        **_asked(one.asked, names),
        "program": versions.program,
        "reader": versions.reader,
        "encoder": versions.encoder,
        "at": _at(one.at),
    }


def _asked(asked: AskedQuestion, names: Mapping[int, str]) -> dict[str, object]:
    return {
        "question": asked.question,
        "answered": asked.found,
        "confidence": asked.confidence,
        "sureness": asked.sureness.value,
        "story": None if asked.story_id is None else names.get(asked.story_id),
        "span": asked.span,
    }


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
