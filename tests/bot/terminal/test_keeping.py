from __future__ import annotations

import json
from pathlib import Path

import pytest


@pytest.fixture
def rain(tmp_path: Path) -> Path:
    path = tmp_path / "the-rain.txt"
    path.write_text("It rained.", encoding="utf-8")
    return path


def names(library) -> list[str]:
    return [story.name for story in library.texts]


def test_a_story_is_named_by_its_files_stem(verse, library, rain: Path) -> None:
    result = verse("add", rain)
    assert (result.exit_code, result.stdout) == (0, "Added the-rain: The rain\n")
    assert names(library) == ["snow", "the-rain"]


def test_a_name_can_be_given_for_one_file(verse, library, rain: Path) -> None:
    assert verse("add", rain, "--name", "wet").exit_code == 0
    assert names(library) == ["snow", "wet"]


def test_a_name_for_several_files_is_wrong_usage(verse, library, rain: Path) -> None:
    assert verse("add", rain, rain, "--name", "wet").exit_code == 2
    assert names(library) == ["snow"]


def test_one_file_that_cannot_be_read_keeps_all_out(verse, library, rain: Path) -> None:
    result = verse("add", rain, "gone.txt")
    assert result.exit_code == 1
    assert result.stderr == "There is no file gone.txt; check its name and folder\n"
    assert names(library) == ["snow"]


def test_a_name_that_is_taken_is_one_sentence(verse, rain: Path) -> None:
    result = verse("add", rain, "--name", "snow")
    assert result.exit_code == 1
    assert result.stderr == "There is a story 'snow'; choose another --name\n"


def test_the_limit_of_size_is_the_settings(verse, rain: Path) -> None:
    rain.write_bytes(b"rain " * 1000)
    result = verse("add", rain, env={"STORY_MAX_BYTES": "1000"})
    assert result.exit_code == 1
    assert "larger than 1,000 bytes" in result.stderr


def test_a_story_is_removed_by_its_title_in_any_case(verse, library) -> None:
    assert verse("remove", "the snow man").stdout == "Removed snow: The Snow Man\n"
    assert names(library) == []


def test_stories_are_listed_between_tabs_in_a_pipe(verse) -> None:
    assert verse("stories").stdout == "snow\tThe Snow Man\t67\n"


def test_stories_are_listed_as_a_table_in_a_terminal(verse, terminal) -> None:
    output = verse("stories", env={**terminal, "COLUMNS": "80"}).stdout
    assert "Characters" in output
    assert "The Snow Man" in output


def test_stories_come_as_json(verse) -> None:
    (story,) = json.loads(verse("stories", "--json").stdout)
    assert (story["name"], story["characters"], story["language"]) == ("snow", 67, "en")


def test_an_empty_library_says_how_to_fill_it(verse, library) -> None:
    library.texts.clear()
    result = verse("stories")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "There is no story; add one with: verse add FILE\n"


def test_reindexing_loads_no_index_that_may_come_from_another_encoder(verse, library) -> None:
    assert verse("reindex").stdout == "Re-indexed 1 story.\n"
    assert not library.warm
