"""Buttons, selects and forms: they come back by their custom ids alone."""

from __future__ import annotations

from collections.abc import Callable

import discord
import pytest
import simcord

from bot.actions import Actions, Used, button_id, form_id, select_id
from bot.client import Bot
from bot.pages import Button, Choice, Field, Form, Offered, Page, Picture, Select, Weight
from bot.views import Sheet, attachments, layout
from tests.bot.support.bodies import shown

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def everything() -> Page:
    return Page(
        (("Pick.",),),
        (Button("Yes", button_id("test", "yes"), Weight.MAIN), Button("No", button_id("test"))),
        rows=(
            Select(select_id("test", "one"), "A colour", (Choice("Red", "r"), Choice("Blue", "b"))),
            Select(select_id("roles"), "Roles", offered=Offered.ROLES, least=0, most=3),
        ),
        picture=Picture("dot.png", DOT, "One dot."),
    )


async def send(channel: simcord.ChannelHandle, bot: Bot, page: Page) -> simcord.MessageView:
    there = bot.get_channel(channel.id)
    assert isinstance(there, discord.TextChannel)
    await there.send(view=layout(page), files=attachments(page))
    assert channel.last_message
    return channel.last_message


@pytest.fixture
def used(simcord_bot: Bot) -> list[Used]:
    seen: list[Used] = []

    async def action(one: Used) -> None:
        seen.append(one)
        await one.interaction.response.send_message("done")

    simcord_bot.actions.add("test", action)
    return seen


async def test_a_button_brings_back_what_its_custom_id_carries(
    simcord_bot: Bot, alice: simcord.MemberActor, channel: simcord.ChannelHandle, used: list[Used]
) -> None:
    message = await send(channel, simcord_bot, everything())
    await alice.click(message, label="Yes")
    assert [one.payload for one in used] == ["yes"]


async def test_a_select_brings_back_what_was_chosen(
    simcord_bot: Bot, alice: simcord.MemberActor, channel: simcord.ChannelHandle, used: list[Used]
) -> None:
    message = await send(channel, simcord_bot, everything())
    await alice.select(message, values=["b"], custom_id=select_id("test", "one"))
    assert [(one.payload, one.values) for one in used] == [("one", ("b",))]


async def test_a_form_brings_back_what_was_written(
    simcord_bot: Bot, alice: simcord.MemberActor, channel: simcord.ChannelHandle, used: list[Used]
) -> None:
    async def opens(one: Used) -> None:
        asked = Field("question", "Your question", 300, long=True)
        await one.interaction.response.send_modal(
            Sheet(Form("Ask", form_id("test", one.payload), (asked,)))
        )

    simcord_bot.actions.add("opens", opens)
    page = Page((("Ask.",),), (Button("Ask", button_id("opens", "7")),))
    opened = await alice.click(await send(channel, simcord_bot, page), label="Ask")

    await alice.submit_modal(opened, {"question": "who was *he*?"})

    assert [(one.payload, one.fields) for one in used] == [("7", {"question": "who was *he*?"})]


async def test_a_control_that_nobody_knows_any_more_says_so(
    simcord_bot: Bot, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    page = Page((("Old.",),), (Button("Old", button_id("forgotten", "1")),))
    result = await alice.click(await send(channel, simcord_bot, page), label="Old")
    assert result.ephemeral
    assert "another version" in shown(result.response)


def test_a_page_refuses_more_controls_than_discord_shows() -> None:
    many = tuple(Button(str(number), button_id("test")) for number in range(6))
    with pytest.raises(ValueError, match="1 to 5 buttons"):
        Page((("Too many.",),), many)
    with pytest.raises(ValueError, match="1 to 25 choices"):
        Select(select_id("test"), "None")
    rows = (many[:5],) * 7
    with pytest.raises(ValueError, match="40 components"):
        Page((("Too many rows.",),), rows=rows)


def test_an_action_has_one_meaning_and_a_name_that_a_custom_id_can_carry() -> None:
    async def action(_used: Used) -> None:
        """Do nothing."""

    actions = Actions()
    actions.add("test", action)
    for name in ("test", "no:colon", ""):
        with pytest.raises(ValueError, match="cannot be registered"):
            actions.add(name, action)


@pytest.mark.parametrize("written", [button_id, select_id, form_id])
def test_a_custom_id_beyond_the_limit_is_refused(written: Callable[[str, str], str]) -> None:
    with pytest.raises(ValueError, match="100 characters"):
        written("test", "x" * 100)
