from __future__ import annotations

import pytest

from index.domain import Sureness
from index.reading.gate import PICKER_GATE, Gate

GATE = Gate(answerable_from=0.2, shown_from=0.4, likely_from=0.6, sure_from=0.9)


@pytest.mark.parametrize(
    ("answerable", "right", "sureness", "word", "threshold"),
    [
        (1.0, 1.0, Sureness.SURE, "Sure", "0.90"),
        (1.0, 0.9, Sureness.SURE, "Sure", "0.90"),
        (1.0, 0.89, Sureness.LIKELY, "Likely", "0.60"),
        (0.2, 0.6, Sureness.LIKELY, "Likely", "0.60"),
        (1.0, 0.59, Sureness.UNSURE, "Not sure", "0.60"),
        (1.0, 0.4, Sureness.UNSURE, "Not sure", "0.60"),
        (1.0, 0.39, None, "Refused", "0.40"),
        (0.19, 1.0, None, "Refused", "0.20"),
        (0.0, 0.0, None, "Refused", "0.20"),
    ],
)
def test_the_gate_decides_and_names_the_threshold_in_one_sentence(
    answerable: float, right: float, sureness: Sureness | None, word: str, threshold: str
) -> None:
    decided, sentence = GATE.decide(answerable, right)
    assert decided is sureness
    assert sentence.startswith(f"{word}: ")
    assert sentence.endswith(f"{threshold}.")
    assert sentence.count(". ") == 0


def test_the_picker_shows_any_sentence_of_a_question_that_can_be_answered() -> None:
    assert PICKER_GATE.decide(PICKER_GATE.answerable_from, 0.0)[0] is Sureness.UNSURE
    assert PICKER_GATE.decide(PICKER_GATE.answerable_from - 0.01, 1.0)[0] is None
