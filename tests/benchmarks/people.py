"""Whether the people of a story are found: against lists of names marked by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from index import Person, Story, find_person, people_of
from index.loading import load_seed, seed_folders
from index.story_text import StoryText
from tests.benchmarks.material import tales_in
from tests.benchmarks.measuring import Report, milliseconds, seconds

MARKED = Path(__file__).with_name("people.jsonl")
_FILES = ("fairytaleqa-val.jsonl.gz", "fairytaleqa-train.jsonl.gz")


@dataclass(frozen=True, slots=True)
class MarkedPerson:
    """Somebody whom a reader found in a story."""

    names: tuple[str, ...]
    kind: str
    optional: bool
    """Neither wanted nor wrong: somebody who hardly appears, or a government."""


@dataclass(frozen=True, slots=True)
class MarkedStory:
    """A story with all that a reader found."""

    name: str
    people: tuple[MarkedPerson, ...]
    held_out: bool
    """Marked after the rules were made; three faults found with it were mended since."""


@dataclass(frozen=True, slots=True)
class PeopleFigures:
    """Counts of one story or of several."""

    found: int
    """That the program found."""
    right: int
    """Of those, the ones that are somebody whom nobody found before in the list."""
    wanted: int
    """That the reader found, without the optional ones."""
    recalled: int
    kinds: int
    """Of those recalled, how many have the right kind."""
    names: int
    """Ways in which those recalled are written."""
    joined: int
    """Of those, how many lead to the same one."""


def marked_stories() -> tuple[MarkedStory, ...]:
    """The stories that were marked."""
    return tuple(_marked(line) for line in MARKED.read_text(encoding="utf-8").splitlines())


def compare(marked: MarkedStory, found: Sequence[Person]) -> PeopleFigures:
    """Count what was found of a story's people."""
    owners = {id(one): _owner(marked, one) for one in found}
    claimed = {owner for owner in owners.values() if owner is not None}
    wanted = [one for one in marked.people if not one.optional]
    met = [(one, who) for one in wanted if (who := _met(one, found)) is not None]
    return PeopleFigures(
        found=len(found),
        right=len(claimed),
        wanted=len(wanted),
        recalled=len(met),
        kinds=sum(one.kind == who.kind for one, who in met),
        names=sum(len(one.names) for one, _ in met),
        joined=sum(find_person((who,), name) is who for one, who in met for name in one.names),
    )


def run(data: Path) -> Report:
    """Find the people of every marked story that is at hand."""
    texts = dict(_texts(data))
    rows = []
    for label, held_out in (("rules made with it", False), ("marked after the rules", True)):
        stories = [one for one in marked_stories() if one.held_out is held_out]
        at_hand = [one for one in stories if one.name in texts]
        rows += [_row(one.name, [(one, texts[one.name])]) for one in at_hand]
        if at_hand:
            rows.append(_row(f"**{label}**", [(one, texts[one.name]) for one in at_hand]))
    columns = ("story", "precision", "recall", "kind", "aliases joined", "ms")
    return Report("People and organisations", columns, rows)


def _row(label: str, stories: Sequence[tuple[MarkedStory, str]]) -> list[str]:
    counted, times = [], []
    for marked, words in stories:
        text = StoryText(Story(1, marked.name, marked.name, words, None, "en", _NOW))
        _ = text.outline
        times.append(seconds(lambda text=text: people_of(text)))  # type: ignore[misc]
        counted.append(compare(marked, people_of(text)))
    right, found = sum(one.right for one in counted), sum(one.found for one in counted)
    recalled, wanted = sum(one.recalled for one in counted), sum(one.wanted for one in counted)
    joined, names = sum(one.joined for one in counted), sum(one.names for one in counted)
    kinds = sum(one.kinds for one in counted)
    pairs = ((right, found), (recalled, wanted), (kinds, recalled), (joined, names))
    return [label, *(f"{count} of {total}" for count, total in pairs), milliseconds(times)]


_NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _texts(data: Path) -> Iterator[tuple[str, str]]:
    seed = load_seed(seed_folders()[0])
    yield seed.name, seed.text
    paths = [data / name for name in _FILES if (data / name).is_file()]
    for tale in chain.from_iterable(map(tales_in, paths)):
        yield tale.draft.name, tale.draft.text


def _marked(line: str) -> MarkedStory:
    content = json.loads(line)
    people = tuple(
        MarkedPerson(tuple(one["names"]), one["kind"], one.get("optional", False))
        for one in content["people"]
    )
    return MarkedStory(content["story"], people, content.get("held_out", False))


def _owner(marked: MarkedStory, found: Person) -> tuple[int, str] | None:
    """Whom of the marked ones somebody is; of optional ones each name may be another."""
    for number, one in enumerate(marked.people):
        for name in one.names:
            if find_person((found,), name) is not None:
                return number, name if one.optional else ""
    return None


def _met(marked: MarkedPerson, found: Sequence[Person]) -> Person | None:
    return next((who for name in marked.names if (who := find_person(found, name))), None)
