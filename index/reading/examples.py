"""Questions with known answers -> examples that the sentence picker learns from."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from index.domain import Passage, Story, StoryDraft
from index.encoding import Encoder
from index.keywords import Keywords
from index.passages import cut_passages, embedded_text
from index.reading.candidates import RETRIEVED, candidates
from index.reading.learning import Example
from index.reading.memory import RememberedVectors
from index.reading.sentence_picker import Weighed, weigh
from index.retrieval import Corpus
from index.stores.faiss_store import FaissStore
from index.story_text import StoryText
from index.terms import content_words

STORIES = 36
"""FairytaleQA stories used: enough for hundreds of examples within minutes."""
ANSWERABLE = 12
"""Questions of its own that a story is asked, at most; below, those it cannot answer:"""
SWAPPED = 6
STRANGE = 3
TRICKY = 6
MOST_PARAGRAPHS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; ``answers`` are spans of the story, none when it is unanswerable."""

    question: str
    answers: tuple[tuple[int, int], ...]


def fairytales(folder: Path) -> Iterator[tuple[str, list[Asked]]]:
    """Whole stories with questions whose answer span stands in them."""
    for story in islice(_lines(folder / "fairytaleqa-train.jsonl.gz"), STORIES):
        text = "\n\n".join(section["text"] for section in story["sections"])
        lowered = text.lower()
        asked = []
        for question in story["questions"]:
            span = question.get("span", "").lower()
            start = lowered.find(span) if span and question["explicit"] else -1
            if start >= 0:
                asked.append(Asked(question["question"], ((start, start + len(span)),)))
        yield text, asked


def joined_paragraphs(
    path: Path, limit: int, draw: random.Random
) -> Iterator[tuple[str, list[Asked]]]:
    """Paragraphs of a span file, one to some put together as one story."""
    contexts = list(islice(_lines(path), limit))
    while contexts:
        count = draw.randint(1, MOST_PARAGRAPHS)
        text, asked = "", []
        for context in contexts[:count]:
            offset = len(text)
            text += context["context"].strip().replace("\n", " ") + "\n\n"
            shift = offset - (len(context["context"]) - len(context["context"].lstrip()))
            asked += [
                Asked(
                    question["question"],
                    tuple(
                        (shift + answer["start"], shift + answer["start"] + len(answer["text"]))
                        for answer in question["answers"]
                    ),
                )
                for question in context["questions"]
            ]
        del contexts[:count]
        yield text, asked


def corpus_of(encoder: Encoder, text: str) -> Corpus:
    """A corpus of one story, cut and encoded as a library does it."""
    draft = StoryDraft("story", "Story", text)
    story = Story(1, draft.name, draft.title, text, None, "en", datetime.now(UTC))
    story_text = StoryText(story)
    drafts = cut_passages(draft, story_text.outline, encoder.count_tokens, encoder.max_tokens)
    passages = tuple(
        Passage(number, 1, p.start, p.end, p.context) for number, p in enumerate(drafts)
    )
    vectors = encoder.encode([embedded_text(text, passage) for passage in drafts])
    ids = np.arange(len(passages), dtype=np.int64)
    keywords = Keywords.build([text[p.start : p.end] for p in passages])
    return Corpus(1, {1: story_text}, passages, FaissStore.build(ids, vectors), keywords)


def examples(
    encoder: Encoder, stories: Sequence[tuple[str, list[Asked]]], draw: random.Random
) -> Iterator[Example]:
    """Ask every story some of its own questions and some of other stories'."""
    # Sentences are weighed for many questions.
    vectors = RememberedVectors(encoder)
    everyones = [asked.question for _, questions in stories for asked in questions if asked.answers]
    spoken = sorted({word for question in everyones for word in content_words(question)})
    for number, (text, questions) in enumerate(stories):
        corpus = corpus_of(encoder, text)
        answerable = [asked for asked in questions if asked.answers]
        impossible = [asked for asked in questions if not asked.answers]
        own = draw.sample(answerable, min(ANSWERABLE, len(answerable)))
        made = [Asked(_swapped(asked.question, spoken, draw), ()) for asked in own[:SWAPPED]]
        strange = [Asked(question, ()) for question in draw.sample(everyones, STRANGE)]
        tricky = draw.sample(impossible, min(TRICKY, len(impossible)))
        for asked in own + made + strange + tricky:
            question = asked.question if draw.random() < 0.5 else asked.question.lower()
            weighed = _weigh(corpus, vectors, question)
            if weighed:
                yield Example(
                    bool(asked.answers),
                    np.array([w.evidence.as_array() for w in weighed]),
                    np.array([_holds(w, asked.answers) for w in weighed]),
                    str(number),
                )


def _swapped(question: str, spoken: Sequence[str], draw: random.Random) -> str:
    """The question about something else: one of its words exchanged for a stranger's."""
    word = draw.choice(content_words(question))
    other = draw.choice(spoken)
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", other, question, flags=re.IGNORECASE)


def _weigh(corpus: Corpus, vectors: RememberedVectors, question: str) -> list[Weighed]:
    question_terms = corpus.keywords.question_terms(question)
    hits = corpus.search(vectors.of([question])[0], question_terms, RETRIEVED)
    return weigh(vectors, question, question_terms, candidates(corpus, hits))


def _holds(weighed: Weighed, answers: Sequence[tuple[int, int]]) -> bool:
    sentence = weighed.candidate.text.outline.sentences[weighed.position]
    return any(sentence.start <= start and end <= sentence.end for start, end in answers)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
