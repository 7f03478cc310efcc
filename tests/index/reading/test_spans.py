from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from index.reading.spans import LONGEST_SPAN, Span, TokenScores, best_spans

FINITE = st.floats(-20, 20, width=32)


@st.composite
def scored(draw: st.DrawFn) -> tuple[TokenScores, list[int], list[int]]:
    """Token scores, with the part and the run that each token stands in."""
    count = draw(st.integers(1, 70))
    steps = st.lists(st.booleans(), min_size=count, max_size=count)
    new_run = draw(steps)
    # A new run begins a new sentence too.
    new_part = [a or b for a, b in zip(draw(steps), new_run, strict=True)]
    offsets = np.array([[3 * n, 3 * n + 2] for n in range(count)], dtype=np.int32)
    start, end = (draw(nps.arrays(np.float32, count, elements=FINITE)) for _ in range(2))
    scores = TokenScores(offsets, start, end, draw(FINITE))
    return scores, np.cumsum(new_part).tolist(), np.cumsum(new_run).tolist()


def by_trying_all(scores: TokenScores, parts: list[int], runs: list[int]) -> list[float]:
    """The best margin of each part."""
    count, start, end = len(parts), scores.start.tolist(), scores.end.tolist()
    return [
        max(
            start[first] + end[last] - scores.nothing
            for first in range(count)
            for last in range(first, min(first + LONGEST_SPAN, count))
            if parts[first] == part and runs[first] == runs[last]
        )
        for part in sorted(set(parts))
    ]


@settings(max_examples=40, deadline=None)
@given(scored())
def test_the_best_span_of_each_part_is_what_trying_all_finds(
    given_: tuple[TokenScores, list[int], list[int]],
) -> None:
    scores, parts, runs = given_
    found = best_spans(scores, np.array(parts), np.array(runs))
    assert [span.margin for span in found] == pytest.approx(
        by_trying_all(scores, parts, runs), abs=1e-4
    )


@settings(max_examples=40, deadline=None)
@given(scored())
def test_a_span_begins_in_its_part_ends_after_its_beginning_and_stays_in_its_run(
    given_: tuple[TokenScores, list[int], list[int]],
) -> None:
    scores, parts, runs = given_
    found = best_spans(scores, np.array(parts), np.array(runs))
    assert len(found) == len(set(parts))
    for part, span in zip(sorted(set(parts)), found, strict=True):
        first, last = span.start // 3, (span.end - 2) // 3
        assert parts[first] == part
        assert first <= last < first + LONGEST_SPAN
        assert runs[first] == runs[last]


@settings(max_examples=40, deadline=None)
@given(scored(), st.floats(-50, 50))
def test_a_margin_is_relative_to_no_answer(
    given_: tuple[TokenScores, list[int], list[int]], more: float
) -> None:
    scores, parts, runs = given_
    other = TokenScores(scores.offsets, scores.start, scores.end, scores.nothing + more)
    before = best_spans(scores, np.array(parts), np.array(runs))
    after = best_spans(other, np.array(parts), np.array(runs))
    for one, lowered in zip(before, after, strict=True):
        assert (one.start, one.end) == (lowered.start, lowered.end)
        assert lowered.margin == pytest.approx(one.margin - more, abs=1e-4)


def spans_of(start: list[float], end: list[float]) -> list[Span]:
    offsets = np.array([[n, n + 1] for n in range(len(start))], dtype=np.int32)
    scores = TokenScores(offsets, np.array(start, np.float32), np.array(end, np.float32), 1.0)
    return best_spans(scores, *np.zeros((2, len(start)), dtype=np.int64))


def test_where_the_likeliest_end_stands_before_the_start_the_best_pair_is_taken() -> None:
    assert spans_of([0, 0, 5], [9, 0, 1]) == [Span(0, 1, margin=8.0, score=9.0)]
    assert spans_of([0, 0, 50], [9, 0, 1]) == [Span(2, 3, margin=50.0, score=51.0)]


def test_a_span_of_the_longest_length_is_found_and_a_longer_one_is_not() -> None:
    for length, reached in ((LONGEST_SPAN, True), (LONGEST_SPAN + 1, False)):
        start, end = np.zeros(60), np.zeros(60)
        start[3] = end[3 + length - 1] = 10
        found = spans_of(start.tolist(), end.tolist())[0]
        assert ((found.start, found.end) == (3, 3 + length)) is reached


def test_no_tokens_have_no_spans() -> None:
    nothing = np.zeros(0, dtype=np.float32)
    scores = TokenScores(np.zeros((0, 2), dtype=np.int32), nothing, nothing, 0.0)
    assert best_spans(scores, np.zeros(0, np.int64), np.zeros(0, np.int64)) == []
