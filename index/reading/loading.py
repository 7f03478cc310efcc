"""The reader that is set: the embedded one, another model, or none."""

from __future__ import annotations

import logging

from index.reading.base import Reader
from index.reading.calibration import CALIBRATION, Calibration
from index.reading.memory import RememberedVectors
from index.reading.sentence_picker import SentencePicker
from index.reading.span_weights import EMBEDDED_FOLDER, NO_READER

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
