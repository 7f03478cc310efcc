"""Train the reader in stages; python -m index.reading.train STAGE DATA_FOLDER RUN_FOLDER runs one.

Stages, in order; all but the last want a GPU or some hours:

  teacher  fine-tunes a larger encoder (--base, such as all-mpnet-base-v2) to read
  lessons  has that teacher score every token of the student's examples
  student  fine-tunes the embedded encoder to read, from the lessons where there are any
  further  goes on with a student (--base; the shipped one if not given): questions it has not met,
           and tales cut as the reader cuts them
  measure  prints exact match, F1 and AUC on the held-out texts of every source, as JSON

All but the last go on where an earlier call was interrupted. The losses of every step of teacher,
student and further are in RUN_FOLDER/STAGE/losses.jsonl, the trained model is beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

# Before torch is imported: its threads spin for each other on a busy core otherwise.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from transformers import (
    AutoModelForQuestionAnswering,
    AutoTokenizer,
    PreTrainedModel,
    set_seed,
)
from transformers.utils import CONFIG_NAME

from index.encoding import embedded_folder
from index.errors import StoryIndexError
from index.reading.span_weights import (
    EMBEDDED_FOLDER,
    WEIGHTS,
    check_reader_weights,
    shipped_model,
)
from index.reading.training.examples import SpanExample, examples
from index.reading.training.features import Feature, features
from index.reading.training.loop import Run, mix
from index.reading.training.measuring import measured, predictions
from index.reading.training.recipes import (
    FURTHER_COURSE,
    FURTHER_SHARE,
    MEASURED,
    STUDENT,
    STUDENT_COURSE,
    TEACHER,
    TEACHER_COURSE,
    further_examples,
)
from index.reading.training.sources import Context, Split, contexts
from index.reading.training.teaching import LESSONS, Lessons, teach

SEED = 20261122
_COURSES = {"teacher": TEACHER_COURSE, "student": STUDENT_COURSE, "further": FURTHER_COURSE}
_EXAMPLES: dict[str, Callable[[Sequence[Context], int], list[SpanExample]]] = {
    "teacher": lambda given, seed: examples(given, TEACHER, seed),
    "student": lambda given, seed: examples(given, STUDENT, seed),
    "further": further_examples,
}
_SAVE_EVERY = 100
"""Steps; at most so many are lost when a run is interrupted."""


class UntrainedError(StoryIndexError):
    """A stage needs the model of one that has not been run to its end."""


def train(stage: str, data: Path, run: Path, base: Path, steps: int | None) -> None:
    """Train a stage's model and write its averaged weights.

    Raises:
        DataError: the reading data is missing or damaged.
        CheckpointError: ``run`` holds a checkpoint of another course.
        TeachingError: ``run`` holds lessons of other examples.
        ReaderError: ``base`` is a damaged reader.
    """
    course = _COURSES[stage]
    course = replace(course, seed=SEED, steps=steps or course.steps)
    set_seed(SEED)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = _begun(base)
    found = features(tokenizer, _EXAMPLES[stage](contexts(data, Split.TRAIN), SEED), SEED)
    lessons = run / "lessons"
    teachable = stage == "student" and (lessons / LESSONS).exists()
    taught = Lessons.load(lessons, found) if teachable else None
    training = Run(model, found, course, run / stage, pad=tokenizer.pad_token_id, lessons=taught)
    with _bar(stage, course.steps) as show:
        training.train(_SAVE_EVERY, lambda step, loss: show(step, f"loss {loss:.3f}"))
    finished = training.finished()
    if stage == "further":
        mix(finished, _begun(base).state_dict(), FURTHER_SHARE)
    finished.save_pretrained(run / stage)
    tokenizer.save_pretrained(run / stage)


def _begun(base: Path) -> PreTrainedModel:
    """A model as it is before training; ``base`` may be in the form that ``ship`` writes."""
    settings: dict[str, Any] = {
        "attn_implementation": "eager",
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
    }
    if (base / WEIGHTS).exists():
        return shipped_model(check_reader_weights(base), **settings)
    model: PreTrainedModel = AutoModelForQuestionAnswering.from_pretrained(base, **settings)
    return model


def write_lessons(data: Path, run: Path) -> None:
    """Have the trained teacher score the student's examples.

    Raises:
        UntrainedError: there is no trained teacher.
        DataError: the reading data is missing or damaged.
    """
    teacher = _trained(run, "teacher")
    tokenizer = AutoTokenizer.from_pretrained(teacher)
    model = AutoModelForQuestionAnswering.from_pretrained(teacher)
    found = features(tokenizer, examples(contexts(data, Split.TRAIN), STUDENT, SEED), SEED)
    with _bar("lessons", len(found)) as show:
        teach(model, found, tokenizer.pad_token_id, run / "lessons", lambda done: show(done, ""))


def measure(stage: str, data: Path, run: Path) -> dict[str, dict[str, float]]:
    """The figures of a trained model on held-out texts, by source.

    Raises:
        UntrainedError: the stage has no trained model.
        DataError: the reading data is missing or damaged.
    """
    folder = _trained(run, stage)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForQuestionAnswering.from_pretrained(folder, attn_implementation="eager")
    by_source: dict[str, list[SpanExample]] = {}
    for example in examples(contexts(data, Split.TEST), MEASURED, SEED):
        by_source.setdefault(example.source, []).append(example)
    figures = {}
    for source, found in by_source.items():
        fed: list[Feature] = features(tokenizer, found, SEED)
        told = predictions(model, fed, tokenizer.pad_token_id, "cpu")
        figures[source] = {n: round(v, 4) for n, v in measured(found, told).items()}
    return figures


def _trained(run: Path, stage: str) -> Path:
    folder = run / stage
    if not (folder / CONFIG_NAME).exists():
        raise UntrainedError(f"{folder} holds no trained model; run the stage {stage!r} first.")
    return folder


@contextmanager
def _bar(name: str, total: int) -> Iterator[Callable[[int, str], None]]:
    """A bar that is told how many are done, with a note; without a terminal, its last state."""
    columns = (
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}"),
    )
    with Progress(*columns, console=Console(file=sys.stderr)) as progress:
        task = progress.add_task(name, total=total, note="")
        yield lambda done, note: progress.update(task, completed=done, note=note)


def main() -> None:
    """Run one stage; a failure that can be foreseen is one sentence."""
    parser = argparse.ArgumentParser(
        prog="python -m index.reading.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("stage", choices=["teacher", "lessons", "student", "further", "measure"])
    parser.add_argument("data", type=Path, help="the folder with the reading data")
    parser.add_argument("run", type=Path, help="where models and checkpoints are kept")
    parser.add_argument(
        "--base",
        type=Path,
        help="the model to begin with; the embedded encoder, or for further the embedded reader,"
        " if not given",
    )
    parser.add_argument("--steps", type=int, help="instead of as many as the stage's recipe says")
    parser.add_argument(
        "--of",
        choices=["teacher", "student", "further"],
        default="student",
        help="whose model to measure; the student's if not given",
    )
    try:
        _run(parser.parse_args())
    except StoryIndexError as error:
        parser.exit(1, f"{error}\n")


def _run(asked: argparse.Namespace) -> None:
    if asked.stage == "lessons":
        write_lessons(asked.data, asked.run)
    elif asked.stage == "measure":
        print(json.dumps(measure(asked.of, asked.data, asked.run), indent=1))  # noqa: T201
    else:
        base = asked.base or (EMBEDDED_FOLDER if asked.stage == "further" else embedded_folder())
        train(asked.stage, asked.data, asked.run, base, asked.steps)


if __name__ == "__main__":
    main()
