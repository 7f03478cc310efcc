"""Files that the fuzzer (``python -m tests.fuzz``) found, and that once broke a reader."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.fuzz.checking import check

resource = pytest.importorskip("resource")

FINDINGS = sorted(path for path in (Path(__file__).parent / "findings").iterdir())
SECONDS = 10
GROWTH = 200_000
"""Kilobytes."""


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
def test_a_file_that_once_broke_a_reader_is_a_story_or_refused(path: Path) -> None:
    began = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    check(path.read_bytes(), path.name)
    assert time.monotonic() - began < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < GROWTH
