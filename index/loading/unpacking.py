"""The ZIP container of archives and of .docx, .epub and .odt, unpacked within limits."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from index.errors import LoadingError
from index.loading.limits import LoadingLimits
from index.loading.refusals import damaged, encrypted, too_many_files, unpacks_too_large

MAX_ENTRIES = 10_000
"""Folders and pictures included; the largest illustrated e-books hold some 3,000."""

_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_PIECE = 1 << 16
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)
"""What ``zipfile`` raises for containers that are cut off or forged."""


class Package:
    """A ZIP container. What its headers say of sizes is never trusted: bytes are counted.

    Args:
        data: the container's bytes.
        label: names the file in messages.
        kind: what the file should be, such as "EPUB".
        limits: ``max_unpacked_bytes`` holds for everything that is read from it, together.

    Raises:
        LoadingError: it is damaged or has too many entries.
    """

    def __init__(self, data: bytes, label: str, kind: str, limits: LoadingLimits) -> None:
        self._label, self._kind, self._limits = label, kind, limits
        self._left = limits.max_unpacked_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise damaged(label, kind) from error
        self.entries = tuple(self._zip.infolist())
        if len(self.entries) > MAX_ENTRIES:
            raise too_many_files(label, MAX_ENTRIES)
        self._names = {entry.filename: entry for entry in self.entries}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """The bytes of one entry; raises ``LoadingError``, also where there is none."""
        entry = self._names.get(name)
        if entry is None:
            raise damaged(self._label, self._kind)
        return self.unpack(entry)

    def unpack(self, entry: zipfile.ZipInfo) -> bytes:
        """The bytes of one entry; raises ``LoadingError``."""
        return b"".join(self._pieces(entry))

    def check(self) -> None:
        """Unpack everything and keep nothing; raises ``LoadingError``."""
        left = self._left
        for entry in self.entries:
            for _ in self._pieces(entry):
                pass
        self._left = left

    def _pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        if entry.flag_bits & _ENCRYPTED:
            raise encrypted(self._label)
        if entry.compress_type not in _METHODS:
            raise LoadingError(
                f"{self._label} is packed in a way that is not read here; pack it anew as an"
                " ordinary ZIP file",
                reason="packing",
                file=self._label,
            )
        try:
            with self._zip.open(entry) as packed:
                while piece := packed.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise unpacks_too_large(self._label, self._limits.max_unpacked_bytes)
                    yield piece
        except BROKEN as error:
            raise damaged(self._label, self._kind) from error
