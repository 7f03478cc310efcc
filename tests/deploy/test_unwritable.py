"""The program needs no more than its data folder, as in a container with a read-only root."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A mount namespace of its own, in which everything but the data folder is read-only.
WALLS = """
mount --bind "$DATABASE_FOLDER" "$DATABASE_FOLDER" &&
mount -o remount,bind,ro / && exec "$@"
"""


def walled_in(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["unshare", "--mount", "--propagation", "private", "sh", "-c", WALLS, "sh", *command],  # noqa: S607
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATABASE_FOLDER": str(data),
            "TMPDIR": str(data),
            "HF_HUB_OFFLINE": "1",
            "OMP_NUM_THREADS": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    if shutil.which("unshare") is None or walled_in(folder, "true").returncode:
        pytest.skip("a mount namespace takes root and Linux")
    if walled_in(folder, "touch", str(tmp_path / "outside")).returncode == 0:
        pytest.skip("the temporary folder is on a file system of its own")
    return folder


def test_it_answers_where_it_may_write_to_its_data_folder_only(data: Path) -> None:
    done = walled_in(data, sys.executable, "-m", "bot", "ask", "what did Akar promise?")
    assert done.returncode == 0, done.stderr
    assert "the S-400s will not be integrated" in done.stdout
    assert done.stderr.count("Traceback") == 0
    left = {path.name for path in data.iterdir()}
    assert "library.db" in left
    assert not [name for name in left if name.startswith("verse-")]
