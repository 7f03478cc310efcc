"""The reader's weights: where they lie, their checksum, and the 8-bit form they are shipped in.

A matrix is kept as whole numbers in -127..127 with one scale a row, all else in half precision:
23 MB instead of 91, as safetensors, never pickle.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import nn
from transformers import AutoConfig, AutoModelForQuestionAnswering, PreTrainedModel

from index.errors import ReaderError
from index.models import model_folder, sha256_of, stay_offline

EMBEDDED_READER = "embedded"
NO_READER = "none"
EMBEDDED_FOLDER = Path(__file__).with_name("model")
WEIGHTS = "reader.safetensors"
CHECKSUM = "reader.sha256"

_SCALE = ".scale"
_LARGEST = 127


def check_reader_weights(folder: Path | None = None) -> Path:
    """Compare shipped weights with the checksum they were shipped with.

    Args:
        folder: where ``ship`` wrote them; the embedded reader's without one.

    Returns:
        The reader's folder.

    Raises:
        ReaderError: they are missing or damaged.
    """
    folder = folder or EMBEDDED_FOLDER
    try:
        known = (folder / CHECKSUM).read_text(encoding="ascii").split()[0]
        digest = sha256_of(folder / WEIGHTS)
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise ReaderError(f"The reader's weights cannot be read; {_remedy(folder)}") from error
    if digest != known:
        raise ReaderError(f"The reader's weights are damaged; {_remedy(folder)}")
    return folder


def _remedy(folder: Path) -> str:
    if folder == EMBEDDED_FOLDER:
        return "install Chapter & Verse again."
    return "copy the model anew, or set READER_MODEL=embedded."


def reader_folder(model: str) -> Path:
    """Where a reader's files lie: ``embedded``, a folder, or a hub id that may be fetched.

    Raises:
        ReaderError: the model is missing, damaged, or cannot be fetched.
    """
    if model == EMBEDDED_READER or Path(model).is_dir():
        stay_offline()
    if model == EMBEDDED_READER:
        return check_reader_weights()
    folder = model_folder(model, "READER_MODEL", ReaderError, owner=None)
    return check_reader_weights(folder) if (folder / WEIGHTS).exists() else folder


def packed(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights in the 8-bit form: matrices as int8 with a scale a row, other tensors as float16."""
    small: dict[str, torch.Tensor] = {}
    for name, weight in weights.items():
        if weight.ndim != 2:
            small[name] = weight.half()
            continue
        scale = weight.float().abs().amax(dim=1).clamp_min(1e-8) / _LARGEST
        small[name] = torch.round(weight.float() / scale[:, None]).to(torch.int8)
        # In half precision, a scale's own rounding would cost up to a sixteenth of a step more.
        small[name + _SCALE] = scale
    return small


def unpacked(small: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The float32 weights that ``packed`` made small."""
    weights = {}
    for name, weight in small.items():
        if name.endswith(_SCALE):
            continue
        scale = small.get(name + _SCALE)
        weights[name] = weight.float() if scale is None else weight.float() * scale.float()[:, None]
    return weights


def ship(model: nn.Module, folder: Path) -> None:
    """Write a trained model's weights in the 8-bit form, with their checksum."""
    path = folder / WEIGHTS
    save_file({n: t.contiguous() for n, t in packed(model.state_dict()).items()}, path)
    (folder / CHECKSUM).write_text(f"{sha256_of(path)}  {WEIGHTS}\n", encoding="ascii")


def load_shipped(model: nn.Module, folder: Path) -> None:
    """Give a model the weights that ``ship`` wrote.

    Raises:
        ReaderError: they are another model's, or no safetensors file.
    """
    try:
        model.load_state_dict(unpacked(load_file(folder / WEIGHTS)))
    except (OSError, RuntimeError, ValueError, SafetensorError) as error:
        raise ReaderError(f"The reader's weights do not fit it; {_remedy(folder)}") from error


def shipped_model(folder: Path, **settings: object) -> PreTrainedModel:
    """A model in the form that ``ship`` writes, in float32.

    Args:
        folder: where its configuration and weights lie.
        settings: of the configuration, instead of what is written there.

    Raises:
        ReaderError: the weights are another model's, or no safetensors file.
    """
    config = AutoConfig.from_pretrained(
        folder, local_files_only=True, trust_remote_code=False, **settings
    )
    model: PreTrainedModel = AutoModelForQuestionAnswering.from_config(config)  # type: ignore[no-untyped-call]
    load_shipped(model, folder)
    return model
