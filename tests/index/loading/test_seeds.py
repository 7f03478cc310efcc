from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from index.errors import LoadingError
from index.loading import load_seed, seed_folders


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    folder = tmp_path / "snow"
    folder.mkdir()
    (folder / "story.txt").write_text("It snowed.", encoding="utf-8")
    (folder / "about.toml").write_text('title = "Snow"\n', encoding="utf-8")
    return folder


def test_the_seed_story_is_found_and_stored_to_the_letter() -> None:
    (folder,) = [found for found in seed_folders() if found.name == "s-400"]
    draft = load_seed(folder)
    assert draft.name == "s-400"
    assert draft.title == "The US and Turkey fail to resolve the S-400 impasse"
    assert draft.source
    assert draft.text.encode() == (folder / "story.txt").read_bytes()


def test_a_seed_says_of_itself_what_about_toml_says(seed: Path) -> None:
    draft = load_seed(seed)
    assert (draft.name, draft.title, draft.source, draft.language) == ("snow", "Snow", None, "en")


@pytest.mark.parametrize(
    ("about", "complaint"),
    [
        ("title = Snow", "not valid TOML"),
        ("titel = 'Snow'", "unknown key 'titel'"),
        ("title = 7", "no text under 'title'"),
        ("title = ' '", "no text under 'title'"),
    ],
)
def test_a_wrong_about_toml_is_refused(seed: Path, about: str, complaint: str) -> None:
    (seed / "about.toml").write_text(about, encoding="utf-8")
    with pytest.raises(LoadingError, match=complaint):
        load_seed(seed)


def test_a_seed_without_its_story_is_refused(seed: Path) -> None:
    (seed / "story.txt").unlink()
    with pytest.raises(LoadingError, match="There is no file"):
        load_seed(seed)


def test_seeds_are_found_in_an_installed_package(seed: Path, tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "index"
    shutil.copytree(seed, package / "_seeds" / "snow")
    assert [folder.name for folder in seed_folders(package)] == ["snow"]
