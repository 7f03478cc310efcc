"""Who is who in a story, computed from its text alone."""

from __future__ import annotations

from index.people.finding import people_of
from index.people.lookup import complete_people, find_person
from index.people.model import Person, PersonKind

__all__ = ["Person", "PersonKind", "complete_people", "find_person", "people_of"]
