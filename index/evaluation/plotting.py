"""Precision against coverage, drawn as a PNG."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.domain import Sureness
from index.evaluation.figures import CurvePoint, precision_by_coverage
from index.evaluation.verdicts import Verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKED = ((Sureness.SURE, "sure", "#1a7f37"), (Sureness.LIKELY, "sure or likely", "#9a6700"))
_INK = "#1f2328"
_CURVE = "#0969da"


def precision_plot(verdicts: Sequence[Verdict], title: str) -> bytes:
    """Draw how many answers are right when only the more confident ones are shown, as a PNG.

    It is the risk-coverage curve of selective answering (El-Yaniv and Wiener 2010), with
    precision for risk. Drawn on a canvas of its own: no window, no state that is shared.
    """
    # Matplotlib takes a second to import, which only those who draw should wait.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.5), dpi=150, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    points = precision_by_coverage(verdicts)
    if points:
        _draw(axes, points)
    else:
        axes.text(0.5, 0.5, "no question was answered", ha="center", va="center", color=_INK)
    axes.set(xlim=(0, 1), ylim=(0, 1.02), title=title)
    axes.set_xlabel(f"coverage: share of all {len(verdicts):,} questions answered")
    axes.set_ylabel("precision: share of those answers that are right")
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    drawn = io.BytesIO()
    figure.savefig(drawn, format="png")
    return drawn.getvalue()


def _draw(axes: Axes, points: Sequence[CurvePoint]) -> None:
    coverage = [point.coverage for point in points]
    precision = [point.precision for point in points]
    axes.plot(coverage, precision, color=_CURVE, linewidth=1.8, drawstyle="steps-post")
    for sureness, name, colour in _MARKED:
        shown = [point for point in points if _at_least(point.sureness, sureness)]
        if shown:
            last = shown[-1]
            label = f"{name}: {last.coverage:.0%} answered, {last.precision:.0%} right"
            axes.axvline(last.coverage, color=colour, linestyle="--", linewidth=1.2, label=label)
    every = f"all: {coverage[-1]:.0%} answered, {precision[-1]:.0%} right"
    axes.plot(coverage[-1:], precision[-1:], "o", color=_CURVE, markersize=5, label=every)
    axes.legend(loc="lower right", frameon=True)


def _at_least(shown: Sureness, wanted: Sureness) -> bool:
    order = list(Sureness)
    return order.index(shown) <= order.index(wanted)
