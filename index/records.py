"""What the members of a server leave behind.

Servers, members, channels and messages go by their ids as text; the library knows nothing else
of them. Spans count characters of ``Story.text``, the end not included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from index.domain import Answer, Sureness
from index.growing import AuditEntry
from index.jobs import Job

WHOLE_SERVER = ""
"""The place of a setting that counts in every channel."""
KEPT_QUESTIONS = 5_000
"""How many questions a server keeps at most; the oldest make room."""


@dataclass(frozen=True, slots=True)
class ServerSetting:
    """A setting of a server, or of one of its channels."""

    place: str
    """``WHOLE_SERVER`` or a channel."""
    name: str
    value: str
    set_by: str | None
    """The member who set it last; None when that member asked to be forgotten."""
    set_at: datetime


@dataclass(frozen=True, slots=True)
class MemberScore:
    """What a member won in the quizzes of a server."""

    member: str
    points: int
    rounds: int
    """How many rounds were answered, ``right`` of them rightly."""
    right: int


@dataclass(frozen=True, slots=True)
class AnsweredRound:
    """One round of a quiz that a member answered."""

    key: str
    right: bool
    points: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question and what the story said to it.

    Raises:
        ValueError: the span is empty, or there is no story for it.
    """

    question: str | None
    """None where the server does not keep question texts."""
    found: bool
    confidence: float
    sureness: Sureness
    story_id: int | None = None
    span: tuple[int, int] | None = None
    """The answer's words; of a refusal, the nearest quote. None without any story."""

    def __post_init__(self) -> None:
        if self.span is not None and (
            self.story_id is None or not 0 <= self.span[0] < self.span[1]
        ):
            raise ValueError(f"the span {self.span[0]}:{self.span[1]} is in no story")

    @classmethod
    def of(cls, answer: Answer, *, with_text: bool) -> Self:
        """Return what is kept of an answer, the question's text only if that is wanted.

        A follow-up is kept as it was understood, for its own words ask nothing by themselves.
        """
        quote = next(iter(answer.quotes or answer.nearest), None)
        return cls(
            question=(answer.understood or answer.question) if with_text else None,
            found=answer.found,
            confidence=answer.confidence,
            sureness=answer.sureness,
            story_id=None if quote is None else quote.story.id,
            span=None if quote is None else quote.highlight or (quote.start, quote.end),
        )


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that a server keeps, because its settings say so."""

    asked: AskedQuestion
    member: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Versions:
    """What an answer was made with: two answers of the same versions can be compared."""

    program: str
    reader: str
    """The reader's fingerprint."""
    encoder: str
    """The encoder's fingerprint."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A member's last word on one answer."""

    member: str
    message: str
    """The message that shows the answer."""
    helped: bool
    """False when the member called the answer wrong."""
    asked: AskedQuestion
    versions: Versions
    at: datetime


class GapKind(StrEnum):
    """Why a question counts as one that the library should answer better."""

    REFUSED = "refused"
    WRONG = "wrong"
    """A member called the answer wrong."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that was refused, or whose answer was called wrong; never who asked."""

    kind: GapKind
    asked: AskedQuestion
    at: datetime


@dataclass(frozen=True, slots=True)
class MemberData:
    """All that one server keeps about one member in one library."""

    library: str
    """The library's key."""
    server: str
    member: str
    settings: tuple[ServerSetting, ...]
    """Those that the member set last."""
    progress: Mapping[int, int]
    """How far the member has read: story id -> character offset, exclusive."""
    rounds: tuple[AnsweredRound, ...]
    feedback: tuple[Feedback, ...]
    questions: tuple[KeptQuestion, ...]
    """Those that the member asked, also where they are kept with another member's vote."""
    deeds: tuple[AuditEntry, ...] = ()
    """What the member did to the library."""
    jobs: tuple[Job, ...] = ()
    """What the member asked to be done to it, as long as it is kept."""

    @property
    def count(self) -> int:
        """How many things are kept; 0 when there is nothing about this member."""
        parts = (self.settings, self.progress, self.rounds, self.feedback, self.questions)
        return sum(map(len, parts)) + len(self.deeds) + len(self.jobs)
