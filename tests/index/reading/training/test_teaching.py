from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from transformers import AutoModelForQuestionAnswering, PreTrainedTokenizerBase

from index.reading.frame import IMPOSSIBLE, NO_ANSWER
from index.reading.training import teaching
from index.reading.training.features import Feature, batches, features, scores_of
from index.reading.training.loop import LOG, Course, Run
from index.reading.training.teaching import LESSONS, Lessons, TeachingError, teach
from tests.index.reading.training.support import (
    learned_features,
    paragraphs,
    span_examples,
    tiny_bert,
)

EXAMPLES = span_examples(paragraphs(range(4)))


def _told_by(teacher: Path, found: list[Feature], pad: int, folder: Path) -> list[np.ndarray]:
    """Write lessons; the scores that the teacher gives a feature's no-answer and text tokens."""
    torch.manual_seed(5)
    model = AutoModelForQuestionAnswering.from_pretrained(teacher, attn_implementation="eager")
    done: list[int] = []
    teach(model, found, pad, folder, done.append)
    assert done[-1] == len(found)
    scores: dict[int, np.ndarray] = {}
    with torch.inference_mode():
        for fed in batches(found, 6_144, pad):
            given = scores_of(model, fed, "cpu").numpy()
            for row, number in enumerate(fed.numbers):
                text = range(found[number].text_start, found[number].text_end)
                scores[number] = given[row, [NO_ANSWER, *text]]
    return [scores[number] for number in range(len(found))]


def test_lessons_come_back_token_for_token_though_teacher_and_student_frame_a_text_differently(
    tokenizer: PreTrainedTokenizerBase,
    teachers_tokenizer: PreTrainedTokenizerBase,
    mpnet: Path,
    tmp_path: Path,
) -> None:
    teachers = features(teachers_tokenizer, EXAMPLES, seed=1)
    told = _told_by(mpnet, teachers, teachers_tokenizer.pad_token_id, tmp_path)
    own = features(tokenizer, EXAMPLES, seed=1)
    lessons = Lessons.load(tmp_path, own)
    for fed in batches(own, 700, pad=0, seed=2):
        given = lessons.of(fed)
        assert given.shape == (*fed.ids.shape, 2)
        for row, number in enumerate(fed.numbers):
            places = [NO_ANSWER, *range(own[number].text_start, own[number].text_end)]
            expected = told[number].astype(np.float16).astype(np.float32)
            np.testing.assert_array_equal(given[row, places], expected)
            elsewhere = sorted(set(range(fed.ids.shape[1])) - set(places))
            assert given[row, elsewhere].eq(IMPOSSIBLE).all()


def test_lessons_of_other_examples_are_refused(
    tokenizer: PreTrainedTokenizerBase, bert: Path, tmp_path: Path
) -> None:
    _told_by(bert, learned_features(tokenizer, count=2), 0, tmp_path)
    with pytest.raises(TeachingError, match="another run's; teach again"):
        Lessons.load(tmp_path, learned_features(tokenizer, count=3))


def test_damaged_lessons_are_refused(tokenizer: PreTrainedTokenizerBase, tmp_path: Path) -> None:
    (tmp_path / LESSONS).write_bytes(b"no safetensors file")
    with pytest.raises(TeachingError, match="cannot be read; teach again"):
        Lessons.load(tmp_path, learned_features(tokenizer, count=2))


def _interrupted(
    teacher: Path, found: list[Feature], folder: Path, after: int, save_every: int = 1
) -> None:
    """Begin lessons and stop when so many features are done."""

    def report(done: int) -> None:
        if done >= after:
            raise KeyboardInterrupt

    model = AutoModelForQuestionAnswering.from_pretrained(teacher)
    with pytest.raises(KeyboardInterrupt):
        teach(model, found, 0, folder, report, save_every)


def test_half_written_lessons_are_not_taken_for_whole_ones(
    tokenizer: PreTrainedTokenizerBase, bert: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching, "_BATCH_TOKENS", 300)
    _interrupted(bert, learned_features(tokenizer, count=2), tmp_path, after=1)
    assert not (tmp_path / LESSONS).exists()
    _told_by(bert, learned_features(tokenizer, count=2), 0, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [LESSONS]


def test_interrupted_lessons_go_on_where_they_stopped_and_become_the_same(
    tokenizer: PreTrainedTokenizerBase, bert: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching, "_BATCH_TOKENS", 300)
    found = learned_features(tokenizer)
    model = AutoModelForQuestionAnswering.from_pretrained(bert)
    whole: list[int] = []
    teach(model, found, 0, tmp_path / "whole", whole.append)
    assert len(whole) > 4

    _interrupted(bert, found, tmp_path / "parted", after=whole[2], save_every=2)
    model = AutoModelForQuestionAnswering.from_pretrained(bert)
    rest: list[int] = []
    teach(model, found, 0, tmp_path / "parted", rest.append)

    assert rest == whole[2:]
    one, other = (load_file(tmp_path / run / LESSONS)["scores"] for run in ("whole", "parted"))
    np.testing.assert_array_equal(one, other)


def test_lessons_that_another_teacher_began_are_begun_anew(
    tokenizer: PreTrainedTokenizerBase, bert: Path, tmp_path: Path
) -> None:
    found = learned_features(tokenizer)
    _interrupted(tiny_bert(tmp_path / "other", seed=9), found, tmp_path / "lessons", after=1)
    model = AutoModelForQuestionAnswering.from_pretrained(bert)
    teach(model, found, 0, tmp_path / "lessons", lambda _done: None)
    model = AutoModelForQuestionAnswering.from_pretrained(bert)
    teach(model, found, 0, tmp_path / "own", lambda _done: None)
    one, other = (load_file(tmp_path / run / LESSONS)["scores"] for run in ("lessons", "own"))
    np.testing.assert_array_equal(one, other)


def test_a_student_comes_nearer_to_its_teacher(
    tokenizer: PreTrainedTokenizerBase, bert: Path, tmp_path: Path
) -> None:
    own = learned_features(tokenizer)
    course = Course(steps=60, seed=1, tokens=2_000, peak=1e-2, warm_up=2)
    model = AutoModelForQuestionAnswering.from_pretrained(bert, attn_implementation="eager")
    teacher = Run(model, own, course, tmp_path / "teacher", pad=0)
    teacher.train(100, lambda _step, _loss: None)
    teacher.finished().save_pretrained(tmp_path / "taught")
    _told_by(tmp_path / "taught", own, 0, tmp_path)
    student = Run(
        AutoModelForQuestionAnswering.from_pretrained(bert, attn_implementation="eager"),
        own,
        course,
        tmp_path / "student",
        pad=0,
        lessons=Lessons.load(tmp_path, own),
    )
    student.train(100, lambda _step, _loss: None)
    log = (tmp_path / "student" / LOG).read_text("utf-8").splitlines()
    losses = [json.loads(line)["loss"] for line in log]
    assert sum(losses[-3:]) < 0.5 * sum(losses[:3])
