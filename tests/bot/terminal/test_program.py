"""The program itself, with the real library and its models: few tests, since each takes seconds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("library")


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    command = [sys.executable, "-m", "bot", *arguments, "--library", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder, env=environment, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def test_each_line_is_answered_before_the_next_one_comes_and_ctrl_c_ends_it(folder: Path) -> None:
    story = (ROOT / "seeds" / "s-400" / "story.txt").read_text(encoding="utf-8")
    with running(folder, "ask", "--json", "-") as process:
        for line in (b"what did Akar promise?\n", b'{"question": "who?", "story": "gone"}\n'):
            process.stdin.write(line)
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            for quote in answer.get("quotes", []) + answer.get("nearest", []):
                assert quote["text"] == story[quote["start"] : quote["end"]]
        assert "gone" in answer["error"]
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 130
        assert process.stderr.read() == b""


def test_a_reader_that_goes_away_leaves_no_traceback(folder: Path) -> None:
    with running(folder, "ask", "--json", "-") as process:
        process.stdout.close()
        process.stdin.write(b"what did Akar promise?\n" * 3)
        process.stdin.close()
        assert process.wait(PATIENCE_SECONDS) == 1
        assert process.stderr.read() == b""
