"""A small library that answers at once: real stories, sentences and quotes, no models."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from index import (
    Answer,
    Direction,
    Quote,
    QuoteMatch,
    Records,
    Story,
    StoryEntry,
    StoryGoneError,
    StoryNotFoundError,
    StoryUnclearError,
    Summary,
    SummaryLength,
    Sureness,
)
from index.storage.database import Database

SEED = Path(__file__).parents[3] / "seeds" / "s-400" / "story.txt"


def story(
    text: str, *, story_id: int = 1, name: str = "s-400", title: str = "The S-400 impasse"
) -> Story:
    return Story(story_id, name, title, text, None, "en", datetime(2019, 4, 17, tzinfo=UTC))


def seed_story() -> Story:
    return story(SEED.read_text(encoding="utf-8"))


def sentences(of: Story) -> Iterator[Quote]:
    paragraph, offset = 0, 0
    for line in of.text.split("\n"):
        paragraph += bool(line.strip())
        for match in re.finditer(r"\S.*?(?:[.!?][”\"']?(?=\s|$)|$)", line):
            start, end = offset + match.start(), offset + match.end()
            # A sentence's answer is what it says "that", if it says so.
            at = match[0].find(" that ")
            highlight = (start + at + 6, end - 1) if 0 <= at < len(match[0]) - 8 else None
            yield Quote(of, start, end, paragraph, highlight)
        offset += len(line) + 1


def stems(text: str) -> set[str]:
    # Names stand in every sentence, so they tell nothing here.
    return {word[:5] for word in re.findall(r"\b[a-z]{4,}", text)}


class FakeLibrary:
    """The face of ``index.Library``; ``before_work`` is called on the worker's thread."""

    def __init__(self, *held: Story) -> None:
        self.held = list(held)
        self.settings: dict[str, str] = {}
        self.closed = False
        self.threads: set[int] = set()
        self.before_work: Callable[[], None] = lambda: None
        self._kept: Database | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._opening = threading.Lock()

    def _working(self) -> None:
        assert not self.closed, "the library is used after it was closed"
        self.threads.add(threading.get_ident())
        self.before_work()

    def close(self) -> None:
        self.closed = True
        if self._kept and self._folder:
            self._kept.close()
            self._folder.cleanup()
            self._kept = self._folder = None

    def up_to(self, ceilings: Mapping[int, int]) -> FakeLibrary:
        assert not ceilings, "this library has no ceilings; take a real one"
        return self

    def records(self, server: str) -> Records:
        return self._database().records("test", server)

    def at_one_moment(self) -> AbstractContextManager[None]:
        return nullcontext()

    def member_progress(self, _member: str) -> Mapping[int, int]:
        return {}

    def _database(self) -> Database:
        with self._opening:
            if self._kept is None:
                self._folder = TemporaryDirectory()
                self._kept = Database.open(Path(self._folder.name))
                self._kept.library("test")
            return self._kept

    def stories(self) -> tuple[StoryEntry, ...]:
        self._working()
        return tuple(
            StoryEntry(s.id, s.name, s.title, s.source, s.language, s.added_at, len(s.text), 1)
            for s in self.held
        )

    def story(self, name: str) -> Story:
        for held in self.held:
            if name.casefold() in {held.name.casefold(), held.title.casefold()}:
                return held
        raise StoryNotFoundError(f"There is no story {name!r}; see /stories.", name=name)

    def story_by_id(self, story_id: int) -> Story:
        for held in self.held:
            if held.id == story_id:
                return held
        raise StoryGoneError("No story has this id; see the list with /stories.")

    def remove(self, name: str) -> Story:
        removed = self.story(name)
        self.held.remove(removed)
        return removed

    def ask(
        self, question: str, *, story: str | None = None, after: Sequence[object] = ()
    ) -> Answer:
        self._working()
        searched = self.held if story is None else [self.story(story)]
        wanted = stems(question)
        ranked = sorted(
            ((len(wanted & stems(q.text)), q) for s in searched for q in sentences(s)),
            key=lambda pair: -pair[0],
        )
        hits = [quote for score, quote in ranked if score]
        others = tuple(quote for score, quote in ranked if not score)
        if not hits:
            return Answer(question, 0.1, Sureness.UNSURE, nearest=others[:3])
        return Answer(question, 0.9, Sureness.LIKELY, quotes=tuple(hits[:1]), more=others[:12])

    def quote(
        self, words: str, *, story: str | None = None, limit: int = 3
    ) -> tuple[QuoteMatch, ...]:
        self._working()
        searched = self.held if story is None else [self.story(story)]
        found = [q for s in searched for q in sentences(s)]
        found.sort(key=lambda q: words not in q.text)
        return tuple(
            QuoteMatch(q, words in q.text, 1.0 if words in q.text else 0.4) for q in found[:limit]
        )

    def summarize(
        self, story: str | None = None, length: SummaryLength = SummaryLength.SHORT
    ) -> Summary:
        self._working()
        if story is None and len(self.held) > 1:
            names = [held.name for held in self.held]
            raise StoryUnclearError("There are several stories; name one.", names=names)
        of = self.held[0] if story is None else self.story(story)
        lines = tuple(sentences(of))
        return Summary(of, length, lines if length is SummaryLength.LONG else lines[:3])

    def quote_at(self, story_id: int, start: int, end: int) -> Quote:
        self._working()
        of = self.story_by_id(story_id)
        return Quote(of, start, end, of.text.count("\n", 0, start) + 1)

    def around(self, quote: Quote, direction: Direction) -> Quote | None:
        self._working()
        lines, offset = [], 0
        for line in quote.story.text.split("\n"):
            lines.append((offset, offset + len(line)))
            offset += len(line) + 1
        here = quote.paragraph - 1
        there = here + (1 if direction is Direction.NEXT else -1)
        if not 0 <= there < len(lines):
            return None
        return Quote(quote.story, *lines[there], there + 1)

    def setting(self, name: str) -> str | None:
        return self.settings.get(name)

    def set_setting(self, name: str, value: str) -> None:
        self.settings[name] = value
