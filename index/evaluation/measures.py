"""Figures of plain numbers: areas, errors, quantiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_BINS = 10


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds within which half, nine tenths and all but one percent were answered."""

    p50: float
    p90: float
    p99: float


def calibration_error(confidences: Sequence[float], right: Sequence[bool]) -> float | None:
    """How far confidence is from the share that is right, on average over equally filled bins.

    The expected calibration error with ten bins of equal mass (Nguyen and O'Connor 2015), 0..1;
    None without answers.
    """
    if not confidences:
        return None
    claimed, held = np.asarray(confidences), np.asarray(right, dtype=np.float64)
    order = np.argsort(claimed, kind="stable")
    bins = np.array_split(order, min(_BINS, len(order)))
    gaps = [len(found) * abs(claimed[found].mean() - held[found].mean()) for found in bins]
    return float(sum(gaps) / len(order))


def latency(seconds: Sequence[float]) -> Latency | None:
    """The quantiles of some times, in milliseconds; None without times."""
    if not seconds:
        return None
    p50, p90, p99 = (float(each) for each in np.percentile(seconds, (50, 90, 99)) * 1000)
    return Latency(p50, p90, p99)
