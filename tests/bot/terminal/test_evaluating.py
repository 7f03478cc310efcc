from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.figures import figure_lines
from index.evaluation.figures import Rate, figures

SNOW = "It snowed all night. The king slept."
RAIN = "It rained in Bergen. The queen read."


def written(folder: Path, *lines: dict[str, Any] | str, name: str = "file.jsonl") -> Path:
    path = folder / name
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines),
        encoding="utf-8",
    )
    return path


def text(context: str, title: str, *questions: tuple[str, str | None]) -> dict[str, Any]:
    asked = [
        {"question": q, "answers": [] if a is None else [{"text": a, "start": context.index(a)}]}
        for q, a in questions
    ]
    return {"context": context, "title": title, "questions": asked}


def rows(output: str) -> dict[str, list[str]]:
    """The value of every figure, and what it was counted from, by its name."""
    return {line[:18].strip(): line[18:37].split() for line in output.splitlines()}


@pytest.fixture
def two(tmp_path: Path) -> Path:
    answered = {"answerable": True, "sentences": ["The snow man said “Hello”."]}
    return written(
        tmp_path,
        {"question": "who said hello?", "story": "snow", "answers": ["hello"], **answered},
        {"question": "did it snow on noon?", "story": "snow", "answerable": False},
    )


@pytest.fixture
def tales(tmp_path: Path) -> Path:
    return written(
        tmp_path,
        text(SNOW, "Snow", ("Who slept?", "The king"), ("Who is never there?", None)),
        text(RAIN, "Rain", ("Who read?", "The queen")),
    )


def test_figures_are_printed_one_a_line(verse, two: Path) -> None:
    result = verse("evaluate", two)
    assert result.exit_code == 0
    assert [line.split()[:3] for line in result.stdout.splitlines()][:5] == [
        ["quote@1", "100.0%", "1/1"],
        ["quote@3", "100.0%", "1/1"],
        ["false", "refusals", "0.0%"],
        ["missed", "refusals", "100.0%"],
        ["verbatim", "100.0%", "2/2"],
    ]
    told = rows(result.stdout)
    assert told["recall@1"] == ["0.0%", "0/1"]
    assert told["recall@3"] == ["100.0%", "1/1"]
    assert told["exact"] == ["0.0%", "of", "1"]
    assert told["refusal recall"] == ["0.0%", "0/1"]
    assert told["AUC, strangers"] == ["-"]
    assert told["sure"] == ["50.0%", "1/2"]
    assert told["calibration error"] == ["0.500"]
    assert told["latency p99"][1] == "ms"


def test_figures_come_as_json_with_what_went_wrong(verse, two: Path) -> None:
    found = json.loads(verse("evaluate", two, "--json").stdout)
    assert found["questions"] == 2
    assert found["stories"] is None
    assert found["quote@1"] == {"count": 1, "total": 1, "share": 1.0}
    assert found["missed_refusals"]["share"] == 1.0
    assert found["recall@10"]["share"] == 1.0
    assert found["span_questions"] == 1
    assert set(found["latency_ms"]) == {"p50", "p90", "p99"}
    (wrong,) = found["wrong"]
    assert (wrong["line"], wrong["found"], wrong["shown"]) == (2, True, ["It snowed all night."])


def test_questions_about_the_library_find_its_models_warm(verse, library, two: Path) -> None:
    verse("evaluate", two)
    assert library.warm


def test_a_broken_line_is_named_before_the_library_is_opened(verse, opener, tmp_path: Path) -> None:
    result = verse("evaluate", written(tmp_path, '{"question": "who?"}'))
    assert result.exit_code == 1
    assert "line 1: answerable: Field required; correct that line" in result.stderr
    assert opener.opened == []


def test_a_story_that_is_not_there_is_named_by_its_line(verse, tmp_path: Path) -> None:
    path = written(tmp_path, {"question": "who?", "story": "gone", "answerable": False})
    result = verse("evaluate", path)
    assert result.exit_code == 1
    assert result.stderr.startswith("Line 1: There is no story 'gone'")


