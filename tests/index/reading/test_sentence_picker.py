from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.domain import Sureness
from index.reading import sentence_picker
from index.reading.evidence import NAMES
from index.reading.gate import PICKER_GATE
from index.reading.sentence_picker import shipped_weights


def test_the_weights_that_ship_match_the_evidence() -> None:
    weights = shipped_weights()
    assert len(weights.ranking) == len(NAMES)
    assert len(weights.answerable.factors) == len(weights.right.factors) == 2 * len(NAMES) + 1


def test_weights_for_other_evidence_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_picker, "NAMES", ("something", "else"))
    with pytest.raises(ValueError, match="other figures"):
        shipped_weights()


def test_the_weights_say_what_was_measured_with_them() -> None:
    shipped = Path(sentence_picker.__file__).with_name("sentence_picker.json")
    held_out = json.loads(shipped.read_text(encoding="utf-8"))["held_out"]
    assert set(held_out) == {"fairytales", "wikipedia", "adversarial"}


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (1.0, Sureness.SURE),
        (PICKER_GATE.sure_from, Sureness.SURE),
        (PICKER_GATE.likely_from, Sureness.LIKELY),
        (0.0, Sureness.UNSURE),
    ],
)
def test_a_chance_is_told_in_words(chance: float, expected: Sureness) -> None:
    assert PICKER_GATE.decide(PICKER_GATE.answerable_from, chance)[0] is expected
