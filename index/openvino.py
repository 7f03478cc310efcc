"""The encoder's transformer on OpenVINO, an engine for CPUs that is an extra of this package.

sentence-transformers can do so itself (``backend="openvino"``), with optimum-intel, which demands
versions of transformers and of the hub's client that are older than ours, and sends a note about
every conversion to its makers. What it comes down to is small: the loaded transformer is traced,
OpenVINO's own frontend reads the trace, and its pooling and normalising neighbours in the
``SentenceTransformer`` stay what they are. So it is done here, at each start, in about two seconds.
"""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from transformers.modeling_outputs import BaseModelOutput

from index.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_PRECISE = {"INFERENCE_PRECISION_HINT": "f32", "PERFORMANCE_HINT": "LATENCY"}
"""In the bfloat16 that it prefers, vectors differ by up to 2e-5 in their cosine, and by machine."""
_EXAMPLE = ["What did the king promise?", "A cat."]


class _Compiled(nn.Module):
    """Takes the place of a transformer in a ``SentenceTransformer``; for one thread at a time."""

    def __init__(self, compiled: Any, names: tuple[str, ...], config: object) -> None:
        super().__init__()
        self._compiled = compiled
        self._names = names
        self.config = config

    def forward(self, **given: Any) -> BaseModelOutput:
        """Return the last layer's states, shape (texts, tokens, dimensions)."""
        told = self._compiled([given[name].numpy() for name in self._names])
        return BaseModelOutput(last_hidden_state=torch.from_numpy(told[0].copy()))


class _Traced(nn.Module):
    """A transformer with inputs in a fixed order, and one output."""

    def __init__(self, model: nn.Module, names: tuple[str, ...]) -> None:
        super().__init__()
        self._model = model
        self._names = names

    def forward(self, *given: torch.Tensor) -> torch.Tensor:
        told = self._model(**dict(zip(self._names, given, strict=True)), return_dict=False)
        states: torch.Tensor = told[0]
        return states


def on_openvino(model: SentenceTransformer, name: str) -> None:
    """Have a loaded model's transformer computed by OpenVINO, in float32.

    Its vectors are torch's but for rounding: of 156 questions and passages no number of a vector
    of length 1 differed by more than 3e-7, and vectors are stored with 11 bits.

    Args:
        model: on the CPU.
        name: what the operator calls it, for the error.

    Raises:
        EncoderError: OpenVINO is not installed, or cannot compute this model.
    """
    first: Any = model[0]
    told = model.preprocess(_EXAMPLE)
    given = {key: value for key, value in told.items() if isinstance(value, torch.Tensor)}
    try:
        compiled = _compiled(_Traced(first.model, tuple(given)), tuple(given.values()))
        first.model = _Compiled(compiled, tuple(given), first.model.config)
        model.encode(_EXAMPLE)
    except ImportError as error:
        raise EncoderError(
            "OpenVINO is not installed; install it with: pip install 'chapter-and-verse[openvino]',"
            " or set ENCODER_BACKEND=torch"
        ) from error
    except (RuntimeError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise EncoderError(
            f"OpenVINO cannot compute the encoder {name!r} ({type(error).__name__});"
            " set ENCODER_BACKEND=torch"
        ) from error


def _compiled(model: nn.Module, example: tuple[torch.Tensor, ...]) -> Any:
    """The model as OpenVINO runs it; raises ``ImportError`` where that is not installed."""
    # Its tools tell their makers of every start by this package, where they find it.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    with warnings.catch_warnings():
        # That a trace may not hold for other inputs; the tests say that it does.
        warnings.simplefilter("ignore")
        # The frontend reads from it until it has converted all, and does not hold on to it.
        decoder = TorchScriptPythonDecoder(model.eval(), example_input=example, shared_memory=False)
    frontend = FrontEndManager().load_by_framework("pytorch")
    read = frontend.convert(frontend.load(decoder))
    return openvino.Core().compile_model(read, "CPU", _PRECISE)
