from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.bot.terminal import adding_child

ROOT = Path(__file__).parents[3]
RAIN = "It rained for forty days and forty nights upon the old stone house by the river."
SNOW = "Snow fell on the mountain, and the shepherd lost his way between two frozen lakes."
WIND = "A wind from the desert carried the red sand over the walls of the sleeping city."


@pytest.fixture
def rain(tmp_path: Path) -> Path:
    return written(tmp_path / "the-rain.txt", RAIN)


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(keeper, *options: str) -> list[str]:
    """The names of the stories beside the one that a library begins with."""
    listed = json.loads(keeper("stories", "--json", *options).stdout)
    return [story["name"] for story in listed if story["name"] != "s-400"]


def test_a_story_is_named_by_its_files_stem(keeper, rain: Path) -> None:
    result = keeper("add", rain)
    assert (result.exit_code, result.stdout) == (0, "Added the-rain: The rain\n")
    assert names(keeper) == ["the-rain"]


def test_a_name_can_be_given_for_one_file(keeper, rain: Path) -> None:
    assert keeper("add", rain, "--name", "wet").exit_code == 0
    assert names(keeper) == ["wet"]


def test_a_name_for_several_files_is_wrong_usage(keeper, rain: Path) -> None:
    assert keeper("add", rain, rain, "--name", "wet").exit_code == 2
    assert keeper("add", rain, "--to", "s-400", "--name", "wet").exit_code == 2
    assert names(keeper) == []


def test_a_file_that_cannot_be_read_keeps_no_other_out(keeper, rain: Path, tmp_path: Path) -> None:
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    snow = written(tmp_path / "snow.txt", SNOW)
    result = keeper("add", "gone.txt", rain, picture, snow)
    assert result.exit_code == 1
    refused = result.stderr.splitlines()
    assert refused[0] == "There is no file gone.txt; check its name and folder"
    assert refused[1].startswith("picture.txt ")
    assert len(refused) == 2
    assert result.stdout.splitlines()[-1] == "Added 2 stories; 2 refused."
    assert names(keeper) == ["the-rain", "snow"]


def test_a_text_that_is_there_already_is_passed_over_and_is_no_failure(
    keeper, rain: Path, tmp_path: Path
) -> None:
    keeper("add", rain)
    snow = written(tmp_path / "snow.txt", SNOW)
    result = keeper("add", rain, snow)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Passed over the-rain: its text is in the-rain already",
        "Added snow: Snow",
        "Added 1 story; 1 had been added before.",
    ]


def test_a_name_that_is_taken_by_another_text_is_one_sentence(keeper, rain: Path) -> None:
    keeper("add", rain)
    written(rain, SNOW)
    result = keeper("add", rain)
    assert result.exit_code == 1
    assert "the-rain" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_folder_is_added_with_all_below_it_in_the_order_of_its_names(
    keeper, tmp_path: Path
) -> None:
    folder = tmp_path / "tales"
    written(folder / "chapter-10.txt", WIND)
    written(folder / "chapter-2.txt", RAIN)
    written(folder / "deep" / "er" / "snow.md", f"# The snow\n\n{SNOW}")
    written(folder / ".hidden.txt", "This is hidden.")
    written(folder / ".git" / "config.txt", "This is hidden too.")
    written(folder / "song.mp3", "La, la, la.")
    result = keeper("add", folder)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines() == [
        "Added chapter-2: Chapter 2",
        "Added chapter-10: Chapter 10",
        "Added snow: The snow",
        "Added 3 stories; passed over in folders: 1 of formats that are not read and 2 hidden.",
    ]


def test_a_server_gets_its_own(keeper, rain: Path) -> None:
    assert keeper("add", rain, "--server", "42").exit_code == 0
    assert names(keeper, "--server", "42") == ["the-rain"]
    assert names(keeper) == []


def test_chapters_are_appended_to_their_story_in_the_order_given(
    keeper, rain: Path, tmp_path: Path
) -> None:
    keeper("add", rain)
    second = written(tmp_path / "second.txt", SNOW)
    third = written(tmp_path / "third.txt", WIND)
    result = keeper("add", second, third, "--to", "The rain")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0].startswith("Appended Second to the-rain, which now has ")
    whole = keeper("quote", "--story", "the-rain", "--json", "red sand over the walls").stdout
    assert json.loads(whole)[0]["start"] > len(RAIN) + len(SNOW)
    assert names(keeper) == ["the-rain"]


def test_chapters_of_an_unknown_story_are_not_read_at_all(keeper, tmp_path: Path) -> None:
    result = keeper("add", "gone.txt", "--to", "nothing")
    assert result.exit_code == 1
    assert "nothing" in result.stderr
    assert "gone.txt" not in result.stderr


def test_a_story_is_replaced_by_its_corrected_version(keeper, rain: Path) -> None:
    keeper("add", rain)
    written(rain, RAIN.replace("forty", "fifty"))
    result = keeper("replace", "the-rain", rain)
    assert (result.exit_code, result.stdout) == (0, "Replaced the-rain: The rain\n")
    found = json.loads(keeper("quote", "--json", "fifty days and fifty nights").stdout)
    assert found[0]["exact"]
    assert names(keeper) == ["the-rain"]


def test_the_limit_of_size_is_the_settings(keeper, rain: Path) -> None:
    rain.write_bytes(b"rain " * 1000)
    result = keeper("add", rain, env={"STORY_MAX_BYTES": "1000"})
    assert result.exit_code == 1
    assert "larger than 1,000 bytes" in result.stderr


def test_the_author_and_the_date_are_told(keeper, tmp_path: Path) -> None:
    page = written(
        tmp_path / "page.html",
        f"<html lang=en><head><title>The snow</title><meta name=author content='Ann Ray'>"
        f"</head><body><p>{SNOW}</p></body></html>",
    )
    assert keeper("add", page).stdout == "Added page: The snow (Ann Ray)\n"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of a server on loopback, which an ordinary loader refuses to read."""
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_that_may_not_be_read_is_one_sentence(keeper, site: str, rain: Path) -> None:
    result = keeper("add", f"{site}/the-rain.txt", rain)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert names(keeper) == ["the-rain"]


def test_a_story_on_the_web_is_added_beside_files_and_keeps_its_address(
    keeper, site: str, rain: Path, tmp_path: Path
) -> None:
    written(tmp_path / "snow.txt", SNOW)
    result = keeper("add", f"{site}/snow.txt", rain, private=True)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[-1] == "Added 2 stories."
    sources = {one["name"]: one["source"] for one in json.loads(keeper("stories", "--json").stdout)}
    assert sources["snow"] == f"{site}/snow.txt"


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to whole consoles")
def test_ctrl_c_keeps_what_was_added_and_says_so(keeper, tmp_path: Path) -> None:
    folder = tmp_path / "tales"
    for number in range(200):
        written(folder / f"{number}.txt", f"Giant {number} had {number + 7} golden sheep at home.")
    with subprocess.Popen(
        [sys.executable, adding_child.__file__, str(tmp_path / "data"), "add", str(folder)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
    ) as child:
        try:
            assert child.stdout is not None
            first = [child.stdout.readline() for _ in range(2)]
            child.send_signal(signal.SIGINT)
            said = [*first, *child.stdout]
            assert child.wait(60) == 130
        finally:
            child.kill()
    told = [line.split(":")[0].removeprefix("Added ") for line in said[:-1]]
    assert f"Stopped. Added {len(told)} stories." in said[-1]
    assert names(keeper) == told
    assert len(told) < 200
