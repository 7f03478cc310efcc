"""The reader: a reading model finds the words, and a calibration says how likely they are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from index.reading.base import Candidate, Reading, Verdict
from index.reading.calibration import Calibration
from index.reading.evidence import QuestionTerms, Similarities, evidence
from index.reading.gate import Gate
from index.reading.linear import Figures, summary_figures
from index.reading.regions import Region, regions
from index.reading.span_figures import span_figures
from index.reading.spans import Span, TokenScores, best_spans
from index.reading.wording import worded

WEIGHED = 12
"""Sentences with the best margins, for which the other evidence is gathered too."""


class Scorer(Protocol):
    """What reads: question and texts in, scores of every token out."""

    def score(self, question: str, texts: Sequence[str]) -> list[list[TokenScores]]:
        """For each text its windows in order."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The best words that begin in one sentence, with their figures."""

    region: Region
    position: int
    """Of the sentence in its story's outline."""
    span: Span
    """In the region's words."""
    figures: Figures
    """Shape (len(calibration.NAMES),)."""

    @property
    def in_story(self) -> tuple[int, int]:
        """The span, as offsets of the story."""
        # The end belongs to the last character's run, not to what follows it.
        return self.region.in_story(self.span.start), self.region.in_story(self.span.end - 1) + 1

    @property
    def quoted(self) -> tuple[int, int]:
        """The span of the whole sentences that it stands in, as offsets of the story."""
        start, end = self.in_story
        sentences = self.region.text.outline.sentences
        within = [
            sentences[position]
            for position in self.region.positions
            if sentences[position].start < end and start < sentences[position].end
        ]
        return within[0].start, within[-1].end


class SpanReader:
    """Reads passages with a model of spans."""

    def __init__(self, model: Scorer, calibration: Calibration) -> None:
        self._model = model
        self._calibration = calibration

    @property
    def gate(self) -> Gate:
        """The calibrated thresholds."""
        return self._calibration.gate

    def read(
        self, question: str, question_terms: Sequence[str], candidates: Sequence[Candidate]
    ) -> Verdict:
        """Read some passages; a reading's score falls with its rank below the best one."""
        found = find(self._model, question, question_terms, candidates)
        if not found:
            return Verdict((), 0.0)
        weights = self._calibration.weights
        figures = np.array([one.figures for one in found])
        ranks = figures @ weights.ranking
        summary = summary_figures(figures, ranks)
        scores = weights.right.chance(summary) * np.exp(ranks - ranks.max())
        readings = [
            _reading(question, one, float(score)) for one, score in zip(found, scores, strict=True)
        ]
        best_first = sorted(readings, key=lambda r: (-r.score, r.text.story.id, r.start))
        return Verdict(tuple(best_first), weights.answerable.chance(summary))


def find(
    model: Scorer, question: str, question_terms: Sequence[str], candidates: Sequence[Candidate]
) -> list[Found]:
    """The sentences in which the model finds the likeliest answers, with their figures."""
    read = regions(candidates)
    spans: dict[tuple[int, int], tuple[Region, Span]] = {}
    for region, windows in zip(
        read, model.score(question, [region.words for region in read]), strict=True
    ):
        for window in windows:
            for position, span in _of_window(region, window):
                key = (region.text.story.id, position)
                if key not in spans or spans[key][1].margin < span.margin:
                    spans[key] = region, span
    best = sorted(spans, key=lambda key: (-spans[key][1].margin, key))[:WEIGHED]
    asked = QuestionTerms.of(question, question_terms)
    hits = _similarities(candidates)
    return [
        Found(
            region := spans[key][0],
            key[1],
            span := spans[key][1],
            _figures(
                asked, region, key[1], span, hits.get(key, Similarities(0.0, 0.0, 0.0)), len(spans)
            ),
        )
        for key in best
    ]


def _of_window(region: Region, window: TokenScores) -> list[tuple[int, Span]]:
    begins = window.offsets[:, 0]
    parts = region.sentences_of(begins)
    spans = best_spans(window, parts, region.runs_of(begins))
    return list(zip(np.unique(parts).tolist(), spans, strict=True))


def _similarities(candidates: Sequence[Candidate]) -> dict[tuple[int, int], Similarities]:
    """What the search says of each sentence: its best passage's figures."""
    best: dict[tuple[int, int], Similarities] = {}
    for candidate in sorted(candidates, key=lambda candidate: candidate.hit.score):
        told = Similarities(0.0, candidate.hit.similarity, candidate.hit.score)
        best |= {(candidate.text.story.id, position): told for position in candidate.positions}
    return best


def _figures(
    asked: QuestionTerms,
    region: Region,
    position: int,
    span: Span,
    found: Similarities,
    read: int,
) -> Figures:
    of_span = span_figures(asked, span, region.words[span.start : span.end], read)
    return np.concatenate([of_span, evidence(asked, region.text, position, found).as_array()])


def _reading(question: str, found: Found, score: float) -> Reading:
    text, quoted = found.region.text, found.quoted
    words = worded(question, text.story.text, quoted, found.in_story)
    return Reading(text, quoted, *words, score, found.span.margin)
