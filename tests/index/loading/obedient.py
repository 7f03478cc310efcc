"""A format for tests whose reader does whatever its file says, as one that was taken over would.

The processes that parse inherit this one's module path, so that a ``sitecustomize`` put there
gives them the format, and nothing of the program has to be replaced.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

SUFFIX = ".obey"

_READER = f"""
from index.loading import files
from index.loading.loaded import Loaded

def read(data, label, limits):
    said = {{"text": "It obeyed."}}
    exec(data.decode(), said)
    return Loaded(said["text"])

files.FORMATS[{SUFFIX!r}] = read
"""


def teach(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every process that parses from now on know the format."""
    (folder / "sitecustomize.py").write_text(_READER)
    monkeypatch.syspath_prepend(folder)


def order(code: str) -> bytes:
    """A file of the format; what it leaves in ``text`` is the story."""
    return textwrap.dedent(code).encode()
