"""What the doctor has to find: damage to a library, and readers too small to be of use."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
from transformers import AutoTokenizer, BertConfig, BertForQuestionAnswering

from index.encoding import embedded_folder
from index.models import sha256_of
from index.options import LibraryOptions
from index.reading.calibration import NAMES, Calibration
from index.reading.linear import Logistic, Weights
from index.reading.span_weights import WEIGHTS, ship
from index.storage.sqlite import DATABASE_FILE


def change(options: LibraryOptions, statement: str, *values: object) -> None:
    with sqlite3.connect(options.folder / DATABASE_FILE) as connection:
        connection.execute(statement, values)
    connection.close()


def save_reader(folder: Path, *, shipped: bool = False) -> Path:
    """Save a model of one tiny layer that answers questions, badly; the weights' file."""
    tokenizer = AutoTokenizer.from_pretrained(embedded_folder())
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
    )
    model = BertForQuestionAnswering(config)
    folder.mkdir()
    tokenizer.save_pretrained(folder)
    if shipped:
        config.save_pretrained(folder)
        ship(model, folder)
        return folder / WEIGHTS
    model.save_pretrained(folder)
    return folder / "model.safetensors"


def calibrate(folder: Path, weights: Path) -> None:
    """Write thresholds as if they had been measured with these weights."""
    ranking, summary = np.zeros(len(NAMES)), np.zeros(len(NAMES) + 1)
    even = Logistic(summary, 0.0)
    measured = {"questions": 1234.0, "sure_right": 0.957, "likely_right": 0.79}
    learned = Weights(ranking, even, even)
    Calibration(learned, 0.52, 0.83, sha256_of(weights), measured).save(folder)
