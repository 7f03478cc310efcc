from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn
from transformers import AutoModelForQuestionAnswering, PreTrainedTokenizerBase

from index.reading.precision import quicken
from index.reading.training.features import Feature
from index.reading.training.loop import CHECKPOINT, LOG, CheckpointError, Course, Run, mix
from tests.index.reading.training.support import learned_features

COURSE = Course(steps=7, seed=3, tokens=300, peak=5e-3, warm_up=2)
"""Three batches a round, so that a run passes the end of two."""
SAVE_EVERY = 2
Weights = dict[str, torch.Tensor]


@pytest.fixture
def found(tokenizer: PreTrainedTokenizerBase) -> list[Feature]:
    return learned_features(tokenizer)


def _run(bert: Path, found: list[Feature], folder: Path, course: Course = COURSE) -> Run:
    model = AutoModelForQuestionAnswering.from_pretrained(bert, attn_implementation="eager")
    return Run(model, found, course, folder, pad=0)


def _interrupted(run: Run, at: int) -> None:
    """Train until Ctrl-C is pressed after a step that may not be saved yet."""

    def report(step: int, _loss: float) -> None:
        if step == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run.train(SAVE_EVERY, report)


def _finished(run: Run) -> Weights:
    run.train(SAVE_EVERY, lambda _step, _loss: None)
    return {name: weight.detach() for name, weight in run.finished().named_parameters()}


def _log(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / LOG).read_text("utf-8").splitlines()]


def _losses(folder: Path) -> list[float]:
    return [line["loss"] for line in _log(folder)]


def _same(one: Weights, other: Weights) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


@pytest.fixture
def uninterrupted(bert: Path, found: list[Feature], tmp_path: Path) -> tuple[list[float], Weights]:
    """The losses and the finished weights of a run from its first step to its last."""
    weights = _finished(_run(bert, found, tmp_path / "uninterrupted"))
    return _losses(tmp_path / "uninterrupted"), weights


def test_the_same_seed_and_data_give_the_same_losses_and_weights_twice(
    bert: Path, found: list[Feature], tmp_path: Path, uninterrupted: tuple[list[float], Weights]
) -> None:
    losses, weights = uninterrupted
    assert _same(_finished(_run(bert, found, tmp_path)), weights)
    assert _losses(tmp_path) == losses
    assert len(losses) == COURSE.steps


def test_another_seed_gives_other_losses(
    bert: Path, found: list[Feature], tmp_path: Path, uninterrupted: tuple[list[float], Weights]
) -> None:
    _finished(_run(bert, found, tmp_path, replace(COURSE, seed=4)))
    assert _losses(tmp_path) != uninterrupted[0]


@pytest.mark.parametrize("at", range(1, COURSE.steps + 1))
def test_a_run_interrupted_at_any_step_goes_on_as_if_it_had_not_been(
    bert: Path,
    found: list[Feature],
    tmp_path: Path,
    uninterrupted: tuple[list[float], Weights],
    at: int,
) -> None:
    _interrupted(_run(bert, found, tmp_path), at)
    resumed = _run(bert, found, tmp_path)
    assert resumed.step == (at - 1) // SAVE_EVERY * SAVE_EVERY
    assert _same(_finished(resumed), uninterrupted[1])
    assert _losses(tmp_path) == uninterrupted[0]
    assert [line["step"] for line in _log(tmp_path)] == [*range(1, COURSE.steps + 1)]


def test_a_run_interrupted_again_and_again_ends_the_same(
    bert: Path, found: list[Feature], tmp_path: Path, uninterrupted: tuple[list[float], Weights]
) -> None:
    for at in (1, 3, 4, 6):
        _interrupted(_run(bert, found, tmp_path), at)
    assert _same(_finished(_run(bert, found, tmp_path)), uninterrupted[1])
    assert _losses(tmp_path) == uninterrupted[0]


def test_a_finished_run_that_is_started_again_trains_no_more(
    bert: Path, found: list[Feature], tmp_path: Path
) -> None:
    weights = _finished(_run(bert, found, tmp_path))
    log = (tmp_path / LOG).read_bytes()
    assert _same(_finished(_run(bert, found, tmp_path)), weights)
    assert (tmp_path / LOG).read_bytes() == log


def test_a_checkpoint_of_another_course_is_refused(
    bert: Path, found: list[Feature], tmp_path: Path
) -> None:
    _interrupted(_run(bert, found, tmp_path), 3)
    kept = (tmp_path / CHECKPOINT).read_bytes(), (tmp_path / LOG).read_bytes()
    with pytest.raises(CheckpointError, match="another run's checkpoint; name an empty folder"):
        _run(bert, found, tmp_path, replace(COURSE, seed=4))
    assert kept == ((tmp_path / CHECKPOINT).read_bytes(), (tmp_path / LOG).read_bytes())


def test_a_checkpoint_that_was_being_written_does_no_harm(
    bert: Path, found: list[Feature], tmp_path: Path, uninterrupted: tuple[list[float], Weights]
) -> None:
    _interrupted(_run(bert, found, tmp_path), 3)
    (tmp_path / f"{CHECKPOINT}.new").write_bytes(b"half of one")
    assert _same(_finished(_run(bert, found, tmp_path)), uninterrupted[1])


def test_a_run_learns_what_it_is_shown(bert: Path, found: list[Feature], tmp_path: Path) -> None:
    course = replace(COURSE, steps=60, tokens=2_000, peak=1e-2)
    _finished(_run(bert, found, tmp_path, course))
    losses = _losses(tmp_path)
    assert sum(losses[-3:]) < 0.5 * sum(losses[:3])


def test_frozen_layers_stay_as_they_were(bert: Path, found: list[Feature], tmp_path: Path) -> None:
    before = AutoModelForQuestionAnswering.from_pretrained(bert).state_dict()
    computing = quicken(nn.Linear(1, 1), "cpu")
    after = _finished(_run(bert, found, tmp_path, replace(COURSE, frozen_layers=1)))
    for name, weight in after.items():
        frozen = "embeddings." in name or "layer.0." in name
        # Frozen weights are only computed with, and so rounded as the model computes.
        assert torch.equal(weight, before[name].to(computing).float()) is frozen, name


def test_a_frozen_run_goes_on_as_if_it_had_not_been_interrupted(
    bert: Path, found: list[Feature], tmp_path: Path
) -> None:
    course = replace(COURSE, frozen_layers=1)
    weights = _finished(_run(bert, found, tmp_path / "one", course))
    _interrupted(_run(bert, found, tmp_path / "other", course), 5)
    assert _same(_finished(_run(bert, found, tmp_path / "other", course)), weights)


def test_a_finished_model_computes_in_full_precision_and_is_the_average(
    bert: Path, found: list[Feature], tmp_path: Path
) -> None:
    run = _run(bert, found, tmp_path)
    for name, weight in _finished(run).items():
        assert weight.dtype is torch.float32
        assert torch.equal(weight, run.average[name])


def test_weights_are_drawn_back_by_a_share_of_the_way() -> None:
    model = nn.Linear(2, 1)
    model.load_state_dict({"weight": torch.tensor([[1.0, 5.0]]), "bias": torch.tensor([0.0])})
    mix(model, {"weight": torch.tensor([[0.0, 9.0]]), "bias": torch.tensor([4.0])}, 0.75)
    assert model.weight.tolist() == [[0.75, 6.0]]
    assert model.bias.tolist() == [1.0]
