"""Finding and quoting the answer: each method alone, together, with the reader, and a peer.

Every story is a library of its own and is searched whole. All methods search the same passages,
and every question is put to each of them in turn.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from index import Library, LibraryOptions
from index.encoding import Encoder
from index.passages import embedded_text
from index.reading.memory import RememberedVectors
from index.retrieval import Corpus
from index.scoring import Span
from index.storage.base import PassageDraft
from index.story_text import StoryText
from tests.benchmarks import peer_txtai
from tests.benchmarks.held_out import Examined, QuestionSet, question_sets
from tests.benchmarks.marking import COLUMNS, DEPTHS, Found, Mark, cells, mark
from tests.benchmarks.material import Material
from tests.benchmarks.measuring import Report
from tests.benchmarks.ranking import (
    Ranking,
    by_both,
    by_keywords,
    by_vectors,
    quoted_first,
    sentences_of,
    span_of,
    within,
)

BI_ENCODER, BM25, FUSION = "bi-encoder alone", "BM25 alone", "fusion"
READER = "fusion with the reader"
K = max(DEPTHS)
Method = Callable[[str], Found]
Choice = Callable[[str, tuple[Span, ...]], list[Span]]
"""A question and the passages found for it -> sentences, the best first."""
Marks = dict[str, list[Mark]]


def run(material: Material, data: Path, most: int | None) -> Report:
    """Ask every question of the held-out texts, of at most so many stories of each set."""
    sets = question_sets(data, most)
    if not sets:
        remark = "Not measured: the reading data is not there; name its folder with --data."
        return Report("Answers", ("method", *COLUMNS), [], (remark,))
    peer = peer_txtai.Txtai() if peer_txtai.installed() else None
    with _bar() as bar:
        task = bar.add_task("asking", total=sum(found.questions for found in sets))
        rows = [
            row for found in sets for row in _rows(found, _marks(material, found, peer, bar, task))
        ]
    return Report("Answers", ("searched", "method", *COLUMNS), rows, (_remark(peer),))


def _rows(found: QuestionSet, marks: Marks) -> list[list[str]]:
    label = f"{found.label}: {len(found.stories)}, {found.questions} questions"
    return [
        [
            "" if number else label,
            name,
            *cells(marks[name], quotes=not name.startswith("txtai"), reads=name == READER),
        ]
        for number, name in enumerate(marks)
    ]


def _remark(peer: peer_txtai.Txtai | None) -> str:
    if peer is None:
        return f"txtai is not installed, so it was not measured: {peer_txtai.INSTALL}"
    return f"txtai {peer_txtai.version()}"


def _marks(
    material: Material,
    found: QuestionSet,
    peer: peer_txtai.Txtai | None,
    bar: Progress,
    task: TaskID,
) -> Marks:
    """What every method was worth for every question of a set."""
    marks: Marks = defaultdict(list)
    for story in found.stories:
        bar.console.print(f"{story.draft.title}: {len(story.questions)} questions")
        with _methods(material, story, peer) as methods:
            for known in story.questions:
                for name, method in methods.items():
                    marks[name].append(mark(method(known.question), known))
                bar.advance(task)
    return marks


@contextmanager
def _methods(
    material: Material, story: Examined, peer: peer_txtai.Txtai | None
) -> Iterator[dict[str, Method]]:
    """The methods over a library that has this story only."""
    with material.new_folder() as folder:
        options = LibraryOptions(folder)
        with Library.open(options, encoder=material.encoder) as library:
            library.remove(material.seed.name)
            library.add(story.draft)
        with material.corpus(folder) as corpus:
            methods = _alone(material, corpus)
            if peer is not None:
                methods |= _of_peer(peer, corpus)
        with Library.open(options, encoder=material.encoder) as library:
            library.ask("Who is it about?")  # loads what the first question loads
            yield methods | {READER: _with_reader(library, corpus, material.encoder)}


def _alone(material: Material, corpus: Corpus) -> dict[str, Method]:
    """The methods that search passages, and choose a sentence by the same scores.

    Each engine alone quotes the best sentence of all; the fusion quotes the best sentence of
    the best passage, both by the scores of ``Corpus.search``.
    """
    encoder = material.encoder
    sentences = sentences_of(corpus, encoder)
    remembered = RememberedVectors(encoder).of
    near, told = by_vectors(sentences, remembered), by_keywords(sentences)
    fused = by_both(sentences, remembered)

    def within_best(question: str, passages: tuple[Span, ...]) -> list[Span]:
        every = fused(question, len(sentences.passages))
        return within(passages[0], every) if passages else []

    choices: dict[str, tuple[Ranking, Choice]] = {
        BI_ENCODER: (by_vectors(corpus, encoder.encode), lambda asked, _: near(asked, 1)),
        BM25: (by_keywords(corpus), lambda asked, _: told(asked, 1)),
        FUSION: (by_both(corpus, encoder.encode), within_best),
    }
    (text,) = corpus.stories.values()
    return {name: _timed(text, *choice) for name, choice in choices.items()}


def _of_peer(peer: peer_txtai.Txtai, corpus: Corpus) -> dict[str, Method]:
    """The peer over what the library encodes of each passage."""
    (text,) = corpus.stories.values()
    spans = [span_of(passage) for passage in corpus.passages]
    drafts = [PassageDraft(p.start, p.end, p.context) for p in corpus.passages]
    texts = [embedded_text(text.story.text, draft) for draft in drafts]

    def ranking(kind: str) -> Ranking:
        search = peer.index(kind, texts)
        return lambda question, k: [spans[position] for position in search(question, k)]

    return {
        f"txtai, {kind}": _timed(text, ranking(kind), lambda *_: []) for kind in peer_txtai.KINDS
    }


def _timed(text: StoryText, passages: Ranking, sentences: Choice) -> Method:
    """A method whose search for passages is timed; choosing the sentence is not."""

    def found(question: str) -> Found:
        begun = time.perf_counter()
        ranked = tuple(passages(question, K))
        spent = time.perf_counter() - begun
        chosen = sentences(question, ranked)
        sentence = text.quote(*chosen[0]) if chosen else None
        return Found(ranked, sentence, seconds=spent)

    return found


def _with_reader(library: Library, corpus: Corpus, encoder: Encoder) -> Method:
    """``Library.ask``, all of it timed.

    Its order of passages: those that its quotes stand in, then the others as the fusion has them.
    """
    passages = by_both(corpus, RememberedVectors(encoder).of)

    def found(question: str) -> Found:
        begun = time.perf_counter()
        answer = library.ask(question)
        spent = time.perf_counter() - begun
        shown = [(quote.start, quote.end) for quote in (*answer.quotes, *answer.nearest)]
        return Found(
            tuple(quoted_first(shown, passages(question, len(corpus.passages)))[:K]),
            sentence=next(iter(answer.quotes), None),
            nearest=next(iter(answer.nearest), None),
            words=answer.text,
            seconds=spent,
        )

    return found


def _bar() -> Progress:
    """A bar on a terminal; elsewhere only the lines above it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(), console=Console(file=sys.stderr))
