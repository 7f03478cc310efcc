"""The reader: a reading model finds the words, and a calibration says how likely they are right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.domain import Hit
from index.reading.base import Candidate, Reading, Verdict
from index.reading.calibration import Calibration, summarised
from index.reading.demands import NO_AMOUNT, described, fits_how_many, is_anothers
from index.reading.evidence import Evidence, QuestionTerms, Similarities, evidence
from index.reading.gate import Gate
from index.reading.linear import Figures
from index.reading.regions import Region, regions
from index.reading.second_look import Look, ReadOnce, Scorer, second_looks, spans_of
from index.reading.span_figures import look_figures, span_figures
from index.reading.spans import Span
from index.reading.wording import worded

WEIGHED = 12
"""Sentences with the best margins, for which the other evidence is gathered too."""
LOOKED_AT = 4
"""The most promising of those, at most, which are read twice."""
CLOSE = 0.6
"""How much less promising than the best one they may be; what is further behind rarely comes
first, and reading it again takes as long as the rest."""
CLEAR = 1.0
"""The promise from which on words that are likelier than none leave nothing open: among further
passages stands a better answer about as often as a worse one that is taken for it."""

_Spans = dict[tuple[int, int], tuple[Region, Span]]
"""The best span of each sentence, by its story and position."""


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
    read_twice: bool

    @property
    def in_story(self) -> tuple[int, int]:
        """The span, as offsets of the story."""
        # The end belongs to the last character's run, not to what follows it.
        return self.region.in_story(self.span.start), self.region.in_story(self.span.end - 1) + 1

    @property
    def place(self) -> tuple[int, int]:
        """The story's id and where in it the span begins."""
        return self.region.text.story.id, self.in_story[0]

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
        self,
        question: str,
        question_terms: Sequence[str],
        candidates: Sequence[Candidate],
        further: Sequence[Candidate] = (),
    ) -> Verdict:
        """Read some passages; a reading's score falls with its rank below the best one."""
        found, left = find(self._model, question, question_terms, candidates, further)
        if not found:
            return Verdict((), 0.0)
        weights = self._calibration.weights
        figures = np.array([one.figures for one in found])
        twice = sum(one.read_twice for one in found)
        ranks = ranked(figures, weights.ranking, twice)
        summary = summarised(figures[:twice], ranks[:twice])
        order = sorted(range(len(found)), key=lambda n: (-ranks[n], *found[n].place))
        best = found[order[0]]
        fits = fits_how_many(question, best.region.words, best.span.start, best.span.end)
        # Trying the next best answered no more rightly, and more that has no answer.
        right, answerable = (fits * chance for chance in weights.chances(summary))
        scores = right * np.exp(ranks - ranks.max())
        readings = tuple(_reading(question, found[n], float(scores[n])) for n in order)
        return Verdict(readings, answerable, None if fits else NO_AMOUNT, left)


def find(
    model: Scorer,
    question: str,
    question_terms: Sequence[str],
    candidates: Sequence[Candidate],
    further: Sequence[Candidate] = (),
) -> tuple[list[Found], int]:
    """The sentences in which the model finds the likeliest answers, with their figures.

    Returns:
        The sentences, the most promising ones first, those that were read twice before the others;
        and how many of the further passages were not read.
    """
    asked = QuestionTerms.of(question, question_terms)
    everything = (*candidates, *further)
    hits, whole = _hits(everything), regions(everything)
    once = ReadOnce(model)
    if further:
        spans = _spans(once, question, regions(candidates))
        # Whether they are read changes nothing about how many there are to choose from.
        among = sum(len(region.positions) for region in whole)
        weighed = _most_promising(asked, spans, hits, among)
        if weighed and weighed[0].is_clear(question):
            return _looked_at_again(once, question, weighed), len(further)
    # Torn from what stands beside it, the rest would be read worse than amid all of it.
    spans = _spans(once, question, whole)
    return _looked_at_again(once, question, _most_promising(asked, spans, hits, len(spans))), 0


