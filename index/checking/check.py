"""Is this in the story? A message's words are set beside the place they come nearest to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.checking.alignment import Alignment, align
from index.checking.atoms import Atom, atoms
from index.checking.differences import Compared
from index.checking.judging import judged, share_of_rest
from index.checking.message import Claim, claims
from index.checking.outcome import CheckedWords, Standing
from index.checking.places import Place, exact_place, likely_places
from index.domain import Quote
from index.errors import QuestionError
from index.reading.candidates import RETRIEVED, candidates
from index.reading.memory import RememberedVectors
from index.reading.sentence_picker import weigh
from index.retrieval import Corpus
from index.story_text import StoryText

LONGEST_MESSAGE = 4_000
"""Characters, as long as a message of Discord can be."""

_DOTS = re.compile(r"\.{3,}|…|(?:\.\s){2,}\.")
_MOSTLY_QUOTED = 0.6
"""Share of a message's words; a quotation of so much of it is what the message is about."""
_OWN_WORDS = 0.5
"""Share of the words around a quotation; if the story has fewer, they are the writer's own."""
_RANKS = (Standing.NOT_FOUND, Standing.NEARLY, Standing.EXACT)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A claim, its words, and the places before which it has dots."""

    claim: Claim
    atoms: Sequence[Atom]
    dots: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Finding:
    """What came of a claim, and with which comparison."""

    asked: _Asked
    compared: Compared
    outcome: CheckedWords

    @property
    def rank(self) -> int:
        return _RANKS.index(self.outcome.standing)


def check_words(
    corpus: Corpus, vectors: RememberedVectors, message: str, story_id: int | None = None
) -> CheckedWords:
    """Whether a corpus, or one of its stories, has a message's words.

    The whole message counts; if it ends with "- Name", also without that. What it quotes counts
    alone where the words around it are the writer's own.

    Raises:
        QuestionError: the message has no letter or digit, or is too long.
    """
    if len(message) > LONGEST_MESSAGE:
        raise QuestionError(
            f"The words are longer than {LONGEST_MESSAGE:,} characters; check a part of them.",
            reason="too-long",
            most=LONGEST_MESSAGE,
        )
    every = [asked for claim in claims(message) if (asked := _asked(claim)).atoms]
    if not every:
        raise QuestionError(
            "There are no words in that; give the words to look for.", reason="no-words"
        )
    texts = [text for id_, text in sorted(corpus.stories.items()) if story_id in (None, id_)]
    likely = _Likely(corpus, vectors, every[0].claim.words, story_id)
    found = _best_of_all([finding for asked in every if (finding := _find(texts, likely, asked))])
    if found is None or found.rank == 0:
        return CheckedWords(every[0].claim.words, Standing.NOT_FOUND, likely.nearest())
    return found.outcome


def _asked(claim: Claim) -> _Asked:
    found = atoms(claim.words)
    dots = {
        place
        for place, (before, atom) in enumerate(pairwise(found), start=1)
        if _DOTS.search(claim.words, before.end, atom.start)
    }
    return _Asked(claim, found, frozenset(dots))


class _Likely:
    """The places that a message points to, looked up when they are first needed."""

    def __init__(
        self, corpus: Corpus, vectors: RememberedVectors, words: str, story_id: int | None
    ) -> None:
        self._corpus = corpus
        self._vectors = vectors
        self._words = words
        self._story_id = story_id
        self._places: list[Place] | None = None

    def places(self) -> list[Place]:
        if self._places is None:
            self._places = likely_places(self._corpus, self._vectors, self._words, self._story_id)
        return self._places

    def nearest(self) -> Quote | None:
        """The sentence that comes nearest to the message; None in an empty corpus."""
        terms = self._corpus.keywords.question_terms(self._words)
        vector = self._vectors.of([self._words])[0]
        hits = self._corpus.search(vector, terms, RETRIEVED, story_id=self._story_id)
        read = candidates(self._corpus, hits)
        weighed = weigh(self._vectors, self._words, terms, read, compare_words=False)
        if not weighed:
            return None
        best = max(weighed, key=lambda w: w.evidence.coverage + max(0.0, w.evidence.similarity))
        text = best.candidate.text
        sentence = text.outline.sentences[best.position]
        return text.quote(sentence.start, sentence.end)


def _find(texts: Sequence[StoryText], likely: _Likely, asked: _Asked) -> _Finding | None:
    exact = exact_place(texts, asked.claim.words, asked.atoms)
    places = [exact] if exact else likely.places()
    best: tuple[Alignment, Place] | None = None
    for place in places:
        alignment = align(asked.atoms, place.atoms, place.sentences, asked.dots)
        if alignment.pairs and (best is None or alignment.score > best[0].score):
            best = alignment, place
    if best is None:
        return None
    alignment, place = best
    compared = Compared(
        asked.claim.words, asked.atoms, place.text.story.text, place.atoms, alignment.pairs
    )
    outcome = judged(place.text, compared)
    return _Finding(asked, compared, replace(outcome, attributed=asked.claim.attributed))


def _best_of_all(found: Sequence[_Finding]) -> _Finding | None:
    """The whole message, or the part of it that is worth more."""
    if not found:
        return None
    best = found[0]
    for other in found[1:]:
        if best.rank == len(_RANKS) - 1:
            break
        if other.asked.claim.attributed and other.asked is found[1].asked:
            better = other.rank >= best.rank
        else:
            better = other.rank > 0 and _is_what_it_is_about(best, other)
        best = other if better else best
    return best


def _is_what_it_is_about(whole: _Finding, part: _Finding) -> bool:
    """Whether a quotation within a message stands for it."""
    if whole.rank == 0:
        return True
    share = len(part.asked.atoms) / len(whole.asked.atoms)
    return share >= _MOSTLY_QUOTED and share_of_rest(whole.compared, part.compared) < _OWN_WORDS
