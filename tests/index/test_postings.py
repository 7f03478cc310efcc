from __future__ import annotations

import bm25s
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings import indexed

TERMS = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=12), min_size=1, max_size=20)


@given(TERMS)
def test_weights_are_those_of_bm25s_to_the_bit(texts: list[list[str]]) -> None:
    ours = indexed(texts)
    if not any(texts):
        assert ours is None
        return
    assert ours is not None
    theirs = bm25s.BM25()
    theirs.index(texts, show_progress=False)
    known = {term for text in texts for term in text}
    assert set(ours.vocab_dict) == known
    for term in known:
        assert np.array_equal(ours.get_scores([term]), theirs.get_scores([term]))


def test_texts_beyond_those_that_are_read_at_once_keep_their_places() -> None:
    texts = [["every", f"only-{number}"] for number in range(10_000)]
    engine = indexed(iter(texts))
    assert engine is not None
    assert np.count_nonzero(engine.get_scores(["every"])) == 10_000
    for number in (0, 4_095, 4_096, 9_999):
        assert np.flatnonzero(engine.get_scores([f"only-{number}"])).tolist() == [number]
