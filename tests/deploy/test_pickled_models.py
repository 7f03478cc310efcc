"""A model whose weights are a pickle runs whatever its maker put in; such a one is refused."""

from __future__ import annotations

import pickle
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from index.encoding import SentenceEncoder, embedded_folder
from index.errors import EncoderError


class Hostile:
    """Leaves a trace when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.trace), "w")


def test_a_pickled_encoder_is_refused_and_never_unpickled(tmp_path: Path) -> None:
    trace, folder = tmp_path / "trace", tmp_path / "model"
    copytree(embedded_folder(), folder, ignore=ignore_patterns("*.safetensors"))
    pickled = pickle.dumps(Hostile(trace))
    pickle.loads(pickled).close()  # noqa: S301 - that it would leave a trace is shown first
    assert trace.exists()
    trace.unlink()
    (folder / "pytorch_model.bin").write_bytes(pickled)
    with pytest.raises(EncoderError, match="safetensors"):
        SentenceEncoder(str(folder))
    assert not trace.exists()
