"""Questions, however they are put: asked with what was said before, answered, remembered."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import rendering
from bot.desk import Desk
from bot.errors import GoneError, PlainError, outcome_of
from bot.exchanges import exchange
from bot.metrics import Outcome
from bot.origins import signed
from bot.pages import Page
from bot.reading_on import BeyondError, place_quote
from bot.replies import CommandReply, Reply, Sent
from bot.talks import Seat, Spoken, Talk, Talks
from bot.told import Told
from bot.visits import Visit, Visitor
from index import AskedQuestion, NoStoriesError, StoryIndexError, Turn

if TYPE_CHECKING:
    from index import Answer

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as it came."""

    question: str
    visitor: Visitor
    seat: Seat | None
    before: Talk = ()
    """What was said before it."""
    story: str | None = None
    """The story that was named with it."""
    quoted: bool = True
    """Whether the answer repeats the question, because it does not stand below it."""


class Inquiries:
    """Takes questions."""

    def __init__(self, desk: Desk, talks: Talks) -> None:
        self._desk = desk
        self._talks = talks

    async def take(self, reply: Reply, inquiry: Inquiry) -> None:
        """Answer a question, remember that it was asked, and count what became of it."""
        meter = self._desk.meter
        meter.asked()
        with exchange() as current:
            answer = await self._taken(reply, inquiry)
            if answer is None:
                meter.answered(outcome_of(current.error))
            else:
                meter.answered(Outcome.FOUND if answer.found else Outcome.REFUSED)

    async def _taken(self, reply: Reply, inquiry: Inquiry) -> Answer | None:
        answered: list[tuple[Answer, Visit]] = []

        def task(visit: Visit) -> Sequence[Page]:
            if visit.visitor.server is None and not visit.library.stories():
                raise NoStoriesError("There are no stories here yet; add one, or choose others.")
            turns = [turn for spoken in inquiry.before if (turn := _turn(visit, spoken))]
            story = visit.story(inquiry.story)
            answer = visit.library.ask(inquiry.question, story=story, after=turns)
            answered.append((answer, visit))
            private = isinstance(reply, CommandReply) and reply.private
            page = rendering.answer(
                reply.texts,
                answer,
                asked=inquiry.quoted,
                private=private,
                shielded=bool(visit.ceilings),
            )
            return (signed(reply.texts, visit.home, page),)

        sent = await self._desk.exchange(reply, inquiry.visitor, task)
        if sent is None:
            return None
        answer, visit = answered[0]
        self._note(inquiry, answer, visit.home.key, sent)
        if visit.rules.keeps_questions.value:
            await self._keep(visit, answer)
        return answer

    def _note(self, inquiry: Inquiry, answer: Answer, library: str, sent: Sent) -> None:
        question = answer.understood or inquiry.question
        spoken = Spoken(question, Told.of(answer), inquiry.visitor.member, library)
        seats = [inquiry.seat] if inquiry.seat else []
        if sent.channel is not None and inquiry.seat and sent.channel != inquiry.seat.channel:
            # It was answered in a thread of its own, where whoever speaks goes on with it.
            seats.append(Seat(sent.channel, None))
        self._talks.note(inquiry.before, spoken, sent.message, iter(seats))

    async def _keep(self, visit: Visit, answer: Answer) -> None:
        asked = AskedQuestion.of(answer, with_text=True)

        def keep(now: Visit) -> None:
            # Keeping may have been turned off, and what was kept erased, since the answer began;
            # and in direct messages another library may be read now.
            if now.home.key == visit.home.key and now.rules.keeps_questions.value:
                now.records.keep_question(asked, member=str(now.visitor.member))

        try:
            await self._desk.look(visit.visitor, keep)
        except (PlainError, StoryIndexError) as error:
            # The member has the answer; the server lacks one question in its list.
            _log.warning("A question could not be kept (%s).", type(error).__name__)


def _turn(visit: Visit, spoken: Spoken) -> Turn | None:
    """A turn, if all that was shown in it is open to this visitor."""
    if spoken.library not in {None, visit.home.key}:
        # In direct messages: a question may have been completed with words of that library.
        return None
    try:
        return Turn(spoken.question, spoken.told.quotes(lambda place: place_quote(visit, place)))
    except (GoneError, BeyondError, ValueError):
        return None
