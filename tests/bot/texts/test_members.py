"""Members read the bot in the language of their Discord."""

from __future__ import annotations

import pytest
import simcord

from bot.settings import Settings
from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.languages import Speaks, speaking
from tests.bot.support.library import FakeLibrary, story

QUESTION = "what did Akar promise?"


@pytest.fixture
def speaks(env: simcord.Env) -> Speaks:
    return speaking(env)


@pytest.mark.parametrize(
    ("locale", "place", "asked", "buttons"),
    [
        (
            "de",
            "Absatz 12 · **Wahrscheinlich**",
            "Frage: what did Akar promise?",
            [
                "← Davor",
                "Danach →",
                "Mehr ringsum",
                "Szenenanfang",
                "Weitere Stellen",
                "Das hilft",
                "Das ist falsch",
                "Bis hier gelesen",
            ],
        ),
        (
            "es-ES",
            "párrafo 12 · **Probable**",
            "Pregunta: what did Akar promise?",
            [
                "← Antes",
                "Después →",
                "Más amplio",
                "Inicio de la escena",
                "Más pasajes",
                "Me ha servido",
                "No es correcto",
                "Leído hasta aquí",
            ],
        ),
        (
            "es-419",
            "párrafo 12 · **Probable**",
            "Pregunta: what did Akar promise?",
            [
                "← Antes",
                "Después →",
                "Más amplio",
                "Inicio de la escena",
                "Más pasajes",
                "Me ha servido",
                "No es correcto",
                "Leído hasta aquí",
            ],
        ),
        (
            "fr",
            "paragraph 12 · **Likely**",
            "Asked: what did Akar promise?",
            [
                "← Before",
                "After →",
                "Wider",
                "Scene's start",
                "More matches",
                "This helped",
                "This is wrong",
                "Read to here",
            ],
        ),
    ],
)
async def test_an_answer_is_in_the_language_of_who_asked(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    speaks: Speaks,
    locale: str,
    place: str,
    asked: str,
    buttons: list[str],
) -> None:
    speaks(alice, locale)

    result = await alice.slash(channel, "ask", question=QUESTION)

    lines = shown(result.response).split("\n")
    assert lines[2:] == [f"-# The S-400 impasse · {place}", f"-# {asked}"]
    assert result.response
    assert list(buttons_of(result.response.components)) == buttons


async def test_a_button_speaks_the_language_of_who_presses_it(
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    speaks: Speaks,
) -> None:
    speaks(bob, "de")
    answer = await alice.slash(channel, "ask", question=QUESTION)
    assert answer.response

    opened = await bob.click(answer.response, label="More matches")

    assert shown(opened.response).startswith("**Stelle 1 von ")


async def test_help_names_the_commands_as_the_member_sees_them(
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    speaks: Speaks,
) -> None:
    speaks(alice, "de")
    speaks(bob, "es-ES")

    german = await alice.slash(channel, "help")
    spanish = await bob.slash(channel, "help")

    assert "`/fragen`" in shown(german.response)
    assert "`/preguntar`" in shown(spanish.response)


async def test_lists_and_summaries_are_in_the_members_language(
    alice: simcord.MemberActor, channel: simcord.ChannelHandle, speaks: Speaks
) -> None:
    speaks(alice, "de")

    listed = await alice.slash(channel, "stories")
    summary = await alice.slash(channel, "summary", length="long")
    matched = await alice.slash(channel, "quote", words="slap sanctions on Ankara")
    refused = await alice.slash(channel, "ask", question="Who?")

    assert shown(listed.response).startswith("**1 Geschichte**")
    assert " Zeichen" in shown(listed.response)
    assert "**Zusammenfassung von The S-400 impasse** · lang\n-# Absatz 1" in shown(
        summary.response
    )
    assert "**Genau diese Wörter**" in shown(matched.response)
    assert "### Das steht nicht in der Geschichte." in shown(refused.response)


@pytest.mark.parametrize(
    ("locale", "unknown", "unclear", "none"),
    [
        (
            "de",
            "Es gibt keine Geschichte namens „\\*x\\*“; die Liste zeigt dir /geschichten.",
            "Es gibt mehrere Geschichten; nenn eine davon: s-400, fox.",
            "Hier gibt es noch keine Geschichten; füg eine mit `/geschichte hinzufügen` hinzu, oder"
            " bitte die darum, die diesen Server verwalten.",
        ),
        (
            "es-419",
            "No hay ninguna historia llamada «\\*x\\*»; mira la lista con /historias.",
            "Hay varias historias; elige una de ellas: s-400, fox.",
            "Aquí todavía no hay historias; añade una con `/historia añadir`, o pídeselo a quienes"
            " gestionan este servidor.",
        ),
    ],
)
async def test_errors_of_the_library_are_in_the_members_language(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    library: FakeLibrary,
    speaks: Speaks,
    locale: str,
    unknown: str,
    unclear: str,
    none: str,
) -> None:
    speaks(alice, locale)
    library.held.append(story("Once.", story_id=2, name="fox"))

    missed = await alice.slash(channel, "ask", question=QUESTION, story="*x*")
    several = await alice.slash(channel, "summary")
    library.held.clear()
    empty = await alice.slash(channel, "stories")

    assert shown(missed.response) == unknown
    assert shown(several.response) == unclear
    assert shown(empty.response) == none


async def test_a_removed_story_and_an_edge_are_said_in_the_members_language(
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    library: FakeLibrary,
    speaks: Speaks,
) -> None:
    speaks(alice, "de")
    library.held[:] = [story("A fox promised much.")]
    answer = await alice.slash(channel, "ask", question="what was promised?")
    assert answer.response

    edge = await alice.click(answer.response, label="Danach →")
    library.remove("s-400")
    gone = await alice.click(answer.response, label="Danach →")

    assert shown(edge.response) == "Das ist das Ende der Geschichte."
    assert shown(gone.response) == "Diese Geschichte wurde aus der Bibliothek entfernt."


class TestCooldown:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(_env_file=None, discord={"cooldown_seconds": 10})

    async def test_a_cooldown_is_said_in_the_members_language(
        self, alice: simcord.MemberActor, channel: simcord.ChannelHandle, speaks: Speaks
    ) -> None:
        speaks(alice, "es-ES")
        await alice.slash(channel, "ask", question=QUESTION)

        result = await alice.slash(channel, "ask", question=QUESTION)

        assert shown(result.response).startswith("Una pregunta a la vez; ")


async def test_a_message_in_a_server_is_answered_in_the_servers_language(
    env: simcord.Env, speaks: Speaks
) -> None:
    guild = env.create_guild("Leser", preferred_locale="de")
    channel = guild.create_text_channel("geschichten")
    carol = guild.add_member(env.create_user("carol"))
    assert env.bot.user

    await carol.send(channel, f"{env.bot.user.mention} {QUESTION}")

    assert "Absatz 12" in shown(channel.last_message)


async def test_a_direct_message_is_answered_in_the_language_last_seen_of_the_member(
    env: simcord.Env, speaks: Speaks
) -> None:
    carol = env.create_user("carol")
    speaks(carol, "de")

    await carol.send_dm(QUESTION)
    before = shown(carol.dm_channel.last_message)
    await carol.slash("help")
    await carol.send_dm(QUESTION)

    assert "paragraph 12" in before
    assert "Absatz 12" in shown(carol.dm_channel.last_message)
