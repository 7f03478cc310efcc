"""Checks of the models: their weights, what they compute with, whether they fit what is stored.

What brings torch along is imported where it is used: it takes seconds, and by then a progress bar
is shown.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.doctor.checks import Check, CheckState, stored, told
from index.encoding import EMBEDDED, SentenceEncoder, check_embedded_weights
from index.errors import EncoderError, ReaderError, StoryIndexError
from index.models import sha256_of

if TYPE_CHECKING:
    from index.options import LibraryOptions

_CHECKSUM = "embedded, with the known checksum"


def check_weights(options: LibraryOptions) -> Check:
    """Check that the encoder's weights are here and, for the embedded one, intact."""
    name = "Encoder weights"
    if options.encoder_model != EMBEDDED:
        return _other_weights(name, options.encoder_model, "ENCODER_MODEL")
    try:
        check_embedded_weights()
    except EncoderError as error:
        return told(name, error)
    return Check(name, CheckState.FINE, _CHECKSUM)


def check_encoder(options: LibraryOptions) -> Check:
    """Check that the stored vectors come from the encoder that is set."""
    name = "Encoder"
    try:
        with stored(options) as storage:
            encoder = None if storage is None else storage.state().encoder
        if encoder is None:
            remedy = "nothing to do: they come with the first story"
            return Check(name, CheckState.NOTE, "no vectors to compare it with", remedy)
        loaded = SentenceEncoder(
            options.encoder_model,
            options.encoder_device,
            options.encoder_batch_size,
            options.encoder_backend,
        )
    except StoryIndexError as error:
        return told(name, error)
    if loaded.fingerprint == encoder:
        return Check(name, CheckState.FINE, "the one that the stored vectors come from")
    remedy = "encode the stories anew with `verse reindex`, or set ENCODER_MODEL back"
    return Check(name, CheckState.FAILED, "the stored vectors come from another one", remedy)


def check_reader_weights(options: LibraryOptions) -> Check:
    """Check that the reader's weights are here and, for the embedded one, intact."""
    from index.reading import span_weights

    name = "Reader weights"
    if options.reader_model == span_weights.NO_READER:
        return Check(name, CheckState.FINE, "none set, and none needed")
    if options.reader_model != span_weights.EMBEDDED_READER:
        return _other_weights(name, options.reader_model, "READER_MODEL")
    try:
        span_weights.check_reader_weights()
    except ReaderError as error:
        return told(name, error)
    return Check(name, CheckState.FINE, _CHECKSUM)


def check_reader(options: LibraryOptions) -> Check:
    """Check that the reader can be loaded; tell what it computes in and when it is sure."""
    from index.reading.span_model import SpanModel
    from index.reading.span_weights import NO_READER

    name, model = "Reader", options.reader_model
    if model == NO_READER:
        remedy = "set READER_MODEL=embedded for the exact words of an answer"
        return Check(name, CheckState.NOTE, "none: whole sentences are picked", remedy)
    if check_reader_weights(options).state is not CheckState.FINE:
        return Check(name, CheckState.NOTE, "not tried", "see what is said of its weights")
    try:
        loaded = SpanModel(model, options.reader_device)
        precision = str(loaded.precision).removeprefix("torch.")
        computes = f"{model}, in {precision} on {loaded.device}"
        return _thresholds(name, computes, loaded.folder)
    except ReaderError as error:
        return told(name, error)


def _thresholds(name: str, computes: str, folder: Path) -> Check:
    """When the reader in ``folder`` is sure, and whether that was measured with it."""
    from index.reading.calibration import CALIBRATION, Calibration
    from index.reading.span_weights import EMBEDDED_FOLDER

    own = (folder / CALIBRATION).exists() or folder == EMBEDDED_FOLDER
    calibration = Calibration.load(folder if own else EMBEDDED_FOLDER)
    measured = calibration.measured
    thresholds = (
        f"{computes}; sure from {calibration.sure_from:.2f}"
        f" ({measured['sure_right']:.0%} of those right), likely from"
        f" {calibration.likely_from:.2f} ({measured['likely_right']:.0%})"
    )
    if calibration.reader in {sha256_of(weights) for weights in folder.glob("*.safetensors")}:
        found = f"{thresholds}, measured on {measured['questions']:,.0f} held-out questions"
        return Check(name, CheckState.FINE, found)
    found = f"{thresholds}, but measured with other weights, so that these may mislead"
    remedy = "measure with its own: python -m index.reading.calibrate, or set READER_MODEL=embedded"
    return Check(name, CheckState.NOTE, found, remedy)


def _other_weights(name: str, model: str, setting: str) -> Check:
    """Look for the weights of a folder or a hub id; nothing is fetched."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        if any(folder.glob("*.safetensors")):
            return Check(name, CheckState.FINE, f"in {folder}")
        remedy = f"save the model there with safetensors weights, or set {setting}=embedded"
        return Check(name, CheckState.FAILED, f"no safetensors in {folder}", remedy)
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        cached = isinstance(try_to_load_from_cache(model, "config.json"), str)
    except HFValidationError:
        remedy = f"set {setting} to a folder, a hub id or `embedded`"
        return Check(name, CheckState.FAILED, f"there is no model folder {model}", remedy)
    if cached:
        return Check(name, CheckState.FINE, f"{model}, fetched from the hub before")
    remedy = f"it is fetched when first needed, over the network; or set {setting}=embedded"
    return Check(name, CheckState.NOTE, f"{model} is not on this machine yet", remedy)
