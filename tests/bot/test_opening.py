from __future__ import annotations

from pathlib import Path

from bot.opening import library_options
from bot.settings import Settings


def test_what_the_settings_say_of_the_library_and_its_models_reaches_it(tmp_path: Path) -> None:
    options = library_options(
        Settings(
            _env_file=None,
            database={"folder": tmp_path},
            encoder={"model": "someone/encoder", "device": "cuda", "batch_size": 7},
            reader={"model": "someone/reader", "device": "mps"},
        )
    )
    assert options.folder == tmp_path
    assert (options.encoder_model, options.encoder_device) == ("someone/encoder", "cuda")
    assert options.encoder_batch_size == 7
    assert (options.reader_model, options.reader_device) == ("someone/reader", "mps")
