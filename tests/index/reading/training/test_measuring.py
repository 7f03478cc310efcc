from __future__ import annotations

from pathlib import Path

import pytest
from transformers import AutoModelForQuestionAnswering, PreTrainedTokenizerBase

from index.reading.spans import Span
from index.reading.training.examples import SpanExample
from index.reading.training.features import features
from index.reading.training.loop import Course, Run
from index.reading.training.measuring import measured, predictions
from tests.index.reading.training.support import answer_of, paragraphs, span_examples

TEXT = "The knight Fulk built a tower."
ANSWERABLE = SpanExample("Who built a tower?", TEXT, (11, 15), "made")
UNANSWERABLE = SpanExample("Who sang?", TEXT, None, "made")


def test_exact_match_and_f1_are_those_of_the_answerable_questions() -> None:
    found = [ANSWERABLE, ANSWERABLE, UNANSWERABLE]
    told = [Span(11, 15, 2.0), Span(4, 15, -1.0), Span(0, 3, 1.0)]
    figures = measured(found, told)
    assert figures == pytest.approx({"exact": 0.5, "f1": (1 + 2 / 3) / 2, "auc": 0.5})


def test_where_every_question_has_an_answer_there_is_no_auc() -> None:
    assert measured([ANSWERABLE], [Span(11, 15, 0.0)]) == {"exact": 1.0, "f1": 1.0}


def test_a_model_that_has_learned_its_examples_is_measured_as_nearly_perfect(
    bert: Path, tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    found = span_examples(paragraphs(range(2)))
    fed = features(tokenizer, found, seed=1)
    course = Course(steps=80, seed=1, tokens=2_000, peak=1e-2, warm_up=5, averaged=0.9)
    model = AutoModelForQuestionAnswering.from_pretrained(bert, attn_implementation="eager")
    run = Run(model, fed, course, tmp_path, pad=0)
    run.train(100, lambda _step, _loss: None)
    told = predictions(run.finished(), fed, 0, "cpu")
    figures = measured(found, told)
    assert figures["f1"] > 0.9
    assert figures["auc"] > 0.9
    said = [e.context[p.start : p.end] for e, p in zip(found, told, strict=True) if e.answer]
    assert sum(s == answer_of(e) for s, e in zip(said, filter(answer_of, found), strict=True)) >= 7
