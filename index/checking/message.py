"""A message as people write it -> the words that it claims a story has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_LINE_MARK = re.compile(r"^[^\S\n]*(?:(?:>>>|>|#{1,3}|-#|[-*+•])[^\S\n]+)+", re.MULTILINE)
_QUOTED_LINE = re.compile(r"^[^\S\n]*>(?:>>)?[^\S\n]+(.*)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\(<?https?://[^)\s]+>?\)")
_REFERENCE = re.compile(
    r"<(?:a?:\w+:\d+|[@#][!&]?\d+|t:\d+(?::\w)?|https?://[^>\s]+)>|https?://\S+"
)
_FENCE = re.compile(r"```(?:\w*\n)?|[*`~|\\]+|(?<!\w)_+|_+(?!\w)")
_QUOTATION = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|\"([^\"]+)\"|^'([^\n]+)'$")
_FEWEST_QUOTED = 3
"""Words; fewer between quotation marks are a term rather than a quote."""
_ATTRIBUTION = re.compile(
    r"(?P<before>[\s.!?…”\"'’])\s*(?:--?|[–—~])\s*(?P<who>[^\W\d_a-z][^.!?\n\"“”]{1,80})\.?\s*$"
)
_MOST_ATTRIBUTION = 10
"""Words; what is longer is a sentence."""
_SMALL = "of the de von van bin al and a an to in for der la le"
_SMALL_WORDS = frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class Claim:
    """Words to check; ``attributed`` names whose they are said to be."""

    words: str
    attributed: str | None = None


def claims(message: str) -> tuple[Claim, ...]:
    """The whole message; without its attribution; then each part that it quotes, longest first."""
    whole = readable(message)
    found = [Claim(whole)]
    attribution = _attribution(whole)
    if attribution:
        before, who = attribution
        found.append(Claim(before, who))
    quoted = [" ".join(match.split("\n")) for match in _quoted_lines(message)]
    quoted += [part for part in _quotations(whole) if len(part.split()) >= _FEWEST_QUOTED]
    who_of_quotes = attribution[1] if attribution else None
    found += [Claim(words, who_of_quotes) for words in sorted(quoted, key=len, reverse=True)]
    return tuple(dict.fromkeys(claim for claim in found if claim.words))


def readable(message: str) -> str:
    """The message's words without Discord's markup, mentions, links and invisible characters."""
    text = unicodedata.normalize("NFC", message.encode("utf-8", "replace").decode())
    text = _INVISIBLE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _REFERENCE.sub(" ", text)
    text = _LINE_MARK.sub("", text)
    return " ".join(_FENCE.sub("", text).split())


def _quoted_lines(message: str) -> Iterator[str]:
    """The lines behind ``>`` together, where there are others beside them."""
    text = _INVISIBLE.sub("", message)
    lines = [match.group(1) for match in _QUOTED_LINE.finditer(text)]
    if lines and _QUOTED_LINE.sub("", text).strip():
        yield readable("\n".join(lines))


def _quotations(text: str) -> list[str]:
    return [
        next(part for part in match.groups() if part is not None).strip()
        for match in _QUOTATION.finditer(text)
    ]


def _attribution(text: str) -> tuple[str, str] | None:
    """The words before "- Hulusi Akar", and who that is; None without such an end."""
    match = _ATTRIBUTION.search(text)
    if match is None:
        return None
    who = match.group("who").strip(" ,;:")
    words = who.split()
    named = [word for word in words if word[:1].isupper() or word.lower() in _SMALL_WORDS]
    before = text[: match.start("before") + 1].strip()
    # Two thirds in capitals: "Hulusi Akar, Turkish minister" is one, "It was late" is none.
    if len(words) > _MOST_ATTRIBUTION or 3 * len(named) < 2 * len(words) or not before:
        return None
    return before, who
