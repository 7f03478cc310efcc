"""What can be read of a library: the same face for all of it and for a part of it.

Every method that shows words of a story stands here, on top of what a subclass gives out. So
what a subclass holds back, such as all that lies beyond a reader's ceiling, no method can show.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import partial

from index import answering, quoting, summarizing
from index.answers import Answers
from index.checking import CheckedWords, check_words
from index.comparing import Comparison, compare, likeliest_stories
from index.conversation import Turn
from index.domain import (
    Answer,
    Direction,
    Explanation,
    Quote,
    QuoteMatch,
    Story,
    StoryEntry,
    Summary,
    SummaryLength,
)
from index.errors import NoStoriesError, NothingReadError, StoryGoneError
from index.excerpts import Encode
from index.gaps import GroupedGaps, group_gaps
from index.naming import only_story, which_story
from index.reading.base import Reader
from index.reading.memory import RememberedVectors
from index.records import Gap, Versions
from index.retrieval import Corpus
from index.story_text import StoryText
from index.surroundings import surrounding


class Readable(ABC):
    """Stories that are read and asked. Safe to use from several threads.

    Methods raise the errors of ``index.errors``; those of storage anywhere.
    """

    @abstractmethod
    def _entries(self) -> tuple[StoryEntry, ...]:
        """All stories as they are stored, oldest first."""

    @abstractmethod
    def _text(self, story_id: int) -> StoryText:
        """The story with this id, as far as it may be read; raises ``StoryNotFoundError``."""

    @abstractmethod
    def _searchable(self, story_id: int | None) -> Corpus:
        """What may be searched; at least all of this story, where one is given."""

    @abstractmethod
    def _reader(self) -> tuple[Reader, RememberedVectors]:
        """What reads the passages found, and the vectors it shares."""

    @abstractmethod
    def _answers(self) -> Answers:
        """The answers that were found lately."""

    @abstractmethod
    def _encoder(self) -> Encode:
        """What gives texts vectors, none of which it remembers."""

    @abstractmethod
    def versions(self) -> Versions:
        """What answers are made with."""

    def stories(self) -> tuple[StoryEntry, ...]:
        """All stories, oldest first."""
        return self._entries()

    def story(self, name: str) -> Story:
        """The story of this name or title, in any case; raises ``StoryNotFoundError``."""
        return self.story_by_id(self._resolve(name))

    def story_by_id(self, story_id: int) -> Story:
        """The story with this id; raises ``StoryNotFoundError``."""
        return self._text(story_id).story

    def text(self, story: str | None = None) -> StoryText:
        """The story of this name, or the library's only one, with its outline.

        Raises:
            StoryNotFoundError: there is no such story, or none at all.
            StoryUnclearError: no story is named and there are several.
            NothingReadError: none of it may be read yet.
        """
        text = self._text(self._resolve_or_only(story))
        if not text.is_begun:
            raise NothingReadError(
                "You have not begun this story yet; say how far you have read with /progress."
            )
        return text

    def ask(self, question: str, *, story: str | None = None, after: Sequence[Turn] = ()) -> Answer:
        """Answer a question from all stories, or from the one of this name or title.

        Args:
            question: as somebody put it.
            story: the only story to ask, by its name or title.
            after: the turns before it in a conversation, the oldest first; they tell what a
                follow-up means, and nothing else changes with them.

        Raises:
            QuestionError: there is no question in it.
            StoryNotFoundError: there is no such story.
        """
        return self.explain(question, story=story, after=after).answer

    def explain(
        self, question: str, *, story: str | None = None, after: Sequence[Turn] = ()
    ) -> Explanation:
        """Answer a question as ``ask`` does, and tell how the answer came about."""
        answering.checked_question(question)
        story_id = self._resolve_optional(story)
        corpus = self._searchable(story_id)
        reader, vectors = self._reader()
        find = partial(answering.explain, corpus, vectors, reader, question, story_id, after)
        # What a follow-up means depends on what came before it.
        return find() if after else self._answers().of(corpus, question, story_id, find)

    def compare(
        self, question: str, stories: Sequence[str] | None = None, limit: int = 5
    ) -> Comparison:
        """Set what several stories answer side by side, differing numbers and dates marked.

        Args:
            question: as somebody put it.
            stories: which ones, by their names or titles; where it is not given, those that are
                likeliest to answer.
            limit: how many at most where none are named.

        Raises:
            QuestionError: there is no question in it.
            StoryNotFoundError: there is no such story.
            NoStoriesError: the library is empty.
            NothingReadError: none of its stories may be read yet.
        """
        answering.checked_question(question)
        named = [self._resolve(name) for name in stories or ()]
        corpus = self._searchable(None)
        reader, vectors = self._reader()
        ids = named or likeliest_stories(corpus, vectors, question, limit)
        texts = [corpus.stories.get(id_) or self._text(id_) for id_ in dict.fromkeys(ids)]
        if not self._entries():
            raise NoStoriesError("The library is empty; add a story with `verse add FILE`.")
        if not texts:
            raise NothingReadError(
                "You have not begun any story yet; say how far you have read with /progress."
            )
        return compare(corpus, vectors, reader, question, texts)

    def quote(
        self, words: str, *, story: str | None = None, limit: int = 3
    ) -> tuple[QuoteMatch, ...]:
        """The sentences with these words, exact ones first, then the nearest.

        Raises:
            QuestionError: there are no words in it.
            StoryNotFoundError: there is no such story.
        """
        answering.checked_question(words)
        story_id = self._resolve_optional(story)
        _, vectors = self._reader()
        return quoting.find_words(self._searchable(story_id), vectors, words, limit, story_id)

    def check(self, words: str, *, story: str | None = None) -> CheckedWords:
        """Whether a story has these words, and what differs; they may be a whole message.

        Raises:
            QuestionError: there are no words in it, or more than 4,000 characters.
            StoryNotFoundError: there is no such story.
        """
        story_id = self._resolve_optional(story)
        _, vectors = self._reader()
        return check_words(self._searchable(story_id), vectors, words, story_id)

    def group_gaps(self, found: Sequence[Gap]) -> GroupedGaps:
        """Group the gaps of a server, the newest first, by the likeness of their questions."""
        return group_gaps(found, self._encoder())

    def summarize(
        self, story: str | None = None, length: SummaryLength = SummaryLength.SHORT
    ) -> Summary:
        """Summarize the story of this name, or the library's only one.

        Raises:
            StoryNotFoundError: there is no such story, or none at all.
            StoryUnclearError: no story is named and there are several.
            NothingReadError: none of it may be read yet.
        """
        text = self.text(story)
        corpus = self._searchable(text.story.id)
        if text.story.id not in corpus.stories:
            raise StoryGoneError("The story was removed meanwhile; see /stories.")
        passages, vectors = corpus.passages_of(text.story.id)
        return summarizing.summarize(corpus.stories[text.story.id], passages, vectors, length)

    def quote_at(self, story_id: int, start: int, end: int) -> Quote:
        """The quote of a span of the stored text.

        Raises:
            StoryNotFoundError: there is no such story.
            ValueError: the span is not in the story.
        """
        return self._text(story_id).quote(start, end)

    def around(self, quote: Quote, direction: Direction) -> Quote | None:
        """What stands around a quote; None at the story's edge, at its ceiling and beyond.

        Raises:
            StoryNotFoundError: the story was removed.
        """
        return surrounding(self._text(quote.story.id), quote, direction)

    def _resolve(self, name: str) -> int:
        return which_story(self._entries(), name)

    def _resolve_optional(self, story: str | None) -> int | None:
        return None if story is None else self._resolve(story)

    def _resolve_or_only(self, story: str | None) -> int:
        return only_story(self._entries()) if story is None else self._resolve(story)
