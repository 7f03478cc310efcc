from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.progress import Progress
from safetensors.torch import load_file
from transformers import AutoModelForQuestionAnswering

from index.reading import ship, train
from index.reading.span_model import SpanModel
from index.reading.span_weights import WEIGHTS, unpacked
from index.reading.training.loop import LOG
from index.reading.training.teaching import LESSONS

Call = Callable[..., None]
STEPS = 6


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, data: Path) -> Call:
    """The program, as it is called from a shell."""
    monkeypatch.setattr(train, "_SAVE_EVERY", 2)

    def call_(stage: str, run: Path, *more: object) -> None:
        argv = ["train", stage, str(data), str(run), *(str(one) for one in more)]
        monkeypatch.setattr("sys.argv", argv)
        train.main()

    return call_


def _log(folder: Path) -> list[dict[str, float]]:
    lines = (folder / LOG).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _losses(folder: Path) -> list[float]:
    return [line["loss"] for line in _log(folder)]


def _interrupt_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Ctrl-C, while the bar is drawn after a step."""
    update = Progress.update

    def interrupted(*given: object, **told: object) -> None:
        if told["completed"] == step:
            raise KeyboardInterrupt
        update(*given, **told)

    monkeypatch.setattr(Progress, "update", interrupted)


def test_a_student_that_was_interrupted_becomes_the_same_as_one_that_was_not(
    call: Call, bert: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("student", tmp_path / "one", "--base", bert, "--steps", STEPS)
    with monkeypatch.context() as patch:
        _interrupt_at(patch, 4)
        with pytest.raises(KeyboardInterrupt):
            call("student", tmp_path / "other", "--base", bert, "--steps", STEPS)
    call("student", tmp_path / "other", "--base", bert, "--steps", STEPS)

    one, other = tmp_path / "one" / "student", tmp_path / "other" / "student"
    assert [line["step"] for line in _log(other)] == [*range(1, STEPS + 1)]
    assert _losses(one) == _losses(other)
    weights = load_file(one / "model.safetensors"), load_file(other / "model.safetensors")
    assert all(weights[0][name].equal(weights[1][name]) for name in weights[0])
    assert len(weights[0]) == len(weights[1]) > 30


def test_a_trained_student_reads(call: Call, bert: Path, tmp_path: Path) -> None:
    call("student", tmp_path, "--base", bert, "--steps", 1)
    ((scores,),) = SpanModel(str(tmp_path / "student"), "cpu").score("Who?", ["the old knight"])
    assert len(scores.start) == 3


def test_a_teachers_lessons_change_what_the_student_learns(
    call: Call, bert: Path, mpnet: Path, tmp_path: Path
) -> None:
    call("student", tmp_path / "untaught", "--base", bert, "--steps", 3)
    call("teacher", tmp_path, "--base", mpnet, "--steps", 3)
    call("lessons", tmp_path)
    call("student", tmp_path, "--base", bert, "--steps", 3)
    assert (tmp_path / "lessons" / LESSONS).exists()
    teacher = AutoModelForQuestionAnswering.from_pretrained(tmp_path / "teacher")
    assert teacher.config.model_type == "mpnet"
    taught, untaught = _losses(tmp_path / "student"), _losses(tmp_path / "untaught" / "student")
    assert len(taught) == len(untaught) == 3
    assert all(one != other for one, other in zip(taught, untaught, strict=True))


def test_a_shipped_student_learns_further_and_can_be_shipped_again(
    call: Call, bert: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shipped(run: Path, of: str) -> Path:
        target = tmp_path / f"shipped-{of}"
        monkeypatch.setattr("sys.argv", ["ship", str(run), str(target), "--of", of])
        ship.main()
        return target

    call("student", tmp_path, "--base", bert, "--steps", 2)
    once = shipped(tmp_path, "student")
    call("further", tmp_path, "--base", once, "--steps", 2)
    again = shipped(tmp_path, "further")
    assert len(_losses(tmp_path / "further")) == 2
    before, after = (unpacked(load_file(folder / WEIGHTS)) for folder in (once, again))
    frozen = [name for name in before if "embeddings." in name or "layer.0." in name]
    learned = [name for name in before if "layer.1." in name]
    assert all(before[name].allclose(after[name], atol=1e-6) for name in frozen)
    assert not all(before[name].equal(after[name]) for name in learned)
    ((scores,),) = SpanModel(str(again), "cpu").score("Who?", ["the old knight"])
    assert len(scores.start) == 3


def test_the_figures_of_held_out_texts_are_printed_as_json(
    call: Call, bert: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("student", tmp_path, "--base", bert, "--steps", 1)
    capsys.readouterr()
    call("measure", tmp_path)
    figures = json.loads(capsys.readouterr().out)
    assert {"squadshifts-wiki", "squad2-part", "fairytaleqa"} <= set(figures)
    for source, told in figures.items():
        assert {"exact", "f1"} <= set(told), source
        assert all(0 <= value <= 1 for value in told.values())
    assert "auc" in figures["squad2-part"]


def _refused(call: Call, capsys: pytest.CaptureFixture[str], *asked: object) -> str:
    """What the program says when it stops, which is one line."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as stopped:
        call(*asked)
    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_a_missing_file_of_the_data_is_named(
    call: Call, bert: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "qamr.jsonl.gz").unlink()
    said = _refused(call, capsys, "student", tmp_path / "run", "--base", bert)
    assert "qamr.jsonl.gz" in said


def test_going_on_with_another_number_of_steps_is_refused(
    call: Call, bert: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("student", tmp_path, "--base", bert, "--steps", 2)
    said = _refused(call, capsys, "student", tmp_path, "--base", bert, "--steps", 3)
    assert "name an empty folder" in said


@pytest.mark.parametrize(("stage", "wanted"), [("lessons", "teacher"), ("measure", "student")])
def test_a_stage_before_the_one_that_it_needs_says_which_to_run(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str], stage: str, wanted: str
) -> None:
    assert f"run the stage '{wanted}' first" in _refused(call, capsys, stage, tmp_path / "run")


def test_lessons_of_other_examples_are_refused(
    call: Call, bert: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("teacher", tmp_path, "--base", bert, "--steps", 1)
    call("lessons", tmp_path)
    (data / "qamr.jsonl.gz").write_bytes((data / "squadshifts-amazon.jsonl.gz").read_bytes())
    assert "teach again" in _refused(call, capsys, "student", tmp_path, "--base", bert)


def test_help_names_every_stage_as_it_is_called(
    call: Call, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        call("student", tmp_path, "--help")
    said = capsys.readouterr().out
    assert "usage: python -m index.reading.train" in said
    for stage in ("teacher", "lessons", "student", "measure"):
        assert f"\n  {stage}  " in said
