"""What members say about answers: that one helped, or that it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot import rendering
from bot.actions import Actions, Used
from bot.asked import question_of
from bot.desk import Desk
from bot.errors import GoneError
from bot.pages import Page
from bot.replies import ButtonReply
from bot.talks import Talks
from bot.told import HELPED, WRONG, Told
from bot.visits import Visit, Visitor
from index import AskedQuestion, StoryNotFoundError, Sureness


class Judging:
    """Keeps what members say, with the answer and what it was made with."""

    def __init__(self, desk: Desk, talks: Talks) -> None:
        self._desk = desk
        self._talks = talks

    def register(self, actions: Actions) -> None:
        """Take both buttons below answers."""
        actions.add(HELPED, partial(self._judge, True))
        actions.add(WRONG, partial(self._judge, False))

    async def _judge(self, helped: bool, used: Used) -> None:
        """Keep a member's word, the question's text only where the server keeps those."""
        reply = ButtonReply(used.interaction, opens=True)
        told = Told.decode(used.payload)
        question = question_of(used.interaction, self._talks)
        message = used.interaction.message
        assert message is not None, "buttons are below messages"  # noqa: S101

        def task(visit: Visit) -> Sequence[Page]:
            kept = question if visit.rules.keeps_questions.value else None
            versions = visit.library.versions()
            try:
                visit.records.vote(
                    str(visit.visitor.member),
                    str(message.id),
                    helped=helped,
                    asked=asked_of(told, kept.text if kept else None),
                    versions=versions,
                    asker=str(kept.asker) if kept else None,
                )
            except (StoryNotFoundError, ValueError):
                # A place outside its story is in a button of another library.
                raise GoneError from None
            say = reply.texts
            thanks = say("judged-helped") if helped else say("judged-wrong")
            return (rendering.notice(thanks),)

        visitor = Visitor.of_interaction(used.interaction)
        await self._desk.exchange(reply, visitor, task, counted=False)


def asked_of(told: Told, question: str | None) -> AskedQuestion:
    """What is kept of an answer that a button tells."""
    place = next(iter(told.places), None)
    return AskedQuestion(
        question=question,
        found=told.sureness is not None,
        confidence=told.percent / 100,
        sureness=told.sureness or Sureness.UNSURE,
        story_id=place.story_id if place else None,
        span=(told.highlight or (place.start, place.end)) if place else None,
    )
