"""What is stored about a member, in words and as a file, and how it is erased (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import limits, markdown, progress, rendering
from bot.actions import button_id
from bot.adding.wishes import labels
from bot.bookmarks import Mark
from bot.own import Forgotten, OwnLibrary
from bot.pages import Block, Button, Page, TextFile, Weight
from bot.texts import Texts
from index import AskedQuestion, AuditEntry, Feedback, MemberData

FORGET = "forget"
HERE, EVERYWHERE = "here", "all"
"""What the buttons that erase carry."""
FILE = "my-data.json"
_MARKS = 8
_QUESTIONS = 3
_DEEDS = 5
_LENGTH = 150
"""Code units of one question, or of a server's name."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one library keeps for one server, or for direct messages."""

    data: MemberData
    name: str | None
    """The name of the server whose library it is; None for the member's own library."""
    direct: bool
    """Whether it was left in direct messages, and counts wherever the library is read."""
    marks: tuple[Mark, ...]
    """How far the member has read."""
    names: Mapping[int, str]
    """The names of the library's stories by their ids."""


@dataclass(frozen=True, slots=True)
class Private:
    """The member's own library."""

    library: OwnLibrary
    chosen: str | None
    """The name of the server whose library direct messages read, if one was chosen."""


def my_data(
    say: Texts, member: int, parts: Sequence[Part], own: Private | None = None
) -> tuple[Page, ...]:
    """All of it in words, with a file that has every detail.

    Args:
        say: the texts.
        member: who it is about.
        parts: one for each server of each library.
        own: the library of their own.
    """
    title = f"**{say('mine-title')}**"
    groups: list[tuple[Block, ...]] = [_group(say, part) for part in parts]
    if own:
        groups.append(_of_own(say, own))
    if not groups:
        groups.append((say("mine-nothing"),))
    groups.append((f"-# {say('mine-memory')}",))
    pages, _ = rendering.filled(say, title, groups, rendering.MESSAGES)
    if not parts and not own:
        return pages
    written: dict[str, object] = {
        "member": str(member),
        "servers": [_json(part) for part in parts],
    }
    if own:
        written["own"] = {"stories": own.library.stories, "chosen": own.library.chosen or None}
    file = TextFile(FILE, (json.dumps(written, ensure_ascii=False, indent=1),))
    return (*pages[:-1], replace(pages[-1], file=file))


def confirmation(
    say: Texts, here: int, everywhere: int, own: OwnLibrary | None, *, direct: bool
) -> Page:
    """What would be erased, and the buttons that do it.

    Args:
        say: the texts.
        here: how many things are kept here.
        everywhere: how many are kept anywhere.
        own: the member's own library.
        direct: whether here is in direct messages.
    """
    place = "direct" if direct else "server"
    blocks = [say("forget-ask", here=here, everywhere=everywhere, place=place)]
    if own:
        blocks.append(say("forget-own", count=len(own.stories)))
    buttons = (
        Button(say("button-forget-here", place=place), button_id(FORGET, HERE), Weight.DANGER),
        Button(say("button-forget-all"), button_id(FORGET, EVERYWHERE), Weight.DANGER),
    )
    return Page((tuple(blocks),), buttons)


def forgotten(say: Texts, gone: Forgotten) -> Page:
    """How much was erased."""
    lines = [say("forget-done", count=gone.count)]
    if gone.stories is not None:
        lines.append(say("forget-own-done", count=gone.stories))
    return rendering.notice("\n".join(lines))


def _group(say: Texts, part: Part) -> tuple[Block, ...]:
    data = part.data
    lines = [f"**{_title(say, part)}**"]
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
    if data.jobs:
        named = " · ".join(label for job in data.jobs for label in labels(job.wish))
        lines.append(f"- {say('mine-orders', count=len(data.jobs), names=_line(named))}")
    lines += [f"- {_deed(say, one)}" for one in data.deeds[:_DEEDS]]
    if len(data.deeds) > _DEEDS:
        lines.append(f"- {say('list-more', count=len(data.deeds) - _DEEDS)}")
    return tuple(lines)


def _title(say: Texts, part: Part) -> str:
    if part.name is None:
        return say("mine-library", kind="own", server="")
    name = _line(part.name)
    return say("mine-library", kind="server", server=name) if part.direct else name


def _of_own(say: Texts, own: Private) -> tuple[Block, ...]:
    lines = [
        f"**{say('mine-library', kind='own', server='')}**",
        f"- {say('mine-own-stories', count=len(own.library.stories))}",
    ]
    if own.library.chosen:
        kind = "own" if own.chosen is None else "server"
        lines.append(f"- {say('mine-own-choice', kind=kind, server=_line(own.chosen or ''))}")
    return tuple(lines)


def _deed(say: Texts, one: AuditEntry) -> str:
    date = markdown.Markdown(f"<t:{int(one.at.timestamp())}:D>")
    return say("mine-deed", deed=one.deed, story=_line(one.name), date=date)


def _line(text: str) -> str:
    return markdown.escape(limits.one_line(text, _LENGTH))


def _json(part: Part) -> dict[str, object]:
    """What is kept, without the ids of other members and without words of stories."""
    data, names = part.data, part.names
    return {
        "library": data.library,
        "server": None if part.direct else data.server,
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
        "waits to be added": [
            {"files and pages": labels(job.wish), "state": job.state.value, "at": _at(job.asked_at)}
            for job in data.jobs
        ],
        "library changes": [
            {
                "deed": one.deed.value,
                "story": one.name,
                "characters": one.characters,
                "at": _at(one.at),
            }
            for one in data.deeds
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
