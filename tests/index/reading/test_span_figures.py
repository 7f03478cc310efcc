from __future__ import annotations

import numpy as np
import pytest

from index.reading.evidence import QuestionTerms
from index.reading.second_look import Look
from index.reading.span_figures import LOOK_FIGURES, SPAN_FIGURES, look_figures, span_figures
from index.reading.spans import Span
from index.terms import terms


def test_a_span_has_a_figure_for_every_name() -> None:
    asked = QuestionTerms.of("how many sons?", terms("how many sons?"))
    figures = span_figures(asked, Span(0, 10, 6.0, 8.0), "three sons", 9)
    told = dict(zip(SPAN_FIGURES, figures.tolist(), strict=True))
    assert told["margin"] == pytest.approx(0.6)
    assert told["logits"] == pytest.approx(0.8)
    assert told["echo"] == 0.5
    assert (told["fits"], told["fails"]) == (1, 0)


@pytest.mark.parametrize("margin", [-np.inf, -1e9, 0.0, 1e9])
def test_any_margin_is_a_finite_figure(margin: float) -> None:
    figures = look_figures(Look(margin, margin))
    assert figures.shape == (len(LOOK_FIGURES),)
    assert np.isfinite(figures).all()
