"""Rules in words: each with what is in force and why (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from bot import limits, progress
from bot.markdown import Markdown
from bot.rendering import title_of
from bot.ruling.codes import SWITCHES, Topic
from bot.ruling.needs import Missing
from bot.ruling.state import State
from bot.texts import Texts
from bot.visits import role_mentions

_CEILINGS = 4
"""Stories whose end in a channel is told on the page of all rules."""


def lines(say: Texts, state: State, topic: Topic) -> Iterator[str]:
    """A rule with its value, and why it is so."""
    yield f"**{say('rule-name', rule=topic.value)}** · {value(say, state, topic)}"
    if topic is not Topic.CEILING:
        yield f"-# {why(say, state, topic)}"
    for mark in state.ceilings[:_CEILINGS] if topic is Topic.CEILING else ():
        yield f"-# {progress.line(say, mark)}"
    more = len(state.ceilings) - _CEILINGS
    if topic is Topic.CEILING and more > 0:
        yield f"-# {say('list-more', count=more)}"
    if topic is Topic.LISTENS and state.rules.listens.value and not state.bearings.hears:
        yield intent(say)


def value(say: Texts, state: State, topic: Topic) -> str:
    """What is in force, in markdown."""
    if topic is Topic.CEILING:
        return say("rule-ceilings", count=len(state.ceilings))
    found = state.in_force(topic).value
    if topic in SWITCHES:
        return say("rule-switch", state="on" if found else "off")
    if topic is Topic.ANSWERS:
        return say("rule-answers", place=state.rules.answers.value.value)
    if topic is Topic.COOLDOWN:
        return say("rule-seconds", count=_number(state.rules.cooldown.value))
    if topic is Topic.STORY:
        return _story(say, state)
    roles = cast("frozenset[int]", found)
    return role_mentions(roles) if roles else say("rule-everyone", rule=topic.value)


def why(say: Texts, state: State, topic: Topic) -> str:
    """Who settled a rule, and when, in markdown."""
    setting = state.settled(topic)
    source = state.in_force(topic).source.value
    if setting is None:
        return say("rule-default")
    date = Markdown(f"<t:{int(setting.set_at.timestamp())}:D>")
    if setting.set_by is None:
        return say("rule-set-nameless", source=source, date=date)
    return say("rule-set", source=source, date=date, member=Markdown(f"<@{setting.set_by}>"))


def needs(say: Texts, state: State) -> Iterator[str]:
    """What the bot lacks in this channel, each with the click that mends it."""
    if not state.bearings.missing:
        yield say("needs-nothing")
    for one in state.bearings.missing:
        yield f"- {_need(say, state, one)}"


def intent(say: Texts) -> str:
    """That the bot does not see messages that are not to it, and what mends that."""
    return say("needs-intent")


def _need(say: Texts, state: State, one: Missing) -> str:
    permission = say("permission", name=one.need.value)
    return say("needs", place=one.lock.value, permission=permission, me=state.bearings.me)


def _story(say: Texts, state: State) -> str:
    wanted = state.rules.story.value
    if wanted is None:
        return say("rule-all-stories")
    entry = next((entry for entry in state.stories if entry.id == wanted), None)
    return title_of(entry) if entry else say("rule-story-gone")


def _number(seconds: float) -> float:
    return int(seconds) if seconds.is_integer() else seconds


def label_of(title: str) -> str:
    """A story's title where no markdown is shown."""
    return limits.one_line(title, limits.CHOICE)
