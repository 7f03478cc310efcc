from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

RAIN = "It rained for forty days and forty nights upon the old stone house by the river."


@pytest.fixture
def rain(keeper, tmp_path: Path) -> Path:
    path = tmp_path / "rain.txt"
    path.write_text(RAIN, encoding="utf-8")
    assert keeper("add", path, "--server", "5").exit_code == 0
    return path


def stories(keeper, *options: str | Path) -> list[str]:
    return [story["name"] for story in json.loads(keeper("stories", "--json", *options).stdout)]


def test_a_library_is_exported_and_comes_back_under_its_server(
    keeper, rain: Path, tmp_path: Path
) -> None:
    archive, new = tmp_path / "tales.zip", tmp_path / "new"
    result = keeper("export", archive, "--server", "5")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("Exported 2 stories and 0 settings and records of the library")
    assert zipfile.is_zipfile(archive)
    result = keeper("import", archive, "--library", new)
    assert result.stdout == (
        "Imported 2 stories into the library of 5; settings and records came along\n"
    )
    assert stories(keeper, "--library", new, "--server", "5") == ["s-400", "rain"]
    assert keeper("import", archive, "--library", new).stdout == (
        "Imported 0 stories into the library of 5; 2 had been there already;"
        " settings and records came along\n"
    )


def test_another_server_may_get_the_stories(keeper, rain: Path, tmp_path: Path) -> None:
    keeper("export", tmp_path / "tales.zip", "--server", "5")
    result = keeper("import", tmp_path / "tales.zip", "--server", "6")
    assert "stayed behind, for they are of another server" in result.stdout
    assert stories(keeper, "--server", "6") == ["s-400", "rain"]


def test_a_server_without_a_library_is_not_exported(keeper, rain: Path, tmp_path: Path) -> None:
    result = keeper("export", tmp_path / "tales.zip", "--server", "77")
    assert result.exit_code == 1
    assert "There is no library of the server 77" in result.stderr
    assert not (tmp_path / "tales.zip").exists()


def test_what_is_no_archive_is_one_sentence(keeper, rain: Path) -> None:
    result = keeper("import", rain)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_a_backup_is_made_and_restored_into_an_empty_folder(
    keeper, rain: Path, tmp_path: Path
) -> None:
    copy, new = tmp_path / "copy.db", tmp_path / "new"
    result = keeper("backup", copy)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"Backed up 1 library with 2 stories to {copy}, and restored it once\n"
    result = keeper("restore", copy, "--library", new)
    assert result.stdout == f"Restored 1 library with 2 stories to {new}\n"
    assert stories(keeper, "--library", new, "--server", "5") == ["s-400", "rain"]
    assert keeper("restore", copy, "--library", new).exit_code == 1
    assert keeper("restore", tmp_path / "gone.db", "--library", tmp_path / "x").exit_code == 1
