"""Rows of several questions are read together, and none of them can tell."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from index import Answer, Library, LibraryOptions, read_questions
from index.answers import Answers
from index.encoding import SentenceEncoder
from index.loading import seed_folders
from index.reading.blocks import (
    BATCH_TOKENS,
    BLOCK_LENGTHS,
    SMALL_BLOCK_TOKENS,
    STARTING,
    batches,
    blocks,
)
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


def cost(read: Sequence[Sequence[int]], lengths: Sequence[int]) -> int:
    """Of batches: their rows, padded, and what each takes besides."""
    return sum(STARTING + len(chosen) * max(lengths[n] for n in chosen) for chosen in read)


def partings(numbers: Sequence[int]) -> Iterator[list[list[int]]]:
    """All ways to part them in their order."""
    for cuts in product([False, True], repeat=len(numbers) - 1):
        parted = [[numbers[0]]]
        for number, cut in zip(numbers[1:], cuts, strict=True):
            if cut:
                parted.append([])
            parted[-1].append(number)
        yield parted


def test_every_row_of_a_question_is_read_once_and_no_batch_is_too_large() -> None:
    lengths = [200, 90, 256, 120] * 12
    read = list(batches(lengths))
    assert sorted(number for chosen in read for number in chosen) == list(range(48))
    sizes = [len(chosen) * max(lengths[number] for number in chosen) for chosen in read]
    assert max(sizes) <= SMALL_BLOCK_TOKENS
    assert [lengths[chosen[0]] for chosen in read] == sorted(
        (lengths[chosen[0]] for chosen in read), reverse=True
    )
    assert all(len(chosen) * lengths[chosen[0]] <= BATCH_TOKENS for chosen in read)
    assert list(batches([])) == []


def test_long_and_short_rows_are_read_apart_and_rows_of_like_length_together() -> None:
    read = list(batches([200, 80, 195, 85, 201, 78]))
    assert sorted(sorted(chosen) for chosen in read) == [[0, 2, 4], [1, 3, 5]]


@pytest.mark.parametrize("seed", range(20))
def test_no_other_parting_of_a_questions_rows_takes_less(seed: int) -> None:
    rng = random.Random(seed)
    lengths = [rng.randint(10, LONGEST) for _ in range(rng.randint(1, 9))]
    order = sorted(range(len(lengths)), key=lambda number: lengths[number])
    least = min(
        cost(parted, lengths)
        for parted in partings(order)
        if all(len(own) * lengths[own[-1]] <= SMALL_BLOCK_TOKENS for own in parted)
    )
    assert cost(list(batches(lengths)), lengths) == least


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
