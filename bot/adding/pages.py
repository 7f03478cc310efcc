"""What members see of filling a library (pure)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from bot import crediting, limits, markdown
from bot.actions import button_id, select_id
from bot.adding.filled import Failure
from bot.adding.materials import File, Material, Words
from bot.adding.orders import Job, Order
from bot.markdown import Markdown
from bot.numbers import base36
from bot.pages import Block, Button, Choice, Page, Select, Weight
from bot.rendering import MESSAGES, filled, notice, title_of
from bot.texts import Texts
from index import AuditEntry, Deed, Quota, Story, StoryEntry, Usage

CANCEL, BRING, REPLACE, REMOVE = "addcancel", "addbring", "addreplace", "storyremove"
"""The actions' names."""
ALL_FILES = "files"

_ACCENT = 0x5865F2
_DONE = 0x2D7D46
_LABEL = 80
_MINUTE = 60
_STEP = 5
"""Seconds left are told in steps of this many."""
_FAILED = 10
"""Failures that are told one by one."""


def progress(say: Texts, job: Job, code: str, ahead: int, now: float) -> Page:
    """How far it is, with the button that cancels it.

    Args:
        say: the texts.
        job: what is added.
        code: by which the button finds it again.
        ahead: how many come before it.
        now: on the monotonic clock.
    """
    at, count = job.standing, len(job.order.materials)
    name = markdown.escape(limits.one_line(at.label, _LABEL))
    if count == 1:
        title = say("adding-title", name=name)
    else:
        title = say("adding-title-of", name=name, number=at.number, count=count)
    if ahead:
        line = say("adding-waits", ahead=ahead)
    else:
        line = say("adding-stage", stage=at.stage.value, done=at.done, total=at.total)
    left = at.seconds_left(now)
    if left is not None and not ahead:
        line += f" · {_left(say, left)}"
    return _under_way(say, title, line, code)


def put_off(say: Texts, order: Order, code: str, reason: str) -> Page:
    """That it is tried again later, and why; ``code`` is by which it is cancelled."""
    name = markdown.escape(limits.one_line(order.materials[0].label, _LABEL))
    line = f"{reason}\n{say('adding-again')}"
    return _under_way(say, say("adding-title", name=name), line, code)


def _under_way(say: Texts, title: str, line: str, code: str) -> Page:
    cancel = Button(say("button-cancel"), button_id(CANCEL, code))
    return Page(((f"### {title}", line),), (cancel,), _ACCENT)


def _left(say: Texts, seconds: float) -> str:
    if seconds > _MINUTE:
        return say("adding-left-minutes", count=math.ceil(seconds / _MINUTE))
    return say("adding-left-seconds", count=max(_STEP, math.ceil(seconds / _STEP) * _STEP))


def added(say: Texts, story: Story, deed: Deed) -> tuple[Block, ...]:
    """The head of the page of a story that is ready: its title, size, and where it comes from."""
    name = markdown.escape(limits.one_line(story.name, _LABEL))
    facts = [name, say("story-size", count=len(story.text))]
    credit = crediting.credit(say, story)
    title = say("added-title", deed=deed.value, title=title_of(story))
    return (f"### {title}", f"-# {' · '.join([*facts, credit] if credit else facts)}")


def several(say: Texts, stories: Sequence[Story], failures: Sequence[Failure]) -> tuple[Page, ...]:
    """What came of several files."""
    lines: list[tuple[Block, ...]] = [(_story(say, story),) for story in stories]
    if failures:
        lines.append((f"**{say('added-not', count=len(failures))}**",))
        lines += [(_failure(one),) for one in failures[:_FAILED]]
        if len(failures) > _FAILED:
            lines.append((f"-# {say('list-more', count=len(failures) - _FAILED)}",))
    title = f"### {say('added-several', count=len(stories))}"
    pages, _ = filled(say, title, lines, MESSAGES)
    return pages


def failed(say: Texts, failure: Failure, replace_code: str | None) -> Page:
    """Why the one thing that was brought is no story now.

    Args:
        say: the texts.
        failure: what happened.
        replace_code: by which a button puts it in the place of the story that it is nearly.
    """
    page = notice(failure.said)
    if replace_code is None:
        return page
    button = Button(say("button-replace"), button_id(REPLACE, replace_code), Weight.MAIN)
    return Page(page.sections, (button,), page.accent)


def choice(say: Texts, materials: Sequence[Material], code: str) -> Page:
    """Which of the things that a message brings is to be added."""
    choices = [Choice(_choice(say, one), str(number)) for number, one in enumerate(materials)]
    files = sum(isinstance(one, File) for one in materials)
    if files > 1:
        choices.insert(0, Choice(say("bring-all", count=files), ALL_FILES))
    which = Select(
        select_id(BRING, code), say("placeholder-bring"), tuple(choices[: limits.CHOICES])
    )
    return Page(((say("adding-choose"),),), (), _ACCENT, rows=(which,))


def removing(say: Texts, entry: StoryEntry, key: str) -> Page:
    """Whether a story of the library with this key is to be removed."""
    remove = Button(
        say("button-remove"), button_id(REMOVE, f"{base36(entry.id)}.{key}"), Weight.DANGER
    )
    title = f"### {say('removing-title', title=title_of(entry))}"
    return Page(((title, say("removing-about")),), (remove,), _ACCENT)


def log(say: Texts, entries: Sequence[AuditEntry]) -> tuple[Page, ...]:
    """Who did what to the library, the newest first."""
    if not entries:
        return (notice(say("log-none")),)
    title = f"### {say('log-title')}"
    pages, _ = filled(say, title, [(_deed(say, one),) for one in entries], MESSAGES)
    return pages


def with_usage(say: Texts, listed: Sequence[Page], used: Usage, quota: Quota) -> tuple[Page, ...]:
    """The list of stories with how full the library is, for those who may add to it."""
    *others, last = listed
    section = _usage(say, used, quota)
    try:
        return (*others, replace(last, sections=(*last.sections, section)))
    except ValueError:
        # It has no room on a page that is full.
        return (*listed, Page((section,), (), _ACCENT))


def _usage(say: Texts, used: Usage, quota: Quota) -> tuple[Block, ...]:
    parts = (
        say("usage-stories", stories=used.stories, most=quota.stories),
        say("usage-characters", characters=used.characters, most=quota.characters),
        say("usage-hour", changes=used.changes, most=quota.changes_per_hour),
    )
    return (f"-# {' · '.join(parts)}", f"-# {say('usage-how')}")


def _story(say: Texts, story: Story) -> str:
    name = markdown.escape(limits.one_line(story.name, _LABEL))
    return f"**{title_of(story)}** · {name} · {say('story-size', count=len(story.text))}"


def _failure(one: Failure) -> str:
    label = markdown.escape(limits.one_line(one.label, _LABEL))
    return f"{label}: {one.said}"


def _choice(say: Texts, one: Material) -> str:
    label = say("bring-words", words=one.label) if isinstance(one, Words) else one.label
    return limits.one_line(label, limits.CHOICE)


def _deed(say: Texts, one: AuditEntry) -> str:
    name = markdown.escape(limits.one_line(one.name, _LABEL))
    who = say("log-somebody") if one.by is None else Markdown(f"<@{one.by}>")
    size = say("story-size", count=one.characters)
    line = say("log-line", deed=one.deed.value, who=who, name=name, size=size)
    return f"<t:{int(one.at.timestamp())}:f> · {line}"
