"""The questions that stories leave open, as pages and as a question file (pure)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot import limits, markdown, rendering, whereabouts
from bot.actions import button_id
from bot.pages import Block, Button, Page, TextFile
from bot.texts import Texts
from index import GapGroup, GroupedGaps, OpenQuestion, Quote

TURN, EXPORT = "gaps", "gapsfile"
"""The actions of the buttons below the list."""
FILE = "gaps.jsonl"
_ON_A_PAGE = 5
_OTHER_WORDINGS = 2
_LENGTH, _OTHER_LENGTH = 200, 100
"""Code units of a question in the list, in markdown; in the file it is whole."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A group, and the quote that was shown or nearest, when one can be seen."""

    group: GapGroup
    near: Quote | None


def listed(
    say: Texts, grouped: GroupedGaps, groups: Sequence[Listed], at: int, *, keeps: bool
) -> Page:
    """One page of the list.

    Args:
        say: the texts.
        grouped: all that was found.
        groups: those of this page.
        at: which page this is, from 0.
        keeps: whether the server keeps questions.
    """
    count = sum(group.times for group in grouped.groups)
    head = [f"**{say('gaps-title', count=count, groups=len(grouped.groups))}**"]
    if not keeps:
        head.append(say("gaps-not-kept"))
    if not grouped.groups:
        head.append(say("gaps-none"))
    if grouped.untold:
        head.append(f"-# {say('gaps-untold', count=grouped.untold)}")
    sections = [tuple(head), *(_section(say, one) for one in groups)]
    turns = [
        Button(say(key), button_id(TURN, str(other)))
        for key, other in (("button-gaps-before", at - 1), ("button-gaps-next", at + 1))
        if 0 <= other < pages(grouped)
    ]
    export = [Button(say("button-export"), button_id(EXPORT))] if grouped.groups else []
    return Page(tuple(sections), (*turns, *export))


def pages(grouped: GroupedGaps) -> int:
    """How many pages the list has; one at least."""
    return max(1, -(-len(grouped.groups) // _ON_A_PAGE))


def on_page(grouped: GroupedGaps, at: int) -> Sequence[GapGroup]:
    """The groups of one page."""
    return grouped.groups[at * _ON_A_PAGE : (at + 1) * _ON_A_PAGE]


def exported(say: Texts, groups: Sequence[Listed]) -> Page:
    """The question file, and what to fill in."""
    lines: list[str] = []
    size = 0
    for line in _lines(groups):
        size += len(line.encode()) + 1
        if size > limits.ATTACHMENT:
            break
        lines.append(line)
    text = say("gaps-exported", count=len(lines))
    return Page(((text,),), file=TextFile(FILE, tuple(lines)))


def _section(say: Texts, one: Listed) -> tuple[Block, ...]:
    group = one.group
    first, *others = group.questions
    told = []
    if group.refused:
        told.append(say("gaps-refused", count=group.refused))
    if group.wrong:
        told.append(say("gaps-wrong", count=group.wrong))
    if one.near is not None:
        place = whereabouts.place(say, one.near)
        told.append(say("gaps-near", title=rendering.title_of(one.near.story), place=place))
    lines = [f"**{group.times} ×** {_shown(first, _LENGTH)}", f"-# {' · '.join(told)}"]
    lines += [
        f"-# {say('gaps-also', question=_shown(other, _OTHER_LENGTH))}"
        for other in others[:_OTHER_WORDINGS]
    ]
    if len(others) > _OTHER_WORDINGS:
        lines.append(f"-# {say('list-more', count=len(others) - _OTHER_WORDINGS)}")
    return tuple(lines)


def _shown(one: OpenQuestion, most: int) -> str:
    text = " ".join(one.question.split())
    end = limits.longest(text, 0, lambda end: limits.units(markdown.escape(text[:end])) < most)
    return markdown.escape(text[:end]) + (limits.ELLIPSIS if end < len(text) else "")


def _lines(groups: Sequence[Listed]) -> Iterator[str]:
    """Questions as ``verse evaluate`` reads them; keys that it does not know are for people."""
    for number, listed_ in enumerate(groups, start=1):
        near = listed_.near
        place = near and {
            "story": near.story.name,
            "paragraph": near.paragraph,
            "chapter": whereabouts.chapter_object(near),
        }
        for one in listed_.group.questions:
            written = {
                "question": one.question,
                "answerable": False,
                "group": number,
                "refused": one.refused,
                "wrong": one.wrong,
                "near": place,
            }
            yield json.dumps(written, ensure_ascii=False)
