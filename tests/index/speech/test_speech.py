from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Act, Statement, find_person, people_of, statements
from index.domain import Story
from index.loading import load_seed, seed_folders
from index.story_text import StoryText


def story(text: str) -> StoryText:
    return StoryText(Story(1, "t", "T", text, None, "en", datetime(2026, 1, 1, tzinfo=UTC)))


@pytest.fixture(scope="module")
def seed() -> StoryText:
    return story(next(d for d in map(load_seed, seed_folders()) if d.name == "s-400").text)


def named(text: StoryText, one: Statement) -> str | None:
    return text.story.text[slice(*one.named)] if one.named else None


def only(words: str) -> tuple[str | None, str | None, bool, Act, bool]:
    """Who is named, what is said, whether guessed, the act, whether direct."""
    text = story(words)
    (one,) = statements(text)
    return named(text, one), one.quote.highlighted, one.guessed, one.act, one.direct


def test_the_seed_storys_promise_is_akars_by_a_guess(seed: StoryText) -> None:
    (promise,) = statements(seed, act=Act.PROMISED)
    assert promise.speaker is not None
    assert promise.speaker.name == "Hulusi Akar"
    assert promise.guessed
    assert named(seed, promise) == "He"
    assert promise.quote.highlighted == (
        "the S-400s will not be integrated into any active NATO military systems"
    )


def test_kalins_sentence_is_found_though_it_says_he(seed: StoryText) -> None:
    kalin = find_person(people_of(seed), "Ibrahim Kalin")
    hoped, said = statements(seed, who=kalin)
    assert not hoped.guessed
    assert said.guessed
    assert said.direct
    assert said.quote.highlighted == (
        "Sanctions will be counterproductive and lead to negative consequences"
    )


def test_the_seed_storys_threats_are_those_of_the_us_and_washington(seed: StoryText) -> None:
    threats = statements(seed, act=Act.THREATENED)
    assert [named(seed, one) for one in threats] == ["The US", "Washington"]
    assert not any(one.guessed for one in threats)


def test_links_to_other_pages_say_nothing(seed: StoryText) -> None:
    assert not any("READ MORE" in one.quote.text for one in statements(seed))


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ('"I will go," said the fox.', "the fox", "I will go"),
        ('"I will go!" the old fox cried.', "the old fox", "I will go!"),
        ("The king said, “I will go.”", "The king", "I will go."),
        ("Then answered the king to his son: “Go.”", "the king", "Go."),
        ("'I will go,' said the fox.", "the fox", "I will go"),
        ("The king, who loved his son, said: “Go.”", "The king", "Go."),
        ("KING: “I will go.”", "KING", "I will go."),
        ("The king rose and said: “I will go.”", "The king", "I will go."),
        ("One day her husband said to her: “I will go.”", "her husband", "I will go."),
        ("The king's son said: “I will go.”", "The king's son", "I will go."),
    ],
)
def test_words_in_quotation_marks_have_their_speaker(text: str, speaker: str, said: str) -> None:
    assert only(text) == (speaker, said, False, Act.SAID, True)


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("Mary Jones said that it was over.", "Mary Jones", "it was over"),
        ("Mary Jones said in this regard that it was over.", "Mary Jones", "it was over"),
        ("Officials in Ankara said the deal was done.", "Officials in Ankara", "the deal was done"),
        ("According to NATO officials, the talks failed.", "NATO officials", "the talks failed"),
        ("The talks failed, according to the ministry.", "the ministry", "The talks failed"),
        ("Prices will rise, the minister said on Monday.", "the minister", "Prices will rise"),
        ("Ann was told by Peter Brown that it was late.", "Peter Brown", "it was late"),
        ("Peter Brown was quoted as saying that all was well.", "Peter Brown", "all was well"),
        ("The paper quoted Ann Lee as saying all was well.", "Ann Lee", "all was well"),
        ("Peter Brown, the head of the bank, said rates would fall.", "Peter Brown", None),
        ("She spoke to Ann Lee, who expressed hope that it would end.", "Ann Lee", None),
        ("The king asked his son to come back.", "The king", "to come back"),
    ],
)
def test_reported_speech_has_its_speaker(text: str, speaker: str, said: str | None) -> None:
    found_speaker, found_said, guessed, act, direct = only(text)
    assert (found_speaker, guessed, act, direct) == (speaker, False, Act.SAID, False)
    assert said is None or found_said == said


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say that prices would rise.",
        "He never promised a cut.",
        "If he said that he was ill, he lied.",
        "The king wanted to say that he was sorry.",
        "Did he say that it was over?",
        "Anna Lee might promise to come.",
        "Nobody could say that she was late, and no order was given.",
        "According to plan, they left.",
        "They wed according to Japanese custom.",
        "They hunt according to the custom of the Indians.",
        "The roof threatened to fall.",
        "Tell my father that his daughter is here.",
        "She was known for her pressing demand that all be still.",
        "The well-known “dead zone” lay before them.",
        "“It is over,” thought the boy.",
    ],
)
def test_what_was_not_said_is_not_told_as_said(text: str) -> None:
    assert statements(story(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The next day he came to Kung, and told him that all was well.",
        "Anxiously he knocked at the door, and asked whether it was late.",
        "He knocked, and said that the horse he led had been sent by the queen.",
    ],
)
def test_what_begins_a_sentence_is_no_speaker_because_of_that(text: str) -> None:
    assert only(text)[0] in ("he", "He")
    assert only(text)[2]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The king vowed to find him.", Act.PROMISED),
        ("The king pledged that he would find him.", Act.PROMISED),
        ("The king promised his son half the kingdom.", Act.PROMISED),
        ("“I will come back, I promise you,” said the king.", Act.PROMISED),
        ("“Will you promise me?” said the king.", Act.SAID),
        ("“I cannot promise that,” said the king.", Act.SAID),
        ("The king warned his son against the wolf.", Act.THREATENED),
        ("The king threatened to leave.", Act.THREATENED),
        ("“Unless you give it to me, I will eat you,” said the king.", Act.THREATENED),
        ("“Give it to me or else!” said the king.", Act.THREATENED),
        ("“Is it he, or somebody else?” said the king.", Act.SAID),
    ],
)
def test_promises_and_threats_are_told_from_what_is_only_said(text: str, act: Act) -> None:
    assert only(text)[3] is act


