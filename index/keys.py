"""The keys of libraries: whose library it is can be read in its key."""

from __future__ import annotations

LOCAL = "local"
"""The command line's library."""
MOVES = "moves"
"""No library: the key under which a database keeps what it knows of libraries that were moved."""
_SERVER = "server:"
_MEMBER = "member:"
_DIRECT = "direct:"


def server_key(server: str) -> str:
    """Return the key of the library of a Discord server; raises ``ValueError`` for ""."""
    return _SERVER + _checked(server)


def member_key(member: str) -> str:
    """Return the key of a member's private library; raises ``ValueError`` for ""."""
    return _MEMBER + _checked(member)


def direct_server(member: str) -> str:
    """Return the server that stands for a member's direct messages, where there is none.

    Raises:
        ValueError: the member is "".
    """
    return _DIRECT + _checked(member)


def server_of(key: str, member: str) -> str:
    """Return the server in which a member fills the library with this key.

    Outside of a server's own library that is what stands for their direct messages.
    """
    return key.removeprefix(_SERVER) if key.startswith(_SERVER) else direct_server(member)


def owner_of(key: str) -> str:
    """Return the id of the server or the member whose library this is; "" for the local one."""
    return key.partition(":")[2]


def is_servers(key: str) -> bool:
    """Whether a library belongs to a Discord server."""
    return key.startswith(_SERVER)


def is_private(key: str) -> bool:
    """Whether a library belongs to one member alone."""
    return key.startswith(_MEMBER)


def _checked(written: str) -> str:
    if not written:
        raise ValueError("a server or a member needs an id")
    return written
