"""The sentences with which several readers refuse a file."""

from __future__ import annotations

from index.errors import LoadingError


def damaged(label: str, kind: str) -> LoadingError:
    """The file is cut off, broken, or never was what its name says."""
    return LoadingError(
        f"{label} is damaged, or is no {kind} file; export or download it again",
        reason="damaged",
        file=label,
        kind=kind,
    )


def encrypted(label: str) -> LoadingError:
    """The file opens with a password only."""
    return LoadingError(
        f"{label} is locked with a password; save it without one and add it again",
        reason="encrypted",
        file=label,
    )


def protected(label: str) -> LoadingError:
    """The file is encrypted for the programs of one shop."""
    return LoadingError(
        f"{label} is copy-protected (DRM); add an edition of it without copy protection",
        reason="protected",
        file=label,
    )


def unpacks_too_large(label: str, limit: int) -> LoadingError:
    """A packed file holds more than may be unpacked."""
    return LoadingError(
        f"{label} unpacks to more than {limit:,} bytes; split it into several files",
        reason="unpacks-too-large",
        file=label,
        limit=limit,
    )


def too_many_files(label: str, limit: int) -> LoadingError:
    """A packed file has too many entries."""
    return LoadingError(
        f"{label} holds more than {limit:,} files; split it into several archives",
        reason="too-many-files",
        file=label,
        limit=limit,
    )


def too_long(label: str, limit: int) -> LoadingError:
    """One story has too many characters."""
    return LoadingError(
        f"{label} has more than {limit:,} characters; split it into several stories",
        reason="too-long",
        file=label,
        limit=limit,
    )


def too_deep(label: str) -> LoadingError:
    """A file has elements in elements in elements, more than a reader follows."""
    return LoadingError(
        f"{label} is nested too deeply to be read; save its words as plain text",
        reason="deep",
        file=label,
    )


def declares_entities(label: str) -> LoadingError:
    """An XML file declares entities, with which a few bytes grow to gigabytes."""
    return LoadingError(
        f"{label} declares XML entities, which can hide a bomb; export it again with an ordinary"
        " program",
        reason="entities",
        file=label,
    )
