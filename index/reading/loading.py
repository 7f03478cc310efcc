"""The reader that is set: the embedded one, another model, or none."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from index.models import sha256_of
from index.reading.base import Reader
from index.reading.calibration import CALIBRATION, Calibration
from index.reading.memory import RememberedVectors
from index.reading.sentence_picker import SentencePicker
from index.reading.span_weights import EMBEDDED_FOLDER, NO_READER, reader_folder

_log = logging.getLogger(__name__)


def load_reader(model: str, device: str, vectors: RememberedVectors) -> Reader:
    """Load a reader.

    Args:
        model: ``embedded``, ``none`` for sentences picked without a reading model, a folder or
            a hub id of an extractive question-answering model.
        device: ``auto``, or what torch calls it.
        vectors: of the encoder, for the sentence picker.

    Raises:
        ReaderError: the model is missing, damaged, or does not answer questions.
    """
    if model == NO_READER:
        return SentencePicker(vectors)
    from index.reading.span_model import SpanModel
    from index.reading.span_reader import SpanReader

    loaded = SpanModel(model, device)
    folder = loaded.folder
    if not (folder / CALIBRATION).exists():
        _log.warning("The reader %s is not calibrated; the embedded one's chances are used.", model)
        folder = EMBEDDED_FOLDER
    return SpanReader(loaded, Calibration.load(folder))


def reader_fingerprint(model: str) -> str:
    """Digest of what a reader decides by: its weights and its calibration.

    Args:
        model: as ``load_reader`` takes it.

    Raises:
        ReaderError: the model is missing or damaged.
    """
    if model == NO_READER:
        return sha256_of(Path(__file__).with_name("sentence_picker.json"))
    folder = reader_folder(model)
    calibrated = folder if (folder / CALIBRATION).exists() else EMBEDDED_FOLDER
    files = [*sorted(folder.glob("*.safetensors")), calibrated / CALIBRATION]
    return hashlib.sha256("".join(map(sha256_of, files)).encode()).hexdigest()
