from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import ReaderError, Sureness
from index.reading.calibrate import Judged, all_figures, figures, threshold, thresholds
from index.reading.calibration import CALIBRATION, NAMES, Calibration
from index.reading.linear import Logistic, Weights, best_figures, summary_figures
from tests.index.reading.support import plain_calibration

Content = dict[str, Any]


def test_a_calibration_is_read_as_it_was_saved(tmp_path: Path) -> None:
    calibration = replace(plain_calibration(0.4321, 0.8765), reader="abc")
    calibration.save(tmp_path)
    read = Calibration.load(tmp_path)
    assert (read.likely_from, read.sure_from, read.reader) == (0.4321, 0.8765, "abc")
    assert read.measured == calibration.measured
    assert read.weights.as_dict(NAMES) == calibration.weights.as_dict(NAMES)


def test_its_gate_refuses_below_likely() -> None:
    gate = plain_calibration(0.5, 0.9).gate
    chances = [0.95, 0.9, 0.5, 0.49]
    assert [gate.decide(0.0, chance)[0] for chance in chances] == [
        Sureness.SURE,
        Sureness.SURE,
        Sureness.LIKELY,
        None,
    ]


def other_names(content: Content) -> Content:
    return content | {"names": [*NAMES[1:], "another"]}


def fewer_names(content: Content) -> Content:
    return content | {"names": list(NAMES[:-1])}


def short_ranking(content: Content) -> Content:
    return content | {"ranking": content["ranking"][:-1]}


def short_factors(content: Content) -> Content:
    return content | {"right": {"factors": [1.0], "bias": 0.0}}


def words_for_numbers(content: Content) -> Content:
    return content | {"ranking": ["much"] * len(NAMES)}


def no_number(content: Content) -> Content:
    return content | {"ranking": [float("nan")] * len(NAMES)}


def no_thresholds(content: Content) -> Content:
    return {name: value for name, value in content.items() if name != "sure_from"}


def measured_nothing(content: Content) -> Content:
    return content | {"measured": None}


@pytest.mark.parametrize(
    "spoil",
    [
        other_names,
        fewer_names,
        short_ranking,
        short_factors,
        words_for_numbers,
        no_number,
        no_thresholds,
        measured_nothing,
    ],
)
def test_a_calibration_of_something_else_is_refused_with_the_command(
    tmp_path: Path, spoil: Callable[[Content], Content]
) -> None:
    plain_calibration().save(tmp_path)
    path = tmp_path / CALIBRATION
    path.write_text(json.dumps(spoil(json.loads(path.read_text("utf-8")))), encoding="utf-8")
    with pytest.raises(ReaderError, match=r"python -m index\.reading\.calibrate\.$"):
        Calibration.load(tmp_path)


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"null", b"\xff\xfe"])
def test_a_missing_or_damaged_calibration_is_refused_with_the_command(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / CALIBRATION).write_bytes(content)
    with pytest.raises(ReaderError, match=r"python -m index\.reading\.calibrate\.$"):
        Calibration.load(tmp_path)


