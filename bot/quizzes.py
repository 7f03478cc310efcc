"""The quiz: rounds that a channel answers, each member once, and what pressing a choice does."""

from __future__ import annotations

import re
import secrets
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import discord

from bot import quiz_pages
from bot.actions import Actions, Used
from bot.desk import Desk
from bot.errors import GoneError, PlainError
from bot.numbers import base36
from bot.pages import Page
from bot.replies import ButtonReply, CommandReply, Sent
from bot.texts import Texts
from bot.visits import Visit, Visitor
from index import NothingReadError, Quote, Round, RoundKind, StoryNotFoundError, StoryText, series

LONGEST = 10
"""Rounds of one quiz."""
_SEEDS = 2**31
_LETTERS = {
    None: "x",
    RoundKind.MISSING_WORD: "m",
    RoundKind.WHO_SAID: "w",
    RoundKind.WHICH_FIRST: "f",
    RoundKind.TRUE_OR_ALTERED: "t",
}
_NUMBER = "[0-9a-z]{1,12}"
_CODE = re.compile(
    rf"(?P<story>{_NUMBER})\.(?P<seed>{_NUMBER})\.(?P<kind>[{''.join(_LETTERS.values())}])"
    rf"\.(?P<ceiling>{_NUMBER})\.(?P<chosen>{_NUMBER})\.(?P<number>{_NUMBER})/(?P<total>{_NUMBER})"
    rf"\.(?P<mark>{_NUMBER})"
)
_RANKED = 1_000
"""Members whose rank is told."""
_KEPT = 10_000
"""Messages below which the next round is known to stand."""


class QuizBeyondError(PlainError):
    """The round was made for somebody who has read on."""

    def __init__(self) -> None:
        super().__init__("error-quiz-beyond")


class QuizChangedError(PlainError):
    """The story, or the program, makes another round of it now."""

    def __init__(self) -> None:
        super().__init__("error-quiz-changed")


class QuizWentOnError(PlainError):
    """The next round was asked for already."""

    def __init__(self) -> None:
        super().__init__("error-quiz-went-on")


@dataclass(frozen=True, slots=True)
class Asked:
    """A round as a custom id carries it; together with the story it determines all of it."""

    story_id: int
    seed: int
    """Of the whole quiz."""
    kind: RoundKind | None
    """None for mixed ones."""
    ceiling: int
    """Where the story ended for who began the quiz: a character offset, exclusive."""
    number: int
    """From 1."""
    total: int
    mark: int = 0
    """A checksum of what was shown, by which a changed story is noticed."""

    @classmethod
    def decode(cls, code: str) -> tuple[Asked, int]:
        """What ``encode`` wrote, and the choice; raises ``ValueError`` if it did not."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"{code!r} is no round")
        names = ("story", "seed", "ceiling", "number", "total", "mark", "chosen")
        story, seed, ceiling, number, total, mark, chosen = (int(match[n], 36) for n in names)
        kind = next(kind for kind, letter in _LETTERS.items() if letter == match["kind"])
        return cls(story, seed, kind, ceiling, number, total, mark), chosen

    def encode(self, chosen: int = 0) -> str:
        """The payload of the button of a choice, in at most 75 characters."""
        parts = (self.story_id, self.seed)
        ends = (self.ceiling, chosen, self.number)
        return (
            f"{'.'.join(map(base36, parts))}.{_LETTERS[self.kind]}.{'.'.join(map(base36, ends))}"
            f"/{base36(self.total)}.{base36(self.mark)}"
        )

    @property
    def key(self) -> str:
        """What a member's answer counts for once, in whichever message the round stands."""
        return replace(self, total=0, mark=0).encode()

    def text(self, visit: Visit) -> StoryText:
        """The story as far as the round was made of it, and the visitor may read.

        Raises:
            GoneError: the story was removed.
            QuizBeyondError: the round goes further than the visitor may read.
        """
        try:
            text = visit.library.text(visit.library.story_by_id(self.story_id).name)
        except NothingReadError:
            raise QuizBeyondError from None
        except StoryNotFoundError:
            raise GoneError from None
        if len(text.story.text) < self.ceiling:
            # Without a ceiling, the story is another one under the same id.
            beyond = self.story_id in visit.ceilings
            raise QuizBeyondError if beyond else QuizChangedError
        return text.up_to(self.ceiling)

    def round(self, visit: Visit) -> Round:
        """The round, made anew; raises as ``text`` does, and ``QuizError``.

        Raises:
            QuizChangedError: it is not the one that was shown.
        """
        rounds = series(self.text(visit), self.seed, self.number, self.kind)
        if len(rounds) < self.number or _mark(rounds[-1]) != self.mark:
            raise QuizChangedError
        return rounds[-1]

    def page(self, say: Texts, made: Round) -> Page:
        """The round with its buttons."""
        marked = replace(self, mark=_mark(made))
        codes = [marked.encode(chosen) for chosen in range(len(made.choices))]
        more = marked.encode() if self.number < self.total else None
        line = say("quiz-number", number=self.number, count=self.total)
        return quiz_pages.asked(say, made, codes, more, line)


