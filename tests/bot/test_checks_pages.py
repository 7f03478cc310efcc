"""What a check shows, at its largest and its smallest."""

from __future__ import annotations

import pytest

from bot import checks
from bot.texts import texts_for
from index import (
    ChangeKind,
    CheckedWords,
    Quote,
    Standing,
    WarningKind,
    WordChange,
    WordWarning,
)
from tests.bot.support.library import story


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_whatever_differs_fits_into_one_message(own: bool, language: str) -> None:
    word = "*_~`" * 20
    told = "\n".join(f"same{n} and so on {word}{n}. " * 2 for n in range(40))
    held = story(told, title="*" * 300)
    changes = []
    for n in range(0, 1600, 200):
        changes.append(WordChange(ChangeKind.SAME, told[n : n + 100], (n, n + 100)))
        changes.append(WordChange(ChangeKind.MISSING, word * 3, None))
        changes.append(WordChange(ChangeKind.ADDED, told[n + 100 : n + 200], (n + 100, n + 200)))
    warnings = tuple(WordWarning(kind, word * 3, word * 3) for kind in WarningKind)
    quote = Quote(held, 0, len(told), 99_999, (0, 1600))
    found = CheckedWords(
        word * 50, Standing.NEARLY, quote, tuple(changes), warnings, (), attributed=word * 3
    )

    page = checks.page(texts_for(language), found, own=own, shielded=True)

    assert len([*page.quotes()]) == 5
    for shown_ in page.quotes():
        assert told[shown_.start : shown_.end] == shown_.words


def test_words_that_nothing_comes_near_have_no_quote_and_no_buttons() -> None:
    found = CheckedWords("words", Standing.NOT_FOUND, None)
    page = checks.page(texts_for("en"), found, own=True, shielded=False)
    assert not page.buttons
