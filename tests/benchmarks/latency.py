"""How long a question takes, from end to end and by stage."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

from index import Library
from index.answering import checked_question
from index.answers import Answers
from index.reading.base import Reader
from index.reading.candidates import RETRIEVED, candidates, in_turns
from index.reading.loading import load_reader
from index.reading.memory import RememberedVectors
from index.reading.span_weights import EMBEDDED_READER
from index.retrieval import Corpus
from tests.benchmarks.material import Material, Shelf
from tests.benchmarks.measuring import Report, p50_and_p99, seconds

STAGES = ("encode", "retrieve", "read")


def run(material: Material) -> Report:
    """Ask every question of each library when it was just opened, and once more."""
    rows = [row for shelf in material.shelves for row in _rows(material, shelf)]
    remarks = (
        "*First*: the library was just opened, and a story is taken apart into sentences when a"
        " passage of it is read for the first time. *Again*: the same questions once more, whose"
        " vectors are remembered, as are those of the sentences that several questions meet."
        " *Remembered*: the same once more, where answers are remembered as in the bot.",
    )
    columns = ("library", "what", "p50 (ms)", "p99 (ms)")
    return Report("Questions: latency", columns, rows, remarks)


def _rows(material: Material, shelf: Shelf) -> list[list[str]]:
    label = f"{shelf.label}, {len(shelf.questions)} questions"
    with material.library(shelf) as library:
        library.ask(shelf.questions[0])  # loads what the first question of a process loads
        remembering, library._equipment.answers = library._equipment.answers, Answers(entries=0)
        first, again = (_asked(library, shelf.questions) for _ in range(2))
        library._equipment.answers = remembering
        _asked(library, shelf.questions)
        remembered = _asked(library, shelf.questions)
    rows = [
        [label, "`Library.ask`, first", *p50_and_p99(first)],
        ["", "`Library.ask`, again", *p50_and_p99(again)],
        ["", "`Library.ask`, remembered", *p50_and_p99(remembered)],
    ]
    with material.corpus(shelf.folder) as corpus:
        vectors = RememberedVectors(material.encoder)
        reader = load_reader(EMBEDDED_READER, "auto", vectors)
        times = [_stages(corpus, vectors, reader, q) for q in shelf.questions]
    stages = zip(STAGES, zip(*times, strict=True), strict=True)
    return rows + [["", f"{stage}, first", *p50_and_p99(spent)] for stage, spent in stages]


def _asked(library: Library, questions: Sequence[str]) -> list[float]:
    return [seconds(partial(library.ask, asked)) for asked in questions]


def _stages(
    corpus: Corpus, vectors: RememberedVectors, reader: Reader, question: str
) -> tuple[float, float, float]:
    """The seconds of each stage of ``index.answering.explain``."""
    begun = time.perf_counter()
    asked = checked_question(question)
    vector = vectors.of([asked])[0]
    encoded = time.perf_counter()
    terms = corpus.keywords.question_terms(asked)
    hits = corpus.search(vector, terms, RETRIEVED)
    retrieved = time.perf_counter()
    reader.read(asked, terms, *in_turns(candidates(corpus, hits)))
    read = time.perf_counter()
    return encoded - begun, retrieved - encoded, read - retrieved
