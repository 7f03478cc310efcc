"""What becomes of a hostile file: stories, or one clear sentence."""

from __future__ import annotations

import re

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading import LoadingLimits
from index.loading.loader import Loader
from index.loading.web import WebOptions

SECONDS = 20
MEMORY = 700_000_000
"""Bytes; what every process that parses here may take, well below the usual limit."""
LIMITS = LoadingLimits(max_unpacked_bytes=20_000_000, seconds=SECONDS, memory_bytes=MEMORY)
LOADER = Loader(LIMITS, WebOptions())
SUFFIXES = (".txt", ".md", ".html", ".pdf", ".docx", ".epub", ".odt", ".rtf", ".zip")
XML = (".docx", ".epub", ".odt")
CODE = re.compile(
    r"Traceback|Error\b|Exception|0x[0-9a-f]|site-packages|/(?:usr|work|tmp|etc|root)/"
)


def outcome(data: bytes, filename: str, loader: Loader = LOADER) -> tuple[StoryDraft, ...] | str:
    """The stories in a file, or the one clear sentence that refuses it."""
    try:
        return loader.load_bytes(data, filename)
    except LoadingError as error:
        return check_sentence(str(error))


def check_sentence(sentence: str) -> str:
    assert sentence.isprintable()
    assert len(sentence) < 300
    assert not CODE.search(sentence)
    assert ";" in sentence, f"nothing says what to do: {sentence}"
    return sentence


def refusal(data: bytes, filename: str, loader: Loader = LOADER) -> str:
    refused = outcome(data, filename, loader)
    assert isinstance(refused, str), f"{filename} became stories"
    return refused


def told(data: bytes, filename: str) -> str:
    """All that became of a file, as text: its refusal, or its words."""
    got = outcome(data, filename)
    return got if isinstance(got, str) else " ".join(draft.text for draft in got)
