from __future__ import annotations

import json
from pathlib import Path


def names(library) -> list[str]:
    return [story.name for story in library.texts]


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


def test_a_command_reaches_the_library_of_the_server_that_it_names(verse, opener) -> None:
    verse("stories")
    verse("stories", "--server", "1234")
    assert opener.servers == [None, "1234"]
    assert verse("stories", "--server", "my server").exit_code == 2


def test_a_server_without_a_library_is_told_and_gets_none(keeper) -> None:
    result = keeper("stories", "--server", "77")
    assert result.exit_code == 1
    assert "There is no library of the server 77" in result.stderr
    assert "`verse add --server 77 FILE`" in result.stderr
    assert keeper("stories", "--server", "77").exit_code == 1


def test_reindexing_takes_every_library_of_the_folder_or_the_one_that_is_named(
    keeper, tmp_path: Path
) -> None:
    rain = tmp_path / "rain.txt"
    rain.write_text("It rained.", encoding="utf-8")
    assert keeper("add", rain).exit_code == 0
    assert keeper("add", rain, "--server", "5").exit_code == 0
    assert keeper("reindex").stdout == "Re-indexed 4 stories in 2 libraries.\n"
    assert keeper("reindex", "--server", "5").stdout == "Re-indexed 2 stories.\n"


def test_a_library_whose_story_was_replaced_is_reindexed(keeper, tmp_path: Path) -> None:
    rain = tmp_path / "rain.txt"
    rain.write_text("It rained.", encoding="utf-8")
    keeper("add", rain)
    rain.write_text("It rained for forty days and forty nights.", encoding="utf-8")
    assert keeper("replace", "rain", rain).exit_code == 0
    assert keeper("reindex").stdout == "Re-indexed 2 stories.\n"


def test_the_log_tells_what_was_done_newest_first(keeper, tmp_path: Path) -> None:
    rain = tmp_path / "rain.txt"
    rain.write_text("It rained.", encoding="utf-8")
    assert "Nothing was added" in keeper("log").stderr
    keeper("add", rain)
    keeper("remove", "rain")
    lines = [line.split("\t") for line in keeper("log").stdout.splitlines()]
    assert [line[1:] for line in lines] == [
        ["removed", "rain", "10", "-"],
        ["added", "rain", "10", "-"],
    ]
    (newest,) = json.loads(keeper("log", "--json", "--limit", "1").stdout)
    assert (newest["deed"], newest["story"], newest["by"]) == ("removed", "rain", None)
