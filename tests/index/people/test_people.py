from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.domain import Story
from index.loading import load_seed, seed_folders
from index.people import Person, PersonKind, complete_people, find_person, people_of
from index.people.finding import _remembered
from index.story_text import StoryText


def story(text: str) -> StoryText:
    return StoryText(Story(1, "tale", "Tale", text, None, "en", datetime(2026, 1, 1, tzinfo=UTC)))


def one(text: str, words: str) -> Person:
    found = find_person(people_of(story(text)), words)
    assert found is not None, [person.name for person in people_of(story(text))]
    return found


def names(text: str) -> list[str]:
    return [person.name for person in people_of(story(text))]


def says(person: Person) -> list[str]:
    return [" ".join((quote.highlighted or "").split()) for quote in person.introductions]


@pytest.fixture(scope="module")
def seed() -> StoryText:
    return story(load_seed(seed_folders()[0]).text)


def test_the_seed_has_its_people_and_organisations_and_no_aircraft(seed: StoryText) -> None:
    found = {person.name: person.kind for person in people_of(seed)}
    people = {name for name, kind in found.items() if kind is PersonKind.PERSON}
    assert people == {
        "Ibrahim Kalin",
        "Berat Albayrak",
        "Donald Trump",
        "Recep Tayyip Erdogan",
        "Hulusi Akar",
    }
    assert found.keys() - people == {"US", "Pentagon", "Wall Street Journal", "Washington", "NATO"}


@pytest.mark.parametrize(
    ("words", "introduction"),
    [
        ("Akar", "Turkish Defence Minister"),
        ("Albayrak", "Turkish Finance Minister"),
        ("Kalin", "Turkish President’s spokesperson"),
        ("Trump", "US President"),
        ("Erdogan", "President"),
    ],
)
def test_the_seeds_people_are_introduced_as_the_story_does(
    seed: StoryText, words: str, introduction: str
) -> None:
    person = next(who for who in people_of(seed) if words in who.name)
    assert says(person) == [introduction]


def test_short_and_full_names_are_joined(seed: StoryText) -> None:
    erdogan = find_person(people_of(seed), "erdogan")
    assert erdogan is not None
    assert erdogan.aliases == ("Recep Tayyip Erdogan", "Erdogan")
    assert [seed.story.text[slice(*span)] for span in erdogan.mentions] == list(erdogan.aliases)
    journal = find_person(people_of(seed), "the WSJ")
    assert journal is not None
    assert journal.name == "Wall Street Journal"


def test_lines_that_are_not_the_story_name_nobody(seed: StoryText) -> None:
    paragraphs = {quote.paragraph for who in people_of(seed) for quote in (who.first,)}
    assert not paragraphs & {3, 7, 11}


@pytest.mark.parametrize(
    ("text", "who", "introduction"),
    [
        ("There lived a charcoal-burner named Nils. Nils slept.", "Nils", "a charcoal-burner"),
        ("Nils, the king of the ants, was angry. Nils slept.", "Nils", "the king of the ants"),
        ("Olaf was a wise old king. Olaf slept.", "Olaf", "a wise old king"),
        ("Then came his father, Finn, in a rage.", "Finn", "father"),
        ("The miller Hans said no.", "Hans", "miller"),
        ("There was an old woman. The old woman sang.", "the old woman", "an old woman"),
        ("Minister of Defence Ömer Çelik said no.", "Ömer Çelik", "Minister of Defence"),
    ],
)
def test_an_introduction_is_the_words_that_introduce(
    text: str, who: str, introduction: str
) -> None:
    assert says(one(text, who)) == [introduction]


