"""The encoder on OpenVINO: the same vectors, and not a word to anybody."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from index import EncoderError
from index.encoding import OPENVINO, SentenceEncoder

TEXTS = ["What did Akar promise?", "He previously promised a lot.", "", "word " * 400, "a king"]


@pytest.fixture(scope="module")
def torch_encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    pytest.importorskip("openvino", reason="the extra openvino is not installed")
    return SentenceEncoder(backend=OPENVINO)


def test_its_vectors_are_torchs_but_for_rounding_and_so_is_its_fingerprint(
    encoder: SentenceEncoder, torch_encoder: SentenceEncoder
) -> None:
    found = encoder.encode(TEXTS)
    assert np.abs(found - torch_encoder.encode(TEXTS)).max() < 1e-5
    assert encoder.fingerprint == torch_encoder.fingerprint
    assert encoder.count_tokens(TEXTS) == torch_encoder.count_tokens(TEXTS)


def test_a_text_gets_the_same_vector_alone_and_among_others(encoder: SentenceEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-5)


def test_without_it_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    with pytest.raises(EncoderError, match=r"pip install 'chapter-and-verse\[openvino\]'"):
        SentenceEncoder(backend=OPENVINO)


def test_a_device_that_it_does_not_serve_here_is_refused() -> None:
    with pytest.raises(EncoderError, match="ENCODER_DEVICE=cpu"):
        SentenceEncoder(device="cuda", backend=OPENVINO)


def test_it_never_reaches_for_the_network() -> None:
    pytest.importorskip("openvino", reason="the extra openvino is not installed")
    program = (
        "import os, socket\n"
        "def refuse(*_): os.write(1, b'reached for the network'); os._exit(1)\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "from index.encoding import SentenceEncoder\n"
        "print(SentenceEncoder(backend='openvino').encode(['a king']).shape)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.strip() == "(1, 384)"
