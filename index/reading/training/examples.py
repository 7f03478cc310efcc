"""Contexts with questions -> what the reader learns from, negatives included."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.keywords import Keywords
from index.names import name_spans
from index.reading.training.sources import Context, Question
from index.reading.training.unanswerable import made_unanswerable
from index.scoring import Span
from index.terms import content_words

TYPO_SHARE = 0.06
"""Of the questions; a reader of Discord meets more typing errors than SQuAD has."""
CLAIM_SHARE = 0.3
"""Of the contexts with questions: "is it true that ...", answered by the sentence."""
_SENTENCE = re.compile(r"[A-Z“\"][^.!?\n]{30,160}[.!?]")
_SHORTEST_TYPO = 5
"""Letters; in shorter words a slip makes another word."""


@dataclass(frozen=True, slots=True)
class SpanExample:
    """A question and a text; ``answer`` is a span of the text, None if it does not answer."""

    question: str
    context: str
    answer: Span | None
    source: str


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a source is learned from, each number in 0..1 of its answerable questions."""

    questions: float = 1.0
    neighbours: float = 0.0
    """The same question asked of the best other text of the group that BM25 finds."""
    changed: float = 0.0
    """The question made unanswerable by rule, asked of the same text."""
    strange: float = 0.0
    """Any question of the sources, asked of a text that it most likely does not belong to."""


Recipe = Mapping[str, Share]


def examples(contexts: Sequence[Context], recipe: Recipe, seed: int) -> list[SpanExample]:
    """The examples of a recipe, the same for the same contexts and seed."""
    draw = random.Random(seed)  # noqa: S311 - a sample of questions, not a secret
    everyones = [question.words for context in contexts for question in context.questions]
    strange_words = sorted({w for question in everyones[::7] for w in content_words(question)})
    found: list[SpanExample] = []
    for _, run in groupby(contexts, key=lambda context: (context.source, context.group)):
        group = list(run)
        share = recipe.get(group[0].source, Share(questions=0))
        keywords = Keywords.build([context.text for context in group])
        for number, context in enumerate(group):
            found += _own(context, share, draw)
            for question in context.questions:
                if question.span is None:
                    continue
                if draw.random() < share.neighbours:
                    found += _neighbour(question, context, number, group, keywords)
                if draw.random() < share.changed:
                    found += _changed(question, context, strange_words, draw)
                if draw.random() < share.strange:
                    strange = draw.choice(everyones)
                    found.append(SpanExample(strange, context.text, None, context.source))
    return found


def _own(context: Context, share: Share, draw: random.Random) -> Iterator[SpanExample]:
    for question in context.questions:
        if draw.random() < share.questions:
            words = mistyped(question.words, draw) if draw.random() < TYPO_SHARE else question.words
            answer = whole_name(words, context.text, question.span) if question.span else None
            yield SpanExample(words, context.text, answer, context.source)
    sentences = list(_SENTENCE.finditer(context.text))
    if sentences and context.questions and draw.random() < CLAIM_SHARE * share.questions:
        sentence = draw.choice(sentences)
        yield SpanExample(
            _claim(sentence.group(), draw), context.text, sentence.span(), context.source
        )


def _claim(sentence: str, draw: random.Random) -> str:
    """A yes-or-no question about a sentence; a changed one is settled by the same sentence."""
    said = sentence.rstrip(".!?").strip('“"')
    opening = draw.choice(["Is it true that", "Does it say that", "Is it right that"])
    return f"{opening} {said[0].lower()}{said[1:]}?"


def _neighbour(
    question: Question,
    context: Context,
    number: int,
    group: Sequence[Context],
    keywords: Keywords,
) -> Iterator[SpanExample]:
    scores = keywords.scores(keywords.question_terms(question.words))
    scores[number] = 0
    best = int(scores.argmax())
    answer = context.text[slice(*(question.span or (0, 0)))].lower()
    if scores[best] > 0 and answer not in group[best].text.lower():
        yield SpanExample(question.words, group[best].text, None, context.source)


def _changed(
    question: Question, context: Context, strange_words: Sequence[str], draw: random.Random
) -> Iterator[SpanExample]:
    changed = made_unanswerable(question.words, context.text, strange_words, draw)
    if changed:
        yield SpanExample(changed, context.text, None, context.source)


def whole_name(question: str, text: str, span: Span) -> Span:
    """The span, or the whole name where "who" is answered by a part of one."""
    start, end = span
    if question.lower().startswith("who"):
        for name_start, name_end in name_spans(text):
            if name_start <= start and end <= name_end:
                return name_start, name_end
    return span


def mistyped(question: str, draw: random.Random) -> str:
    """The question with one slip of the fingers in one of its longer words."""
    words = [m for m in re.finditer(r"[^\W\d_]+", question) if len(m.group()) >= _SHORTEST_TYPO]
    if not words:
        return question
    word = draw.choice(words)
    letters = list(word.group())
    place = draw.randrange(1, len(letters) - 1)
    match draw.randrange(3):
        case 0:
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        case 1:
            del letters[place]
        case _:
            letters.insert(place, letters[place])
    return question[: word.start()] + "".join(letters) + question[word.end() :]
