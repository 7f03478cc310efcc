"""What a bot's token looks like."""

from __future__ import annotations

import base64
import binascii
import re

_TOKEN = re.compile(r"(?P<id>[\w-]{20,})\.[\w-]{5,}\.[\w-]{20,}", re.ASCII)


def token_fault(token: str) -> str | None:
    """What is wrong with a token, as the rest of a sentence about it; None if it is well-formed.

    It is neither shown nor tried.
    """
    if token.lower().startswith(("bot ", "bearer ")):
        return "has a word in front that does not belong to it"
    if any(character.isspace() or character in "\"'<>" for character in token):
        return "has spaces or quotation marks in it"
    shape = _TOKEN.fullmatch(token)
    if shape is None:
        return "does not have a token's form of three parts with dots between"
    try:
        member = base64.urlsafe_b64decode(shape["id"] + "=" * (-len(shape["id"]) % 4))
    except binascii.Error:
        member = b""
    return None if member.isdigit() else "does not begin with a bot's id"
