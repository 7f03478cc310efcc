"""Draws what members do in a round, so that no two of them change the same thing."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from simcord.backend.models import Message

from bot.ruling import codes
from tests.bot.support.bodies import buttons_of
from tests.chaos.deed import Deed
from tests.chaos.deeds import (
    HELPED,
    Add,
    Append,
    Ask,
    BeginQuiz,
    Forget,
    Guess,
    Mention,
    Read,
    Remove,
    Settle,
    Vote,
)
from tests.chaos.ledger import Key, Ledger
from tests.chaos.world import ChaosDiscord, Server, shown

QUESTION = "what did Akar promise?"
_MOST_STORIES = 8
"""Of a server, until one of them is removed."""
_KEPT = 4
"""Messages below which buttons are pressed in later rounds."""
_QUIZ = "quiz"
_PERCENT = (0, 100)


@dataclass
class Drawing:
    """Who does what next."""

    discord: ChaosDiscord
    ledger: Ledger
    draw: random.Random
    seeded: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """The name and the id of the story that each server begins with."""
    answers: dict[int, list[Message]] = field(default_factory=dict)
    quizzes: dict[int, list[Message]] = field(default_factory=dict)
    _number: int = 0
    _taken: set[Key] = field(default_factory=set)

    def deeds(self, count: int) -> list[Deed]:
        """Deeds of one round, in the order in which they begin."""
        self._taken = set()
        drawn: list[Deed] = []
        makers: list[Callable[[Server], Deed | None]] = [
            self._ask, self._ask, self._mention, self._mention, self._add, self._add,
            self._append, self._remove, self._vote, self._vote, self._read, self._settle,
            self._begin_quiz, self._guess, self._guess, self._forget,
        ]  # fmt: skip
        while len(drawn) < count:
            deed = self.draw.choice(makers)(self.draw.choice(self.discord.servers))
            if deed is not None:
                drawn.append(deed)
        return drawn

    def keep(self, deeds: list[Deed]) -> None:
        """Keep the newest messages with buttons, and let Discord forget the others."""
        for server in self.discord.servers:
            own = self.discord.messages(server)
            answers = [one for one in own if HELPED in buttons_of(one.components)]
            quizzes = [one for one in own if _rounds(one)]
            # Answers that only one member sees are nobody else's to judge.
            self.answers[server.guild] = [one for one in answers if not one.is_ephemeral][-_KEPT:]
            self.quizzes[server.guild] = quizzes[-_KEPT:]
            kept = {one.id for one in self.kept(server)}
            for channel in (server.channel, server.ruled):
                messages = self.discord.backend.messages.get(channel, {})
                for number in [one for one in messages if one not in kept]:
                    del messages[number]
        self.discord._nonces.clear()
        self.discord.requests.clear()

    def kept(self, server: Server) -> list[Message]:
        return self.answers.get(server.guild, []) + self.quizzes.get(server.guild, [])

    # ---------------------------------------------------------------- deeds

    def _free(self, key: Key) -> bool:
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    def _reader(self) -> str:
        return self.draw.choice(["alice", "bob", "dave"])

    def _question(self) -> str:
        self._number += 1
        return f"{QUESTION} Asked as number {self._number}."

    def _ask(self, server: Server) -> Deed | None:
        return Ask(server, self._reader(), self._question())

    def _mention(self, server: Server) -> Deed | None:
        return Mention(server, self._reader(), self._question())

    def _stories(self, server: Server) -> list[str]:
        guild = str(server.guild)
        names = [key[2] for key in self.ledger.held if key[:2] == ("story", guild)]
        return sorted(name for name in names if name.startswith("house-"))

    def _add(self, server: Server) -> Deed | None:
        if len(self._stories(server)) >= _MOST_STORIES:
            return self._remove(server)
        self._number += 1
        name = f"house-{self._number}"
        return Add(server, "mia", name, _rooms(self._number, self.draw.randint(3, 60)))

    def _story(self, server: Server) -> str | None:
        free = [one for one in self._stories(server) if ("story", one) not in self._taken]
        if not free:
            return None
        name = self.draw.choice(free)
        self._taken.add(("story", name))
        return name

    def _append(self, server: Server) -> Deed | None:
        name = self._story(server)
        if name is None:
            return None
        before = self.ledger.known(("story", str(server.guild), name))
        self._number += 1
        chapter = _rooms(self._number, self.draw.randint(3, 20))
        return Append(server, "mia", name, chapter, str(before))

    def _remove(self, server: Server) -> Deed | None:
        name = self._story(server)
        return None if name is None else Remove(server, "mia", name)

    def _vote(self, server: Server) -> Deed | None:
        messages, member = self.answers.get(server.guild, []), self._reader()
        if not messages:
            return None
        message = self.draw.choice(messages)
        if self._forgotten(server, member) or not self._free(("vote", member, str(message.id))):
            return None
        return Vote(server, member, message, self.draw.random() < 0.7)

    def _guess(self, server: Server) -> Deed | None:
        messages, member = self.quizzes.get(server.guild, []), self._reader()
        if not messages:
            return None
        message = self.draw.choice(messages)
        if self._forgotten(server, member) or not self._free(("guess", member, str(message.id))):
            return None
        return Guess(server, member, message, self.draw.choice(_rounds(message)))

    def _read(self, server: Server) -> Deed | None:
        if not self._free(("read", str(server.guild))):
            return None
        name, number = self.seeded[str(server.guild)]
        key = ("read", str(server.guild), str(self.discord.members["carol"]), str(number))
        ends = {0: 0, 100: None}
        return Read(server, "carol", name, key, ends, self.draw.choice(_PERCENT))

    def _settle(self, server: Server) -> Deed | None:
        if not self._free(("rule", str(server.guild))):
            return None
        return Settle(server, "mia", self.draw.choice(["on", "off", codes.INHERIT]))

    def _begin_quiz(self, server: Server) -> Deed | None:
        return BeginQuiz(server, self._reader(), self.seeded[str(server.guild)][0])

    def _forgotten(self, server: Server, member: str) -> bool:
        """Whether this member is being forgotten; otherwise nobody forgets them this round."""
        if member != "dave":
            return False
        if ("forget", str(server.guild)) in self._taken:
            return True
        self._taken.add(("dave does", str(server.guild)))
        return False

    def _forget(self, server: Server) -> Deed | None:
        guild, dave = str(server.guild), str(self.discord.members["dave"])
        if ("dave does", guild) in self._taken or not self._free(("forget", guild)):
            return None
        mine = tuple(
            key for key in self.ledger.held
            if key[0] in ("vote", "round") and key[1:3] == (guild, dave)
        )  # fmt: skip
        return Forget(server, "dave", mine) if mine else None


def _rounds(message: Message) -> list[str]:
    """The custom ids of the choices of a round."""
    ids = buttons_of(message.components).values()
    return [one for one in ids if one.startswith(f"cv:{_QUIZ}:") and not message.is_ephemeral]


def _rooms(number: int, rooms: int) -> str:
    word = f"qandahar{number:05}x"
    return "\n\n".join(
        f"In room {room} of house {number} stood the {word} with {room * number} drawers."
        for room in range(1, rooms + 1)
    )


def unexpected(drawing: Drawing, deeds: list[Deed]) -> list[str]:
    """Messages of the bots that are no answer to any deed of this round."""
    wrong = []
    for server in drawing.discord.servers:
        known = {one.id for one in drawing.kept(server)}
        for deed in deeds:
            if deed.server is server:
                known |= {one.id for one in deed.messages()}
                if deed.record is not None and deed.record.message_id:
                    known.add(deed.record.message_id)
                if deed.record is not None and deed.record.source_message_id:
                    known.add(deed.record.source_message_id)
        left = [one for one in drawing.discord.messages(server) if one.id not in known]
        wrong += [f"a message that nobody asked for: {shown(one)[:200]!r}" for one in left]
    return wrong
