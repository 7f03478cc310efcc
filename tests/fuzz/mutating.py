"""Changes inside the files of an archive, which changes to its bytes would only make unreadable."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable

Mutate = Callable[[bytes, int], bytes]
"""The fuzzer's own change of some bytes to at most so many."""

_MOST_FILES = 40
_RAW = 0.15
"""Share of changes to the archive's own bytes: its directory can be wrong too."""


def in_archive(mutate: Mutate, data: bytes, most: int, seed: int) -> bytes:
    """Change one file of the archive ``data``, or its name, or leave it out or double it."""
    chance = random.Random(seed)
    files = None if chance.random() < _RAW else unpacked(data)
    if not files:
        return mutate(data, most)
    at = chance.randrange(len(files))
    name, content = files[at]
    what = chance.random()
    if what < 0.85:
        files[at] = name, mutate(content, max(64, most // 2))
    elif what < 0.9:
        files[at] = mutate(name.encode(), 200).decode(errors="replace"), content
    elif what < 0.95:
        del files[at]
    else:
        files.insert(chance.randrange(len(files)), (name, files[chance.randrange(len(files))][1]))
    packed = _packed(files, chance)
    return packed if len(packed) <= most else mutate(data, most)


def unpacked(data: bytes) -> list[tuple[str, bytes]] | None:
    """The names and contents of an archive's files; None where it cannot be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()[:_MOST_FILES]
            if sum(entry.file_size for entry in entries) > 5_000_000:
                return None
            return [(entry.filename, archive.read(entry)) for entry in entries]
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, LookupError):
        return None
    except (NotImplementedError, EOFError, MemoryError):
        return None


def _packed(files: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    whole = io.BytesIO()
    way = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(whole, "w", way) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name.replace("\0", "")[:60_000] or "a")
            entry.compress_type = way
            archive.writestr(entry, content)
    return whole.getvalue()
