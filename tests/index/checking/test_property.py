"""Whatever is changed in a sentence, it is no longer exact; whatever is kept, it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Library, Standing, WarningKind
from index.domain import SentenceKind
from tests.index.support import draft

STORY = (
    "There were once 12 brothers who had 30 sheep. The eldest, Anders, counted 7 of them every"
    " night. On the 3rd day only 6 came home, and Anders did not sleep for 40 hours. 2 men from the"
    " village, Olaf and Nils, told him that 9 wolves had been seen. He walked 15 miles to the mill."
)
NUMBER = re.compile(r"\b\d+\b")


@pytest.fixture
def sheep(library: Library) -> Library:
    library.add(draft("sheep", STORY))
    return library


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 100), other=st.integers(0, 9999))
def test_a_sentence_with_another_number_is_never_exact_and_always_warned_of(
    sheep: Library, place: int, other: int
) -> None:
    sentences = [
        STORY[s.start : s.end]
        for s in sheep.text("sheep").outline.sentences
        if NUMBER.search(STORY, s.start, s.end)
    ]
    sentence = sentences[place % len(sentences)]
    numbers = list(NUMBER.finditer(sentence))
    number = numbers[place % len(numbers)]
    changed = sentence[: number.start()] + str(other) + sentence[number.end() :]
    checked = sheep.check(changed)
    if int(number.group()) == other:
        assert checked.standing is Standing.EXACT
    else:
        assert checked.standing is Standing.NEARLY
        assert WarningKind.NUMBER in {warning.kind for warning in checked.warnings}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=st.integers(0, 200), length=st.integers(1, 60))
def test_any_words_in_a_row_are_exact(library: Library, first: int, length: int) -> None:
    text = library.text("s-400")
    words = [
        match.span()
        for s in text.outline.sentences
        if s.kind is SentenceKind.STORY
        for match in re.finditer(r"\S+", text.story.text[s.start : s.end])
        for match in [re.compile(r"\S+").match(text.story.text, s.start + match.start())]
        if match
    ]
    begin = first % len(words)
    end = min(begin + length, len(words)) - 1
    run = text.story.text[words[begin][0] : words[end][1]]
    if "READ MORE" not in run and any(c.isalnum() for c in run):
        assert library.check(run).standing is Standing.EXACT


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(message=st.text(max_size=200))
def test_no_message_breaks_it(library: Library, message: str) -> None:
    if any(c.isalnum() and c.isascii() for c in message) and "<" not in message:
        assert library.check(message + " a").standing in Standing


def test_a_word_is_exact_though_it_first_stands_as_a_part_of_another(library: Library) -> None:
    assert "Ankara’s" in library.text("s-400").story.text.partition("Ankara ")[0]
    assert library.check("Ankara").standing is Standing.EXACT
