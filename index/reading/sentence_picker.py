"""The first reader: it picks the sentence with the best evidence, and says how likely it answers.

Three small linear models over the figures of ``Evidence``: one ranks the sentences of a
question, one tells whether the question has an answer here at all, one whether the best
sentence is it. ``python -m index.reading.fit`` learned them from questions with known answers;
they lie beside this file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from index.reading.base import Candidate, Reading, Verdict
from index.reading.clauses import answer_span
from index.reading.evidence import NAMES, Evidence, QuestionTerms, Similarities, evidence
from index.reading.gate import PICKER_GATE, Gate
from index.reading.linear import Weights, summary_figures
from index.reading.memory import RememberedVectors

ENCODED_SENTENCES = 16
"""Sentences compared with the question by the encoder; the others lack lexical evidence."""


def shipped_weights() -> Weights:
    """The weights that come with the package.

    Raises:
        ValueError: they were learned for other evidence than this program gathers.
    """
    shipped = files("index.reading").joinpath("sentence_picker.json")
    content = json.loads(shipped.read_text(encoding="utf-8"))
    return Weights.from_dict(content, NAMES, summary_figures)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence with its evidence."""

    candidate: Candidate
    position: int
    """Of the sentence in its story's outline."""
    evidence: Evidence


class SentencePicker:
    """Chooses whole sentences, narrowed to the clause that answers where that is plain."""

    def __init__(self, vectors: RememberedVectors, weights: Weights | None = None) -> None:
        self._vectors = vectors
        self._weights = weights or shipped_weights()

    @property
    def gate(self) -> Gate:
        """The least chances for an answer of the sentence picker."""
        return PICKER_GATE

    def read(
        self,
        question: str,
        question_terms: Sequence[str],
        candidates: Sequence[Candidate],
        further: Sequence[Candidate] = (),
    ) -> Verdict:
        """Read all the passages; a reading's score falls with its rank below the best one."""
        weighed = weigh(self._vectors, question, question_terms, (*candidates, *further))
        if not weighed:
            return Verdict((), 0.0)
        figures = np.array([one.evidence.as_array() for one in weighed])
        ranks = figures @ self._weights.ranking
        summary = summary_figures(figures, ranks)
        right = self._weights.right.chance(summary)
        scores = right * np.exp(ranks - ranks.max())
        readings = [
            _reading(question, one, float(score))
            for one, score in zip(weighed, scores, strict=True)
        ]
        best_first = sorted(readings, key=lambda r: (-r.score, r.text.story.id, r.quoted))
        return Verdict(tuple(best_first), self._weights.answerable.chance(summary))


def _reading(question: str, weighed: Weighed, score: float) -> Reading:
    text = weighed.candidate.text
    sentence = text.outline.sentences[weighed.position]
    start, end = answer_span(question, text.story.text, sentence)
    return Reading(text, (sentence.start, sentence.end), start, end, score)


def weigh(
    vectors: RememberedVectors,
    question: str,
    question_terms: Sequence[str],
    candidates: Sequence[Candidate],
    *,
    compare_words: bool = True,
) -> list[Weighed]:
    """Gather the evidence for the most promising sentences of some passages.

    Comparing single words costs about as much as comparing the sentences.
    """
    asked = QuestionTerms.of(question, question_terms)
    best: dict[tuple[int, int], Candidate] = {}
    for candidate in candidates:
        for position in candidate.positions:
            key = (candidate.text.story.id, position)
            if key not in best or best[key].hit.score < candidate.hit.score:
                best[key] = candidate

    def promise(key: tuple[int, int]) -> float:
        found = _weighed(asked, best[key], key[1], 0.0, None).evidence
        return found.coverage + 0.5 * found.near_coverage + found.passage_score

    keys = sorted(best, key=lambda key: (-promise(key), key))[:ENCODED_SENTENCES]
    if not keys:
        return []
    encoded = vectors.of([question, *(_words(best[key], key[1]) for key in keys)])
    similarities = (encoded[1:] @ encoded[0]).tolist()
    return [
        _weighed(asked, best[key], key[1], similarity, vectors if compare_words else None)
        for key, similarity in zip(keys, similarities, strict=True)
    ]


def _weighed(
    asked: QuestionTerms,
    candidate: Candidate,
    position: int,
    similarity: float,
    vectors: RememberedVectors | None,
) -> Weighed:
    similarities = Similarities(similarity, candidate.hit.similarity, candidate.hit.score)
    found = evidence(asked, candidate.text, position, similarities, vectors)
    return Weighed(candidate, position, found)


def _words(candidate: Candidate, position: int) -> str:
    sentence = candidate.text.outline.sentences[position]
    return candidate.text.story.text[sentence.start : sentence.end]