class NextReply(ButtonReply):
    """A new message for everybody, or a word that only the member who pressed sees."""

    def __init__(self, interaction: discord.Interaction) -> None:
        super().__init__(interaction)
        # What is said instead stands beside the round that was pressed, not in its place.
        self._turns = True

    async def send(self, pages: Sequence[Page]) -> Sent:
        """Post the round."""
        (page,) = pages
        return Sent(self._interaction.channel_id, await self.publish(page))


class Quizzes:
    """Asks rounds and takes answers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._gone_on: OrderedDict[int, None] = OrderedDict()

    def register(self, actions: Actions) -> None:
        """Take the buttons below rounds."""
        actions.add(quiz_pages.ANSWER, self._answer)
        actions.add(quiz_pages.NEXT, self._next)

    async def begin(
        self,
        interaction: discord.Interaction,
        story: str | None,
        kind: RoundKind | None,
        rounds: int,
    ) -> None:
        """Ask the first round of a new quiz, for everybody in the channel."""
        reply = CommandReply(interaction, private=False)
        seed = secrets.randbelow(_SEEDS)

        def task(visit: Visit) -> Sequence[Page]:
            text = visit.library.text(visit.story(story))
            made = series(text, seed, rounds, kind)
            end = len(text.story.text)
            asked = Asked(text.story.id, seed, kind, end, 1, len(made))
            return (asked.page(reply.texts, made[0]),)

        await self._desk.exchange(reply, Visitor.of_interaction(interaction), task)

    async def standings(self, interaction: discord.Interaction) -> None:
        """Show who has how many points here; in direct messages, the member's own."""
        reply = CommandReply(interaction, private=None)
        member = str(interaction.user.id)

        def task(visit: Visit) -> Sequence[Page]:
            scores = visit.records.standings(_RANKED)
            alone = visit.visitor.server is None
            return (quiz_pages.standings(reply.texts, scores, member, alone=alone),)

        visitor = Visitor.of_interaction(interaction)
        await self._desk.exchange(reply, visitor, task, counted=False)

    async def _answer(self, used: Used) -> None:
        """Tell one member whether their choice is right; the first one counts."""
        reply = ButtonReply(used.interaction, opens=True)
        asked, chosen = Asked.decode(used.payload)
        member = str(used.interaction.user.id)

        def task(visit: Visit) -> Sequence[Page]:
            made = asked.round(visit)
            right = chosen == made.right
            points = quiz_pages.points_of(made) if right else 0
            counted = visit.records.claim_round(member, asked.key, right=right, points=points)
            return (quiz_pages.revealed(reply.texts, made, chosen, counted=counted),)

        visitor = Visitor.of_interaction(used.interaction)
        await self._desk.exchange(reply, visitor, task, counted=False)

    async def _next(self, used: Used) -> None:
        """Ask the next round of a series, for everybody again."""
        message = used.interaction.message
        key = message.id if message else 0
        self._claim(key)
        reply = NextReply(used.interaction)
        shown, _ = Asked.decode(used.payload)

        def task(visit: Visit) -> Sequence[Page]:
            shown.round(visit)
            asked = replace(shown, number=shown.number + 1)
            rounds = series(asked.text(visit), asked.seed, asked.number, asked.kind)
            if len(rounds) < asked.number:
                raise QuizChangedError
            return (asked.page(reply.texts, rounds[-1]),)

        visitor = Visitor.of_interaction(used.interaction)
        if await self._desk.exchange(reply, visitor, task, counted=False) is None:
            self._gone_on.pop(key, None)

    def _claim(self, message: int) -> None:
        """Let a round be followed by one round, though its button is pressed twice at once."""
        if message in self._gone_on:
            raise QuizWentOnError
        self._gone_on[message] = None
        if len(self._gone_on) > _KEPT:
            self._gone_on.popitem(last=False)


def _mark(made: Round) -> int:
    prompt = (part.text if isinstance(part, Quote) else part for part in made.prompt)
    # Not the right answer, which could be told from it.
    return zlib.crc32("\n".join([made.kind, *prompt, *made.choices]).encode())
