"""Tiny models, written once; every test that trains loads its own copy."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer, PreTrainedTokenizerBase

from tests.index.reading.training.support import tiny_bert, tiny_mpnet, write_reading_data


@pytest.fixture(autouse=True)
def _on_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """A GPU adds in an order of its own: its losses are alike from run to run, not the same."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.fixture(scope="session")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_bert(tmp_path_factory.mktemp("bert"))


@pytest.fixture(scope="session")
def mpnet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_mpnet(tmp_path_factory.mktemp("mpnet"))


@pytest.fixture(scope="session")
def tokenizer(bert: Path) -> PreTrainedTokenizerBase:
    return AutoTokenizer.from_pretrained(bert)


@pytest.fixture(scope="session")
def teachers_tokenizer(mpnet: Path) -> PreTrainedTokenizerBase:
    return AutoTokenizer.from_pretrained(mpnet)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_reading_data(tmp_path / "data")
