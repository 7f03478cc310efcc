from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.reading.wording import is_yes_or_no, worded


def words(question: str, text: str, span: str) -> str:
    """The words given as the answer where the model chose ``span`` in the sentence ``text``."""
    before, after = "Before it. ", " After it."
    start = len(before) + text.index(span)
    chosen = worded(
        question,
        before + text + after,
        (len(before), len(before) + len(text)),
        (start, start + len(span)),
    )
    return (before + text + after)[slice(*chosen)]


@pytest.mark.parametrize(
    "question",
    [
        "is it true that the king left?",
        "Did the king leave?",
        "DID THE KING LEAVE",
        "so, was he glad?",
        "isn’t he the king?",
        "tell me whether he has left",
        "Will the system be ready",
        "can you see the castle from there?",
    ],
)
def test_a_question_for_yes_or_no_gets_the_whole_sentence(question: str) -> None:
    assert is_yes_or_no(question)
    assert words(question, "The king left in July.", "July") == "The king left in July."


@pytest.mark.parametrize(
    "question",
    [
        "who is the king?",
        "when did he leave",
        "And what was it?",
        "island of the king?",
        "can you tell me who the king is?",
        "do you know when he left?",
        "could somebody please explain to me why he left?",
    ],
)
def test_a_question_for_something_else_gets_the_span(question: str) -> None:
    assert not is_yes_or_no(question)
    assert words(question, "The king left in July.", "July") == "July"


@pytest.mark.parametrize(
    ("text", "span", "answer"),
    [
        ("The minister Hulusi Akar left.", "Hulusi", "Hulusi Akar"),
        ("The minister Hulusi Akar left.", "minister Hulusi", "minister Hulusi Akar"),
        ("The minister Hulusi Akar left.", "Akar left", "Hulusi Akar left"),
        ("The minister Hulusi Akar left.", "minister", "minister"),
        ("The Queen of Hearts was there.", "Hearts", "Queen of Hearts"),
    ],
)
def test_half_a_name_becomes_the_whole_one(text: str, span: str, answer: str) -> None:
    assert words("who left?", text, span) == answer


@pytest.mark.parametrize(
    ("text", "span", "answer"),
    [
        ("It was in the tower.", "in the tower.", "in the tower"),
        ("It was the tower, he said.", "the tower,", "the tower"),
        ("He lives in the U.S.", "the U.S.", "the U.S."),
        ("It rose at 5 p.m.", "5 p.m.", "5 p.m."),
        ("It was version 1.2.", "version 1.2.", "version 1.2"),
        ("It was – the tower – he said.", "– the tower –", "the tower"),
        ("“The tower” it was.", "“The tower”", "“The tower”"),
        ("“In the tower,” it was.", "the tower,”", "the tower"),
        ("It was (in a way) good.", "way)", "way"),
        ("It was the boys’ house.", "boys’", "boys"),
        ("It was -5 degrees.", "-5 degrees.", "-5 degrees"),
        ("It was .5 percent.", ".5 percent", ".5 percent"),
        ("It was 1990-95 there.", "-95", "95"),
        ("They paid $2.5 billion.", "$2.5 billion.", "$2.5 billion"),
        ("It was a\u00a0b\u00a0there.", "\u00a0b\u00a0", "b"),
        ("They saw “!” there.", "!", "!"),
    ],
)
def test_stops_and_lone_marks_at_the_edges_are_left_out_and_what_belongs_stays(
    text: str, span: str, answer: str
) -> None:
    assert words("what was it?", text, span) == answer


def test_the_last_letter_keeps_its_accents_and_vowel_signs() -> None:
    assert words("where?", "It was the cafe\u0301 there.", "cafe") == "cafe\u0301"
    assert words("what?", "वह रानी थी", "रान") == "रानी"


def test_what_somebody_said_is_the_clause_where_the_span_lies_in_it() -> None:
    text = "Before noon he promised that the tower will stand."
    assert words("what did he promise?", text, "tower") == "the tower will stand"
    assert words("what did he promise?", text, "noon") == "noon"


TEXTS = st.text(st.sampled_from("ab AZ.,’“”\"'()-–5\u0301\n🦊"), min_size=3, max_size=30)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data(), st.sampled_from(["who?", "is it?", "what did he say?"]))
def test_the_answer_is_never_empty_and_never_leaves_what_is_quoted(
    text: str, data: st.DataObject, question: str
) -> None:
    first, start, end, last = sorted(data.draw(st.integers(0, len(text))) for _ in range(4))
    if start == end:
        return
    begin, stop = worded(question, text, (first, last), (start, end))
    assert first <= begin < stop <= last
