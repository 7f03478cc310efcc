"""Follow-ups put into words of their own, without any model."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.conversation import Turn, understand
from index.conversation.entities import in_story
from index.domain import Quote, Story
from index.story_text import StoryText

SEEDS = Path(__file__).parents[3] / "seeds" / "s-400"
TALE = (
    "Once upon a time there was a king who had a daughter. The king was old, and he was blind. "
    "The queen gave the king a ring of gold, and he hid it in a box. "
    "A shepherd found the box under a tree. He was poor, and the shepherd was proud. "
    "The shepherd sold the ring to two thieves, and they drowned in the river. "
    "The king's daughter wept. The daughter lived in a tower, where she could see the river."
)


def text_of(words: str) -> StoryText:
    return StoryText(Story(1, "tale", "Tale", words, None, "en", datetime(2026, 1, 1, tzinfo=UTC)))


TEXT = text_of(TALE)
SEED = text_of((SEEDS / "story.txt").read_text(encoding="utf-8"))


def said(question: str, sentence: str, answer: str, text: StoryText = TEXT) -> Turn:
    """A question that was answered with a part of this sentence."""
    start = text.story.text.index(sentence)
    first = text.story.text.index(answer, start)
    highlight = (first, first + len(answer))
    return Turn(question, (text.quote(start, start + len(sentence), highlight),))


GIFT = said(
    "What did the queen give the king?",
    "The queen gave the king a ring of gold, and he hid it in a box.",
    "a ring of gold",
)
FINDER = said("Who found the box?", "A shepherd found the box under a tree.", "A shepherd")
THIEVES = said(
    "Who bought the ring?",
    "The shepherd sold the ring to two thieves, and they drowned in the river.",
    "two thieves",
)


def in_full(question: str, *turns: Turn, text: StoryText = TEXT) -> str | None:
    found = understand(question, turns, {1: text})
    return None if found is None else found.questions[0]


@pytest.mark.parametrize(
    ("question", "turn", "full"),
    [
        ("where did he hide it?", GIFT, "Where did the king hide the ring of gold?"),
        ("and why did she do that?", GIFT, "Why did the queen do that?"),
        ("was he poor?", FINDER, "Was the shepherd poor?"),
        ("what happened to them?", THIEVES, "What happened to two thieves?"),
        ("who is his daughter?", GIFT, "Who is the king’s daughter?"),
        ("where was it?", FINDER, "Where was the box?"),
        ("what did it look like?", FINDER, "What did the box look like?"),
    ],
)
def test_a_pronoun_becomes_who_or_what_was_spoken_of(question: str, turn: Turn, full: str) -> None:
    assert in_full(question, turn) == full


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("why?", "Why did the queen give the king a ring of gold?"),
        ("When was that?", "When did the queen give the king a ring of gold?"),
        ("and where?", "Where did the queen give the king a ring of gold?"),
        ("for how long?", "For how long did the queen give the king a ring of gold?"),
    ],
)
def test_one_word_asks_the_last_question_anew(question: str, full: str) -> None:
    assert in_full(question, GIFT) == full


def test_one_word_asks_of_what_the_answer_did() -> None:
    assert in_full("where?", FINDER) == "Where was it that A shepherd found the box?"


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("what about the shepherd?", "What did the shepherd give the king?"),
        ("and his daughter?", "What did the king’s daughter give the king?"),
    ],
)
def test_a_name_alone_takes_the_place_of_the_one_asked_about(question: str, full: str) -> None:
    assert in_full(question, GIFT) == full


GIANT = text_of(
    "The Giant caught two carp in the shallow waters, and she saw a princess. The Giant was big. "
    "He put her in the smaller boat. The princess cried. Her brothers married the most handsome "
    "girls, and the Giant laughed. Ebe wept. The wedding of Ebe was in July."
)


@pytest.mark.parametrize(
    ("question", "before", "sentence", "answer", "full"),
    [
        (
            "who cooked them?",
            "Where did the Giant catch two carp?",
            "The Giant caught two carp in the shallow waters, and she saw a princess.",
            "the shallow waters",
            "Who cooked two carp?",
        ),
        (
            "was she sad?",
            "What did the Giant do with the princess?",
            "He put her in the smaller boat.",
            "put her in the smaller boat",
            "Was the princess sad?",
        ),
        (
            "was it old?",
            "Which boat did the Giant choose?",
            "He put her in the smaller boat.",
            "smaller boat",
            "Was the smaller boat old?",
        ),
        (
            "and the princess?",
            "Who did the most handsome girls marry?",
            "Her brothers married the most handsome girls, and the Giant laughed.",
            "Her brothers",
            "Who did the princess marry?",
        ),
        (
            "and his brothers?",
            "What did Ebe do?",
            "Ebe wept.",
            "wept",
            "What did Ebe’s brothers do?",
        ),
    ],
    ids=[
        "a place is not what was caught there",
        "a princess is surely a she, a giant perhaps",
        "an answer is said again with its article",
        "a superlative belongs to whom it describes",
        "those of the one asked about take his place",
    ],
)
def test_what_a_pronoun_may_mean_is_weighed(
    question: str, before: str, sentence: str, answer: str, full: str
) -> None:
    assert in_full(question, said(before, sentence, answer, GIANT), text=GIANT) == full


def test_a_month_is_nobody() -> None:
    turns = (
        said("What did Ebe do?", "Ebe wept.", "wept", GIANT),
        said("What month was the wedding in?", "The wedding of Ebe was in July.", "July", GIANT),
    )
    assert in_full("who is he?", *turns, text=GIANT) == "Who is Ebe?"
    assert in_full("was it warm?", *turns[1:], text=GIANT) == "Was the wedding warm?"


def test_what_was_meant_before_is_meant_still() -> None:
    turns = (FINDER, Turn("was he poor?", FINDER.quotes))
    assert in_full("and proud?", *turns) is not None
    assert in_full("was he proud?", *turns) == "Was the shepherd proud?"


def test_a_second_question_is_kept_where_a_pronoun_may_mean_another() -> None:
    turn = said(
        "Why did the shepherd fear the king?",
        "The shepherd sold the ring to two thieves, and they drowned in the river.",
        "sold the ring",
    )
    found = understand("where did he live?", (turn,), {1: TEXT})
    assert found is not None
    assert found.questions == ("Where did the shepherd live?", "Where did the king live?")


@pytest.mark.parametrize(
    "question",
    [
        "What did the queen give the king?",
        "Who found the box?",
        "why did the king hide his ring?",
        "What did the shepherd do when he found the box?",
        "is it true that the shepherd was proud?",
        "Who went back to his tower?",
        "what did Napoleon think about it?",
        "how many thieves were there",
        "Were the king and the queen happy after they met?",
    ],
)
def test_a_question_that_names_its_own_subject_stands_alone(question: str) -> None:
    for turn in (GIFT, FINDER, THIEVES):
        assert in_full(question, turn) is None


def test_every_question_on_the_seed_story_stands_alone_whatever_was_said_before() -> None:
    lines = (SEEDS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    known = [json.loads(line) for line in lines]
    draw = random.Random(4)
    for asked in known:
        for _ in range(4):
            before = draw.sample([one for one in known if one is not asked], 3)
            turns = [
                Turn(one["question"])
                if not one["answerable"]
                else said(one["question"], one["sentences"][0], one["sentences"][0], SEED)
                for one in before
            ]
            assert understand(asked["question"], turns, {1: SEED}) is None


def test_nothing_is_understood_where_nothing_was_said() -> None:
    assert understand("why?", (), {1: TEXT}) is None


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("the king ordered Esben to shoot.", ["the king", "Esben"]),
        ("the king's ring of gold shone.", ["the king's ring of gold"]),
        ("the king of Bohus came.", ["the king of Bohus"]),
        ("Esben's youngest daughter wept.", ["Esben's youngest daughter"]),
    ],
)
def test_what_somebody_did_is_no_part_of_who_somebody_is(told: str, named: list[str]) -> None:
    text = text_of(f"The king was old, and Esben was young. One day {told} The king wept.")
    start = text.story.text.index(told)
    found = in_story(text, start, start + len(told.rsplit(maxsplit=1)[0]))
    assert [one.words for one in found] == named


def test_she_is_the_daughter_whose_father_is_named() -> None:
    text = text_of("A man took Esben's daughter for his wife. The queen wept.")
    bride = said("Who became his wife?", text.story.text[:41], "Esben's daughter", text)
    assert in_full("what did she say?", bride, text=text) == "What did Esben's daughter say?"


def test_he_is_the_one_who_is_named_though_the_story_says_her_after_his_name() -> None:
    text = text_of("Rufus stole a goose. Rufus ran. Anna sold her horse. Anna bought a boat.")
    stolen = said("what did Rufus steal?", "Rufus stole a goose.", "Rufus stole a goose", text)
    assert (
        in_full("where did he carry it?", stolen, text=text) == "Where did Rufus carry the goose?"
    )


def test_an_article_in_the_middle_of_a_question_is_in_lower_case() -> None:
    owner = said("Who was old?", "The king was old, and he was blind.", "The king")
    assert in_full("was he blind?", owner) == "Was the king blind?"


def test_only_words_of_the_conversation_and_the_story_are_put_in() -> None:
    glue = {"was", "it", "that", "the"}
    for turn in (GIFT, FINDER, THIEVES):
        for question in ("why?", "who is he?", "and the king?", "what did they do then?"):
            found = understand(question, (turn,), {1: TEXT})
            assert found is not None
            known = f"{TALE} {turn.question} {question}".lower().replace("’", "'")
            for word in found.questions[0].lower().replace("’s", "").strip("?").split():
                assert word in known or word in glue


def test_more_of_the_same_is_looked_for_elsewhere() -> None:
    found = understand("what else did she give him?", (GIFT,), {1: TEXT})
    assert found is not None
    assert found.questions[0] == "What else did the queen give the king?"
    assert [quote.text for quote in found.besides] == [GIFT.quotes[0].text]


def test_a_conversation_that_was_refused_still_has_a_subject() -> None:
    assert in_full("how old is he?", Turn("Where was the king born?")) == "How old is the king?"


def test_the_last_turn_counts_before_the_ones_before_it() -> None:
    assert in_full("was he rich?", GIFT, FINDER) == "Was the shepherd rich?"
    assert in_full("was she rich?", GIFT, FINDER) == "Was the queen rich?"


def test_of_a_long_conversation_the_last_turns_count() -> None:
    others = [THIEVES, THIEVES, THIEVES]
    assert in_full("was she rich?", GIFT, *others) != "Was the queen rich?"


def test_the_quotes_of_a_turn_are_those_that_were_shown() -> None:
    found = understand("why?", (GIFT, FINDER), {1: TEXT})
    assert found is not None
    shown: tuple[Quote, ...] = (FINDER.quotes[0], GIFT.quotes[0])
    assert found.near == shown
