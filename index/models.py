"""The files of models: from a folder, the hub or its cache, and what has to be set before torch."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from index.errors import OperatorError


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stay_offline() -> None:
    """Keep the hub's client from any connection; it reads these when it is first imported."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


def let_threads_sleep() -> None:
    """Keep OpenMP's threads from spinning while they wait for each other.

    Where another process has one of two cores, threads that spin take each other's: a question
    took 400 ms to encode instead of 12, and 32 passages 1.8 s instead of 1.1. OpenMP reads
    this when torch is first imported.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def model_folder(
    model: str,
    setting: str,
    error: type[OperatorError],
    owner: str | None = "sentence-transformers",
) -> Path:
    """Where a model's files lie; a hub id that is not here yet is fetched.

    Args:
        model: a folder or a hub id.
        setting: what the operator calls it, for the error.
        error: raised when there is no such folder, or the hub does not give the model.
        owner: of a hub id that names none; the default is sentence-transformers' own.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    if model.startswith((".", "~")) or Path(model).is_absolute() or model.count("/") > 1:
        raise error(
            f"There is no model folder {model!r}; set {setting} to a folder, a hub id or 'embedded'"
        )
    hub_id = model if "/" in model or owner is None else f"{owner}/{model}"
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    patterns = ["*.json", "*.txt", "*.model", "*.safetensors", "*.sha256"]
    try:
        return Path(snapshot_download(hub_id, allow_patterns=patterns))
    except (LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, OSError) as fault:
        raise error(
            f"The model {hub_id!r} is neither on this machine nor to be had from the hub"
            f" (no network, or no such model); check the name and the connection, or set"
            f" {setting}=embedded"
        ) from fault
