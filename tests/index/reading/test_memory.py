from __future__ import annotations

import threading

import numpy as np

from index import Progress, silent
from index.reading.memory import RememberedVectors
from index.stores.base import Vectors
from tests.index.support import WordEncoder


class Counting(WordEncoder):
    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: list[str], progress: Progress = silent) -> Vectors:  # type: ignore[override]
        self.encoded += texts
        return super().encode(texts, progress)


def test_a_text_is_encoded_once_and_its_vector_stays_the_same() -> None:
    encoder = Counting()
    vectors = RememberedVectors(encoder)
    first = vectors.of(["a king", "a cat", "a king"])
    assert (vectors.of(["a king"])[0] == first[0]).all()
    assert (first[0] == first[2]).all()
    assert sorted(encoder.encoded) == ["a cat", "a king"]


def test_the_texts_used_last_are_kept_and_none_is_missing_from_a_large_request() -> None:
    encoder = Counting()
    vectors = RememberedVectors(encoder, size=2)
    vectors.of(["one", "two"])
    vectors.of(["one"])
    vectors.of(["three"])
    encoder.encoded.clear()
    vectors.of(["one", "three"])
    assert encoder.encoded == []
    many = [f"text {number}" for number in range(20)]
    assert np.allclose(vectors.of(many), WordEncoder().encode(many))


def test_threads_that_push_each_others_texts_out_get_the_right_vectors() -> None:
    vectors = RememberedVectors(WordEncoder(), size=3)
    wrong: list[str] = []

    def work(first: int) -> None:
        for number in range(first, first + 40):
            texts = [f"text {(number + step) % 11}" for step in range(5)]
            if not np.allclose(vectors.of(texts), WordEncoder().encode(texts)):
                wrong.extend(texts)

    threads = [threading.Thread(target=work, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