def test_in_what_somebody_says_another_may_promise() -> None:
    text = story("Ann Lee said that Peter Brown had promised to pay. He left.")
    said, promised = statements(text)
    assert (named(text, said), said.act) == ("Ann Lee", Act.SAID)
    assert (named(text, promised), promised.act) == ("Peter Brown", Act.PROMISED)


def test_a_pronoun_is_always_a_guess_and_fits() -> None:
    text = story(
        "Mr Tom Brown met Mrs Ann Lee. “I am late,” he said. Mrs Ann Lee laughed."
        " Mr Tom Brown asked Mrs Ann Lee to stay."
    )
    late = statements(text)[0]
    assert late.guessed
    assert late.speaker is not None
    assert late.speaker.name.endswith("Tom Brown")


def test_a_pronoun_that_fits_nobody_has_no_speaker() -> None:
    assert only("“It is late,” she said.") == ("she", "It is late", True, Act.SAID, True)
    assert statements(story("“It is late,” she said."))[0].speaker is None


def test_what_is_said_of_old_has_nobody_to_say_it() -> None:
    assert only("It is said that he died.")[:3] == (None, "he died", False)


def test_one_speech_with_its_tag_in_between_is_one_statement() -> None:
    speaker, said, guessed, _, _ = only("“Yes,” said the fox, “and you shall come with me.”")
    assert (speaker, said, guessed) == ("the fox", "and you shall come with me.", False)


def test_a_speech_runs_over_sentences_and_paragraphs() -> None:
    text = story("The king said: “It is late. I am tired.\n\n“Let us go home.”")
    first, second = statements(text)
    assert first.quote.highlighted == "It is late. I am tired."
    assert (second.quote.highlighted, second.guessed) == ("Let us go home.", True)


def test_statements_of_a_cut_story_never_reach_beyond_it(seed: StoryText) -> None:
    whole = seed.story.text
    for ceiling in range(0, len(whole), 150):
        cut = story(whole[:ceiling])
        assert all(one.quote.end <= ceiling for one in statements(cut))


_WORDS = (
    "“ ” ‘ ’ ' said the fox king he , . : ! that promised Ann Lee to was told by quoted as saying"
    " according and who express hope \n\n"
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split(" ")), max_size=40))
def test_any_mixture_of_speech_is_read_without_an_error(pieces: list[str]) -> None:
    text = story("x " + " ".join(pieces))
    for one in statements(text):
        assert one.quote.highlighted
        assert one.named is None or named(text, one)