def _looked_at_again(model: Scorer, question: str, weighed: Sequence[_Weighed]) -> list[Found]:
    twice = [one for one in weighed[:LOOKED_AT] if one.promise >= weighed[0].promise - CLOSE]
    looks = second_looks(model, question, [(one.region.text, one.position) for one in twice])
    # What is not read again keeps its margin, and is ranked below.
    looks += [Look(one.span.margin, one.span.margin) for one in weighed[len(twice) :]]
    return [
        Found(one.region, one.position, one.span, one.figures(look), place < len(twice))
        for place, (one, look) in enumerate(zip(weighed, looks, strict=True))
    ]


def ranked(figures: Figures, ranking: Figures, twice: int) -> Figures:
    """The sentences' ranks; one that was read once never stands above one read twice.

    Args:
        figures: of the sentences that ``find`` found, in its order, shape (sentences, names).
        ranking: shape (names,).
        twice: how many of them, the first ones, were read twice.
    """
    ranks = figures @ ranking
    again, once = ranks[:twice], ranks[twice:]
    if len(once):
        once += min(0.0, again.min() - once.max())
    return ranks


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The best words that begin in a sentence, weighed after the first reading."""

    region: Region
    position: int
    span: Span
    of_span: Figures
    evidence: Evidence

    @property
    def promise(self) -> float:
        """As good as learned weights at telling the four best."""
        return self.span.margin / 10 + self.evidence.near_coverage / 2 + self.evidence.passage_score

    def is_clear(self, question: str) -> bool:
        """Whether it answers so clearly that nothing else needs to be read."""
        if self.promise < CLEAR or self.span.margin < 0:
            return False
        return fits_how_many(question, self.region.words, self.span.start, self.span.end)

    def figures(self, look: Look) -> Figures:
        """In the order of ``calibration.NAMES``."""
        return np.concatenate([self.of_span, look_figures(look), self.evidence.as_array()])


def _most_promising(
    asked: QuestionTerms, spans: _Spans, hits: Mapping[tuple[int, int], Hit], among: int
) -> list[_Weighed]:
    best = sorted(spans, key=lambda key: (-spans[key][1].margin, key))[:WEIGHED]
    weighed = [_weighed(asked, among, *spans[key], key[1], hits.get(key)) for key in best]
    return sorted(weighed, key=lambda one: -one.promise)


def _spans(model: Scorer, question: str, read: Sequence[Region]) -> _Spans:
    asked = described(question)
    spans: _Spans = {}
    scored = model.score(question, [region.words for region in read])
    for region, windows in zip(read, scored, strict=True):
        for window in windows:
            for position, span in spans_of(region, window):
                key = (region.text.story.id, position)
                # What is said of another is no rival of him who is asked about.
                if asked and is_anothers(asked, region.words, span.end):
                    continue
                if key not in spans or spans[key][1].margin < span.margin:
                    spans[key] = region, span
    return spans


def _hits(candidates: Sequence[Candidate]) -> dict[tuple[int, int], Hit]:
    """The best passage that holds each sentence."""
    best: dict[tuple[int, int], Hit] = {}
    for candidate in sorted(candidates, key=lambda candidate: candidate.hit.score):
        story_id = candidate.text.story.id
        best |= {(story_id, position): candidate.hit for position in candidate.positions}
    return best


def _weighed(
    asked: QuestionTerms,
    among: int,
    region: Region,
    span: Span,
    position: int,
    hit: Hit | None,
) -> _Weighed:
    words = region.words[span.start : span.end]
    told = Similarities(0.0, hit.similarity if hit else 0.0, hit.score if hit else 0.0)
    return _Weighed(
        region,
        position,
        span,
        span_figures(asked, span, words, among),
        evidence(asked, region.text, position, told),
    )


def _reading(question: str, found: Found, score: float) -> Reading:
    text, quoted = found.region.text, found.quoted
    words = worded(question, text.story.text, quoted, found.in_story)
    return Reading(text, quoted, *words, score, found.span.margin)
