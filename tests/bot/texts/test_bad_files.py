"""Why a file is not read is said in every language, by the facts that the index gives."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import index.loading
from bot.errors import sentence
from bot.texts import languages, texts_for
from index.errors import LoadingError
from index.loading import LoadingLimits, read_stories
from tests.index.loading import hostile
from tests.index.loading.test_bad_files import archive

_CODE = Path(index.loading.__file__).parent
_FILES: dict[str, bytes] = {
    "a.mobi": b"It snowed.",
    "a.docx": b"%PDF-1.4 It snowed.",
    "a.odt": b"\x89PNG\r\n\x1a\n",
    "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a.pdf": b"%PDF-1.4 It snowed.",
    "b.pdf": hostile.pages(3),
    "c.pdf": hostile.scan(2),
    "d.pdf": hostile.encrypted_pdf(),
    "a.epub": hostile.locked_epub(),
    "a.txt": b"",
    "b.txt": b"***",
    "c.txt": "Öl. Ö".encode()[:-1],
    "d.txt": b"It snowed.\x1b",
    "e.txt": b"It snowed.\0",
    "f.txt": b"It snowed. " * 100,
    "g.txt": b"It snowed. " * 1_000,
    "h.txt": "שלום עולם. הזקן גר ליד הים.".encode("cp1255"),
    "n" * 120 + ".txt": b"It snowed.",
    "a.zip": archive({"a.jpg": b"\xff\xd8\xff"}),
    "b.zip": archive({"a.zip": b"", "b.txt": b"Hi."}),
    "c.zip": archive({"../a.txt": b"Hi."}),
    "d.zip": archive({f"{n}.txt": b"Hi." for n in range(4)}),
    "e.zip": archive({"a.txt": b"ha " * 100_000}),
    "f.zip": archive({"a.txt": b"ha " * 6_000}),
}
_LIMITS = LoadingLimits(
    max_bytes=10_000, max_unpacked_bytes=20_000, max_characters=1_000, max_pages=2, max_files=3
)


def _reasons() -> set[str]:
    """Every reason that the readers of files and their process give."""
    found = set()
    for path in _CODE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "reason":
                found |= {node.value.value} if isinstance(node.value, ast.Constant) else set()
    return found


@pytest.mark.parametrize("language", languages())
def test_every_reason_has_its_text(language: str) -> None:
    texts = texts_for(language)
    reasons = _reasons() | {"cancelled", "slow", "memory", "long", "deep", "unreadable"}
    assert len(reasons) > 25
    assert {r for r in reasons if not texts.has(f"error-loading-{r}")} == set()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("filename", _FILES, ids=lambda name: name[-8:])
def test_every_refusal_of_a_file_is_said(filename: str, language: str) -> None:
    with pytest.raises(LoadingError) as caught:
        read_stories(_FILES[filename], filename, limits=_LIMITS)
    texts = texts_for(language)
    assert texts.has(f"error-loading-{caught.value.reason}")
    said = sentence(texts, caught.value)
    assert "{" not in said
    assert str(caught.value.facts["file"]).split(".")[0] in said.replace("\\", "")
