"""Tiny reading models, written as transformers writes them and as they are shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.reading.span_model import SpanModel
from index.reading.span_weights import ship
from tests.index.reading.support import save, tiny_config, tiny_model, tiny_tokenizer


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model in float32."""
    folder = tmp_path_factory.mktemp("saved")
    save(folder, tiny_tokenizer())
    return folder


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same model in the 8-bit form, with its checksum."""
    folder = tmp_path_factory.mktemp("shipped")
    tokenizer = tiny_tokenizer()
    tiny_config(len(tokenizer)).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    ship(tiny_model(len(tokenizer)), folder)
    return folder


@pytest.fixture(scope="session")
def model(saved: Path) -> SpanModel:
    return SpanModel(str(saved), "cpu")
