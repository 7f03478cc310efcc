from __future__ import annotations

from pathlib import Path

import pytest

from bot.sections import ShardSettings
from bot.settings import SettingsError, load_settings
from bot.sharding.listed import listed


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SHARD_COUNT", "SHARD_IDS", "SHARD_CLAIM"):
        monkeypatch.delenv(name, raising=False)


def complaint(**settings: str) -> str:
    Path(".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    with pytest.raises(SettingsError) as caught:
        load_settings()
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "shards"),
    [("", ()), ("0", (0,)), ("0-3,7", (0, 1, 2, 3, 7)), (" 7, 2-3 ,3,", (2, 3, 7))],
)
def test_shards_are_listed_by_numbers_and_ranges(text: str, shards: tuple[int, ...]) -> None:
    assert listed(text) == shards


@pytest.mark.parametrize("text", ["a", "3-1", "-1", "1-", "0..3", "1 2", "0-99999999", "٣-a"])
def test_what_is_no_list_of_shards_is_refused(text: str) -> None:
    assert "SHARD_IDS" in complaint(SHARD_COUNT="8", SHARD_IDS=text)


def test_without_settings_all_shards_are_served_here() -> None:
    assert load_settings().shard == ShardSettings(count=None, ids="", claim=False)


def test_chosen_shards_need_a_count() -> None:
    assert "SHARD_IDS needs SHARD_COUNT" in complaint(SHARD_IDS="0-3")


def test_chosen_shards_are_below_the_count() -> None:
    said = complaint(SHARD_COUNT="4", SHARD_IDS="0-4")
    assert "shard 4" in said
    assert "ends with 3" in said


def test_shards_are_chosen_or_claimed_and_not_both() -> None:
    said = complaint(SHARD_COUNT="4", SHARD_IDS="0", SHARD_CLAIM="true")
    assert "unset it or SHARD_IDS" in said


def test_there_is_a_shard_at_least() -> None:
    assert "SHARD_COUNT" in complaint(SHARD_COUNT="0")
