from __future__ import annotations

import pytest

from index.evaluation.measures import calibration_error, latency


def test_confidence_that_is_right_as_often_as_it_says_has_no_error() -> None:
    assert calibration_error([0.0] * 10 + [1.0] * 10, [False] * 10 + [True] * 10) == 0.0


def test_the_error_is_the_mean_gap_over_equally_filled_bins() -> None:
    # Twenty answers make ten bins of two, of which every second one is right.
    assert calibration_error([0.9] * 20, [True, False] * 10) == pytest.approx(0.4)
    assert calibration_error([0.8, 0.6], [True, True]) == pytest.approx(0.3)
    assert calibration_error([], []) is None


def test_latency_is_told_in_milliseconds() -> None:
    told = latency([n / 1000 for n in range(1, 102)])
    assert told is not None
    assert (told.p50, told.p90, told.p99) == pytest.approx((51, 91, 100))
    assert latency([]) is None
