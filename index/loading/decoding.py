r"""Bytes -> the text that is stored, on whose characters every offset counts from then on.

A byte-order mark is no part of the text, and line ends of all three kinds become ``\n``, once
and here; characters that nobody sees are taken out. Nothing else is changed: spaces, blank lines
and Unicode forms stay as written.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from index.errors import LoadingError
from index.loading.cleaning import without_hidden
from index.loading.encodings import declared, guessed, marked
from index.loading.refusals import damaged

# Tabs, line feeds, and the page breaks of typewritten and printed texts are text.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MANY_CONTROLS = 0.01
"""Share of the characters beyond which a file is no text but something else."""


def check_file(path: Path) -> None:
    """Check that ``path`` is a file.

    Raises:
        LoadingError: it is missing, a folder, or something else that is no file.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise LoadingError(_unreadable(path, error)) from error
    if stat.S_ISDIR(mode):
        raise LoadingError(f"{path} is a folder; name the files in it, such as {path / '*.txt'}")
    if not stat.S_ISREG(mode):
        raise LoadingError(f"{path} is not a regular file; name a .txt or .md file")


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """Read a file of at most ``max_bytes``.

    Raises:
        LoadingError: it is not readable or too large.
    """
    try:
        with path.open("rb") as file:
            # One byte more than allowed tells a file that is too large, even while it grows.
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise LoadingError(_unreadable(path, error)) from error
    if len(data) > max_bytes:
        raise LoadingError(
            f"{path} is larger than {max_bytes:,} bytes; split it, or raise STORY_MAX_BYTES"
        )
    return data


def decode(data: bytes, label: str) -> str:
    r"""Decode UTF-8, with or without a byte-order mark, and make line ends ``\n``.

    Raises:
        LoadingError: the bytes are not UTF-8 text.
    """
    encoding = marked(data) or "utf-8"
    if not encoding.startswith("utf-8"):
        raise LoadingError(_not_utf8(label, f"is {encoding.upper()}", encoding.upper()))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise _binary(label) from None
        where = f"has a wrong byte at position {error.start:,}"
        raise LoadingError(_not_utf8(label, where, "WINDOWS-1252")) from None
    _refuse_controls(text, label)
    return _with_line_feeds(text)


def decode_story(data: bytes, label: str) -> str:
    r"""Decode a text in whatever encoding it is in, without what nobody sees in it.

    Raises:
        LoadingError: the bytes are no text, or it is unsure which.
    """
    text = _decoded(data, marked(data) or "utf-8", label)
    _refuse_controls(text, label)
    return without_hidden(_with_line_feeds(text))


def decode_page(data: bytes, label: str) -> str:
    """Decode a page of HTML, which may name its encoding itself; controls are left in it.

    Raises:
        LoadingError: it is unsure which encoding it is in.
    """
    mark = marked(data)
    encoding = declared(data)
    if mark is None and encoding is not None and not encoding.startswith("utf-"):
        return data.decode(encoding, "replace")
    return _decoded(data, mark or "utf-8", label)


def _decoded(data: bytes, encoding: str, label: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise damaged(label, encoding.removesuffix("-sig").upper()) from None
        return _guessed(data, error, label)


def _guessed(data: bytes, error: UnicodeDecodeError, label: str) -> str:
    if b"\0" in data:
        raise _binary(label)
    good = data[: error.start].decode("utf-8")
    if not good.isascii():
        raise LoadingError(
            f"{label} is damaged UTF-8 text: it has a wrong byte at position {error.start:,};"
            " export or download it again",
            reason="damaged-text",
            file=label,
            position=error.start,
        )
    encoding = guessed(data)
    if encoding is None:
        raise _unsure(label)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _unsure(label) from None


def _unsure(label: str) -> LoadingError:
    return LoadingError(
        f"{label} is in an encoding that cannot be told for sure; save it as UTF-8 and add it"
        " again",
        reason="encoding",
        file=label,
    )


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_controls(text: str, label: str) -> None:
    controls = _CONTROL.findall(text)
    if not controls:
        return
    if "\0" in controls or len(controls) > _MANY_CONTROLS * len(text):
        raise _binary(label)
    first = text.index(controls[0])
    line = text.count("\n", 0, first) + 1
    raise LoadingError(
        f"{label} holds the control character U+{ord(controls[0]):04X} in line {line:,};"
        " remove it in an editor",
        reason="control",
        file=label,
        line=line,
    )


def _unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"There is no file {path}; check its name and folder"
    if isinstance(error, PermissionError):
        return f"{path} may not be read by you; change its permissions"
    return f"{path} cannot be read ({error.strerror}); check its name and the disk"


def _binary(label: str) -> LoadingError:
    return LoadingError(
        f"{label} is binary, not text; save or export it as plain UTF-8 text",
        reason="binary",
        file=label,
    )


def _not_utf8(label: str, what: str, likely: str) -> str:
    return (
        f"{label} is not UTF-8 text: it {what}; save it as UTF-8 in an editor, or convert it with:"
        f" iconv -f {likely} -t UTF-8 OLD > NEW"
    )
