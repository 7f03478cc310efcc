from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.terminal.checking import check_lines, figure_lines, token_check
from index.doctor import Check, CheckState
from index.evaluation import Figures, Rate

BOT_ID = base64.urlsafe_b64encode(b"123456789012345678").decode()
GOOD = f"{BOT_ID}.GabcdE.{'x' * 38}"


def questions(folder: Path, *lines: dict[str, object] | str) -> Path:
    path = folder / "questions.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines),
        encoding="utf-8",
    )
    return path


@pytest.fixture
def two(tmp_path: Path) -> Path:
    answered = {"answerable": True, "sentences": ["The snow man said “Hello”."]}
    return questions(
        tmp_path,
        {"question": "who said hello?", "story": "snow", **answered},
        {"question": "did it snow on noon?", "story": "snow", "answerable": False},
    )


def test_figures_are_printed_one_a_line(verse, two: Path) -> None:
    result = verse("evaluate", two)
    assert result.exit_code == 0
    assert [line.split()[:3] for line in result.stdout.splitlines()] == [
        ["quote@1", "100.0%", "1/1"],
        ["quote@3", "100.0%", "1/1"],
        ["false", "refusals", "0.0%"],
        ["missed", "refusals", "100.0%"],
        ["verbatim", "100.0%", "2/2"],
    ]


def test_figures_come_as_json_with_what_went_wrong(verse, two: Path) -> None:
    found = json.loads(verse("evaluate", two, "--json").stdout)
    assert found["questions"] == 2
    assert found["quote@1"] == {"count": 1, "total": 1, "share": 1.0}
    assert found["missed_refusals"]["share"] == 1.0
    (wrong,) = found["wrong"]
    assert (wrong["line"], wrong["found"], wrong["shown"]) == (2, True, ["It snowed all night."])


def test_a_broken_line_is_named_before_the_library_is_opened(verse, opener, tmp_path: Path) -> None:
    result = verse("evaluate", questions(tmp_path, '{"question": "who?"}'))
    assert result.exit_code == 1
    assert "line 1: answerable: Field required; correct that line" in result.stderr
    assert opener.opened == []


def test_a_story_that_is_not_there_is_named_by_its_line(verse, tmp_path: Path) -> None:
    path = questions(tmp_path, {"question": "who?", "story": "gone", "answerable": False})
    result = verse("evaluate", path)
    assert result.exit_code == 1
    assert result.stderr.startswith("Line 1: There is no story 'gone'")


def test_nothing_to_count_is_no_share() -> None:
    none = Rate(0, 0)
    first = next(figure_lines(Figures(none, none, none, none, none)))
    assert "".join(words for words, _ in first).split()[:3] == ["quote@1", "-", "0/0"]


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
