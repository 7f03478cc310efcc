from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from index.doctor import CheckState, models
from index.options import LibraryOptions
from index.reading.span_weights import WEIGHTS
from tests.index.doctor.support import calibrate, change, save_reader

FINE, NOTE, FAILED = CheckState.FINE, CheckState.NOTE, CheckState.FAILED


def test_the_embedded_weights_are_checked_by_their_checksum(
    empty: LibraryOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert models.check_weights(empty).state is FINE
    monkeypatch.setattr("index.encoding.EMBEDDED_SHA256", "0" * 64)
    check = models.check_weights(empty)
    assert check.state is FAILED
    assert check.remedy.startswith("reinstall it with: pip install")


def test_a_folder_without_weights_fails(empty: LibraryOptions, tmp_path: Path) -> None:
    options = replace(empty, encoder_model=str(tmp_path))
    assert models.check_weights(options).state is FAILED
    (tmp_path / "model.safetensors").touch()
    assert models.check_weights(options).state is FINE


def test_a_model_of_the_hub_that_is_not_here_is_only_noted_and_not_fetched(
    empty: LibraryOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    check = models.check_weights(replace(empty, encoder_model="someone/some-model"))
    assert check.state is NOTE
    assert "ENCODER_MODEL=embedded" in check.remedy


def test_vectors_of_another_encoder_fail_with_the_command_that_mends_it(
    filled: LibraryOptions,
) -> None:
    check = models.check_encoder(filled)
    assert check.state is FAILED
    assert "verse reindex" in check.remedy


def test_vectors_of_the_same_encoder_are_fine(filled: LibraryOptions) -> None:
    fingerprint = models.SentenceEncoder().fingerprint
    change(filled, "UPDATE libraries SET encoder = ?", fingerprint)
    assert models.check_encoder(filled).state is FINE


def test_the_embedded_reader_is_told_with_what_it_computes_in_and_when_it_is_sure(
    empty: LibraryOptions, shipped: Path
) -> None:
    weights = models.check_reader_weights(empty)
    assert (weights.state, weights.found) == (FINE, "embedded, with the known checksum")
    check = models.check_reader(replace(empty, reader_device="cpu"))
    assert check.state is FINE
    assert re.fullmatch(
        r"embedded, in (int8|float32|bfloat16) on cpu; sure from 0\.83 \(96% of those right\),"
        r" likely from 0\.52 \(79%\), measured on 1,234 held-out questions",
        check.found,
    )


def test_damaged_weights_of_the_reader_fail_once(empty: LibraryOptions, shipped: Path) -> None:
    content = bytearray((shipped / WEIGHTS).read_bytes())
    content[-1] ^= 1
    (shipped / WEIGHTS).write_bytes(content)
    check = models.check_reader_weights(empty)
    assert (check.state, check.found) == (FAILED, "The reader's weights are damaged")
    assert check.remedy.startswith("install ")
    reader = models.check_reader(empty)
    assert (reader.state, reader.found) == (NOTE, "not tried")


def test_thresholds_that_were_measured_with_other_weights_are_noted(
    empty: LibraryOptions, shipped: Path
) -> None:
    calibrate(shipped, shipped / "config.json")
    check = models.check_reader(empty)
    assert check.state is NOTE
    assert "measured with other weights" in check.found
    assert "python -m index.reading.calibrate" in check.remedy


def test_a_reader_of_ones_own_goes_by_the_shipped_thresholds_until_it_is_calibrated(
    empty: LibraryOptions, shipped: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    weights = save_reader(folder)
    options = replace(empty, reader_model=str(folder))
    assert models.check_reader_weights(options).found == f"in {folder}"
    check = models.check_reader(options)
    assert check.state is NOTE
    assert "sure from 0.83" in check.found
    assert "measured with other weights" in check.found
    calibrate(folder, weights)
    assert models.check_reader(options).state is FINE


def test_without_a_reader_its_weights_are_not_needed(empty: LibraryOptions) -> None:
    options = replace(empty, reader_model="none")
    assert models.check_reader_weights(options).state is FINE
    check = models.check_reader(options)
    assert check.state is NOTE
    assert "READER_MODEL=embedded" in check.remedy


@pytest.mark.parametrize("named", ["empty", "nowhere/at/all"])
def test_a_folder_without_a_reader_fails_with_the_setting_that_mends_it(
    empty: LibraryOptions, tmp_path: Path, named: str
) -> None:
    (tmp_path / "empty").mkdir()
    options = replace(empty, reader_model=str(tmp_path / named))
    check = models.check_reader_weights(options)
    assert check.state is FAILED
    assert "READER_MODEL" in check.remedy
    assert models.check_reader(options).found == "not tried"


def test_weights_that_do_not_answer_questions_fail_with_the_setting_that_mends_it(
    empty: LibraryOptions, tmp_path: Path
) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"no weights")
    check = models.check_reader(replace(empty, reader_model=str(tmp_path)))
    assert check.state is FAILED
    assert "READER_MODEL=embedded" in check.remedy


def test_a_reader_of_the_hub_that_is_not_here_is_only_noted_and_not_fetched(
    empty: LibraryOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    options = replace(empty, reader_model="someone/some-model")
    check = models.check_reader_weights(options)
    assert check.state is NOTE
    assert "READER_MODEL=embedded" in check.remedy
    assert models.check_reader(options).found == "not tried"
