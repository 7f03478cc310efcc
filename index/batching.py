"""What several threads ask of a model, computed together."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")


@dataclass(slots=True, eq=False)
class _Asked(Generic[Q, A]):
    """One question, and what came of it."""

    question: Q
    answers: Sequence[A] = ()
    """Its answer, once there is one."""
    error: Exception | None = None

    @property
    def settled(self) -> bool:
        return bool(self.answers) or self.error is not None


class Batcher(Generic[Q, A]):
    """Answers questions of several threads together. Safe to use from all of them.

    It has lanes and no threads of its own: who asks while a lane is free takes it and computes for
    all who wait, itself among them. So nothing waits while nothing is computed, and what piles up
    while all lanes are taken is the next batch.

    Whether an answer depends on the others of its batch is up to ``run``.
    """

    def __init__(self, run: Callable[[Sequence[Q]], Sequence[A]], lanes: int, most: int) -> None:
        """Have ``run`` compute batches.

        Args:
            run: answers questions, in their order; called by as many threads at once as there are
                lanes, and again with each question alone when it raises for several.
            lanes: how many batches are computed at once.
            most: questions of one batch.
        """
        self._run = run
        self._free = lanes
        self._most = most
        self._waiting: deque[_Asked[Q, A]] = deque()
        self._turn = threading.Condition()

    def of(self, questions: Sequence[Q]) -> list[A]:
        """The answers to some questions, in their order; those who asked first come first.

        Raises:
            Exception: what ``run`` raises for the first of them that it has no answer to.
        """
        own = [_Asked[Q, A](question) for question in questions]
        with self._turn:
            self._waiting.extend(own)
            try:
                while not all(asked.settled for asked in own):
                    if self._free and self._waiting:
                        self._take_lane()
                    else:
                        self._turn.wait()
            finally:
                # Whoever is interrupted takes nobody's time any more.
                for asked in own:
                    if asked in self._waiting:
                        self._waiting.remove(asked)
        for asked in own:
            if asked.error is not None:
                raise asked.error
        return [asked.answers[0] for asked in own]

    def _take_lane(self) -> None:
        """Compute the next batch; called, and left, with the lock held."""
        batch = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
        self._free -= 1
        self._turn.release()
        try:
            self._settle(batch)
        finally:
            self._turn.acquire()
            self._free += 1
            # Of one that was interrupted, for those who still wait.
            self._waiting.extendleft(asked for asked in reversed(batch) if not asked.settled)
            self._turn.notify_all()

    def _settle(self, batch: Sequence[_Asked[Q, A]]) -> None:
        try:
            answers = self._run([asked.question for asked in batch])
        except Exception as error:  # noqa: BLE001 - raised again by who asked
            if len(batch) == 1:
                batch[0].error = error
                return
            for asked in batch:
                self._settle([asked])
            return
        for asked, answer in zip(batch, answers, strict=True):
            asked.answers = (answer,)
