from __future__ import annotations

import pytest

from bot.rules import Answers, InForce, Rule, Rules, Source, in_force, stored_roles, stored_switch

CHANNEL = "77"


def rules(settled: dict[tuple[str, Rule], str], channel: str | None = CHANNEL) -> Rules:
    stored = {(place, rule.value): text for (place, rule), text in settled.items()}
    return in_force(stored, channel, cooldown_seconds=3.0)


def test_without_anything_stored_the_defaults_are_in_force() -> None:
    found = rules({})
    assert found.answers == InForce(Answers.HERE, Source.DEFAULT)
    assert found.cooldown == InForce(3.0, Source.DEFAULT)
    assert not found.listens.value
    assert not found.private.value
    assert not found.keeps_questions.value
    assert found.story.value is None


def test_a_channel_wins_over_the_server_and_other_channels_do_not_count() -> None:
    stored = {
        ("", Rule.ANSWERS): "thread",
        (CHANNEL, Rule.ANSWERS): "named-thread",
        ("88", Rule.PRIVATE): "on",
    }
    found = rules(stored)
    assert found.answers == InForce(Answers.NAMED_THREAD, Source.CHANNEL)
    assert found.private == InForce(False, Source.DEFAULT)
    assert rules(stored, None).answers == InForce(Answers.THREAD, Source.SERVER)


def test_a_channel_can_ask_all_stories_where_its_server_asks_one() -> None:
    stored = {("", Rule.STORY): "4", (CHANNEL, Rule.STORY): "all"}
    assert rules(stored).story == InForce(None, Source.CHANNEL)
    assert rules(stored, None).story == InForce(4, Source.SERVER)


def test_no_channel_settles_who_changes_rules_or_whether_questions_are_kept() -> None:
    stored = {(CHANNEL, Rule.CHANGERS): "5", (CHANNEL, Rule.KEEPS_QUESTIONS): "on"}
    assert rules(stored).changers.value == frozenset()
    assert not rules(stored).keeps_questions.value


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (Rule.ANSWERS, "elsewhere"),
        (Rule.COOLDOWN, "soon"),
        (Rule.COOLDOWN, "-1"),
        (Rule.COOLDOWN, "nan"),
        (Rule.LISTENS, "yes"),
        (Rule.ASKERS, "everyone"),
        (Rule.STORY, "s-400"),
    ],
)
def test_a_text_that_cannot_be_read_counts_as_not_settled(rule: Rule, text: str) -> None:
    assert rules({(CHANNEL, rule): text}) == rules({})


def test_switches_and_roles_are_read_as_they_are_stored() -> None:
    stored = {
        ("", Rule.LISTENS): stored_switch(True),
        ("", Rule.ASKERS): stored_roles(frozenset({9, 12})),
    }
    assert rules(stored).listens.value
    assert rules(stored).askers.value == {9, 12}
