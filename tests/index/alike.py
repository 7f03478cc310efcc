"""Questions written by hand, those of one block alike, and how well a threshold groups them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

from index import AskedQuestion, Gap, GapKind, Sureness
from index.excerpts import Encode
from index.gaps import group_gaps

_BLOCKS = Path(__file__).with_name("alike.txt").read_text(encoding="utf-8").strip().split("\n\n")
QUESTIONS = {line: number for number, block in enumerate(_BLOCKS) for line in block.split("\n")}
"""Question -> its group."""


def pairs_right(
    questions: Mapping[str, int], encode: Encode, alike_from: float
) -> tuple[float, float]:
    """How many of the pairs grouped are alike, and how many of those alike are grouped."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    found = [
        Gap(GapKind.REFUSED, AskedQuestion(text, False, 0.1, Sureness.UNSURE), now)
        # One of each group in turn, as questions come in.
        for text in sorted(questions, key=lambda text: hash_of(text))
    ]
    grouped = {
        one.question: number
        for number, group in enumerate(group_gaps(found, encode, alike_from).groups)
        for one in group.questions
    }
    alike = together = right = 0
    for first, second in combinations(sorted(questions), 2):
        same, joined = questions[first] == questions[second], grouped[first] == grouped[second]
        alike += same
        together += joined
        right += same and joined
    return right / max(together, 1), right / alike


def hash_of(text: str) -> int:
    """A number that is the same in every run, and has nothing to do with the text's meaning."""
    return sum((at + 7) * ord(letter) for at, letter in enumerate(text)) * 2_654_435_761 % 2**32
