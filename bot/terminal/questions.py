"""Questions on standard input, one a line -> objects on standard output, in the same order."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.terminal.machine import answer_object, error_object
from index import StoryIndexError

if TYPE_CHECKING:
    from index import Library, Turn


class LineError(Exception):
    """A line that is no question; ``question`` is what there was of one."""

    def __init__(self, question: str, reason: str) -> None:
        super().__init__(reason)
        self.question = question


@dataclass(frozen=True, slots=True)
class LineQuestion:
    """A question with the story it is put to; None for all of them."""

    question: str
    story: str | None


def answers(
    library: Library, lines: Iterable[bytes], story: str | None, *, conversation: bool = False
) -> Iterator[dict[str, Any]]:
    """One object for every line, as soon as the line was read.

    ``story`` is asked where a line names none. A line that cannot be used gets an object with
    ``error``. In a ``conversation`` a line may follow up on the answers before it.
    """
    said: list[Turn] = []
    for number, line in enumerate(lines):
        # Windows shells put a byte-order mark in front of what they pipe.
        content = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        try:
            asked = parse_line(content)
        except LineError as error:
            yield error_object(error.question, str(error))
        else:
            after = said if conversation else None
            yield answer_or_error(library, asked.question, asked.story or story, after)


def answer_or_error(
    library: Library, question: str, story: str | None, said: list[Turn] | None = None
) -> dict[str, Any]:
    """The library's answer to one question as an object, or why there is none.

    In a conversation it is added to what was ``said``.
    """
    try:
        answer = library.ask(question, story=story, after=said or ())
    except StoryIndexError as error:
        return error_object(question, str(error))
    if said is not None:
        from index import Turn

        said.append(Turn.of(answer))
    return answer_object(question, answer)


def parse_line(line: bytes) -> LineQuestion:
    """Read a line: a question as it is, or an object with ``question`` and perhaps ``story``.

    Raises:
        LineError: the line holds no question.

    """
    try:
        text = line.decode("utf-8").strip()
    except UnicodeDecodeError:
        shown = line.decode("utf-8", "replace").strip()
        raise LineError(shown, "The line is not UTF-8; convert it") from None
    if not text:
        raise LineError("", "The line is blank; write a question")
    return _from_object(text) if text.startswith("{") else LineQuestion(text, None)


def _from_object(text: str) -> LineQuestion:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        raise LineError(text, "The line is not valid JSON; correct it") from None
    question, story = read.get("question"), read.get("story")
    if not isinstance(question, str) or not question.strip():
        raise LineError(text, 'The object has no question; write {"question": "..."}')
    if story is not None and not isinstance(story, str):
        raise LineError(question, "The story is no text; write its name in quotes")
    if not encodable(f"{question}{story}"):
        raise LineError(question, "The line holds half a character; correct it")
    return LineQuestion(question, story)


def encodable(text: str) -> bool:
    """Whether a text is all characters; halves of some come from JSON and from old encodings."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
