"""A file of JSON, plain or gzipped -> its text, its first keys and its lines, checked."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.errors import QuestionFileError
from index.loading.decoding import check_file, decode, read_bytes

MAX_BYTES = 200_000_000
MAX_LINE = 20_000_000
"""Characters of one line; the longest tale of FairytaleQA takes 75,000."""
_GZIP = b"\x1f\x8b"
_EXCERPT = 60

Words = Annotated[str, Field(min_length=1)]


class WrittenDown(BaseModel):
    """Something as it is written in a file; keys that are not ours are for other readers."""

    model_config = ConfigDict(strict=True, frozen=True)


_Written = TypeVar("_Written", bound=WrittenDown)


def read_text(path: Path) -> str:
    """The text of a file, unpacked where it is gzipped.

    Raises:
        LoadingError: it is missing or no UTF-8 text.
        QuestionFileError: it is too large, or its gzip is cut off or damaged.
    """
    check_file(path)
    if path.stat().st_size > MAX_BYTES:
        raise QuestionFileError(_too_large(path))
    data = read_bytes(path, MAX_BYTES)
    return decode(_unpacked(data, path) if data.startswith(_GZIP) else data, str(path))


def _unpacked(data: bytes, path: Path) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            # One byte more than allowed tells a file that is too large before it fills memory.
            unpacked = packed.read(MAX_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise QuestionFileError(
            f"{path} is a gzip file that is cut off or damaged; fetch or compress it again"
        ) from error
    if len(unpacked) > MAX_BYTES:
        raise QuestionFileError(_too_large(path))
    return unpacked


def _too_large(path: Path) -> str:
    return f"{path} holds more than {MAX_BYTES:,} bytes; split it into several files"


def first_keys(text: str, path: Path) -> frozenset[str]:
    """The keys of the object that a file begins with, over however many lines it runs.

    Raises:
        QuestionFileError: the file is empty or does not begin with a JSON object.
    """
    start = len(text) - len(text.lstrip())
    if start == len(text):
        raise QuestionFileError(f"{path} is empty; write questions into it first")
    try:
        first, _ = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise QuestionFileError(
            f"{path}, line {error.lineno}: Invalid JSON ({error.msg}); correct that line, or fetch"
            " the file again"
        ) from None
    except RecursionError:
        raise QuestionFileError(f"{path} is nested too deeply; write the objects flat") from None
    return frozenset(first) if isinstance(first, dict) else frozenset()


def written_lines(text: str, path: Path, kind: type[_Written]) -> Iterator[tuple[int, _Written]]:
    """The number and the object of every line that is not blank.

    Raises:
        QuestionFileError: a line is too long or no such object; the message names the line.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            raise QuestionFileError(
                f"{path}, line {number}: it is longer than {MAX_LINE:,} characters; write one"
                " text a line"
            )
        if not line.strip():
            continue
        try:
            written = kind.model_validate_json(line)
        except ValidationError as error:
            raise QuestionFileError(
                f"{path}, line {number}: {complaint(error)}; correct that line"
            ) from None
        yield number, written


def complaint(error: ValidationError) -> str:
    """What is wrong first, and at which key; never the file's own words."""
    first = error.errors(include_url=False, include_input=False)[0]
    message = first["msg"].removeprefix("Value error, ")
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {message}" if where else message


def excerpt(words: str) -> str:
    """Words of a file in a message: quoted, on one line, not too many."""
    return repr(words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}…")