def test_texts_are_asked_in_a_library_of_their_own_that_is_gone_afterwards(
    verse, opener, library, tales: Path
) -> None:
    result = verse("evaluate", tales)
    assert result.exit_code == 0
    assert result.stdout.startswith("2 stories, 3 questions, 1 of them unanswerable\n\n")
    assert rows(result.stdout)["quote@1"] == ["100.0%", "2/2"]
    assert [story.text for story in library.texts] == [SNOW, RAIN]
    assert library.warm
    assert library.closed
    (used,) = opener.opened
    assert used.database.folder.name.startswith("verse-evaluate-")
    assert not used.database.folder.exists()


def test_gzipped_texts_can_be_limited_and_joined_by_strangers(
    verse, tmp_path: Path, tales: Path
) -> None:
    packed = tmp_path / "tales.gz"
    packed.write_bytes(gzip.compress(tales.read_bytes()))
    result = verse("evaluate", packed, "--limit", "1", "--strangers", "1")
    first = result.stdout.splitlines()[0]
    assert first == ("1 story, 2 questions, 1 of them unanswerable, 1 question of other stories")
    assert rows(result.stdout)["AUC, strangers"] == ["0.500"]


def test_each_paragraph_can_be_a_story_of_its_own(verse, library, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        text(SNOW, "North", ("Who slept?", "The king")),
        text(RAIN, "North", ("Who read?", "The queen")),
    )
    verse("evaluate", path, "--paragraphs")
    assert [story.text for story in library.texts] == [SNOW, RAIN]


def test_questions_that_do_not_count_are_told(verse, tmp_path: Path) -> None:
    asked = {"question": "Who slept?", "sections": [1], "answers": [], "explicit": True}
    path = written(
        tmp_path,
        {
            "story": "snow",
            "sections": [{"number": 1, "text": SNOW}],
            "questions": [{**asked, "span": "The king"}, asked, {**asked, "explicit": False}],
        },
    )
    told = verse("evaluate", path).stdout.splitlines()[1]
    assert told == "left out of the file: 1 explicit without a span, 1 implicit"
    assert json.loads(verse("evaluate", path, "--json").stdout)["left_out"] == {
        "explicit without a span": 1,
        "implicit": 1,
    }


def test_the_json_and_the_plot_are_written(verse, tmp_path: Path, two: Path) -> None:
    out, plot = tmp_path / "out.json", tmp_path / "plot.png"
    result = verse("evaluate", two, "--out", out, "--plot", plot)
    assert result.exit_code == 0
    assert json.loads(out.read_text())["quote@1"]["share"] == 1.0
    assert plot.read_bytes().startswith(b"\x89PNG")


def test_a_file_that_cannot_be_written_is_told_before_anything_is_asked(
    verse, opener, tmp_path: Path, two: Path
) -> None:
    for target in (tmp_path / "gone" / "out.json", tmp_path):
        result = verse("evaluate", two, "--out", target)
        assert result.exit_code == 2
        assert opener.opened == []


@pytest.mark.parametrize("option", ["--paragraphs", "--strangers=1", "--limit=1"])
def test_options_for_texts_are_wrong_usage_with_questions_about_the_library(
    verse, two: Path, option: str
) -> None:
    result = verse("evaluate", two, option)
    assert result.exit_code == 2
    assert "go with a file of texts" in result.stderr


def test_texts_cannot_be_put_into_a_library_that_is_named(
    verse, opener, tmp_path: Path, tales: Path
) -> None:
    assert verse("evaluate", tales, "--library", tmp_path / "mine").exit_code == 2
    assert opener.opened == []


def test_nothing_to_count_is_no_figure() -> None:
    lines = figure_lines(figures([], Rate(0, 0)))
    told = rows("\n".join("".join(words for words, _ in line) for line in lines))
    assert told["quote@1"] == ["-", "0/0"]
    assert told["F1"] == ["-", "-"]
    assert told["AUC"] == ["-"]
