"""Times, and tables of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Report:
    """What one benchmark measured, as a Markdown table."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    remarks: tuple[str, ...] = ()

    def markdown(self) -> str:
        """The title, the table and the remarks below it."""
        lines = [self.columns, ["---"] * len(self.columns), *self.rows]
        table = [f"| {' | '.join(cells)} |" for cells in lines]
        return "\n".join([f"### {self.title}", "", *table, "", *self.remarks])


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work took."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def spread(values: Sequence[float], form: str = ".1f") -> str:
    """The median, with the least and the greatest value behind it."""
    return f"{median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def p50_and_p99(times: Sequence[float]) -> tuple[str, str]:
    """The median and the 99th percentile of some seconds, in milliseconds."""
    return _milliseconds(median(times)), _milliseconds(quantiles(times, n=100)[98])


def milliseconds(times: Sequence[float]) -> str:
    """The median of some seconds in milliseconds."""
    return _milliseconds(median(times))


def _milliseconds(value: float) -> str:
    thousandths = value * 1000
    return f"{thousandths:.0f}" if thousandths >= 10 else f"{thousandths:.2g}"
