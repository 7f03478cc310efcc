"""What crosses between this process and the one that parses: lines of JSON, never pickle.

The process that parses may have been taken over by what it parsed, so whatever it says is checked
here like any other input: types, lengths, and that headings lie inside their text, in order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeVar, cast

from index.domain import Heading, StoryDraft
from index.errors import Fact, LoadingError
from index.loading.limits import LoadingLimits

_T = TypeVar("_T")

_MAX_LINE = 300
"""Characters of a name, a title or an author."""
_MAX_SOURCE = 4_000
"""Characters of an address or of one fact of an error."""
_MAX_MESSAGE = 1_000
_MAX_FACTS = 10
_MAX_LEVEL = 9
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
# JSON can spell half of a surrogate pair, which cannot be stored; neither can U+0000 everywhere.
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")
_KEY = re.compile(r"[a-z_]{1,30}", re.ASCII)


class GarbledError(Exception):
    """The process that parses said something that it never says when all is well."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be parsed, and under which limits; the file's bytes follow it."""

    filename: str
    name: str | None
    limits: LoadingLimits
    article: bool = False
    """Whether it is a web page of which only the article is read."""

    def line(self, size: int) -> bytes:
        """This request as a line, for a file of ``size`` bytes."""
        # In ASCII: a file's name may hold half a surrogate pair, which has no UTF-8.
        return json.dumps({**asdict(self), "size": size}).encode() + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> tuple[Request, int]:
        """The request of a line that this program wrote, and how many bytes follow it."""
        said = json.loads(line)
        size: int = said.pop("size")
        return cls(**said | {"limits": LoadingLimits(**said["limits"])}), size


def max_answer(limits: LoadingLimits) -> int:
    """Most bytes of an answer: of every allowed character four, twice for other escapes."""
    return 8 * limits.max_characters + 1_000_000


def lines_of(drafts: Iterable[StoryDraft]) -> Iterable[bytes]:
    """What was read, a line for each story."""
    for draft in drafts:
        yield _line(
            {
                "name": draft.name,
                "title": draft.title,
                "text": draft.text,
                "source": draft.source,
                "language": draft.language,
                "author": draft.author,
                "published": draft.published.isoformat() if draft.published else None,
                "headings": [(h.start, h.end, h.level) for h in draft.headings],
            }
        )


def refusal_line(error: LoadingError) -> bytes:
    """Why nothing was read."""
    return _line({"refused": str(error), "reason": error.reason, "facts": dict(error.facts)})


def drafts_of(answer: bytes, limits: LoadingLimits) -> tuple[StoryDraft, ...]:
    """Check and return what was read.

    Raises:
        LoadingError: the file was refused, and the answer says why.
        GarbledError: it is no answer that this program gives.
    """
    lines = answer.splitlines() if b"\n" in answer else []
    if not 0 < len(lines) <= limits.max_files:
        raise GarbledError(f"{len(lines)} lines")
    said = _object(lines[0])
    if "refused" in said:
        raise _refusal(said)
    return tuple(_draft(_object(line), limits) for line in lines)


def _line(said: dict[str, object]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _object(line: bytes) -> dict[str, object]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise GarbledError("no JSON") from error
    if not isinstance(said, dict):
        raise GarbledError("no object")
    return said


def _refusal(said: dict[str, object]) -> LoadingError:
    facts = said.get("facts")
    if not isinstance(facts, dict) or len(facts) > _MAX_FACTS:
        raise GarbledError("facts")
    for key, fact in facts.items():
        parts = fact if isinstance(fact, list) else [fact]
        if not _KEY.fullmatch(key) or key == "reason" or not all(map(_is_fact, parts)):
            raise GarbledError("fact")
    checked: dict[str, Fact] = {
        key: tuple(fact) if isinstance(fact, list) else fact for key, fact in facts.items()
    }
    message = _words(said.get("refused"), _MAX_MESSAGE)
    reason = said.get("reason")
    if not isinstance(reason, str) or (reason and not _KEY.fullmatch(reason.replace("-", "_"))):
        raise GarbledError("reason")
    return LoadingError(message, reason=reason, **checked)


def _is_fact(part: object) -> bool:
    if isinstance(part, str):
        return len(part) <= _MAX_SOURCE and part.isprintable()
    return isinstance(part, int) and abs(part) < 10**12


def _draft(said: dict[str, object], limits: LoadingLimits) -> StoryDraft:
    text = _text(said.get("text"), limits)
    return StoryDraft(
        name=_words(said.get("name"), _MAX_LINE),
        title=_words(said.get("title"), _MAX_LINE),
        text=text,
        source=_maybe(said.get("source"), lambda value: _words(value, _MAX_SOURCE)),
        language=_language(said.get("language")),
        author=_maybe(said.get("author"), lambda value: _words(value, _MAX_LINE)),
        published=_maybe(said.get("published"), _date),
        headings=_headings(said.get("headings"), len(text)),
    )


def _maybe(value: object, check: Callable[[object], _T]) -> _T | None:
    return None if value is None else check(value)


def _words(value: object, most: int) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= most or not value.isprintable():
        raise GarbledError("words")
    return value


def _text(value: object, limits: LoadingLimits) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= limits.max_characters:
        raise GarbledError("text")
    if _NO_CHARACTER.search(value):
        raise GarbledError("characters")
    return value


def _language(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MAX_LINE or not _LANGUAGE.fullmatch(value):
        raise GarbledError("language")
    return value


def _date(value: object) -> date:
    try:
        return date.fromisoformat(cast("str", value))
    except (TypeError, ValueError) as error:
        raise GarbledError("date") from error


def _headings(value: object, length: int) -> tuple[Heading, ...]:
    if not isinstance(value, list):
        raise GarbledError("headings")
    headings = []
    behind = 0
    for item in value:
        if not isinstance(item, list) or len(item) != 3 or any(type(n) is not int for n in item):
            raise GarbledError("heading")
        start, end, level = item
        if not (behind <= start < end <= length and 1 <= level <= _MAX_LEVEL):
            raise GarbledError("heading")
        headings.append(Heading(start, end, level))
        behind = end
    return tuple(headings)
