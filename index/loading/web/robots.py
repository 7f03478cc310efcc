"""robots.txt (RFC 9309): what a host lets this program read."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from protego import Protego

from index.loading.web.addresses import Address

MAX_BYTES = 512_000
"""Of a robots.txt; the RFC asks for at least 500 KiB, and what follows is not read."""
MAX_REDIRECTS = 5
"""Of a robots.txt; the RFC asks for at least five, and takes more for "there is none"."""
_KEPT_SECONDS = 600.0
_KEPT_HOSTS = 256
_AGENT_LINE = re.compile(r"[^\S\n]*user[-\s]?agent\b[^\S\n]*:?[^\S\n]*(?P<name>[^\n#]*)", re.I)
_TOKEN = re.compile(r"\*|[a-z_-]+", re.I)
_OTHER = "User-agent: another-program"


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says to one program."""

    _parsed: Protego | None
    _token: str

    def allow(self, address: Address) -> bool:
        """Whether ``address`` may be read."""
        return self._parsed is None or self._parsed.can_fetch(str(address), self._token)


def everything_allowed() -> Rules:
    """The rules of a host that has none."""
    return Rules(None, "")


def rules_of(data: bytes, user_agent: str) -> Rules:
    """The rules in a robots.txt for the program that calls itself ``user_agent``."""
    token = _token_of(user_agent)
    if len(data) >= MAX_BYTES:
        # A rule that was cut in two would say something else.
        data = data[: data.rfind(b"\n") + 1]
    text = data.decode("utf-8-sig", errors="replace")
    # splitlines as Protego does, so that both see the same lines.
    lines = (_plain_agent(line, token) for line in text.splitlines())
    return Rules(Protego.parse("\n".join(lines)), token)


def _token_of(user_agent: str) -> str:
    found = _TOKEN.match(user_agent)
    return found[0].lower() if found else "*"


def _plain_agent(line: str, token: str) -> str:
    """A line that names a program, without versions; all other programs become the same one.

    Protego keeps the rules of every program apart: a file of thousands of them would take hours.
    """
    agent = _AGENT_LINE.match(line)
    if agent is None:
        return line
    named = _TOKEN.match(agent["name"].strip())
    if named is None or named[0].lower() not in (token, "*"):
        return _OTHER
    return f"User-agent: {named[0]}"


class RulesCache:
    """The rules of the hosts that were asked last, for some minutes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, Rules]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, origin: str) -> Rules | None:
        """The rules of ``origin``, if they were learned lately."""
        with self._lock:
            until, rules = self._kept.get(origin, (0.0, None))
        return rules if time.monotonic() < until else None

    def put(self, origin: str, rules: Rules) -> None:
        """Keep the rules of ``origin``; those kept longest make room."""
        with self._lock:
            self._kept.pop(origin, None)
            self._kept[origin] = (time.monotonic() + _KEPT_SECONDS, rules)
            while len(self._kept) > _KEPT_HOSTS:
                self._kept.popitem(last=False)
