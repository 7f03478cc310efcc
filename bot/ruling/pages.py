"""The rules of a place on one page, and a page for each rule with what changes it (pure)."""

from __future__ import annotations

from typing import cast

from bot import limits
from bot.markdown import Markdown
from bot.pages import Block, Button, Choice, Offered, Page, Row, Select, Weight
from bot.rules import Answers, stored_switch
from bot.ruling import lines
from bot.ruling.codes import (
    ALL_STORIES,
    ASK,
    ASK_OF,
    CHANGE,
    ERASE,
    EVERYONE,
    INHERIT,
    OPEN,
    PICK,
    ROLES,
    SWITCHES,
    TURN,
    Code,
    Scope,
    Topic,
    story_code,
)
from bot.ruling.state import State
from bot.texts import Texts

_ACCENT = 0x5865F2
MOST_ROLES = 10
"""Roles that one rule may name: their mentions have to fit on the page of all rules."""


def overview(say: Texts, state: State) -> Page:
    """Every rule with what is in force and why, and what the bot lacks in the channel."""
    rules = [line for topic in state.topics() for line in lines.lines(say, state, topic)]
    sections: list[tuple[Block, ...]] = [(_title(say, state),), ("\n".join(rules),)]
    if state.channel is not None:
        sections.append((f"**{say('needs-title')}**", "\n".join(lines.needs(say, state))))
    if state.locked:
        sections.append((state.locked,))
        return Page(tuple(sections), (), _ACCENT)
    choices = tuple(
        Choice(say("rule-name", rule=topic.value), topic.value) for topic in state.topics()
    )
    which = Select(Code(state.scope).select(OPEN), say("placeholder-rule"), choices)
    return Page(tuple(sections), _scopes(say, state), _ACCENT, rows=(which,))


def about(say: Texts, state: State, topic: Topic) -> Page:
    """One rule: what it does, what is in force, and the controls that change it."""
    in_force = "\n".join(lines.lines(say, state, topic))
    if topic is Topic.LISTENS and not state.bearings.hears and not state.rules.listens.value:
        in_force += f"\n{lines.intent(say)}"
    sections = (_title(say, state),), (say("rule-about", rule=topic.value), in_force)
    rows = (*_choices(say, state, topic), _ways_out(say, state, topic))
    return Page(sections, (), _ACCENT, rows=rows)


def erasing(say: Texts, state: State) -> Page:
    """Whether the questions that are kept may be erased."""
    back = Code(Scope.SERVER)
    buttons = (
        Button(say("button-erase"), back.button(ERASE), Weight.DANGER),
        Button(say("button-back"), back.button(TURN)),
    )
    return Page(((_title(say, state),), (say("rule-erases"),)), buttons, _ACCENT)


def _title(say: Texts, state: State) -> str:
    if state.scope is Scope.SERVER:
        return f"### {say('rules-server')}"
    return f"### {say('rules-channel', channel=Markdown(f'<#{state.channel}>'))}"


def _scopes(say: Texts, state: State) -> tuple[Button, ...]:
    """The buttons that turn to the channel's or the server's rules; the one shown is pressed."""
    server = Button(
        say("button-whole-server"),
        Code(Scope.SERVER).button(TURN),
        disabled=state.scope is Scope.SERVER,
    )
    if state.channel is None:
        return (server,)
    here = Code(Scope.CHANNEL).button(TURN)
    return (
        Button(say("button-this-channel"), here, disabled=state.scope is Scope.CHANNEL),
        server,
    )


def _ways_out(say: Texts, state: State, topic: Topic) -> tuple[Button, ...]:
    back = Button(say("button-back"), Code(state.scope).button(TURN))
    if not state.settled_here(topic):
        return (back,)
    label = say("button-as-server") if state.scope is Scope.CHANNEL else say("button-as-default")
    return (Button(label, Code(state.scope, topic, INHERIT).button(CHANGE)), back)


def _choices(say: Texts, state: State, topic: Topic) -> tuple[Row, ...]:
    if topic in SWITCHES:
        return (tuple(_switch(say, state, topic, on) for on in (True, False)),)
    if topic is Topic.ANSWERS:
        return (tuple(_where(say, state, where) for where in Answers),)
    if topic in ROLES:
        return (_roles(say, state, topic), (_everyone(say, state, topic),))
    if topic is Topic.COOLDOWN:
        return ((Button(say("button-seconds"), Code(state.scope, topic).button(ASK)),),)
    return _stories(say, state, topic)


def _switch(say: Texts, state: State, topic: Topic, on: bool) -> Button:
    code = Code(state.scope, topic, stored_switch(on))
    return Button(say("button-turn-on") if on else say("button-turn-off"), code.button(CHANGE))


def _where(say: Texts, state: State, where: Answers) -> Button:
    code = Code(state.scope, Topic.ANSWERS, where.value)
    return Button(say("button-answers", place=where.value), code.button(CHANGE))


def _roles(say: Texts, state: State, topic: Topic) -> Select:
    found = cast("frozenset[int]", state.in_force(topic).value)
    return Select(
        Code(state.scope, topic).select(PICK),
        say("placeholder-roles"),
        offered=Offered.ROLES,
        most=MOST_ROLES,
        chosen=tuple(sorted(found)),
    )


def _everyone(say: Texts, state: State, topic: Topic) -> Button:
    code = Code(state.scope, topic, EVERYONE)
    return Button(say("button-everyone", rule=topic.value), code.button(CHANGE))


def _stories(say: Texts, state: State, topic: Topic) -> tuple[Row, ...]:
    """A select of the stories, and a form for the name of one that found no place in it."""
    code = Code(state.scope, topic)
    action = PICK if topic is Topic.STORY else ASK_OF
    choices = [
        Choice(lines.label_of(entry.title.strip() or entry.name), story_code(entry.id))
        for entry in state.stories[: limits.CHOICES]
    ]
    rows: list[Row] = []
    if choices:
        rows.append(Select(code.select(action), say("placeholder-story"), tuple(choices)))
    buttons = []
    if topic is Topic.STORY:
        every = Code(state.scope, topic, ALL_STORIES)
        buttons.append(Button(say("button-all-stories"), every.button(CHANGE)))
    if len(state.stories) > limits.CHOICES:
        buttons.append(Button(say("button-by-name"), code.button(ASK)))
    return (*rows, tuple(buttons)) if buttons else tuple(rows)
