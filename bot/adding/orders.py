"""What somebody wants to add, and how far it is (shared by a thread and the event loop)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.adding.materials import Material
from bot.errors import ClosingError, PlainError
from bot.rules import Rule
from index import Deed, JobLostError

HUNG_SECONDS = 600.0
"""How long a thread may give no sign of life. The longest step without one is storing, which
may wait for the database."""
_FIRST_SECONDS = 3.0
"""How long something goes on before it is told how long it will: earlier nobody knows."""

RULES = {
    Deed.ADDED: Rule.ADDERS,
    Deed.APPENDED: Rule.ADDERS,
    Deed.REPLACED: Rule.REPLACERS,
    Deed.REMOVED: Rule.REMOVERS,
}
"""Which rule says who may do what."""


class CancelledError(PlainError):
    """Somebody cancelled what is being added."""

    def __init__(self) -> None:
        super().__init__("adding-cancelled")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to become stories, or a part or a version of one."""

    materials: tuple[Material, ...]
    deed: Deed = Deed.ADDED
    story: str | None = None
    """The name of the story that goes on or is replaced."""
    name: str | None = None
    """What a member wants to call the one new story."""


class Stage(StrEnum):
    """What is being done."""

    READING = "reading"
    SEGMENTING = "segmenting"
    ENCODING = "encoding"
    FINISHING = "finishing"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far it is."""

    stage: Stage
    label: str
    """Of the file, page or message that is worked on."""
    number: int = 1
    """Which of them it is, from 1."""
    done: int = 0
    total: int = 0
    since: float = 0.0
    """When this stage began, on the monotonic clock."""

    def seconds_left(self, now: float) -> float | None:
        """How long this goes on, if that can be told already."""
        elapsed = now - self.since
        if not self.done or elapsed < _FIRST_SECONDS:
            return None
        return elapsed / self.done * (self.total - self.done)


class Job:
    """An order that is carried out."""

    def __init__(self, order: Order, member: int, key: str, closing: Callable[[], bool]) -> None:
        """Begin nothing yet.

        Args:
            order: what is to be done.
            member: who wants it.
            key: the library's.
            closing: whether the bot goes down.
        """
        self.order = order
        self.member = member
        self.key = key
        self.standing = Standing(Stage.READING, order.materials[0].label)
        self._seen = time.monotonic()
        self._closing = closing
        self._cancelled = threading.Event()
        self._lost = threading.Event()
        self._settled = False

    def cancel(self) -> bool:
        """End it soon, and keep nothing of it; False where it is too late for that."""
        if not self._settled:
            self._cancelled.set()
        return not self._settled

    def settle(self) -> None:
        """From now on it cannot be cancelled: what was stored cannot be taken back."""
        self._settled = True

    def lose(self) -> None:
        """End it soon: another process does it now, or none is to."""
        self._lost.set()

    def hangs(self, now: float) -> bool:
        """Whether its thread has given no sign of life for long; ``now`` is monotonic."""
        return now - self._seen > HUNG_SECONDS

    @property
    def ends(self) -> bool:
        """Whether it is to end."""
        self._seen = time.monotonic()
        cancelled = self._cancelled.is_set() and not self._settled
        return cancelled or self._lost.is_set() or self._closing()

    def check(self) -> None:
        """Go on only if it is to go on.

        Raises:
            CancelledError: somebody cancelled it.
            JobLostError: it is not this process's any more.
            ClosingError: the bot goes down.
        """
        self._seen = time.monotonic()
        if self._cancelled.is_set() and not self._settled:
            raise CancelledError
        if self._lost.is_set():
            raise JobLostError("Another process adds this now; leave it to that one.")
        if self._closing():
            raise ClosingError

    def begin(self, stage: Stage, label: str | None = None, number: int | None = None) -> None:
        """Another stage, or another file, is worked on; raises as ``check`` does."""
        self.check()
        now = self.standing
        self.standing = Standing(
            stage, label or now.label, number or now.number, since=time.monotonic()
        )

    def progress(self, stage: str, done: int, total: int) -> None:
        """How far the library is with a story; raises as ``check`` does."""
        self.check()
        now = self.standing
        name = Stage.ENCODING if stage == "encoding" else Stage.SEGMENTING
        since = now.since if now.stage is name else time.monotonic()
        self.standing = Standing(name, now.label, now.number, done, total, since)
