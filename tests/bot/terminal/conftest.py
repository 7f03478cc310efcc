from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.opening import open_library, story_loader
from bot.settings import Settings, named_fields
from bot.terminal.tools import Tools
from index import Loader, LoadingLimits, WebOptions
from index.conversation import Turn
from index.domain import (
    Answer,
    Explanation,
    Hit,
    Passage,
    Quote,
    QuoteMatch,
    ReadPassage,
    Story,
    StoryDraft,
    StoryEntry,
    Summary,
    SummaryLength,
    Sureness,
)
from index.errors import QuestionError, StoryExistsError, StoryNotFoundError, StoryUnclearError
from tests.bot.terminal.adding_child import open_words

SNOW = "It snowed all night.\n\nThe snow man said “Hello”.\nAt noon he melted."


class FakeLibrary(AbstractContextManager["FakeLibrary"]):
    """A library without models: a sentence that has a long word of the question answers it."""

    def __init__(self) -> None:
        self.texts: list[Story] = []
        self.warm = False
        self.closed = False
        self.add(StoryDraft("snow", "The Snow Man", SNOW))

    def __exit__(self, *_: object) -> None:
        self.closed = True

    def warm_up(self, progress: Any) -> None:
        self.warm = True

    def add(self, draft: StoryDraft, *, progress: Any = None) -> Story:
        if any(story.name == draft.name for story in self.texts):
            raise StoryExistsError(f"There is a story {draft.name!r}; choose another --name")
        added = datetime(2026, 1, 1, tzinfo=UTC)
        story = Story(
            len(self.texts) + 1, draft.name, draft.title, draft.text, draft.source, "en", added
        )
        self.texts.append(story)
        if progress:
            progress("encoding", 1, 1)
        return story

    def story(self, name: str) -> Story:
        for story in self.texts:
            if name.lower() in (story.name.lower(), story.title.lower()):
                return story
        raise StoryNotFoundError(f"There is no story {name!r}; see them with: verse stories")

    def story_by_id(self, story_id: int) -> Story:
        return next(story for story in self.texts if story.id == story_id)

    def stories(self) -> tuple[StoryEntry, ...]:
        return tuple(
            StoryEntry(s.id, s.name, s.title, s.source, "en", s.added_at, len(s.text), 1)
            for s in self.texts
        )

    def remove(self, name: str) -> Story:
        story = self.story(name)
        self.texts.remove(story)
        return story

    def ask(self, question: str, *, story: str | None = None, after: Sequence[Turn] = ()) -> Answer:
        """Take a question that begins with "and" as the last one with more words."""
        if len(question) > 1000:
            raise QuestionError("The question is too long; shorten it")
        if after and question.startswith("and"):
            full = f"{after[-1].question} {question}"
            return replace(self.ask(full, story=story), question=question, understood=full)
        texts = self.texts if story is None else [self.story(story)]
        words = [word for word in re.findall(r"\w+", question.lower()) if len(word) > 3]
        for text in texts:
            for quote in self._sentences(text):
                for word in words:
                    at = quote.text.lower().find(word)
                    if at >= 0:
                        marked = (quote.start + at, quote.start + at + len(word))
                        found = Quote(text, quote.start, quote.end, quote.paragraph, marked)
                        return Answer(question, 0.9, Sureness.SURE, quotes=(found,))
        nearest = self._sentences(texts[0])[:2]
        return Answer(question, 0.1, Sureness.UNSURE, nearest=nearest)

    def explain(self, question: str, *, story: str | None = None) -> Explanation:
        """Every sentence is a passage; the reader finds something in the answer's only."""
        answer = self.ask(question, story=story)
        texts = self.texts if story is None else [self.story(story)]
        passages = [quote for text in texts for quote in self._sentences(text)]
        read = tuple(
            self._read(rank, quote, answer) for rank, quote in enumerate(passages, start=1)
        )
        return Explanation(answer, read, 0.75, "Sure: 0.90 is at least 0.83.")

    @staticmethod
    def _read(rank: int, quote: Quote, answer: Answer) -> ReadPassage:
        passage = Passage(rank, quote.story.id, quote.start, quote.end)
        for answered in answer.quotes:
            if (answered.story, answered.start) == (quote.story, quote.start):
                hit = Hit(passage, 1 / rank, 0.5, rank, 1)
                return ReadPassage(hit, answered, 4.25, answer.confidence)
        return ReadPassage(Hit(passage, 1 / rank, 0.5, rank, None), quote, None, 0.0)

    def quote_at(self, story_id: int, start: int, end: int) -> Quote:
        story = self.story_by_id(story_id)
        return Quote(story, start, end, story.text.count("\n", 0, start) + 1)

    def quote(
        self, words: str, *, story: str | None = None, limit: int = 3
    ) -> tuple[QuoteMatch, ...]:
        texts = self.texts if story is None else [self.story(story)]
        quotes = [quote for text in texts for quote in self._sentences(text)]
        exact = [QuoteMatch(quote, True, 1.0) for quote in quotes if words in quote.text]
        close = [QuoteMatch(quote, False, 0.5) for quote in quotes if words not in quote.text]
        return tuple([*exact, *close][:limit])

    def summarize(
        self, story: str | None = None, length: SummaryLength = SummaryLength.SHORT
    ) -> Summary:
        if story is None and len(self.texts) > 1:
            raise StoryUnclearError("Several stories could be meant; name one: verse summary NAME")
        found = self.texts[0] if story is None else self.story(story)
        count = {SummaryLength.SHORT: 1, SummaryLength.MEDIUM: 2, SummaryLength.LONG: 3}[length]
        return Summary(found, length, self._sentences(found)[:count])

    def reindex(self, *, progress: Any = None) -> int:
        return len(self.texts)

    @staticmethod
    def _sentences(story: Story) -> tuple[Quote, ...]:
        return tuple(
            Quote(story, match.start(), match.end(), story.text.count("\n", 0, match.start()) + 1)
            for match in re.finditer(r"\S[^.]*\.", story.text)
        )


