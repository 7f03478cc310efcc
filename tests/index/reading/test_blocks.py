"""Rows of several questions are read together, and none of them can tell."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from index import Answer, Library, LibraryOptions, read_questions
from index.answers import Answers
from index.encoding import SentenceEncoder
from index.loading import seed_folders
from index.reading.blocks import BATCH_TOKENS, BLOCK_LENGTHS, batches, blocks
from index.reading.frame import LONGEST
from index.reading.span_model import SpanModel

T = TypeVar("T")

THREADS = 12
ASKED = tuple(known.question for known in read_questions(seed_folders()[0] / "questions.jsonl"))


def all_at_once(questions: Sequence[str], ask: Callable[[str], T]) -> list[T]:
    """Ask so many at once that most of them wait for others."""
    start = threading.Barrier(len(questions))

    def one(question: str) -> T:
        start.wait()
        return ask(question)

    with ThreadPoolExecutor(len(questions)) as pool:
        return list(pool.map(one, questions))


@pytest.mark.parametrize("tokens", [1_536, 6_144])
def test_what_a_row_is_given_depends_on_its_length_alone(tokens: int) -> None:
    rng = random.Random(tokens)
    shapes: dict[int, set[tuple[int, int]]] = {}
    for count in (1, 2, 9, 100):
        lengths = [rng.randint(1, LONGEST) for _ in range(count)]
        read: list[int] = []
        for chosen, (rows, length) in blocks(lengths, tokens):
            assert len(chosen) <= rows
            assert rows * length <= tokens
            read += chosen
            for number in chosen:
                assert lengths[number] <= length
                shapes.setdefault(lengths[number], set()).add((rows, length))
        assert sorted(read) == list(range(count))
    assert all(len(own) == 1 for own in shapes.values())
    assert {length for own in shapes.values() for _, length in own} == set(BLOCK_LENGTHS)


def test_rows_of_one_question_are_read_in_batches_of_like_length() -> None:
    lengths = [200, 90, 256, 120] * 12
    read = list(batches(lengths))
    assert sorted(number for chosen in read for number in chosen) == list(range(48))
    assert all(len(chosen) * lengths[chosen[0]] <= BATCH_TOKENS for chosen in read)
    assert [lengths[chosen[0]] for chosen in read] == sorted(
        (lengths[chosen[0]] for chosen in read), reverse=True
    )


def test_an_answer_is_the_same_to_the_bit_whatever_is_read_beside_it(tmp_path: Path) -> None:
    model = SpanModel(lanes=1)
    beside: list[int] = []
    assert model._shared is not None
    read = model._shared._run

    def counted(rows: Sequence[object]) -> Sequence[object]:
        beside.append(len(rows))
        return read(rows)  # type: ignore[arg-type]

    model._shared._run = counted  # type: ignore[assignment]
    encoder = SentenceEncoder()
    with Library.open(LibraryOptions(tmp_path), encoder=encoder) as library:
        library._equipment.answers = Answers(entries=0)
        library._equipment.reader()[0]._model = model  # type: ignore[attr-defined]

        def ask(question: str) -> Answer:
            return library.ask(question)

        alone = [ask(question) for question in ASKED[:THREADS]]
        most_alone = max(beside)
        together = all_at_once(ASKED[:THREADS], ask)
    assert max(beside) > most_alone
    assert together == alone
    assert any(answer.found for answer in alone)


def test_a_vector_is_the_same_to_the_bit_whatever_is_encoded_with_it() -> None:
    encoder = SentenceEncoder(together=True)
    asked = [*ASKED[:THREADS], "Who promised " + "what to whom, and when and why, " * 20 + "then?"]
    alone = [encoder.encode([question]) for question in asked]
    together = all_at_once(asked, lambda question: encoder.encode([question]))
    assert [one.tobytes() for one in together] == [one.tobytes() for one in alone]
    assert np.allclose(np.vstack(alone), encoder.encode(asked), atol=1e-5)


def test_on_a_cpu_each_question_is_read_by_itself(saved: Path) -> None:
    assert SpanModel(str(saved), "cpu")._shared is None
