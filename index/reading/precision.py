"""What a reading model computes in: whichever of the processor's forms of numbers is fastest."""

from __future__ import annotations

import warnings

import torch
from torch import nn

_HEAD = "qa_outputs"
"""What transformers calls the span head: small margins decide, so it keeps float32."""
_INT8_ENGINES = frozenset({"x86", "fbgemm"})
"""Of torch's, those that multiply whole numbers with one scale a row faster than float32."""
_LARGEST = 127
_LEAST = 1e-8
"""Instead of a size of 0, by which nothing can be divided."""


def halve(model: nn.Module) -> None:
    """Have a model compute in bfloat16, but for its span head."""
    model.to(torch.bfloat16)
    head = getattr(model, _HEAD, None)
    if isinstance(head, nn.Module):
        head.float()
        head.register_forward_pre_hook(lambda _, given: (given[0].float(),))


def quicken(model: nn.Module, device: str) -> torch.dtype:
    """Have a model compute in half precision where the processor multiplies matrices of it.

    Elsewhere that takes up to a hundred times as long as float32, which is left as it is.

    Returns:
        What it computes in now.
    """
    if not _multiplies_halves(device):
        return torch.float32
    halve(model)
    return torch.bfloat16


def quicken_shipped(model: nn.Module, device: str) -> torch.dtype:
    """The same for a model in the form that is shipped, which may compute with its whole numbers.

    What a row is given then depends a little on the rows that are read with it.

    Returns:
        What it computes in now.
    """
    if _multiplies_halves(device) or not _multiplies_int8():
        return quicken(model, device)
    _put_int8(model)
    return torch.int8


def _multiplies_halves(device: str) -> bool:
    on_cpu = torch.device(device).type == "cpu"
    return not on_cpu or bool(torch.cpu.get_capabilities().get("amx_bf16"))


def _multiplies_int8() -> bool:
    # A later torch will do without the tensors that this takes, and has nothing as fast so far.
    able = _INT8_ENGINES.intersection(torch.backends.quantized.supported_engines)
    return bool(able) and hasattr(torch, "quantize_per_channel")


def _put_int8(model: nn.Module) -> None:
    for name, part in model.named_children():
        if isinstance(part, nn.Linear):
            if name != _HEAD:
                setattr(model, name, _Int8Linear(part))
        else:
            _put_int8(part)


class _Int8Linear(nn.Module):
    """A linear layer that multiplies 8-bit whole numbers and gives float32.

    Its weights keep the scale a row that they were shipped with, so that they lose nothing. What
    goes in is rounded to 256 levels; where the layer widens or narrows what it is given, each
    token's numbers are rounded as shares of its greatest, for there tokens differ in size by much:
    with levels for all of them alike margins erred by twice as much.
    """

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach().float()
        scale = weight.abs().amax(dim=1).clamp_min(_LEAST).double() / _LARGEST
        zero = torch.zeros(len(scale), dtype=torch.long)
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "torch.quantize_per", UserWarning)
            whole = torch.quantize_per_channel(weight, scale, zero, 0, torch.qint8)
        biased = linear.bias is not None
        bias = linear.bias.detach().float() if biased else torch.zeros(linear.out_features)
        self._by_token = linear.in_features != linear.out_features
        self._packed = torch.ops.quantized.linear_prepack(whole, None if self._by_token else bias)
        self._bias = bias

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        """Shape (..., in) -> shape (..., out)."""
        if not self._by_token:
            return self._multiplied(given)
        size = given.abs().amax(dim=-1, keepdim=True).clamp_min_(_LEAST)
        return torch.addcmul(self._bias, self._multiplied(given / size), size)

    def _multiplied(self, given: torch.Tensor) -> torch.Tensor:
        # All 8 bits, though on processors without VNNI two large products may overflow together.
        # With the shipped weights that is rare: with 7 bits, of these or of the weights, which
        # cannot, margins err by 0.30 nats or more instead of 0.28.
        told: torch.Tensor = torch.ops.quantized.linear_dynamic(given, self._packed, False)
        return told
