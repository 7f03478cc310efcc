from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file

from index import ReaderError
from index.reading.span_weights import (
    CHECKSUM,
    WEIGHTS,
    check_reader_weights,
    load_shipped,
    packed,
    reader_folder,
    ship,
    unpacked,
)
from tests.index.reading.support import tiny_model


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(-6, 3))
def test_packing_loses_at_most_half_a_step_of_its_row_a_weight(seed: int, size: float) -> None:
    drawn = torch.randn(5, 40, generator=torch.Generator().manual_seed(seed)) * 10**size
    again = unpacked(packed({"matrix": drawn}))["matrix"]
    step = drawn.abs().amax(dim=1, keepdim=True) / 127
    assert ((again - drawn).abs() <= 0.5001 * step).all()


def test_a_round_trip_keeps_names_and_shapes_and_takes_a_quarter() -> None:
    weights = tiny_model(300).state_dict()
    small = packed(weights)
    again = unpacked(small)
    assert {n: w.shape for n, w in again.items()} == {n: w.shape for n, w in weights.items()}
    assert all(weight.dtype is torch.float32 for weight in again.values())
    assert small["bert.embeddings.word_embeddings.weight"].dtype is torch.int8
    sizes = [sum(w.nbytes for w in some.values()) for some in (small, weights)]
    assert sizes[0] < 0.4 * sizes[1]


def test_a_row_of_zeros_stays_one() -> None:
    assert (unpacked(packed({"matrix": torch.zeros(2, 3)}))["matrix"] == 0).all()


def test_shipped_weights_are_8_bit_and_give_the_model_its_own_back(tmp_path: Path) -> None:
    model = tiny_model(50)
    ship(model, tmp_path)
    dtypes = {weight.dtype for weight in load_file(tmp_path / WEIGHTS).values()}
    assert dtypes == {torch.int8, torch.float16, torch.float32}
    assert check_reader_weights(tmp_path) == tmp_path
    other = tiny_model(50)
    torch.nn.init.zeros_(other.qa_outputs.weight)
    load_shipped(other, tmp_path)
    assert torch.allclose(other.qa_outputs.weight, model.qa_outputs.weight, atol=0.02)


def damage(folder: Path) -> None:
    content = bytearray((folder / WEIGHTS).read_bytes())
    content[-1] ^= 1
    (folder / WEIGHTS).write_bytes(content)


def cut(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes()[:-10])


def lose_weights(folder: Path) -> None:
    (folder / WEIGHTS).unlink()


def lose_checksum(folder: Path) -> None:
    (folder / CHECKSUM).unlink()


def empty_checksum(folder: Path) -> None:
    (folder / CHECKSUM).write_text("", encoding="ascii")


def garble_checksum(folder: Path) -> None:
    (folder / CHECKSUM).write_bytes(b"\xff\xfe")


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (damage, "damaged"),
        (cut, "damaged"),
        (lose_weights, "cannot be read"),
        (lose_checksum, "cannot be read"),
        (empty_checksum, "cannot be read"),
        (garble_checksum, "cannot be read"),
    ],
)
def test_embedded_weights_that_are_not_as_shipped_are_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: object, complaint: str
) -> None:
    monkeypatch.setattr("index.reading.span_weights.EMBEDDED_FOLDER", tmp_path)
    ship(tiny_model(50), tmp_path)
    assert reader_folder("embedded") == tmp_path
    assert callable(spoil)
    spoil(tmp_path)
    with pytest.raises(ReaderError, match=rf"{complaint}; install Chapter & Verse again\.$"):
        reader_folder("embedded")


def test_a_checksum_with_windows_line_ends_is_read_all_the_same(tmp_path: Path) -> None:
    ship(tiny_model(50), tmp_path)
    checksum = (tmp_path / CHECKSUM).read_text(encoding="ascii").strip()
    (tmp_path / CHECKSUM).write_bytes(f"{checksum}\r\n".encode())
    assert check_reader_weights(tmp_path) == tmp_path


def test_another_models_weights_are_refused(tmp_path: Path) -> None:
    ship(tiny_model(50), tmp_path)
    with pytest.raises(ReaderError, match="do not fit"):
        load_shipped(tiny_model(51), tmp_path)
    with pytest.raises(ReaderError, match="do not fit"):
        load_shipped(torch.nn.Linear(2, 2), tmp_path)


@pytest.mark.parametrize("content", [b"", b"no safetensors", b"\x00" * 64])
def test_weights_that_are_no_safetensors_file_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / WEIGHTS).write_bytes(content)
    with pytest.raises(ReaderError, match=r"do not fit.*READER_MODEL=embedded\.$"):
        load_shipped(tiny_model(50), tmp_path)
