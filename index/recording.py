"""The face through which is kept what the members of a server leave behind.

Servers, members, channels and messages go by their ids as text. Spans count characters of
``Story.text``, the end not included.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from index.records import (
    AskedQuestion,
    Feedback,
    Gap,
    MemberData,
    MemberScore,
    ServerSetting,
    Versions,
)


class Records(Protocol):
    """What the members of one server leave. Safe to use from several threads.

    A change is one transaction, and reading never waits for one. What is about a story goes
    with the story. Changing raises ``LibraryBusyError`` while another process changes the
    same data folder, and ``StorageError`` when the database cannot be written. An id of ""
    raises ``ValueError`` everywhere.
    """

    @property
    def server(self) -> str:
        """The server these belong to."""
        ...

    def settings(self) -> Mapping[tuple[str, str], str]:
        """The values of all settings, by place and name."""
        ...

    def settings_kept(self) -> tuple[ServerSetting, ...]:
        """All settings with who set them and when, ordered by place and name."""
        ...

    def set_setting(self, place: str, name: str, value: str | None, *, by: str) -> None:
        """Keep a setting of the whole server ("") or of a channel; None takes it away."""
        ...

    def ceilings(self, member: str | None, channel: str | None) -> Mapping[int, int]:
        """Where each story ends for this member in this channel: the lower of their ceilings.

        Story id -> character offset, exclusive; stories without a ceiling are absent.
        """
        ...

    def progress(self, member: str) -> Mapping[int, int]:
        """How far a member has read: story id -> character offset, exclusive."""
        ...

    def set_progress(self, member: str, story_id: int, end: int | None) -> None:
        """Keep how far a member has read a story; None takes the ceiling away.

        Raises:
            StoryNotFoundError: there is no such story.
            ValueError: the story has no such offset.
        """
        ...

    def channel_ceilings(self, channel: str) -> Mapping[int, int]:
        """How far a channel may read: story id -> character offset, exclusive."""
        ...

    def set_channel_ceiling(self, channel: str, story_id: int, end: int | None) -> None:
        """Keep how far a channel may read a story, as ``set_progress`` does for a member."""
        ...

    def claim_round(self, member: str, round_key: str, *, right: bool, points: int) -> bool:
        """Count a member's answer to a round of a quiz.

        False, and nothing is counted, when this member has answered that round before.
        """
        ...

    def standings(self, limit: int) -> tuple[MemberScore, ...]:
        """The members with the most points, the best first."""
        ...

    def vote(
        self,
        member: str,
        message: str,
        *,
        helped: bool,
        asked: AskedQuestion,
        versions: Versions,
        asker: str | None = None,
    ) -> None:
        """Keep a member's word on the answer in a message, in place of an earlier one.

        Args:
            member: who says it.
            message: the one that shows the answer.
            helped: what they say.
            asked: the question and its answer.
            versions: what the answer was made with.
            asker: who asked, if not the same member; the text goes when they are forgotten.

        Raises:
            StoryNotFoundError: the story of the answer was removed.
        """
        ...

    def feedback_kept(self, limit: int) -> tuple[Feedback, ...]:
        """What members said about answers, the newest first."""
        ...

    def keep_question(self, asked: AskedQuestion, *, member: str | None) -> None:
        """Keep a question; to be called only where the server wants questions kept.

        Beyond ``KEPT_QUESTIONS`` the oldest are dropped.

        Raises:
            StoryNotFoundError: the story of the answer was removed.
        """
        ...

    def gaps(self, limit: int) -> tuple[Gap, ...]:
        """The kept questions that were refused and the answers called wrong, newest first."""
        ...

    def forget_questions(self) -> int:
        """Erase the text of every question kept, from the disk too; return of how many.

        Feedback stays, without the question.
        """
        ...

    def about(self, member: str) -> MemberData:
        """All that this server keeps about a member."""
        ...

    def forget(self, member: str) -> int:
        """Erase all that this server keeps about a member, from the disk too.

        What the member set stays in force without the name of who set it. Returns how many
        things were erased.
        """
        ...

    def forget_server(self) -> int:
        """Erase all that this server keeps, from the disk too; return how many things."""
        ...
