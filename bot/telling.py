"""Who says what, who is who and what happens when, as pages (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from discord import app_commands

from bot import limits, markdown, pages, rendering, whereabouts
from bot.errors import PlainError
from bot.pages import Block, Page, Shown
from bot.shortening import quoted
from bot.texts import Texts
from index import (
    Act,
    Event,
    Person,
    Picture,
    Statement,
    Story,
    StoryText,
    complete_people,
    find_person,
    in_time_order,
    people_of,
    statements,
    timeline_of,
)

_ACCENT = 0x5865F2
_NAME = 80
"""Code units of a name."""
_ALIASES = 300
"""Code units of all further names of one person."""
_QUOTE = 500
"""Code units of one quote of a list."""
_INTRODUCTION = 200
_INTRODUCTIONS = 3
"""Introductions that are shown of one person."""
_NEAREST = 3
"""Names that are offered instead of an unknown one."""
_BY_START = "#"


class Told(StrEnum):
    """What is listed of all that somebody says."""

    SAID = "said"
    PROMISED = "promised"
    THREATENED = "threatened"

    @property
    def act(self) -> Act | None:
        """The only act that counts; None for all of them."""
        return None if self is Told.SAID else Act(self.value)


class UnknownPersonError(PlainError):
    """Nobody in the story is called so."""

    def __init__(self, who: str, near: Sequence[str]) -> None:
        count = len(near)
        super().__init__("error-unknown-person", who=who, near=", ".join(near), near_count=count)


def people_choices(people: Sequence[Person], typed: str) -> list[app_commands.Choice[str]]:
    """At most 25 of them whom what was typed so far may mean."""
    return [
        app_commands.Choice(name=limits.one_line(one.name, limits.CHOICE), value=_value(one))
        for one in complete_people(people, typed, limits.CHOICES)
    ]


def person_called(people: Sequence[Person], who: str) -> Person:
    """The one whom a member chose or typed, also by a part of the name ("Kalin").

    Raises:
        UnknownPersonError: nobody is called so.
    """
    found = find_person(people, who) or next((p for p in people if _by_start(p) == who), None)
    if found is None and any(character.isalnum() for character in who):
        found = next(iter(complete_people(people, who, 1)), None)
    if found is None:
        raise UnknownPersonError(who, _nearest(people, who))
    return found


def sayings(say: Texts, text: StoryText, told: Told, who: str | None) -> tuple[Page, ...]:
    """What somebody, or anybody, says, promises or threatens in a story.

    Raises:
        UnknownPersonError: nobody in the story is called so.
    """
    speaker = None if who is None else person_called(people_of(text), who)
    found = statements(text, who=speaker, act=told.act)
    title = rendering.title_of(text.story)
    kind = "anybody" if speaker is None else "one"
    name = "" if speaker is None else _written(speaker.name)
    if not found:
        none = say("sayings-none", told=told, kind=kind, name=name, title=title)
        return (rendering.notice(none),)
    heading = f"**{say('sayings-title', told=told, kind=kind, name=name, title=title)}**"
    groups = [_saying(say, one, marked=told is Told.SAID) for one in found]
    return rendering.filled(say, heading, groups, rendering.MESSAGES)[0]


def people(say: Texts, text: StoryText) -> tuple[Page, ...]:
    """The persons and organisations of a story, in order of first appearance."""
    found = people_of(text)
    title = rendering.title_of(text.story)
    if not found:
        return (rendering.notice(say("people-none", title=title)),)
    heading = f"**{say('people-title', count=len(found), title=title)}**"
    groups = [_person(say, text, one) for one in found]
    return rendering.filled(say, heading, groups, rendering.MESSAGES)[0]


def timeline(say: Texts, text: StoryText) -> tuple[Page, ...]:
    """What has time words, as the story tells it; then in order of time where that is known."""
    events = timeline_of(text)
    title = rendering.title_of(text.story)
    if not events:
        return (rendering.notice(say("timeline-none", title=title)),)
    heading = f"**{say('timeline-title', title=title)}**"
    told = [_event(say, event) for event in events]
    dated = [_event(say, event) for event in in_time_order(events)]
    if len(dated) < 2:
        return rendering.filled(say, heading, told, rendering.MESSAGES)[0]
    second = f"**{say('timeline-ordered')}**"
    # The second heading goes with its first event, never alone at the end of a page.
    both = [*told, (second, *dated[0]), *dated[1:]]
    together, rest = rendering.filled(say, heading, both, rendering.MESSAGES)
    if not rest:
        return together
    first_part, _ = rendering.filled(say, heading, told, rendering.MESSAGES - 1)
    return first_part + rendering.filled(say, second, dated, 1)[0]


def nobody(say: Texts, story: Story) -> Page:
    """There is nobody to draw."""
    return rendering.notice(say("people-none", title=rendering.title_of(story)))


def drawn(say: Texts, story: Story, picture: Picture) -> Page:
    """The picture of who appears where."""
    end = limits.longest(
        picture.description,
        0,
        lambda end: limits.units(picture.description[:end]) <= limits.DESCRIPTION,
    )
    title = f"**{say('map-title', title=rendering.title_of(story))}**"
    attached = pages.Picture("map.png", picture.png, picture.description[:end])
    return Page(((title,),), (), _ACCENT, picture=attached)


def _saying(say: Texts, one: Statement, *, marked: bool) -> tuple[Block, ...]:
    parts = [_speaker(say, one), whereabouts.place(say, one.quote)]
    if marked and one.act is not Act.SAID:
        parts.insert(1, say("saying-act", act=one.act))
    return (*quoted(one.quote, _QUOTE), f"-# {' · '.join(parts)}")


def _speaker(say: Texts, one: Statement) -> str:
    """Who says it, and how sure that is, in words."""
    words = ""
    if one.named is not None:
        words = _written(one.quote.story.text[one.named[0] : one.named[1]])
    says = "words" if words else "nothing"
    if one.speaker is None:
        return say("speaker-unknown", says=says, words=words)
    name = _written(one.speaker.name)
    if one.guessed:
        return say("speaker-guessed", name=name, says=says, words=words)
    return f"**{name}**"


def _person(say: Texts, text: StoryText, one: Person) -> tuple[Block, ...]:
    facts = (
        say("person-kind", kind=one.kind),
        say("person-first", place=whereabouts.place(say, one.first)),
        say("person-times", count=len(one.mentions)),
    )
    blocks: list[Block] = [_name(text.story, one), f"-# {' · '.join(facts)}"]
    spans = {
        text.story.text[slice(*quote.highlight)]: quote.highlight
        for quote in reversed(one.introductions)
        if quote.highlight is not None
    }
    if spans:
        blocks.append(say("person-introduced"))
    for start, end in sorted(spans.values())[:_INTRODUCTIONS]:
        blocks += quoted(text.quote(start, end), _INTRODUCTION)
    others = ", ".join(" ".join(alias.split()) for alias in one.aliases if alias != one.name)
    if others:
        names = markdown.escape(limits.one_line(others, _ALIASES))
        blocks.append(say("person-aliases", names=names))
    return tuple(blocks)


def _name(story: Story, one: Person) -> Shown:
    """The name in bold, from where the story first writes it so."""
    wanted = one.name.split()
    spans = (span for span in one.mentions if story.text[slice(*span)].split() == wanted)
    first = one.first.highlight or (one.first.start, one.first.end)
    start, end = next(spans, first)
    text = story.text[:end]
    cut = limits.longest(text, start, lambda at: limits.units(text[start:at]) <= _NAME)
    return Shown(story.id, start, cut, f"**{markdown.escape(text[start:cut])}**")


def _event(say: Texts, event: Event) -> tuple[Block, ...]:
    place = whereabouts.place(say, event.quote)
    return (*quoted(event.quote, _QUOTE), f"-# {_when(say, event)} · {place}")


def _when(say: Texts, event: Event) -> str:
    earliest = event.earliest.isoformat() if event.earliest else ""
    latest = event.latest.isoformat() if event.latest else ""
    if not (earliest or latest):
        reach = "unknown"
    elif earliest == latest:
        reach = "day"
    elif not latest:
        reach = "since"
    else:
        reach = "between" if earliest else "until"
    return say("event-when", reach=reach, earliest=earliest, latest=latest)


def _written(words: str) -> str:
    return markdown.escape(limits.one_line(words, _NAME))


def _value(one: Person) -> str:
    name = " ".join(one.name.split())
    # A name beyond Discord's limit would be refused, or cut to another one's name.
    return name if limits.units(name) <= limits.CHOICE else _by_start(one)


def _by_start(one: Person) -> str:
    return f"{_BY_START}{one.first.start}"


def _nearest(people: Sequence[Person], who: str) -> list[str]:
    """The names most like ``who``, the best first."""

    def likeness(one: Person) -> float:
        forms = [form.casefold() for alias in one.aliases for form in (alias, *alias.split())]
        return max(SequenceMatcher(None, form, who.casefold()).ratio() for form in forms)

    return [one.name for one in sorted(people, key=likeness, reverse=True)[:_NEAREST]]
