"""Kills every deed twice; `python -m tests.benchmarks.killing` does it a hundred times."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from index import corpora
from tests.index.killing import kills, rounds
from tests.index.killing_deeds import DEEDS, Killer

pytestmark = kills


@pytest.mark.parametrize("deed", DEEDS)
def test_what_was_acknowledged_is_there_what_was_not_is_absent_and_nothing_removed_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    monkeypatch.setattr(corpora, "SAVED_FROM", 1)
    killer = Killer(deed, tmp_path, random.Random(20_261_123))
    for _ in range(rounds(2)):
        killer.kill()
    assert killer.figures.stories
