"""How well a sentence fits a question, as numbers that a few weights can be learned for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.reading.memory import RememberedVectors
from index.reading.questions import EXACT, LOOSE, Wanted, counts_what_is_asked, offers, wanted
from index.story_text import SentenceTerms, StoryText
from index.terms import stem, terms

_OPENS_WITH_PRONOUN = re.compile(r"\W*(?:he|she|they|it|this|that|his|her|their)\b", re.IGNORECASE)
_SPEECH_VERBS = """
    say says said tell told promise vow swear threaten warn claim announce ask reply answer
    declare explain insist state admit deny add hope call cry shout whisper think believe
    express
"""
_SPEECH = frozenset(stem(word) for word in _SPEECH_VERBS.split())


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one sentence, each figure in about 0..1 (cosines in -1..1)."""

    coverage: float
    """Weighted share of the question's terms that stand in the sentence."""
    near_coverage: float
    """The same with the sentence before, or with both neighbours' names for a pronoun."""
    story_coverage: float
    """The same in the whole story: what is missing here, the story never mentions."""
    soft_coverage: float
    """As near coverage, with the nearest word's cosine where a term itself is not there."""
    soft_missing: float
    """How far the question's least matched term is from every word near, 0 if all are there."""
    shared_pairs: float
    """Share of neighbouring question terms that stand together in the sentence."""
    similarity: float
    """Cosine of question and sentence."""
    passage_similarity: float
    """The best cosine of question and a passage with this sentence."""
    passage_score: float
    """The best fused score of such a passage."""
    offers_exact: float
    """1 if the question wants a number, a price or a time and the sentence has one to offer; if
    it asks "how many", the sentence has to count just that."""
    offers_loose: float
    """1 if it wants a person, a place or a reason and the sentence shows a sign of one."""
    lacks_exact: float
    """1 if it wants the former and the sentence has none."""
    lacks_loose: float
    """1 if it wants the latter and the sentence shows no sign of it."""
    speech: float
    """1 if the question asks what somebody said and the sentence says it."""
    missing: float
    """Weight of the most telling term that is not near, as a share of the most telling one's."""
    full: float
    """1 if every term of the question is near."""
    asked: float
    """Logarithm of the question's terms: a short question is matched by little."""
    length: float
    """Logarithm of the sentence's terms, a tenth of it."""

    def as_array(self) -> NDArray[np.float64]:
        """The figures in order, shape (len(NAMES),)."""
        return np.array([getattr(self, name) for name in NAMES])


NAMES = tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """A question as evidence needs it."""

    text: str
    terms: tuple[str, ...]
    kind: Wanted

    @classmethod
    def of(cls, question: str, question_terms: Sequence[str]) -> QuestionTerms:
        """``question_terms`` are the stemmed content terms, corrected."""
        return cls(question, tuple(question_terms), wanted(question))


@dataclass(frozen=True, slots=True)
class Similarities:
    """What the encoder and the search say of one sentence."""

    sentence: float
    passage: float
    passage_score: float


def evidence(
    question: QuestionTerms,
    text: StoryText,
    position: int,
    similarities: Similarities,
    vectors: RememberedVectors | None = None,
) -> Evidence:
    """Weigh sentence ``position`` of a story's outline against a question.

    Without ``vectors`` only the very terms of the question count as near.
    """
    story = text.sentence_terms
    sentence, own = story.sentences[position], story.own[position]
    words = text.story.text[sentence.start : sentence.end]
    near = own | _neighbourhood(story, position, words)
    weights = {term: story.weight(term) for term in question.terms}
    total = sum(weights.values()) or 1.0

    def share(found: frozenset[str] | Counter[str]) -> float:
        return sum(weight for term, weight in weights.items() if term in found) / total

    closeness = _closeness(question, near, vectors)
    absent = [weight for term, weight in weights.items() if term not in near]
    return Evidence(
        coverage=share(own),
        near_coverage=share(near),
        story_coverage=share(story.frequencies),
        soft_coverage=sum(weights[term] * closeness[term] for term in weights) / total,
        soft_missing=1 - min(closeness.values(), default=0.0),
        shared_pairs=_shared_pairs(question.terms, words),
        similarity=similarities.sentence,
        passage_similarity=similarities.passage,
        passage_score=similarities.passage_score,
        **_wanted_figures(question, words),
        speech=float(_asks_speech(question) and bool(_SPEECH & own)),
        missing=max(absent, default=0.0) / max(weights.values(), default=1.0),
        full=float(not absent),
        asked=math.log1p(len(question.terms)),
        length=math.log1p(len(own)) / 10,
    )


def _asks_speech(question: QuestionTerms) -> bool:
    return bool(_SPEECH.intersection(question.terms)) or " say" in question.text.lower()


def _closeness(
    question: QuestionTerms, near: frozenset[str], vectors: RememberedVectors | None
) -> dict[str, float]:
    """For every term of the question: 1 where it is near, else its best cosine with what is."""
    found = {term: float(term in near) for term in question.terms}
    absent = [term for term in question.terms if term not in near]
    if vectors is None or not absent or not near:
        return found
    cosines = vectors.of(absent) @ vectors.of(sorted(near)).T
    return found | dict(zip(absent, np.clip(cosines.max(axis=1), 0, 1).tolist(), strict=True))


def _wanted_figures(question: QuestionTerms, words: str) -> dict[str, float]:
    """Whether the sentence offers the kind of words that is asked for, and whether it lacks it.

    It does neither where it has a number and counts something else with it.
    """
    has_kind = offers(_without(words, question), question.kind)
    counted = counts_what_is_asked(question.text, words)
    has_wanted = has_kind if counted is None else counted
    return {
        "offers_exact": float(question.kind in EXACT and has_wanted),
        "offers_loose": float(question.kind in LOOSE and has_wanted),
        "lacks_exact": float(question.kind in EXACT and not has_kind),
        "lacks_loose": float(question.kind in LOOSE and not has_kind),
    }


def _neighbourhood(story: SentenceTerms, position: int, words: str) -> frozenset[str]:
    before = story.own[position - 1] if position else frozenset()
    if _OPENS_WITH_PRONOUN.match(words) or not before:
        earlier = story.own[position - 2] if position > 1 else frozenset()
        return before | earlier
    return before


def _without(words: str, question: QuestionTerms) -> str:
    """The sentence without the question's own terms, so that those do not count as an answer."""
    known = set(question.terms)
    return re.sub(
        r"[^\W_]+(?:[-'’.][^\W_]+)*",
        lambda match: "_" if known.issuperset(terms(match.group())) else match.group(),
        words,
    )


def _shared_pairs(question_terms: Sequence[str], words: str) -> float:
    pairs = list(pairwise(question_terms))
    if not pairs:
        return 0.0
    sentence = terms(words)
    places: dict[str, list[int]] = {}
    for place, term in enumerate(sentence):
        places.setdefault(term, []).append(place)
    near = sum(
        any(abs(a - b) <= 3 for a in places.get(first, ()) for b in places.get(second, ()))
        for first, second in pairs
    )
    return near / len(pairs)
