"""Members fill their server's library: files, pages, messages, chapters, new versions."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
import simcord

from bot.client import create_bot
from bot.rules import Rule
from bot.settings import Settings
from index import Deed, Libraries, Library, server_key
from tests.bot.support.bodies import buttons_of, shown
from tests.bot.support.filling import FOX, NEXT, archive, file, names
from tests.bot.support.languages import speaking
from tests.bot.support.real import real_libraries

MANAGES = discord.Permissions(manage_guild=True)


def settle(library: Library, channel: simcord.ChannelHandle, rule: Rule, stored: str) -> None:
    library.records(str(channel.guild.id)).set_setting("", rule.value, stored, by="42")


async def test_a_file_becomes_a_story_and_everybody_sees_what_is_in_it(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await mia.slash(channel, "story add", file1=file(FOX))

    assert names(library) == ["s-400", "fox"]
    assert not result.ephemeral
    said = shown(result.response)
    assert "Ready: Fox" in said
    assert f"fox · {len(FOX)} characters" in said
    assert "> In the evening the fox ate a fish, and the hen slept." in said
    assert "Anna" in said.partition("Who is in it")[2]


async def test_a_new_story_offers_questions_that_it_answers(
    alice: simcord.MemberActor, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await mia.slash(channel, "story add", file1=file(FOX))
    assert result.response
    asked = {
        label: custom_id
        for label, custom_id in buttons_of(result.response.components).items()
        if custom_id.startswith("cv:askthis:")
    }
    assert 0 < len(asked) <= 3
    assert "Who promised a goose to the hen?" in asked

    answer = await alice.click(result.response, label="Who promised a goose to the hen?")

    assert answer.ephemeral
    assert "> **The fox promised a goose to the hen.**" in shown(answer.response).replace("\\", "")


async def test_a_file_with_a_name_is_called_by_it(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mia.slash(channel, "story add", file1=file(FOX), name="tale of a fox")
    assert names(library) == ["s-400", "tale of a fox"]


async def test_several_files_and_an_archive_become_several_stories(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    packed = archive(
        owl="The owl sat in the tree. It saw the moon.",
        cat="The cat sat on the mat. It saw a mouse.",
    )

    result = await mia.slash(
        channel,
        "story add",
        file1=file(FOX),
        file2=("tales.zip", packed),
        file3=("bad.pdf", b"not a pdf at all"),
    )

    assert names(library) == ["s-400", "fox", "owl", "cat"]
    said = shown(result.response)
    assert "3 stories were added" in said
    assert "One could not be added" in said
    assert "bad.pdf" in said


async def test_who_does_not_manage_the_server_fills_nothing_and_is_told_who_does(
    library: Library, alice: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    for command, options in {
        "story add": {"file1": file(FOX)},
        "story chapter": {"story": "s-400", "file": file(NEXT)},
        "story replace": {"story": "s-400", "file": file(FOX)},
        "story remove": {"story": "s-400"},
    }.items():
        result = await alice.slash(channel, command, **options)
        assert result.ephemeral
        assert "Only those who manage this server can" in shown(result.response)

    assert names(library) == ["s-400"]
    assert library.audit(10) == ()


async def test_roles_may_be_let_add_replace_and_remove(
    env: simcord.Env,
    library: Library,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    writers, editors = channel.guild.create_role("Writers"), channel.guild.create_role("Editors")
    settle(library, channel, Rule.ADDERS, str(writers.id))
    settle(library, channel, Rule.REMOVERS, str(editors.id))
    writer = channel.guild.add_member(env.create_user("writer"), roles=[writers])
    editor = channel.guild.add_member(env.create_user("editor"), roles=[editors])

    denied = await alice.slash(channel, "story add", file1=file(FOX))
    assert f"<@&{writers.id}>" in shown(denied.response)
    await writer.slash(channel, "story add", file1=file(FOX))
    assert names(library) == ["s-400", "fox"]
    denied = await writer.slash(channel, "story remove", story="fox")
    assert f"<@&{editors.id}>" in shown(denied.response)
    asked = await editor.slash(channel, "story remove", story="fox")
    assert asked.response
    await editor.click(asked.response, label="Remove it")
    assert names(library) == ["s-400"]


async def test_a_chapter_goes_on_with_its_story_and_leaves_its_places_as_they_are(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mia.slash(channel, "story add", file1=file(FOX))
    before = library.story("fox")

    result = await mia.slash(channel, "story chapter", story="fox", file=file(NEXT, "two.txt"))

    after = library.story("fox")
    assert "New chapter: Fox" in shown(result.response)
    assert after.id == before.id
    assert after.text.startswith(before.text)
    assert "Boris gave her corn" in after.text


async def test_a_corrected_version_takes_the_place_of_a_story(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mia.slash(channel, "story add", file1=file(FOX))
    asked = await mia.slash(channel, "ask", question="who promised a goose?", story="fox")

    corrected = FOX.replace("a goose", "a duck")
    await mia.slash(channel, "story replace", story="fox", file=file(corrected))
    now = await mia.slash(channel, "ask", question="who promised a duck?", story="fox")
    assert asked.response
    old = await mia.click(asked.response, label="Wider")

    assert names(library) == ["s-400", "fox"]
    assert "a duck" in shown(now.response)
    assert "earlier version" not in shown(now.response)
    assert "a goose" in shown(old.response)
    assert "from an earlier version" in shown(old.response)


async def test_the_same_text_is_not_stored_twice(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mia.slash(channel, "story add", file1=file(FOX))
    result = await mia.slash(channel, "story add", file1=file(f"{FOX}\n", "again.txt"))

    assert names(library) == ["s-400", "fox"]
    assert "in the library already, as “fox”" in shown(result.response)
    assert result.response
    assert not buttons_of(result.response.components)


async def test_nearly_the_same_text_may_replace_what_it_is_nearly(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    tale = " ".join(f"On day {day} the fox walked to hill number {day}." for day in range(80))
    await mia.slash(channel, "story add", file1=file(tale))
    result = await mia.slash(channel, "story add", file1=file(tale + " Then it slept.", "b.txt"))
    assert "nearly the text of “fox”" in shown(result.response)
    assert result.response

    replaced = await mia.click(result.response, label="Replace that story")

    assert "Corrected: " in shown(replaced.response)
    assert names(library) == ["s-400", "fox"]
    assert library.story("fox").text.endswith("Then it slept.")


async def test_a_name_that_is_taken_is_refused_if_it_was_typed_and_else_made_free(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    other = "The wolf came to the river. The wolf drank."
    await mia.slash(channel, "story add", file1=file(FOX))
    typed = await mia.slash(channel, "story add", file1=file(other), name="Fox")
    await mia.slash(channel, "story add", file1=file(other))

    assert typed.ephemeral
    assert "a story called “Fox” already" in shown(typed.response)
    assert names(library) == ["s-400", "fox", "fox (2)"]


async def test_a_bad_file_is_one_sentence_and_nothing_is_kept(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    result = await mia.slash(channel, "story add", file1=("empty.txt", b"   "))

    assert "empty.txt is empty" in shown(result.response)
    assert names(library) == ["s-400"]
    assert library.audit(10) == ()


async def test_nothing_at_all_or_too_much_is_refused_privately(
    mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    nothing = await mia.slash(channel, "story add")
    both = await mia.slash(
        channel, "story chapter", story="s-400", file=file(NEXT), address="https://example.org"
    )
    named = await mia.slash(
        channel, "story add", file1=file(FOX), file2=file(NEXT, "b.txt"), name="both"
    )

    for result, words in (
        (nothing, "nothing to add"),
        (both, "not both"),
        (named, "for one story"),
    ):
        assert result.ephemeral
        assert words in shown(result.response)


async def test_a_story_is_removed_after_a_question_and_only_once(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mia.slash(channel, "story add", file1=file(FOX))
    asked = await mia.slash(channel, "story remove", story="fox")
    assert asked.ephemeral
    assert "Remove Fox?" in shown(asked.response)
    assert names(library) == ["s-400", "fox"]
    assert asked.response

    again = await mia.slash(channel, "story remove", story="fox")
    await mia.click(asked.response, label="Remove it")
    assert names(library) == ["s-400"]
    assert "is removed" in shown(asked.response)
    assert again.response
    late = await mia.click(again.response, label="Remove it")
    assert "was removed from the library" in shown(late.followups[0])


async def test_the_log_tells_who_did_what_newest_first_and_pings_nobody(
    library: Library,
    alice: simcord.MemberActor,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
) -> None:
    empty = await alice.slash(channel, "story log")
    await mia.slash(channel, "story add", file1=file(FOX))
    await mia.slash(channel, "story chapter", story="fox", file=file(NEXT))
    asked = await mia.slash(channel, "story remove", story="fox")
    assert asked.response
    await mia.click(asked.response, label="Remove it")

    log = await alice.slash(channel, "story log")

    assert "Nothing was added" in shown(empty.response)
    assert log.ephemeral
    lines = [line for line in shown(log.response).splitlines() if f"<@{mia.id}>" in line]
    assert [deed in line for deed, line in zip(("removed", "chapter", "added"), lines, strict=True)]
    assert [entry.deed for entry in library.audit(10)] == [
        Deed.REMOVED,
        Deed.APPENDED,
        Deed.ADDED,
    ]


async def test_stories_of_this_library_are_offered_while_typing(
    mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    for command in ("story chapter", "story replace", "story remove"):
        choices = await mia.autocomplete(channel, command, "story", "s")
        assert [choice["value"] for choice in choices] == ["s-400"]


async def test_two_servers_fill_libraries_of_their_own(
    env: simcord.Env, libraries: Libraries, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    elsewhere = env.create_guild("Writers").create_text_channel("drafts")
    role = elsewhere.guild.create_role("Managers", permissions=MANAGES)
    zoe = elsewhere.guild.add_member(env.create_user("zoe"), roles=[role])
    await mia.slash(channel, "story add", file1=file(FOX))

    asked = await zoe.slash(elsewhere, "story remove", story="fox")
    log = await zoe.slash(elsewhere, "story log")

    assert "There is no story called “fox”" in shown(asked.response)
    assert "Nothing was added" in shown(log.response)
    assert names(libraries.of(server_key(str(elsewhere.guild.id)))) == ["s-400"]


async def test_members_read_it_in_their_language(
    env: simcord.Env, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    speaking(env)(mia, "de")
    result = await mia.slash(channel, "story add", file1=file(FOX))
    assert "Fertig: Fox" in shown(result.response)


async def test_the_questions_can_be_asked_after_a_restart(
    env: simcord.Env,
    settings: Settings,
    alice: simcord.MemberActor,
    mia: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    tmp_path: Path,
) -> None:
    result = await mia.slash(channel, "story add", file1=file(FOX))
    assert result.response
    await env.bot.close()
    again = real_libraries(tmp_path / "libraries")
    await env.restart_bot(create_bot(settings, open_libraries=lambda: again))

    answer = await alice.click(result.response, label="Who promised a goose to the hen?")

    assert "promised a goose" in shown(answer.response)


async def test_names_with_mentions_and_markdown_are_shown_letter_for_letter(
    library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    nasty = "@everyone <@&1> **b** ||s|| [x](https://example.org)"
    result = await mia.slash(channel, "story add", file1=file(FOX, "@everyone **x**.txt"))
    assert r"\@everyone \*\*x\*\*" in shown(result.response)
    await mia.slash(channel, "story add", file1=file("A cat sat. It slept."), name=nasty)
    log = await mia.slash(channel, "story log")

    assert names(library)[2] == nasty
    assert r"\@everyone \<\@\&1>" in shown(log.response)
    long = "w" * 100
    result = await mia.slash(channel, "story add", file1=file("An owl sat. It flew."), name=long)
    assert long in names(library)
    asked = await mia.slash(channel, "story remove", story=long)
    assert "Remove it" in buttons_of(asked.response.components if asked.response else [])


async def test_how_full_the_library_is_stands_below_its_list_for_those_who_may_add(
    alice: simcord.MemberActor, mia: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    await mia.slash(channel, "story add", file1=file(FOX))

    told = shown((await mia.slash(channel, "stories")).response)
    untold = shown((await alice.slash(channel, "stories")).response)

    assert "Held: 2 of 300 stories" in told
    assert "of 50,000,000 characters" in told
    assert "added in the last hour: 1 of 60" in told
    assert "Held" not in untold


class TestLimits:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(
            _env_file=None,
            discord={"cooldown_seconds": 0},
            story={"max_bytes": 5_000},
            library={"max_stories": 2, "max_characters": 5_000, "adds_per_hour": 2},
        )

    async def test_a_library_holds_so_many_stories(
        self, library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        await mia.slash(channel, "story add", file1=file(FOX))
        result = await mia.slash(channel, "story add", file1=file("A cat sat.", "cat.txt"))
        assert "holds at most 2 stories" in shown(result.response)
        assert names(library) == ["s-400", "fox"]

    async def test_a_library_holds_so_many_characters(
        self, library: Library, mia: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        long = " ".join(f"The fox counted {number} geese." for number in range(150))
        result = await mia.slash(channel, "story add", file1=file(long))
        assert "holds at most 5,000 characters" in shown(result.response)
        assert names(library) == ["s-400"]

    async def test_so_many_may_come_in_an_hour(
        self, mia: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        await mia.slash(channel, "story add", file1=file(FOX))
        await mia.slash(channel, "story chapter", story="fox", file=file(NEXT))
        result = await mia.slash(channel, "story chapter", story="fox", file=file("He ran."))
        assert "2 stories an hour" in shown(result.response)

    async def test_a_file_that_is_too_large_is_not_even_fetched(
        self, mia: simcord.MemberActor, channel: simcord.ChannelHandle
    ) -> None:
        result = await mia.slash(channel, "story add", file1=("big.txt", b"a" * 5_001))
        assert result.ephemeral
        assert "“big.txt” is larger" in shown(result.response)