class Opener:
    """Opens the fake library, and remembers with which settings."""

    def __init__(self, library: FakeLibrary) -> None:
        self.library = library
        self.opened: list[Settings] = []
        self.servers: list[str | None] = []
        self.error: Exception | None = None

    def __call__(
        self, settings: Settings, progress: Any, *, server: str | None = None, new: bool = False
    ) -> FakeLibrary:
        self.opened.append(settings)
        self.servers.append(server)
        if self.error is not None:
            raise self.error
        return self.library


Verse = Callable[..., Result]


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def opener(library: FakeLibrary) -> Opener:
    return Opener(library)


@pytest.fixture(autouse=True)
def clean_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, _ in named_fields():
        monkeypatch.delenv(name, raising=False)
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def verse(opener: Opener) -> Verse:
    """Run a command against the fake library; errors that are not plain fail the test."""

    def run(
        *words: str | Path,
        stdin: str | bytes | None = None,
        env: dict[str, str] | None = None,
        run_bot: Callable[[Settings], int] = lambda _: 0,
        serve_demo: Callable[[Settings, int], int] = lambda *_: 0,
    ) -> Result:
        given: Sequence[str] = [str(word) for word in words]
        with pytest.MonkeyPatch.context() as patch:
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            used = Tools(open_library=opener, run_bot=run_bot, serve_demo=serve_demo)
            return CliRunner().invoke(
                app, given, input=stdin, obj=used, catch_exceptions=False, prog_name="verse"
            )

    return run


def loader_of_loopback(_: Settings) -> Loader:
    """What reads addresses of this machine too, which an ordinary loader refuses."""
    return Loader(LoadingLimits(), WebOptions(allow_private=True))


@pytest.fixture
def keeper(tmp_path: Path) -> Verse:
    """Run a command against real libraries in an own folder, without models."""

    def run(*words: str | Path, env: dict[str, str] | None = None, private: bool = False) -> Result:
        given = [str(word) for word in words]
        used = Tools(
            open_library=partial(open_library, open_all=open_words),
            open_libraries=open_words,
            loader=loader_of_loopback if private else story_loader,
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DATABASE_FOLDER", str(tmp_path / "data"))
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            return CliRunner().invoke(
                app, given, obj=used, catch_exceptions=False, prog_name="verse"
            )

    return run


@pytest.fixture
def terminal() -> dict[str, str]:
    """What makes the output a terminal of 40 columns with colours."""
    return {"FORCE_COLOR": "1", "COLUMNS": "40", "TERM": "xterm-256color"}
