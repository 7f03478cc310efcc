from __future__ import annotations

from pathlib import Path

import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import AutoModelForQuestionAnswering, PreTrainedTokenizerBase

from index.reading.frame import IMPOSSIBLE, LONGEST, NO_ANSWER
from index.reading.training.features import batches, plan, scores_of
from tests.index.reading.training.support import learned_features

PAD = 0
LENGTHS = st.lists(st.integers(1, LONGEST), max_size=120)
SEEDS = st.none() | st.integers(0, 9)


@given(LENGTHS, st.integers(LONGEST, 2_000), SEEDS)
def test_a_round_has_every_feature_exactly_once(
    lengths: list[int], tokens: int, seed: int | None
) -> None:
    planned = plan(lengths, tokens, seed)
    assert sorted(n for numbers in planned for n in numbers) == list(range(len(lengths)))


@given(LENGTHS, st.integers(LONGEST, 2_000), SEEDS)
def test_no_batch_has_more_tokens_than_allowed_padding_included(
    lengths: list[int], tokens: int, seed: int | None
) -> None:
    for numbers in plan(lengths, tokens, seed):
        assert len(numbers) * max(lengths[n] for n in numbers) <= tokens


def test_the_order_follows_from_the_seed() -> None:
    lengths = [10 + n % 37 for n in range(300)]
    assert plan(lengths, 512, seed=1) == plan(lengths, 512, seed=1)
    assert plan(lengths, 512, seed=1) != plan(lengths, 512, seed=2)


def test_the_seed_also_decides_which_features_stand_together() -> None:
    lengths = [10 + n % 37 for n in range(3_000)]
    one, other = ({frozenset(some) for some in plan(lengths, 512, seed)} for seed in (1, 2))
    assert len(one & other) < len(one) / 10


def test_without_a_seed_like_lengths_stand_together() -> None:
    lengths = [10 + 7 * n % 41 for n in range(100)]
    in_order = [lengths[n] for numbers in plan(lengths, 512, seed=None) for n in numbers]
    assert in_order == sorted(lengths)


def test_a_batch_holds_its_features_and_nothing_of_the_padding(
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    found = learned_features(tokenizer)
    for fed in batches(found, 512, PAD, seed=1):
        for row, number in enumerate(fed.numbers):
            feature = found[number]
            length = len(feature.ids)
            assert fed.ids[row, :length].tolist() == feature.ids.tolist()
            assert fed.types[row, :length].tolist() == feature.types.tolist()
            assert fed.ids[row, length:].eq(PAD).all()
            assert fed.attention[row].tolist() == [1] * length + [0] * (len(fed.ids[row]) - length)
            assert (fed.first[row], fed.last[row]) == (feature.first, feature.last)


def test_an_answer_may_stand_in_the_text_or_be_none_and_nowhere_else(
    tokenizer: PreTrainedTokenizerBase, bert: Path
) -> None:
    found = learned_features(tokenizer)
    model = AutoModelForQuestionAnswering.from_pretrained(bert)
    for fed in batches(found, 512, PAD):
        with torch.inference_mode():
            scores = scores_of(model, fed, "cpu")
        for row, number in enumerate(fed.numbers):
            text = range(found[number].text_start, found[number].text_end)
            places = [n for n, score in enumerate(scores[row]) if score.min() > IMPOSSIBLE]
            assert places == [NO_ANSWER, *text]


def test_what_stands_beside_a_feature_changes_none_of_its_scores(
    tokenizer: PreTrainedTokenizerBase, bert: Path
) -> None:
    found = learned_features(tokenizer)
    model = AutoModelForQuestionAnswering.from_pretrained(bert).train(False)
    (together,) = batches(found, 100_000, PAD)
    with torch.inference_mode():
        joint = scores_of(model, together, "cpu")
        for row, number in enumerate(together.numbers):
            (alone,) = batches([found[number]], 512, PAD)
            own = scores_of(model, alone, "cpu")[0]
            torch.testing.assert_close(joint[row, : len(own)], own, atol=1e-4, rtol=1e-4)
