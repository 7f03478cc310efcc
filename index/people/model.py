"""Who a story is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.domain import Quote


class PersonKind(StrEnum):
    """What somebody is. Whatever speaks and acts in a tale is a person: a king, a fox."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Person:
    """A person or an organisation of one story, with where it is written of."""

    name: str
    """The fullest name the story gives, or the description it uses ("the old woman")."""
    aliases: tuple[str, ...]
    """Every way in which the name is written, the name itself first."""
    kind: PersonKind
    introductions: tuple[Quote, ...]
    """Sentences that say who it is, in story order; the highlight is the words that do."""
    first: Quote
    """The sentence of the first mention; the highlight is the mention."""
    mentions: tuple[tuple[int, int], ...]
    """Spans of the story's text, in order; pronouns are none."""
