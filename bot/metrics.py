"""What the bot counts and times, for Prometheus: sums over all servers, never one of them.

No label names a server, a channel or a member, or holds a word of theirs: every label takes its
values from a set that this program's own code bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from index import telling

if TYPE_CHECKING:
    from index import CacheFigures

_T = TypeVar("_T")

_OWN = frozenset({"bot", "index", "discord", "aiohttp", "sqlalchemy", "builtins"})
"""Packages whose classes of errors are told by name; the classes of a package are a closed set."""
_OTHER = "other"
_STAGE_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_LAG_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Outcome(StrEnum):
    """What became of a question."""

    FOUND = "found"
    REFUSED = "refused"
    """The story does not say."""
    DECLINED = "declined"
    """Not worked on: a cooldown, a rule of the server, no such story."""
    SHED = "shed"
    """Too many waited."""
    ELSEWHERE = "elsewhere"
    """Another process answers it."""
    FAILED = "failed"


class Stage(StrEnum):
    """Where the time of an exchange goes."""

    QUEUE = "queue"
    """Waiting for a thread."""
    WORK = "work"
    """On the thread."""
    RETRIEVING = "retrieving"
    """Of that, finding passages of a question."""
    READING = "reading"
    """Of that, reading them for its answer."""
    SENDING = "sending"
    """Until Discord has the answer."""
    TOTAL = "total"
    """All of it, of what was answered."""


class Meter:
    """The figures of one bot. Its methods are quick, and safe on any thread."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        """Of this bot alone: two bots of one process count apart."""
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._questions = self._counter("verse_questions", "Questions that were asked.")
        self._answers = self._counter("verse_answers", "What became of them.", "outcome")
        self._stages = Histogram(
            "verse_stage_seconds",
            "Seconds that exchanges with members spent in each stage.",
            ["stage"],
            buckets=_STAGE_BUCKETS,
            registry=self.registry,
        )
        self._lag = Histogram(
            "verse_loop_lag_seconds",
            "Seconds by which the event loop woke a task too late.",
            buckets=_LAG_BUCKETS,
            registry=self.registry,
        )
        self._errors = self._counter("verse_errors", "Errors by their class.", "kind")
        self._pools = (
            self._gauge("verse_places", "Places for work, waiting ones included.", "pool"),
            self._gauge("verse_places_held", "Places that are taken.", "pool"),
            self._gauge("verse_waiting", "Work that no thread has begun.", "pool"),
        )
        for outcome in Outcome:
            self._answers.labels(outcome)
        for stage in Stage:
            self._stages.labels(stage)

    def asked(self) -> None:
        """Count a question."""
        self._questions.inc()

    def answered(self, outcome: Outcome) -> None:
        """Count what became of a question."""
        self._answers.labels(outcome).inc()

    def failed(self, error: BaseException) -> None:
        """Count an error."""
        self._errors.labels(kind_of(type(error))).inc()

    def lagged(self, seconds: float) -> None:
        """Note by how much the event loop woke a task too late."""
        self._lag.observe(seconds)

    def took(self, stage: Stage, seconds: float) -> None:
        """Note the time that an exchange spent in a stage."""
        self._stages.labels(stage).observe(seconds)

    @contextmanager
    def timing(self, stage: Stage) -> Iterator[None]:
        """Note the time of the block, unless it raises."""
        begun = perf_counter()
        yield
        self.took(stage, perf_counter() - begun)

    def timed(self, function: Callable[[], _T]) -> Callable[[], _T]:
        """The function, noting how long it waited from now until it began, and how long it took."""
        made = perf_counter()

        def work() -> _T:
            begun = perf_counter()
            self.took(Stage.QUEUE, begun - made)
            try:
                with telling(lambda stage, seconds: self.took(Stage(stage), seconds)):
                    return function()
            finally:
                self.took(Stage.WORK, perf_counter() - begun)

        return work

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count what the block raises."""
        try:
            yield
        except Exception as error:
            self.failed(error)
            raise

    def counter(self, name: str, told: str) -> Counter:
        """A counter of its own, for what only one part of the bot knows."""
        return self._counter(name, told)

    def gauge(self, name: str, told: str, value: Callable[[], float]) -> None:
        """Have ``value`` asked whenever the figures are."""
        self._gauge(name, told).set_function(value)

    def pool(
        self,
        name: str,
        *,
        places: Callable[[], float],
        held: Callable[[], float],
        waiting: Callable[[], float],
    ) -> None:
        """Have the places of a pool of threads asked whenever the figures are."""
        for gauge, value in zip(self._pools, (places, held, waiting), strict=True):
            gauge.labels(name).set_function(value)

    def cache(self, figures: Callable[[], CacheFigures | None]) -> None:
        """Have the figures of the answers that are kept asked whenever the others are.

        None stands for those of libraries that are not open.
        """
        self.registry.register(_KeptAnswers(figures))

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(name, told, labels, registry=self.registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(name, told, labels, registry=self.registry)


class _KeptAnswers(Collector):
    """Figures that the index counts itself."""

    def __init__(self, figures: Callable[[], CacheFigures | None]) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        figures = self._figures()
        looks = CounterMetricFamily(
            "verse_answer_cache", "Looks into kept answers.", labels=["result"]
        )
        looks.add_metric(["hit"], figures.hits if figures else 0)
        looks.add_metric(["miss"], figures.misses if figures else 0)
        yield looks
        kept = figures.entries if figures else 0
        yield GaugeMetricFamily("verse_answers_kept", "Answers kept.", value=kept)


def kind_of(error: type[BaseException]) -> str:
    """The name of an error's class, where the packages that define it are a closed set."""
    return error.__name__ if error.__module__.partition(".")[0] in _OWN else _OTHER
