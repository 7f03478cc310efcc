from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from index.reading.precision import halve, quicken, quicken_shipped
from index.reading.span_model import SpanModel
from index.reading.span_weights import WEIGHTS, shipped_model
from tests.index.reading.support import tiny_model

TOLERANCE = 0.15
TEXT = ["the king said that a cat", "she cried never"]


@pytest.fixture
def without_amx(monkeypatch: pytest.MonkeyPatch) -> None:
    if not {"x86", "fbgemm"}.intersection(torch.backends.quantized.supported_engines):
        pytest.skip("torch multiplies no 8-bit numbers here")
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"amx_bf16": False})


def logits(model: nn.Module) -> torch.Tensor:
    with torch.inference_mode():
        scores: torch.Tensor = model(input_ids=torch.arange(5, 25)[None]).start_logits
    return scores


def test_halving_keeps_the_span_head_in_full_precision() -> None:
    model = tiny_model(60)
    before = logits(model)
    halve(model)
    after = logits(model)
    assert after.dtype is torch.float32
    assert torch.allclose(before, after, atol=TOLERANCE)


@pytest.mark.parametrize(("able", "computing"), [(True, torch.bfloat16), (False, torch.float32)])
def test_a_model_is_halved_only_where_the_processor_multiplies_halves(
    able: bool, computing: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"amx_bf16": able})
    model = tiny_model(60)
    assert quicken(model, "cpu") is computing
    assert {weight.dtype for weight in model.parameters()} == {computing, torch.float32}


def test_a_shipped_model_is_halved_where_that_is_fastest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"amx_bf16": True})
    assert quicken_shipped(tiny_model(60), "cpu") is torch.bfloat16


@pytest.mark.usefixtures("without_amx")
def test_a_shipped_model_is_left_as_it_is_where_no_whole_numbers_are_multiplied(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Quantized:
        supported_engines = ("none", "qnnpack")

    monkeypatch.setattr(torch.backends, "quantized", Quantized)
    model = tiny_model(60)
    before = logits(model)
    assert quicken_shipped(model, "cpu") is torch.float32
    assert torch.equal(logits(model), before)


@pytest.mark.usefixtures("without_amx")
def test_a_torch_without_quantized_tensors_computes_in_float32(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(torch, "quantize_per_channel")
    assert quicken_shipped(tiny_model(60), "cpu") is torch.float32


@pytest.mark.usefixtures("without_amx")
def test_whole_numbers_give_nearly_the_same_scores() -> None:
    model = tiny_model(60)
    before = logits(model)
    assert quicken_shipped(model, "cpu") is torch.int8
    after = logits(model)
    assert after.dtype is torch.float32
    assert not torch.equal(before, after)
    assert torch.allclose(before, after, atol=TOLERANCE)


@pytest.mark.usefixtures("without_amx")
def test_shipped_weights_lose_nothing_as_whole_numbers(shipped: Path) -> None:
    known = load_file(shipped / WEIGHTS)
    model = shipped_model(shipped)
    layers = [n for n, part in model.named_modules() if isinstance(part, nn.Linear)]
    quicken_shipped(model, "cpu")
    for name in layers:
        if name == "qa_outputs":
            continue
        weight, _ = torch.ops.quantized.linear_unpack(model.get_submodule(name)._packed)
        assert torch.equal(weight.int_repr(), known[f"{name}.weight"]), name


@pytest.mark.usefixtures("without_amx")
def test_the_span_head_is_no_matrix_of_whole_numbers() -> None:
    model = tiny_model(60)
    quicken_shipped(model, "cpu")
    linear = [n for n, part in model.named_modules() if isinstance(part, nn.Linear)]
    assert linear == ["qa_outputs"]


@pytest.mark.usefixtures("without_amx")
@pytest.mark.parametrize("bias", [True, False])
def test_where_a_layer_widens_small_tokens_are_rounded_as_finely_as_large_ones(bias: bool) -> None:
    torch.manual_seed(1)
    layer = nn.Linear(64, 128, bias=bias)
    # As in trained layers, few weights are near the largest of their row.
    with torch.no_grad():
        layer.weight.normal_(std=0.1)[:, 0] = 1
    widening = nn.Sequential(layer)
    given = torch.randn(5, 64) * torch.logspace(-3, 2, 5)[:, None]
    given[1] = 0
    with torch.inference_mode():
        before = widening(given)
        quicken_shipped(widening, "cpu")
        error = (widening(given) - before).abs().amax(dim=1)
    assert (error <= 0.05 * before.abs().amax(dim=1)).all()


@pytest.mark.usefixtures("without_amx")
def test_only_a_shipped_model_that_reads_by_itself_computes_in_whole_numbers(
    saved: Path, shipped: Path
) -> None:
    assert SpanModel(str(shipped), "cpu").precision is torch.int8
    assert SpanModel(str(shipped), "cpu", lanes=1).precision is torch.float32
    assert SpanModel(str(saved), "cpu").precision is torch.float32


@pytest.mark.usefixtures("without_amx")
def test_a_question_has_the_same_scores_whenever_it_is_asked(shipped: Path) -> None:
    model = SpanModel(str(shipped), "cpu")
    first, again = (model.score("who said that", TEXT) for _ in range(2))
    for one, other in zip(first, again, strict=True):
        assert [w.start.tolist() for w in one] == [w.start.tolist() for w in other]
        assert [w.nothing for w in one] == [w.nothing for w in other]
