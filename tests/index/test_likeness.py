from __future__ import annotations

import random

import pytest

from index.likeness import NEARLY, SIZE, digest_of, likeness, sketch_of

WORDS = [f"word{number}" for number in range(2_000)]


def text(seed: int, length: int = 1_000) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def test_a_digest_minds_words_and_nothing_else() -> None:
    assert digest_of("He was lost; in the wood.") == digest_of("he was LOST\nin the “wood”")
    assert digest_of("He was lost.") != digest_of("He was not lost.")


def test_a_text_is_quite_like_itself_and_unlike_another() -> None:
    one = sketch_of(text(1))
    assert likeness(one, one) == 1
    assert likeness(one, sketch_of(text(2))) == 0
    assert len(one) == 8 * SIZE


@pytest.mark.parametrize("share", [0.9, 0.5, 0.2])
def test_the_share_of_common_runs_is_estimated(share: float) -> None:
    words = text(3, 10_000).split()
    cut = int(share * len(words))
    other = [*words[:cut], *text(4, len(words) - cut).split()]
    # Of both, the runs in common are those of the shared part.
    expected = share / (2 - share)
    assert likeness(sketch_of(" ".join(words)), sketch_of(" ".join(other))) == pytest.approx(
        expected, abs=0.12
    )


def test_a_few_corrections_leave_a_text_nearly_the_same() -> None:
    words = text(5, 3_000).split()
    corrected = [word if number % 200 else "corrected" for number, word in enumerate(words)]
    assert likeness(sketch_of(" ".join(words)), sketch_of(" ".join(corrected))) > NEARLY


def test_texts_too_short_to_tell_are_never_nearly_the_same() -> None:
    assert likeness(sketch_of("He was lost in the wood."), sketch_of("He was lost in fog.")) == 0
    assert likeness(sketch_of(""), sketch_of("")) == 0