def judged(told: list[tuple[float, bool]], sources: str = "t") -> Judged:
    """``sources`` has a letter for every question, or one for all."""
    chances, right = (np.array(column) for column in zip(*told, strict=True))
    answerable = np.arange(len(told)) % 3 > 0
    named = np.array(list(sources * (len(told) // len(sources))))
    return Judged(chances, right.astype(np.bool_), chances, answerable, named)


SOME = st.lists(st.tuples(st.sampled_from(np.arange(1, 20) / 20), st.booleans()), min_size=1)


@settings(max_examples=150, deadline=None)
@given(SOME, st.sampled_from([0.5, 0.75, 0.95]), st.sampled_from([0.5, 0.8, np.inf]))
def test_a_threshold_is_the_least_chance_from_which_on_the_share_is_right(
    told: list[tuple[float, bool]], share: float, below: float
) -> None:
    def good(least: float) -> bool:
        shown = [right for chance, right in told if least <= chance < below]
        return bool(shown) and sum(shown) / len(shown) >= share

    least = [chance for chance, _ in told if chance < below and good(chance)]
    assert threshold(judged(told), share, below) == min(least, default=min(below, 1.0))


def test_where_nothing_is_right_enough_nothing_is_sure() -> None:
    assert threshold(judged([(0.9, False), (0.8, False)]), 0.95) == 1.0


def test_sources_count_alike_however_many_questions_they_have() -> None:
    told = [(0.9, True), (0.8, True), (0.7, True), (0.6, True), (0.5, False), (0.4, False)]
    assert threshold(judged(told), 0.8) == 0.5
    assert threshold(judged(told, "ttttww"), 0.8) == 0.6


def test_a_threshold_may_have_to_hold_in_every_source() -> None:
    told = [(0.9, True), (0.8, True), (0.7, True), (0.6, False), (0.5, True), (0.4, True)]
    assert threshold(judged(told, "twttwt"), 0.8) == 0.4
    assert threshold(judged(told, "twttwt"), 0.8, everywhere=True) == 0.7


@pytest.mark.parametrize("answerable", [-2.0, 0.5])
def test_an_answer_is_never_likelier_than_that_there_is_one(answerable: float) -> None:
    figures = np.array([1.0])
    weights = Weights(
        np.array([1.0]), Logistic(np.array([answerable]), 0.0), Logistic(np.array([0.5]), 0.0)
    )
    right, at_all = weights.chances(figures)
    assert at_all == weights.answerable.chance(figures)
    assert right == min(at_all, weights.right.chance(figures))


RIGHT = [(0.95, True), (0.9, True), (0.85, True), (0.8, True)]


@pytest.mark.parametrize(
    ("last", "likely_from", "sure_from"),
    [
        (0.3, 0.3, 0.95),
        (0.4, 0.8, 0.8),
    ],
    ids=["a chance that is worth showing", "no level gets there"],
)
def test_sure_begins_where_nothing_worth_showing_is_refused_for_it(
    last: float, likely_from: float, sure_from: float
) -> None:
    told = judged([*RIGHT, (last, False)])
    assert thresholds(told) == (likely_from, sure_from)


def test_the_adversarial_questions_do_not_decide_what_is_sure() -> None:
    told = judged([*RIGHT, (0.97, False), (0.3, False)])
    adversarial = np.array([False] * 4 + [True, False])
    told = replace(told, sources=np.where(adversarial, "squad2-part", "fairytaleqa"))
    assert thresholds(told) == (0.3, 0.95)


def test_the_figures_count_who_was_right_and_who_was_refused() -> None:
    told = Judged(
        np.array([0.99, 0.95, 0.7, 0.6, 0.2, 0.1]),
        np.array([True, True, True, False, True, False]),
        np.array([0.9, 0.8, 0.7, 0.1, 0.6, 0.2]),
        np.array([True, True, True, False, True, False]),
        np.array(list("ttttww")),
    )
    found = figures(told, 0.5, 0.9)
    assert found["sure_right"] == 1
    assert found["shown_right"] == 0.75
    assert found["likely_right"] == 0.5
    assert found["false_refusals"] == 0.25
    assert found["missed_refusals"] == 0.5
    assert found["answerable_auc"] == 1
    by_source = all_figures(told, 0.5, 0.9)
    assert by_source["false_refusals"] == 0.25
    assert (by_source["t: false_refusals"], by_source["w: false_refusals"]) == (0, 1)


def test_a_chance_is_a_sigmoid_between_0_and_1() -> None:
    logistic = Logistic(np.array([2.0, 0.0]), -2.0)
    assert logistic.chance(np.array([1.0, 9.0])) == 0.5
    assert logistic.chance(np.array([30.0, 0.0])) == pytest.approx(1)
    assert logistic.chance(np.array([-900.0, 0.0])) == pytest.approx(0)


def test_a_summary_is_of_the_best_sentence_and_of_all() -> None:
    figures_ = np.array([[1.0, 5.0], [3.0, 2.0]])
    summary = summary_figures(figures_, np.array([0.0, 1.0]))
    assert summary[:4].tolist() == [3, 2, 3, 5]
    assert summary[4] == pytest.approx(np.e / (1 + np.e))
    assert best_figures(figures_, np.array([0.0, 1.0])).tolist() == [3, 2, summary[4]]
