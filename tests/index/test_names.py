from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.names import last_name, name_spans


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turkish Defence Minister Hulusi Akar said so.", "Turkish Defence Minister Hulusi Akar"),
        ("Then Jack met the Queen of Hearts.", "Queen of Hearts"),
        ("It was on Monday that Ann left in July.", "Ann"),
        ("He left in July.", None),
        ("the miller slept.", None),
        ("But then he slept.", None),
    ],
)
def test_the_last_name_is_found_by_how_it_is_written(text: str, name: str | None) -> None:
    assert last_name(text) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Then Jack met the Queen of Hearts.", ["Jack", "Queen of Hearts"]),
        ("In Ankara Hulusi Akar met Donald J. Trump.", ["Ankara Hulusi Akar", "Donald J. Trump"]),
        ("The  Turkish\nMinister left.", ["Turkish\nMinister"]),
        ("Then Ömer Çelik met José and Şule in Łódź.", ["Ömer Çelik", "José", "Şule", "Łódź"]),
        ("He saw Jose\u0301 and O\u0308mer.", ["Jose\u0301", "O\u0308mer"]),
        ("Там Иван встретил Марью.", ["Там Иван", "Марью"]),
        ("He left in July.", []),
        ("", []),
    ],
)
def test_names_stand_where_they_are_written_without_a_sentences_opener(
    text: str, names: list[str]
) -> None:
    assert [text[start:end] for start, end in name_spans(text)] == names


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["The", "Then", "Jack", "of", "Al", "Éva", "x", " ", "\u00a0", "."]))
)
def test_name_spans_are_in_order_and_the_last_one_is_the_last_name(words: list[str]) -> None:
    text = " ".join(words)
    spans = list(name_spans(text))
    assert all(start < end for start, end in spans)
    assert sorted(spans) == spans
    last = " ".join(text[slice(*spans[-1])].split()) if spans else None
    assert last_name(text) == last
