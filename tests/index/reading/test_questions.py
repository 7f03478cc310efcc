from __future__ import annotations

import pytest

from index.reading.questions import Wanted, counts_what_is_asked, offers, wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who met Donald Trump?", Wanted.PERSON),
        ("whos the spokesman", Wanted.PERSON),
        ("when will it start", Wanted.TIME),
        ("And when was that?", Wanted.TIME),
        ("how soon could it start", Wanted.TIME),
        ("what month is it planned for", Wanted.TIME),
        ("what did the king do when Esben returned?", Wanted.OTHER),
        ("how many sons had he", Wanted.NUMBER),
        ("how old is erdogan?", Wanted.NUMBER),
        ("how much did turkey pay", Wanted.MONEY),
        ("where did they meet", Wanted.PLACE),
        ("why is he afraid", Wanted.REASON),
        ("what did Akar promise?", Wanted.OTHER),
    ],
)
def test_a_question_says_what_kind_of_words_it_wants(question: str, kind: Wanted) -> None:
    assert wanted(question) is kind


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("It was scheduled for July.", Wanted.TIME, True),
        ("It was scheduled.", Wanted.TIME, False),
        ("He paid $2.5 billion.", Wanted.MONEY, True),
        ("He bought two F-35 aircraft.", Wanted.MONEY, False),
        ("They bought the F-35.", Wanted.NUMBER, False),
        ("They bought four of them.", Wanted.NUMBER, True),
        ("Anything at all", Wanted.OTHER, True),
    ],
)
def test_a_sentence_offers_some_kinds_of_words(sentence: str, kind: Wanted, expected: bool) -> None:
    assert offers(sentence, kind) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A miller had three sons.", True),
        ("A miller had three very clever sons.", True),
        ("In three months he came home.", False),
        ("His sons came home.", False),
    ],
)
def test_how_many_is_answered_only_where_just_that_is_counted(
    sentence: str, expected: bool
) -> None:
    assert counts_what_is_asked("how many sons had the miller?", sentence) is expected


def test_other_questions_count_nothing() -> None:
    assert counts_what_is_asked("who had three sons?", "A miller had three sons.") is None
