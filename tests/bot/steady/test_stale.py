"""Controls whose custom ids say nothing that this version understands."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from bot.client import Bot
from bot.texts import texts_for
from index import Library
from tests.bot.support.bodies import shown
from tests.bot.support.forging import Control, use
from tests.bot.support.real import real_library

SORRY = texts_for("en")("error-sorry", code="").partition(" ")[0]
NONSENSE = ["", "x.y", "💥", "a@1", "1.2.3"]
BUTTON, SELECT, FORM = 2, 3, 5


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return real_library(tmp_path)


async def test_they_are_called_stale_and_no_fault_of_the_bot(
    simcord_bot: Bot,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = await alice.slash(channel, "ask", question="what did Akar promise?", private=True)
    assert asked.response
    faults = []
    for action in sorted(simcord_bot.actions._actions):
        for control in (
            *(Control(BUTTON, f"cv:{action}:{payload}") for payload in NONSENSE),
            Control(SELECT, f"cs:{action}:x", ("x",)),
            Control(FORM, f"cf:{action}:x", ("unknown",)),
        ):
            result = await use(alice, asked.response, control)
            replies = [one for one in (result.response, *result.followups) if one is not None]
            if any(SORRY in shown(reply) for reply in replies) or "Unexpected" in caplog.text:
                faults.append(control.custom_id)
            caplog.clear()
    assert not faults
