"""How the web is read, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version


def _user_agent() -> str:
    try:
        number = version("chapter-and-verse")
    except PackageNotFoundError:  # a checkout that was never installed
        number = "0"
    return f"ChapterAndVerse/{number} (a Discord bot that quotes stories its members add)"


@dataclass(frozen=True, slots=True)
class WebOptions:
    """What is told to web servers, and how much is taken from them.

    Raises:
        ValueError: the user agent is not printable ASCII, as a header must be.
    """

    user_agent: str = field(default_factory=_user_agent)
    """What the program says it is; robots.txt may name it by the part before the slash."""
    max_bytes: int = 20_000_000
    """Of a page, counted after unpacking."""
    seconds: float = 30.0
    """For everything: names, robots.txt, redirects, and the page to its last byte."""
    max_redirects: int = 5
    allow_private: bool = False
    """Lets private addresses and any port be read; for tests that serve pages themselves."""

    def __post_init__(self) -> None:
        if not (self.user_agent.isascii() and self.user_agent.isprintable()):
            raise ValueError("the user agent may hold printable ASCII characters only")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stands at an address."""

    data: bytes = field(repr=False)
    """As it was sent; a text whose server names its encoding, in UTF-8 with a byte-order mark."""
    filename: str
    """A name whose ending tells the format, whatever the address ends in."""
    content_type: str
    """In small letters and without parameters; "" where the server names none."""
    address: str
    """Where it stood in the end, after all redirects."""
