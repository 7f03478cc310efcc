"""Feeds the readers of formats changed files, led by which of their lines each one reaches.

Every file that breaks a promise of ``checking`` is kept, once for each place that breaks it, and
the fuzzer goes on; libFuzzer itself keeps what hangs, crashes the interpreter or takes too much
memory. Needs ``pip install '.[fuzz]'``.
"""

from __future__ import annotations

import argparse
import hashlib
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
    with tempfile.TemporaryDirectory() as folder:
        _begin(chosen.format, Path(folder))
        options = [
            folder,
            f"-max_total_time={chosen.seconds}",
            "-timeout=20",
            "-rss_limit_mb=1500",
            "-max_len=200000",
            "-print_final_stats=1",
            f"-artifact_prefix={chosen.found}/",
        ]
        atheris.Setup([sys.argv[0], *options], target, **_mutator(chosen.format))
        atheris.Fuzz()


def _begin(suffix: str, folder: Path) -> None:
    from tests.fuzz.seeds import seeds

    for number, data in enumerate(seeds(suffix)):
        (folder / str(number)).write_bytes(data)


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
