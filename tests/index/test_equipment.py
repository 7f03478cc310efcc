"""A process loads each model once, for all its libraries and threads."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index import Libraries, LibraryOptions
from index.encoding import SentenceEncoder
from index.reading.span_model import SpanModel


def test_each_model_is_loaded_once_for_several_libraries_and_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    for model in (SentenceEncoder, SpanModel):
        begin = model.__init__

        def counted(self: object, *given: object, _begin: object = begin) -> None:
            loaded.append(type(self).__name__)
            _begin(self, *given)  # type: ignore[operator]

        monkeypatch.setattr(model, "__init__", counted)
    with Libraries.open(LibraryOptions(tmp_path)) as libraries:
        threads = [
            threading.Thread(target=lambda key=key: libraries.of(key).warm_up())
            for key in ("member:1", "member:2", "member:3")
            for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        equipment = [libraries.of(f"member:{number}")._equipment for number in (1, 2, 3)]

    assert sorted(loaded) == ["SentenceEncoder", "SpanModel"]
    assert equipment[0] is equipment[1] is equipment[2]
