"""Which questions count as naming somebody or something of their story."""

from __future__ import annotations

import pytest

from tests.benchmarks.libraries import RARE, Asked, naming

TEXTS = {f"tale-{number}": "A king saw Tom and an old hat." for number in range(RARE + 1)}
TEXTS["ship"] = "Captain Morwenna sailed north with a hat and with some pearls."


@pytest.mark.parametrize(
    ("question", "story", "named"),
    [
        ("Who was Morwenna?", "ship", True),
        ("Where did Tom go?", "tale-1", True),
        ("Where did Tom go?", "ship", False),
        ("Who hid the pearls?", "ship", True),
        ("Who wore the hat?", "ship", False),
        ("Why did the king laugh?", "tale-1", False),
        ("What happened?", "ship", False),
    ],
)
def test_a_name_or_a_rare_word_of_the_story_counts(question: str, story: str, named: bool) -> None:
    assert bool(list(naming([Asked(question, story)], TEXTS))) is named
