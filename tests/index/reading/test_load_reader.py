from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from index import ReaderError
from index.reading.loading import load_reader
from index.reading.memory import RememberedVectors
from index.reading.sentence_picker import SentencePicker
from index.reading.span_reader import SpanReader
from tests.index.reading.support import plain_calibration
from tests.index.support import WordEncoder


@pytest.fixture
def embedded(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an embedded reader, with a calibration of its own."""
    folder = shutil.copytree(shipped, tmp_path / "embedded")
    plain_calibration(0.3, 0.7).save(folder)
    monkeypatch.setattr("index.reading.span_weights.EMBEDDED_FOLDER", folder)
    monkeypatch.setattr("index.reading.loading.EMBEDDED_FOLDER", folder)
    return folder


VECTORS = RememberedVectors(WordEncoder())


def test_no_reader_is_the_sentence_picker() -> None:
    assert isinstance(load_reader("none", "auto", VECTORS), SentencePicker)


def test_the_embedded_reader_comes_with_its_own_thresholds(embedded: Path) -> None:
    reader = load_reader("embedded", "cpu", VECTORS)
    assert isinstance(reader, SpanReader)
    assert (reader.gate.likely_from, reader.gate.sure_from) == (0.3, 0.7)


def test_another_model_is_used_with_its_own_calibration(
    embedded: Path, saved: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = shutil.copytree(saved, tmp_path / "mine")
    plain_calibration(0.6, 0.8).save(folder)
    assert load_reader(str(folder), "cpu", VECTORS).gate.sure_from == 0.8
    assert not caplog.records


def test_another_model_without_one_borrows_the_embedded_ones_and_says_so(
    embedded: Path, saved: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert load_reader(str(saved), "cpu", VECTORS).gate.sure_from == 0.7
    assert "not calibrated" in caplog.text


def test_without_any_calibration_the_command_that_writes_one_is_named(
    embedded: Path, saved: Path
) -> None:
    (embedded / "calibration.json").unlink()
    for model in ("embedded", str(saved)):
        with pytest.raises(ReaderError, match=r"python -m index\.reading\.calibrate"):
            load_reader(model, "cpu", VECTORS)


def test_a_folder_without_a_model_is_refused(embedded: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReaderError, match="READER_MODEL=embedded"):
        load_reader(str(tmp_path / "empty"), "cpu", VECTORS)
