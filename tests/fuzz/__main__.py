"""Feeds the readers of formats changed files, led by which of their lines each one reaches.

Every file that breaks a promise of ``checking`` is kept, once for each place that breaks it, and
the fuzzer goes on; libFuzzer itself keeps what hangs, crashes the interpreter or takes too much
memory. Needs ``pip install '.[fuzz]'``.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import resource
import sys
import tempfile
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

ARCHIVES = {".docx", ".epub", ".odt", ".zip"}
_INSTRUMENTED = ["index.loading", "docx", "htmldate", "json", "striprtf", "trafilatura", "zipfile"]
"""What is written in Python of all that reads files; libxml2 and PDFium are not."""
_ADDRESS_SPACE = 4_000_000_000
"""Bytes; libFuzzer's own limit, of what is really used, is lower."""


_WORD = re.compile(rb"[<\\/ ][A-Za-z][A-Za-z0-9:-]{1,24}[>=]|[<\\/][A-Za-z][A-Za-z0-9:-]{1,24}")
"""Names of elements, attributes and control words; a dictionary of libFuzzer."""
_MOST_WORDS = 1_000


def main() -> None:
    """Fuzz one format for a while; libFuzzer prints how far it got."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument(
        "format", help="the ending of the format's file names, such as .docx; .article or .answer"
    )
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--found", type=Path, required=True, help="where to keep what is found")
    chosen = parser.parse_args()
    chosen.found.mkdir(parents=True, exist_ok=True)
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    target = _target(chosen)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "corpus"
        folder.mkdir()
        words = _begin(chosen.format, folder)
        options = [
            str(folder),
            *([f"-dict={words}"] if words.stat().st_size else []),  # libFuzzer refuses an empty one
            f"-max_total_time={chosen.seconds}",
            "-timeout=20",
            "-rss_limit_mb=1500",
            "-max_len=200000",
            "-print_final_stats=1",
            f"-artifact_prefix={chosen.found}/",
        ]
        atheris.Setup([sys.argv[0], *options], target, **_mutator(chosen.format))
        atheris.Fuzz()


def _begin(suffix: str, folder: Path) -> Path:
    """Write the first files to change into a folder, and a list of their words beside it."""
    from tests.fuzz.mutating import unpacked
    from tests.fuzz.seeds import seeds

    words: set[bytes] = set()
    for number, data in enumerate(seeds(suffix)):
        (folder / str(number)).write_bytes(data)
        for _, content in unpacked(data) or [("", data)]:
            words.update(_WORD.findall(content))
    listed = folder.with_suffix(".words")
    quoted = (word.decode().replace("\\", "\\\\") for word in sorted(words)[:_MOST_WORDS])
    listed.write_text("".join(f'"{word}"\n' for word in quoted))
    return listed


def _target(chosen: argparse.Namespace) -> Callable[[bytes], None]:
    seen: set[str] = set()
    with atheris.instrument_imports(include=_INSTRUMENTED):
        from tests.fuzz import checking
        from tests.fuzz.seeds import seeds

        # What a reader imports when it first reads is instrumented too.
        for data in seeds(chosen.format):
            with suppress(Exception):
                checking.check(data, f"a{chosen.format}")

    def once(data: bytes) -> None:
        try:
            checking.check(data, f"a{chosen.format}")
        except Exception as error:  # noqa: BLE001 - every error is a finding
            _keep(error, data, chosen, seen)

    return once


def _keep(error: Exception, data: bytes, chosen: argparse.Namespace, seen: set[str]) -> None:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno}"
    if place in seen:
        return
    seen.add(place)
    name = hashlib.sha256(place.encode()).hexdigest()[:8]
    (chosen.found / f"{name}{chosen.format}").write_bytes(data)
    trace = "".join(traceback.format_exception(error)[-6:])
    (chosen.found / f"{name}{chosen.format}.trace").write_text(trace, errors="replace")
    sys.stderr.write(f"FOUND {place}: {str(error)[:200]}\n")


def _mutator(suffix: str) -> dict[str, Callable[[bytes, int, int], bytes]]:
    if suffix not in ARCHIVES:
        return {}
    from tests.fuzz.mutating import in_archive

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        return in_archive(atheris.Mutate, data, most, seed)

    return {"custom_mutator": mutate}


if __name__ == "__main__":
    main()
