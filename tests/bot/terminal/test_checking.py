from __future__ import annotations

import base64

import pytest
from pydantic import SecretStr

from bot.terminal.checking import check_lines, token_check
from index.doctor import Check, CheckState

BOT_ID = base64.urlsafe_b64encode(b"123456789012345678").decode()
GOOD = f"{BOT_ID}.GabcdE.{'x' * 38}"


def test_a_check_is_one_line_and_its_remedy_another() -> None:
    checks = [
        Check("Python", CheckState.FINE, "3.11.4"),
        Check("Database", CheckState.FAILED, "is damaged", "restore it"),
    ]
    assert ["".join(words for words, _ in line) for line in check_lines(checks)] == [
        "ok     Python: 3.11.4",
        "FAILED Database: is damaged",
        "       -> restore it",
    ]


def test_a_token_that_is_not_set_is_a_note_for_those_who_only_use_the_terminal() -> None:
    check = token_check(None)
    assert check.state is CheckState.NOTE
    assert "DISCORD_TOKEN" in check.remedy


def test_a_well_formed_token_is_fine() -> None:
    assert token_check(SecretStr(GOOD)).state is CheckState.FINE


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        (f"Bot {GOOD}", "a word in front"),
        (f'"{GOOD}"', "quotation marks"),
        (f"{GOOD[:40]} {GOOD[40:]}", "spaces"),
        ("0123456789abcdef0123456789abcdef", "three parts"),
        (f"{'x' * 24}.GabcdE.{'x' * 38}", "bot's id"),
        (f"{'x' * 25}.GabcdE.{'x' * 38}", "bot's id"),
    ],
)
def test_a_malformed_token_fails_and_is_not_shown(token: str, fault: str) -> None:
    check = token_check(SecretStr(token))
    assert check.state is CheckState.FAILED
    assert fault in check.found
    assert token not in repr(check)
    assert "x" * 10 not in repr(check)
