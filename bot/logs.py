"""What is written to standard error, and what never is."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any, Literal

import discord

from bot.exchanges import current_code

_log = logging.getLogger(__name__)


class HumanFormatter(logging.Formatter):
    """Lines to read; those of an exchange end with its code.

    Of an error they name its class and the way to it, and leave out its own text, which may
    hold what a member wrote.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it the errors."""
        record.message, record.asctime = record.getMessage(), self.formatTime(record)
        line, code, error = self.formatMessage(record), current_code(), _error(record)
        told = line if code is None else f"{line} [{code}]"
        # Not by its parent, which takes over what another handler wrote of the error.
        return told if error is None else f"{told}\n{_trace(error)}"


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time, level, logger, message, exchange, error, traceback.

    The last three are there where there is something to say; of an error, its own text is not.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        told: dict[str, str] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        code = current_code()
        if code is not None:
            told["exchange"] = code
        error = _error(record)
        if error is not None:
            told |= {"error": type(error).__name__, "traceback": _trace(error)}
        return json.dumps(told, ensure_ascii=False)


def write_logs(level: str, form: Literal["human", "json"] = "human") -> None:
    """Log from ``level`` on, without what members write."""
    handler = logging.StreamHandler()
    # On the handler too: some libraries give their own loggers a level that lets all through.
    handler.setLevel(level)
    handler.setFormatter(JsonFormatter() if form == "json" else HumanFormatter())
    # At DEBUG others log whole requests and pages, and with them what members wrote.
    others = max(logging.INFO, logging.getLevelNamesMapping()[level])
    logging.basicConfig(level=others, handlers=[handler])
    for package in ("bot", "index"):
        logging.getLogger(package).setLevel(level)
    # It warns at each start that it cannot speak, which nobody here asks of it.
    discord.VoiceClient.warn_nacl = False
    discord.VoiceClient.warn_dave = False


def log_lost_errors(loop: asyncio.AbstractEventLoop) -> None:
    """Log what nobody waited for on this loop; asyncio would quote the error's own text."""
    loop.set_exception_handler(_lost)


def _lost(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    _log.error(
        "%s (%s)",
        context.get("message", "The event loop met an error"),
        type(error).__name__,
        exc_info=error,
    )


def _error(record: logging.LogRecord) -> BaseException | None:
    return record.exc_info[1] if record.exc_info else None


def _trace(error: BaseException | None) -> str:
    """The chain of errors from the first on: the lines of code that led to each, and its class."""
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = "".join(traceback.format_tb(error.__traceback__))
        parts.append(f"{frames}{type(error).__qualname__}")
        shown = error.__cause__ is not None or not error.__suppress_context__
        error = (error.__cause__ or error.__context__) if shown else None
    return "\nbefore that:\n".join(parts)
