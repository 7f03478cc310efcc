"""Where in the stories a message may come from: runs of a story that it is then aligned with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.checking.atoms import Atom, atoms, pattern
from index.domain import Hit, SentenceKind
from index.reading.memory import RememberedVectors
from index.retrieval import Corpus
from index.segmenting import outline
from index.story_text import StoryText
from index.terms import content_words

_WHOLE_STORY = 20_000
"""Characters; a story up to this length is one place."""
_MARGIN = 1_500
"""Characters before and after a passage; a message's own length comes on top."""
_STORIES = 4
_PLACES = 8
_HITS = 5
"""Passages that are searched for each of a message's sentences."""
_SENTENCES = 12
"""Sentences of a message that are searched for: its longest ones."""


_JOINED_AFTER = re.compile(r"[^\s\w]?\w")
_JOINED_BEFORE = re.compile(r"\w[^\s\w]?\Z")


@dataclass(frozen=True)
class Place:
    """A run of a story: its words, and for each the number of its sentence, ascending."""

    text: StoryText
    atoms: Sequence[Atom]
    sentences: Sequence[int]


def exact_place(texts: Iterable[StoryText], words: str, found: Sequence[Atom]) -> Place | None:
    """The first place where these words stand, whatever marks and spaces are between them.

    One where they are a part of longer words ("Ankara" in "Ankara's") counts only where there
    is no other.
    """
    wanted = pattern(words, found)
    partly: Place | None = None
    for text in texts:
        for match in wanted.finditer(text.story.text):
            around = text.outline.sentences_between(*match.span())
            if around and all(s.kind is SentenceKind.STORY for s in around):
                if _stands_alone(text.story.text, *match.span()):
                    return _place(text, around[0].start, around[-1].end)
                partly = partly or _place(text, around[0].start, around[-1].end)
    return partly


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (
        _JOINED_AFTER.match(text, end) or _JOINED_BEFORE.search(text[max(0, start - 2) : start])
    )


def likely_places(
    corpus: Corpus, vectors: RememberedVectors, words: str, story_id: int | None
) -> list[Place]:
    """The places that words and meaning point to, the likeliest first; they do not overlap."""
    spans: list[tuple[StoryText, int, int]] = []
    for text, start, end in _passages(corpus, vectors, words, story_id):
        if not any(
            other is text and first <= start and end <= last for other, first, last in spans
        ):
            spans.append((text, *_widened(text, start, end, len(words))))
    return [_place(*span) for span in spans[:_PLACES]]


def _passages(
    corpus: Corpus, vectors: RememberedVectors, words: str, story_id: int | None
) -> Iterator[tuple[StoryText, int, int]]:
    """The passages found for each sentence of a message, the best of all first."""
    parts = [words[s.start : s.end] for s in outline(words).sentences]
    asked = sorted(parts, key=len, reverse=True)[:_SENTENCES]
    hits: list[Hit] = []
    for part, vector in zip(asked, vectors.of(asked), strict=True):
        terms = corpus.keywords.question_terms(part) if content_words(part) else []
        hits += corpus.search(vector, terms, _HITS, story_id=story_id)
    hits.sort(key=lambda hit: -hit.score)
    stories = list(dict.fromkeys(hit.passage.story_id for hit in hits))[:_STORIES]
    for hit in hits:
        if hit.passage.story_id in stories:
            text = corpus.stories[hit.passage.story_id]
            yield text, hit.passage.start, hit.passage.end


def _widened(text: StoryText, start: int, end: int, more: int) -> tuple[int, int]:
    length = len(text.story.text)
    if length <= _WHOLE_STORY:
        return 0, length
    around = text.outline.sentences_between(
        max(0, start - _MARGIN - more), min(length, end + _MARGIN + more)
    )
    return around[0].start, around[-1].end


def _place(text: StoryText, start: int, end: int) -> Place:
    """The place with the words of its sentences; lines that are not the story have none."""
    found: list[Atom] = []
    sentences: list[int] = []
    for position in text.outline.positions_between(start, end):
        sentence = text.outline.sentences[position]
        if sentence.kind is SentenceKind.STORY:
            found += atoms(text.story.text, sentence.start, sentence.end)
            sentences += [position] * (len(found) - len(sentences))
    return Place(text, found, sentences)
