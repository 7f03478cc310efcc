from __future__ import annotations

import pytest

from index.names import last_name


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
