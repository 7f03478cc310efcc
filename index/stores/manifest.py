"""What a saved index says of itself, with a checksum over all of it."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json

FORMAT = 1
"""Grows when what is saved, or how, changes."""

_Count = Annotated[int, Field(ge=0)]
_Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
PartName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9._-]*$", max_length=100)]
"""A plain file name, so that no manifest can point outside its folder."""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class IndexIdentity(_Record):
    """Which state of which library an index was built from, and with what.

    Two equal identities mean the same index, byte for byte or as good as that.
    """

    library: str
    encoder: str
    """Fingerprint of the encoder of the vectors."""
    passage_version: int
    term_version: int
    """The version of the rules that make terms of words."""
    dimensions: Annotated[int, Field(ge=1)]
    passages: _Count
    generation: _Count
    revision: str
    """``LibraryState.revision``: tells apart equal generations of a restored database."""


class PartRecord(_Record):
    """A saved file: its name, its size in bytes and its checksum."""

    name: PartName
    size: _Count
    sha256: _Digest


class Manifest(_Record):
    """What is saved, and in which folder."""

    identity: IndexIdentity
    folder: Annotated[str, Field(pattern=r"^parts-[0-9a-f]{16}$")]
    parts: Annotated[tuple[PartRecord, ...], Field(strict=False)]


class OtherFormatError(ValueError):
    """A manifest that is whole, and of another format than this program's."""


def to_json(manifest: Manifest) -> bytes:
    """Return the manifest as ``from_bytes`` reads it."""
    body = manifest.model_dump(mode="json")
    envelope = {"format": FORMAT, "sha256": _checksum(FORMAT, body), "manifest": body}
    return json.dumps(envelope, indent=2).encode()


def from_bytes(raw: bytes) -> Manifest:
    """Return the manifest that ``to_json`` wrote.

    Raises:
        OtherFormatError: another version of this program wrote it.
        ValueError: it is damaged.

    """
    envelope = from_json(raw)
    if not isinstance(envelope, dict) or envelope.keys() != {"format", "sha256", "manifest"}:
        raise ValueError("the manifest is not a manifest")
    if envelope["sha256"] != _checksum(envelope["format"], envelope["manifest"]):
        raise ValueError("the manifest does not match its checksum")
    if envelope["format"] != FORMAT:
        raise OtherFormatError(f"format {envelope['format']} instead of {FORMAT}")
    return Manifest.model_validate(envelope["manifest"])


def _checksum(version: Any, body: Any) -> str:
    canonical = json.dumps([version, body], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
