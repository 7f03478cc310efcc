"""What `verse evaluate` shows: the figures as lines for people and as an object for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.terminal.lines import EMPTY, Line

if TYPE_CHECKING:
    from index import Evaluation, Examination, Figures, Rate, SpanFigures

_Row = tuple[str, str, str, str]
"""A figure's name, its value, what it was counted from, and what it means."""
_NONE = "-"


def examination_lines(examined: Examination) -> Iterator[Line]:
    """What of a file of texts was asked, and what was left out."""
    own = [known for known in examined.questions if not known.stranger]
    unanswerable = sum(not known.answerable for known in own)
    strangers = len(examined.questions) - len(own)
    told = [_count(len(examined.stories), "story", "stories")]
    told.append(_count(len(own), "question", "questions"))
    if unanswerable:
        told.append(f"{unanswerable:,} of them unanswerable")
    if strangers:
        told.append(f"{_count(strangers, 'question', 'questions')} of other stories")
    yield ((", ".join(told), ""),)
    if examined.left_out:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in examined.left_out.items())
        yield ((f"left out of the file: {reasons}", ""),)
    yield EMPTY


def figure_lines(figures: Figures) -> Iterator[Line]:
    """The figures, one a line; a figure that nothing was counted for is a dash."""
    rows = (
        *_quote_rows(figures),
        *_span_rows(figures),
        *_refusal_rows(figures),
        *_sureness_rows(figures),
        *_latency_rows(figures),
    )
    for name, value, of, meaning in rows:
        yield ((f"{name:<18}{value:>7}  {of:>9}  ", "bold"), (meaning, ""))


def _quote_rows(figures: Figures) -> Iterator[_Row]:
    yield _rate_row("quote@1", figures.quote_at_1, "answerable, the first quote is right")
    yield _rate_row("quote@3", figures.quote_at_3, "answerable, one of the quotes is right")
    yield _rate_row("false refusals", figures.false_refusals, "answerable, but refused")
    yield _rate_row("missed refusals", figures.missed_refusals, "unanswerable, but answered")
    yield _rate_row("verbatim", figures.verbatim, "quotes that are a slice of their story")
    for k, rate in figures.recall:
        first = "the first passage" if k == 1 else f"the first {k} passages"
        yield _rate_row(f"recall@{k}", rate, f"answerable, held by {first}")


def _span_rows(figures: Figures) -> Iterator[_Row]:
    for name, spans, of in (
        ("", figures.spans, "answerable, where a refusal counts 0"),
        (", answered", figures.spans_answered, "answerable and answered"),
        (", ungated", figures.spans_ungated, "the best reading, even if refused"),
    ):
        total = f"of {spans.questions:,}" if spans.questions else _NONE
        yield f"exact{name}", _share(spans.exact), total, of
        yield f"F1{name}", _share(spans.f1), total, of


def _refusal_rows(figures: Figures) -> Iterator[_Row]:
    yield _rate_row("refusal precision", figures.refusal_precision, "refused, and unanswerable")
    yield _rate_row("refusal recall", figures.refusal_recall, "unanswerable, and refused")
    yield "AUC", _number(figures.own_auc), "", "answerable against unanswerable"
    yield "AUC, strangers", _number(figures.strangers_auc), "", "against other stories' questions"


def _sureness_rows(figures: Figures) -> Iterator[_Row]:
    yield _rate_row("sure", figures.sure, "shown as sure, and right")
    yield _rate_row("likely", figures.likely, "shown as likely, and right")
    error = _number(figures.calibration_error)
    yield "calibration error", error, "", "how far confidence is off, on average"


def _latency_rows(figures: Figures) -> Iterator[_Row]:
    if figures.latency is not None:
        yield (
            "latency p50",
            f"{figures.latency.p50:,.0f}",
            "ms",
            "50 in 100 questions took at most this",
        )
        yield "latency p90", f"{figures.latency.p90:,.0f}", "ms", "90 in 100 took at most this"
        yield (
            "latency p99",
            f"{figures.latency.p99:,.0f}",
            "ms",
            "99 in 100 took at most this",
        )


def _rate_row(name: str, rate: Rate, meaning: str) -> _Row:
    return name, _share(rate.share), f"{rate.count}/{rate.total}", meaning


def _share(share: float | None) -> str:
    return _NONE if share is None else f"{share:.1%}"


def _number(number: float | None) -> str:
    return _NONE if number is None else f"{number:.3f}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


def evaluation_object(evaluation: Evaluation, examined: Examination | None) -> dict[str, Any]:
    """All figures, and each question that was not answered or refused as it should be.

    ``examined`` is what was asked of a file of texts; None for questions about the library.
    """
    figures = evaluation.figures
    return {
        "questions": len(evaluation.verdicts),
        "stories": None if examined is None else len(examined.stories),
        "left_out": {} if examined is None else dict(examined.left_out),
        "quote@1": _rate_object(figures.quote_at_1),
        "quote@3": _rate_object(figures.quote_at_3),
        "false_refusals": _rate_object(figures.false_refusals),
        "missed_refusals": _rate_object(figures.missed_refusals),
        "verbatim": _rate_object(figures.verbatim),
        **{f"recall@{k}": _rate_object(rate) for k, rate in figures.recall},
        **_span_object("", figures.spans),
        **_span_object("_answered", figures.spans_answered),
        **_span_object("_ungated", figures.spans_ungated),
        "refusal_precision": _rate_object(figures.refusal_precision),
        "refusal_recall": _rate_object(figures.refusal_recall),
        "answerable_auc": _rounded(figures.own_auc),
        "strangers_auc": _rounded(figures.strangers_auc),
        "calibration_error": _rounded(figures.calibration_error),
        "sure": _rate_object(figures.sure),
        "likely": _rate_object(figures.likely),
        "latency_ms": _latency_object(figures),
        "wrong": _wrong_objects(evaluation),
    }


def _wrong_objects(evaluation: Evaluation) -> list[dict[str, Any]]:
    return [
        {
            "line": verdict.known.line,
            "story": verdict.known.story,
            "question": verdict.known.question,
            "answerable": verdict.known.answerable,
            "found": verdict.found,
            "rank": verdict.rank,
            "shown": list(verdict.shown),
        }
        for verdict in evaluation.verdicts
        if not verdict.good
    ]


def _rate_object(rate: Rate) -> dict[str, Any]:
    return {"count": rate.count, "total": rate.total, "share": _rounded(rate.share)}


def _span_object(counted: str, spans: SpanFigures) -> dict[str, Any]:
    return {
        f"span_exact{counted}": _rounded(spans.exact),
        f"span_f1{counted}": _rounded(spans.f1),
        f"span_questions{counted}": spans.questions,
    }


def _latency_object(figures: Figures) -> dict[str, float] | None:
    if figures.latency is None:
        return None
    return {
        "p50": round(figures.latency.p50, 2),
        "p90": round(figures.latency.p90, 2),
        "p99": round(figures.latency.p99, 2),
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
