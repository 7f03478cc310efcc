"""What members do: each deed knows what may be stored after it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from simcord.backend.models import Message

from bot.quizzes import Asked
from bot.ruling import codes
from bot.ruling.codes import Code, Scope, Topic
from bot.texts import texts_for
from tests.bot.support.bodies import buttons_of
from tests.chaos.deed import PAGE_SECONDS, Deed
from tests.chaos.fleet import StuckError, until
from tests.chaos.ledger import NOTHING, Key, Values
from tests.chaos.world import ChaosDiscord, shown

_say = texts_for("en")
HELPED, WRONG = _say("button-helped"), _say("button-wrong")
_POINTS = re.compile(r"You get (\d) point")


@dataclass(eq=False)
class Ask(Deed):
    """A question by command."""

    kind = "asking by command"
    question: str = ""

    async def _begin(self, discord: ChaosDiscord) -> None:
        self.record = discord.command(self.server, self.member, "ask", question=self.question)


@dataclass(eq=False)
class Mention(Deed):
    """A question in a message."""

    kind = "asking in a message"
    question: str = ""
    asked: int = 0

    async def _begin(self, discord: ChaosDiscord) -> None:
        self.asked = discord.ask(self.server, self.member, self.question).id

    def messages(self) -> list[Message]:
        return self.discord.replies(self.server, self.asked) if self.discord else []


@dataclass(eq=False)
class Add(Deed):
    """A new story."""

    kind = "adding a story"
    done = "### Ready: "
    name: str = ""
    text: str = ""

    async def _begin(self, discord: ChaosDiscord) -> None:
        file = (f"{self.name}.txt", self.text.encode())
        self.record = discord.command(self.server, self.member, "story add", file1=file)

    def messages(self) -> list[Message]:
        found = super().messages()
        if self.discord is None:
            return found
        # One that was told by another process than the one that took it.
        named = [one for one in self.discord.messages(self.server) if self.name in shown(one)]
        ids = {one.id for one in found}
        alone = [one for one in named if one.reference is None and not one.interaction_metadata]
        return found + [one for one in alone if one.id not in ids]

    def after(self) -> Mapping[Key, Values]:
        return {("story", self.guild, self.name): frozenset({self.text})}

    def _about(self) -> str:
        return self.name


@dataclass(eq=False)
class Append(Add):
    """A chapter of a story."""

    kind = "appending a chapter"
    done = "### New chapter: "
    before: str = ""

    async def _begin(self, discord: ChaosDiscord) -> None:
        file = (f"{self.name}-more.txt", self.text.encode())
        self.record = discord.command(
            self.server, self.member, "story chapter", story=self.name, file=file
        )

    def after(self) -> Mapping[Key, Values]:
        whole = f"{self.before.rstrip()}\n\n{self.text}"
        return {("story", self.guild, self.name): frozenset({whole})}


@dataclass(eq=False)
class Remove(Deed):
    """A story that goes."""

    kind = "removing a story"
    done = "is removed, with all"
    name: str = ""
    pressed: bool = False

    async def _begin(self, discord: ChaosDiscord) -> None:
        label = _say("button-remove")
        self.pressed = await self._page(discord, "story remove", label, story=self.name)

    def after(self) -> Mapping[Key, Values]:
        return {("story", self.guild, self.name): NOTHING} if self.pressed else {}

    def _about(self) -> str:
        return self.name


@dataclass(eq=False)
class Vote(Deed):
    """A word on an answer."""

    kind = "voting"
    done = "^Thank you"
    message: Message | None = None
    helped: bool = True

    async def _begin(self, discord: ChaosDiscord) -> None:
        assert self.message is not None
        buttons = buttons_of(self.message.components)
        self._press(discord, self.message, buttons[HELPED if self.helped else WRONG])

    def after(self) -> Mapping[Key, Values]:
        assert self.message is not None
        assert self.discord is not None
        member = str(self.discord.members[self.member])
        key = ("vote", self.guild, member, str(self.message.id))
        return {key: frozenset({int(self.helped)})}


@dataclass(eq=False)
class Read(Deed):
    """How far a member has read, in percent; all of it is 100."""

    kind = "telling how far one has read"
    done = "^From now on|^All of"
    story: str = ""
    key: Key = ()
    ends: Mapping[int, int | None] = field(default_factory=dict)
    """What each of these is stored as."""
    percent: int = 0

    async def _begin(self, discord: ChaosDiscord) -> None:
        options = {"whole": True} if self.percent == 100 else {"percent": self.percent}
        self.record = discord.command(
            self.server, self.member, "progress", story=self.story, **options
        )

    def after(self) -> Mapping[Key, Values]:
        return {self.key: frozenset({self.ends[self.percent]})}


@dataclass(eq=False)
class Settle(Deed):
    """A rule of a channel: its page is opened, the rule is chosen, and a button settles it."""

    kind = "changing a rule"
    done = "^#|^\\*\\*"
    value: str = "on"
    pressed: bool = False

    async def _begin(self, discord: ChaosDiscord) -> None:
        ruled = self.server.ruled
        self.record = record = discord.command(self.server, self.member, "settings", where=ruled)
        try:
            await until(lambda: bool(discord.told(self.server, record)), "a page", PAGE_SECONDS)
            (page, *_) = discord.told(self.server, record)
            choice = Code(Scope.CHANNEL).select(codes.OPEN)
            self._press(discord, page, choice, channel=ruled, chosen=Topic.PRIVATE.value)
            await until(lambda: shown(page) != self._before, "the rule", PAGE_SECONDS)
        except StuckError:
            return
        custom_id = Code(Scope.CHANNEL, Topic.PRIVATE, self.value).button(codes.CHANGE)
        if custom_id in buttons_of(page.components).values():
            self.pressed = True
            self._press(discord, page, custom_id, channel=ruled)

    def after(self) -> Mapping[Key, Values]:
        if not self.pressed:
            return {}
        value = None if self.value == codes.INHERIT else self.value
        key = ("rule", self.guild, str(self.server.ruled), Topic.PRIVATE.value)
        return {key: frozenset({value})}


@dataclass(eq=False)
class BeginQuiz(Deed):
    """A round for everybody."""

    kind = "beginning a quiz"
    story: str = ""

    async def _begin(self, discord: ChaosDiscord) -> None:
        self.record = discord.command(self.server, self.member, "quiz", story=self.story)


@dataclass(eq=False)
class Guess(Deed):
    """An answer to a round."""

    kind = "answering a round of the quiz"
    done = "^### (Right!|Not this time)"
    message: Message | None = None
    custom_id: str = ""

    async def _begin(self, discord: ChaosDiscord) -> None:
        assert self.message is not None
        self._press(discord, self.message, self.custom_id)

    def after(self) -> Mapping[Key, Values]:
        assert self.discord is not None
        asked, _ = Asked.decode(self.custom_id.split(":", 2)[2])
        key = ("round", self.guild, str(self.discord.members[self.member]), asked.key)
        text = "\n".join(map(shown, self.messages()))
        if _say("quiz-counted-already") in text:
            return {}
        points = _POINTS.search(text)
        if points:
            return {key: frozenset({(True, int(points[1]))})}
        if "Not this time" in text:
            return {key: frozenset({(False, 0)})}
        return {key: frozenset({(True, 1), (True, 2), (False, 0)})}


@dataclass(eq=False)
class Forget(Deed):
    """A member who wants to be forgotten in a server."""

    kind = "being forgotten"
    done = "is forgotten, too|are erased"
    kept: tuple[Key, ...] = ()
    """What is stored about them there."""
    pressed: bool = False

    async def _begin(self, discord: ChaosDiscord) -> None:
        label = _say("button-forget-here", place="server")
        self.pressed = await self._page(discord, "forget-me", label)

    def after(self) -> Mapping[Key, Values]:
        return dict.fromkeys(self.kept, NOTHING) if self.pressed else {}