@pytest.mark.parametrize(
    "text",
    [
        "The Lockheed Martin F-35 flew. Martin F-35 landed.",
        "They went to Ankara and stayed in Washington.",
        "On Monday it rained. In July it snowed.",
        "They lived on Lake Rasval, near Mount Fuji.",
        "The knights came. The Knights said nothing.",
        "It was the most beautiful woman of all. The most beautiful woman slept.",
        "WHO’S-been-digging up my nuts? Who’s-been-digging up my nuts?",
        "",
    ],
)
def test_what_is_nobody_is_not_listed(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("adverb", ["Therefore", "Sadly", "Happily", "Suddenly", "Meanwhile"])
def test_an_adverb_before_a_name_is_no_part_of_it(adverb: str) -> None:
    assert names(f"They wept. {adverb} Aduan said no. “{adverb} Aduan said no,” she sang.") == [
        "Aduan"
    ]


@pytest.mark.parametrize("name", ["Sally Miller", "Emily Brook", "Kempily Brook"])
def test_a_name_may_end_as_adverbs_do(name: str) -> None:
    assert names(f"{name} said yes. They knew that {name} was right.") == [name]


def test_a_tales_people_need_no_names() -> None:
    text = "There was a fisherman. The fisherman sighed. “Go home,” said the flounder. “Why?” asked"
    text += " the fisherman. “Because,” said the flounder."
    assert names(text) == ["the fisherman", "the flounder"]


def test_an_introduction_does_not_go_on_where_its_sentence_is_cut() -> None:
    # Beside a line as long as the last one, every line is a paragraph and ends its sentence.
    text = "Corbin laughed, and then Corbin said that the blade was made by Corbin, a"
    text += "\ncousin of his own, and that he paid nothing for it" + ", not even a coin" * 6 + "."
    assert says(one(text, "Corbin")) == []


def test_several_of_a_kind_are_told_apart() -> None:
    text = "The eldest brother said no. The youngest brother said yes. The eldest brother left."
    text += " The youngest brother stayed."
    assert names(text) == ["the eldest brother", "the youngest brother"]


def test_mr_and_mrs_are_two() -> None:
    text = "Mr. Bennet said no. Mrs. Bennet said yes. Mr. Bennet sighed."
    assert names(text) == ["Mr. Bennet", "Mrs. Bennet"]


def test_a_description_joins_the_name_it_introduces() -> None:
    text = "There lived a charcoal-burner named Nils. The charcoal-burner slept. Nils woke."
    assert names(text) == ["Nils"]
    assert "the charcoal-burner" in one(text, "Nils").aliases


def test_a_capital_that_speaks_is_an_organisation() -> None:
    assert one("Then Ankara threatened to leave.", "Ankara").kind is PersonKind.ORGANISATION


@pytest.mark.parametrize("words", ["çelik", "CELIK", "Omer  Celik", "Ömer Çelik’s", "O\u0308mer"])
def test_somebody_is_found_in_any_case_and_without_accents(words: str) -> None:
    text = "Spokesman Ömer Çelik said no. Çelik left, and Ömer slept."
    assert one(text, words).name == "Ömer Çelik"


@pytest.mark.parametrize("words", ["", "the", "Ali", "’s"])
def test_words_that_name_nobody_find_nobody(words: str) -> None:
    assert find_person(people_of(story("Spokesman Ömer Çelik said no.")), words) is None


def test_completion_prefers_beginnings_and_those_named_often(seed: StoryText) -> None:
    found = people_of(seed)
    assert [who.name for who in complete_people(found, "erd", 5)] == ["Recep Tayyip Erdogan"]
    assert [who.name for who in complete_people(found, "p", 5)] == ["Pentagon"]
    assert len(complete_people(found, "", 3)) == 3
    assert complete_people(found, "", 1)[0].name == "US"
    assert complete_people(found, "zz", 5) == ()


def test_people_are_remembered_while_their_text_lives() -> None:
    text = story("Spokesman Ibrahim Kalin said no.")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(people_of, [text] * 16))
    assert len({id(one) for one in found}) == 1
    before = len(_remembered)
    del text
    gc.collect()
    assert len(_remembered) == before - 1


def test_a_cut_text_knows_nothing_of_what_follows(seed: StoryText) -> None:
    for ceiling in range(0, len(seed.story.text), 97):
        cut = story(seed.story.text[:ceiling])
        for who in people_of(cut):
            assert who.mentions[-1][1] <= ceiling
            assert all(alias.split()[-1] in cut.story.text for alias in who.aliases)


_PIECES = ["The", "the", "a", "old", "king", "King", "Tom", "Tom’s", "Éva", "said", ",", ".", "“"]
_PIECES += [
    "Minister",
    "of",
    "US",
    "’",
    "named",
    "her",
    "mother",
    "O\u0308mer",
    "\n\n",
    "F-35",
    "is",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_whatever_is_written_every_mention_is_in_the_text(pieces: list[str]) -> None:
    text = story(" ".join(pieces))
    found = people_of(text)
    assert [who.mentions[0] for who in found] == sorted(who.mentions[0] for who in found)
    for who in found:
        assert list(who.mentions) == sorted(set(who.mentions))
        assert who.first.highlight == who.mentions[0]
        assert who.name == who.aliases[0]
        written = {" ".join(text.story.text[slice(*span)].split()) for span in who.mentions}
        assert {alias.lower() for alias in who.aliases} == {form.lower() for form in written}
        assert find_person([who], who.name) is who
