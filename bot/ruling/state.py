"""All that the pages of the rules show, gathered (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.bookmarks import Mark
from bot.markdown import Markdown
from bot.rules import SERVER, InForce, Rule, Rules, Source, in_force
from bot.ruling.codes import Scope, Topic
from bot.ruling.needs import Missing
from bot.visits import Visit
from index import ServerSetting, StoryEntry


@dataclass(frozen=True, slots=True)
class Bearings:
    """What Discord tells of the bot in a channel."""

    me: Markdown
    """A mention of the bot."""
    missing: tuple[Missing, ...]
    hears: bool
    """Whether it sees messages that are not to it."""
    cooldown_seconds: float
    """The operator's."""


@dataclass(frozen=True, slots=True)
class State:
    """The rules of a channel, or of a whole server."""

    scope: Scope
    channel: int | None
    rules: Rules
    kept: Mapping[tuple[str, str], ServerSetting]
    """What is settled, by place and name, with who settled it."""
    stories: tuple[StoryEntry, ...]
    ceilings: tuple[Mark, ...]
    """How far the channel may read."""
    bearings: Bearings
    locked: str = ""
    """Why this member cannot change anything, in markdown; "" for one who can."""

    def in_force(self, topic: Topic) -> InForce[object]:
        """A rule's value, and who settled it."""
        found: dict[Rule, InForce[object]] = {
            Rule.STORY: InForce(self.rules.story.value, self.rules.story.source),
            Rule.ANSWERS: InForce(self.rules.answers.value, self.rules.answers.source),
            Rule.LISTENS: InForce(self.rules.listens.value, self.rules.listens.source),
            Rule.PRIVATE: InForce(self.rules.private.value, self.rules.private.source),
            Rule.COOLDOWN: InForce(self.rules.cooldown.value, self.rules.cooldown.source),
            Rule.KEEPS_QUESTIONS: InForce(
                self.rules.keeps_questions.value, self.rules.keeps_questions.source
            ),
            Rule.ASKERS: InForce(self.rules.askers.value, self.rules.askers.source),
            Rule.ADDERS: InForce(self.rules.adders.value, self.rules.adders.source),
            Rule.REPLACERS: InForce(self.rules.replacers.value, self.rules.replacers.source),
            Rule.REMOVERS: InForce(self.rules.removers.value, self.rules.removers.source),
            Rule.CHANGERS: InForce(self.rules.changers.value, self.rules.changers.source),
        }
        return found[topic.rule]

    def settled_here(self, topic: Topic) -> bool:
        """Whether this very place has settled a rule, so that it can be taken away."""
        if topic is Topic.CEILING:
            return False
        own = Source.CHANNEL if self.scope is Scope.CHANNEL else Source.SERVER
        return self.in_force(topic).source is own

    def settled(self, topic: Topic) -> ServerSetting | None:
        """The record behind what is in force; None for a default."""
        places = {Source.CHANNEL: str(self.channel), Source.SERVER: SERVER}
        source = self.in_force(topic).source
        return self.kept.get((places[source], topic.rule.value)) if source in places else None

    def topics(self) -> tuple[Topic, ...]:
        """What can be settled in this place."""
        return tuple(topic for topic in Topic if topic.counts_in(self.scope))


def state_of(visit: Visit, scope: Scope, bearings: Bearings, locked: str = "") -> State:
    """The rules as they are stored at this moment, seen by a visitor."""
    channel = visit.visitor.channel
    if channel is None:
        scope = Scope.SERVER
    place = str(channel) if scope is Scope.CHANNEL else None
    kept = {(one.place, one.name): one for one in visit.records.settings_kept()}
    values = {key: one.value for key, one in kept.items()}
    ceilings = visit.records.channel_ceilings(str(channel)) if channel is not None else {}
    return State(
        scope,
        channel,
        in_force(values, place, cooldown_seconds=bearings.cooldown_seconds),
        kept,
        visit.library.stories(),
        visit.bookmarks.marks(ceilings),
        bearings,
        locked,
    )
