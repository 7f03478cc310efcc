"""Where a library is kept, and who searches its vectors, changes no answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from index import Libraries, LibraryOptions, evaluate
from index.corpora import CorpusSource
from index.encoding import SentenceEncoder
from index.evaluation.questions import read_questions
from index.evaluation.verdicts import Verdict
from tests.index.storage.servers import new_database

QUESTIONS = Path(__file__).parents[3] / "seeds" / "s-400" / "questions.jsonl"
EVERY = 4
"""Of the seed's questions one in so many is asked here; `verse evaluate` asks all."""


@dataclass(frozen=True)
class Told:
    """The verdicts on the questions, without how long they took; their figures by themselves."""

    verdicts: list[Verdict]
    figures: list[float]

    def is_like(self, other: Told) -> bool:
        # FAISS and NumPy add up a cosine in another order, so that its last bits may differ.
        near = self.figures == pytest.approx(other.figures, abs=1e-4)
        return near and self.verdicts == other.verdicts


def told(options: LibraryOptions, encoder: SentenceEncoder) -> Told:
    questions = read_questions(QUESTIONS)[::EVERY]
    with Libraries.open(options, encoder=encoder) as libraries:
        verdicts = evaluate(libraries.of("local"), questions).verdicts
    figures = [figure for one in verdicts for figure in (one.confidence, one.answerable)]
    alike = [replace(one, confidence=0.0, answerable=0.0, seconds=0.0) for one in verdicts]
    return Told(alike, figures)


def test_sqlite_postgres_and_search_in_the_database_answer_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = SentenceEncoder("embedded", "cpu", 32)
    on_sqlite = told(LibraryOptions(tmp_path), encoder)
    assert any(one.rank == 1 for one in on_sqlite.verdicts)
    with new_database() as url:
        on_server = LibraryOptions(tmp_path, database_url=url)
        assert told(on_server, encoder).is_like(on_sqlite)
        monkeypatch.setitem(CorpusSource.__init__.__kwdefaults__, "search_stored_from", 1)
        assert told(on_server, encoder).is_like(on_sqlite)
