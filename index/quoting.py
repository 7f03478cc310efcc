"""Words -> the places of a story where they stand, or the nearest ones."""

from __future__ import annotations

from collections.abc import Iterator

from index.answering import checked_question
from index.domain import Quote, QuoteMatch, SentenceKind
from index.reading.candidates import RETRIEVED, candidates
from index.reading.memory import RememberedVectors
from index.reading.sentence_picker import weigh
from index.retrieval import Corpus
from index.story_text import StoryText

_SAME = {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"} | dict.fromkeys(
    "\n\t\r\xa0", " "
)


def find_words(
    corpus: Corpus, vectors: RememberedVectors, words: str, limit: int, story_id: int | None = None
) -> tuple[QuoteMatch, ...]:
    """The sentences with exactly these words, then those nearest to them.

    Case, the shape of quotation marks and line breaks make no difference.

    Raises:
        QuestionError: the words have no letter or digit.
    """
    wanted = checked_question(words)
    texts = [text for id_, text in sorted(corpus.stories.items()) if story_id in (None, id_)]
    exact = [QuoteMatch(q, exact=True, score=1.0) for text in texts for q in _exact(text, wanted)]
    if len(exact) >= limit:
        return tuple(exact[:limit])
    taken = [match.quote for match in exact]
    nearest = [
        match
        for match in _nearest(corpus, vectors, wanted, story_id)
        if not any(_overlap(match.quote, quote) for quote in taken)
    ]
    return tuple((exact + nearest)[:limit])


def _exact(text: StoryText, wanted: str) -> Iterator[Quote]:
    haystack = _comparable(text.story.text)
    needle = _comparable(wanted)
    start = haystack.find(needle)
    while start >= 0:
        end = start + len(needle)
        around = text.outline.sentences_between(start, end)
        if around and all(s.kind is SentenceKind.STORY for s in around):
            first, last = min(start, around[0].start), max(end, around[-1].end)
            yield text.quote(first, last, (start, end))
        start = haystack.find(needle, end)


def _comparable(text: str) -> str:
    """The text as it is compared, character for character as long as it was."""
    for character, same in _SAME.items():
        text = text.replace(character, same)
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # A few letters become two in lower case, which would shift all places after them.
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def _nearest(
    corpus: Corpus, vectors: RememberedVectors, words: str, story_id: int | None
) -> Iterator[QuoteMatch]:
    question_terms = corpus.keywords.question_terms(words)
    hits = corpus.search(vectors.of([words])[0], question_terms, RETRIEVED, story_id=story_id)
    weighed = weigh(vectors, words, question_terms, candidates(corpus, hits), compare_words=False)
    scored = [(0.5 * (w.evidence.coverage + max(0.0, w.evidence.similarity)), w) for w in weighed]
    for score, found in sorted(scored, key=lambda item: -item[0]):
        text = found.candidate.text
        sentence = text.outline.sentences[found.position]
        yield QuoteMatch(
            text.quote(sentence.start, sentence.end), exact=False, score=min(score, 0.99)
        )


def _overlap(one: Quote, other: Quote) -> bool:
    return one.story.id == other.story.id and one.start < other.end and other.start < one.end
