from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from index import EncoderError, ReaderError
from index.models import model_folder, sha256_of


def test_the_checksum_is_that_of_the_files_bytes(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    path.write_bytes(b"\r\n\x00" * 100_000)
    assert sha256_of(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_folder_is_itself_also_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "model").mkdir()
    assert model_folder(str(tmp_path), "X_MODEL", EncoderError) == tmp_path
    assert model_folder("~/model", "X_MODEL", EncoderError) == tmp_path / "model"


@pytest.mark.parametrize("model", ["./nowhere", "~/nowhere", "/no/where", "a/b/c"])
def test_a_folder_that_is_not_there_is_named_with_the_setting(model: str) -> None:
    with pytest.raises(ReaderError, match=f"{model}.*READER_MODEL"):
        model_folder(model, "READER_MODEL", ReaderError)


def test_hub_ids_are_looked_up_under_their_owner_and_without_network_say_what_to_do(
    tmp_path: Path,
) -> None:
    """Also: an id without an owner is sentence-transformers' for the encoder, its own for else."""
    program = (
        "from index import OperatorError\n"
        "from index.models import model_folder\n"
        "for model, more in (('me/mine', {}), ('mine', {}), ('mine', {'owner': None}),"
        " ('no such id!', {})):\n"
        "    try: model_folder(model, 'X_MODEL', OperatorError, **more)\n"
        "    except OperatorError as error: print(error)\n"
    )
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        endpoint = f"http://127.0.0.1:{unused.getsockname()[1]}"
        environment = os.environ | {"HF_ENDPOINT": endpoint, "HF_HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment | {"HF_HUB_OFFLINE": "1"},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
    told = done.stdout.splitlines()
    names = ["me/mine", "sentence-transformers/mine", "mine", "sentence-transformers/no such id!"]
    assert [line.split("'")[1] for line in told] == names
    assert all(line.endswith("X_MODEL=embedded") for line in told)
