"""The spoiler shield: a library in which stories end where a member's reading does.

The words beyond a ceiling are not hidden from what is found: they are not in what is searched,
read or shown at all. Stories are cut, and everything else is computed from the cut text.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Generic, TypeVar

from index.answers import Answers
from index.domain import Story, StoryEntry
from index.editions import moved_ends
from index.errors import StoryNotFoundError
from index.excerpts import Encode, excerpt
from index.readable import Readable
from index.reading.base import Reader
from index.reading.memory import RememberedVectors
from index.records import Versions
from index.retrieval import Corpus
from index.story_text import StoryText

REMEMBERED = 32
"""Cut stories, and as many corpora of them; either may take some MB, of a novel or of a library
with tens of thousands of passages."""

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")


class _Recent(Generic[_K, _V]):
    """What was made lately, by its key. Safe to use from several threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._known: OrderedDict[_K, _V] = OrderedDict()

    def get(self, key: _K, make: Callable[[], _V], fits: Callable[[_V], bool]) -> _V:
        """What is known under ``key``, if it ``fits`` still; else it is made."""
        with self._lock:
            known = self._known.get(key)
            if known is not None and fits(known):
                self._known.move_to_end(key)
                return known
        # Outside the lock, so that a thread whose part is known need not wait.
        made = make()
        with self._lock:
            self._known[key] = made
            self._known.move_to_end(key)
            while len(self._known) > self._size:
                self._known.popitem(last=False)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._known.clear()


class Shield:
    """The cut stories of one library, those used last remembered, and how to search them."""

    def __init__(self, encode: Encode, size: int = REMEMBERED) -> None:
        self._encode = encode
        self._texts: _Recent[tuple[int, int], tuple[StoryText, StoryText]] = _Recent(size)
        self._corpora: _Recent[Hashable, tuple[Corpus, Corpus]] = _Recent(size)
        self._newest: Corpus | None = None

    def text(self, whole: StoryText, ceiling: int) -> StoryText:
        """The story as far as the ceiling, the same object for the same story and ceiling."""
        if ceiling >= len(whole.story.text):
            return whole
        _, cut = self._texts.get(
            (whole.story.id, ceiling),
            make=lambda: (whole, whole.up_to(ceiling)),
            fits=lambda known: known[0] is whole or known[0].story == whole.story,
        )
        return cut

    def corpus(self, whole: Corpus, ceilings: Mapping[int, int], story_id: int | None) -> Corpus:
        """What may be searched of a corpus, or of one of its stories."""
        if self._newest is not whole:
            # The parts of an older one would keep all of it in memory.
            self._corpora.clear()
            self._newest = whole
        wanted = whole.stories if story_id is None else {story_id} & whole.stories.keys()
        stories = {
            id_: self.text(whole.stories[id_], ceilings[id_])
            if id_ in ceilings
            else whole.stories[id_]
            for id_ in wanted
        }
        # The others need not be taken apart into sentences for this.
        begun = {id_: text for id_, text in stories.items() if id_ not in ceilings or text.is_begun}
        ends = {id_: len(begun[id_].story.text) if id_ in begun else 0 for id_ in ceilings}
        _, part = self._corpora.get(
            (story_id, frozenset(ends.items())),
            make=lambda: (whole, excerpt(whole, begun, self._encode, story_id)),
            fits=lambda known: known[0] is whole,
        )
        return part

    def forget(self) -> None:
        """Forget everything, as when a story is removed."""
        self._texts.clear()
        self._corpora.clear()
        self._newest = None


class ShieldedLibrary(Readable):
    """What may be read of a library by one who has not read everything.

    Every named story ends with the last sentence before its ceiling; one of which no sentence
    may be read is not searched, and the others are whole. It follows the library: what is added
    there is here too. Safe to use from several threads.
    """

    def __init__(self, whole: Readable, shield: Shield, ceilings: Mapping[int, int]) -> None:
        """Shield a library; see ``Library.up_to``."""
        for ceiling in ceilings.values():
            if ceiling < 0:
                raise ValueError(f"the ceiling is {ceiling}, but has to be at least 0")
        self._whole = whole
        self._shield = shield
        self._ceilings = dict(ceilings)

    def up_to(self, ceilings: Mapping[int, int]) -> ShieldedLibrary:
        """The same with further ceilings: of two for one story the lower one counts.

        Raises:
            ValueError: a ceiling is negative.
        """
        lower = {id_: min(end, self._ceilings.get(id_, end)) for id_, end in ceilings.items()}
        return ShieldedLibrary(self._whole, self._shield, self._ceilings | lower)

    def stories(self) -> tuple[StoryEntry, ...]:
        """All stories, oldest first, with the characters that may be read and their passages.

        Of a story that ends at a ceiling, the passages are as many as its share of the text.
        """
        entries = []
        for entry in self._entries():
            with suppress(StoryNotFoundError):  # where it is removed at this very moment
                entries.append(self._cut_entry(entry) if entry.id in self._ceilings else entry)
        return tuple(entries)

    def versions(self) -> Versions:
        """What answers are made with."""
        return self._whole.versions()

    def _cut_entry(self, entry: StoryEntry) -> StoryEntry:
        characters = len(self._text(entry.id).story.text)
        passages = -(-entry.passages * characters // max(1, entry.characters))
        return replace(entry, characters=characters, passages=passages)

    def _entries(self) -> tuple[StoryEntry, ...]:
        return self._whole._entries()

    def _text(self, story_id: int) -> StoryText:
        whole = self._whole._text(story_id)
        ceiling = self._ceiling(whole.story)
        return whole if ceiling is None else self._shield.text(whole, ceiling)

    def _ceiling(self, story: Story) -> int | None:
        """Where a story ends; an earlier version where the newer one does."""
        own = self._ceilings.get(story.id)
        newer = None if story.replaced_by is None else self._ceilings.get(story.replaced_by)
        if story.replaced_by is None or newer is None:
            return own
        text = self._whole._text(story.replaced_by).story.text
        moved = moved_ends(text, story.text, [newer])[newer]
        return moved if own is None else min(moved, own)

    def _searchable(self, story_id: int | None) -> Corpus:
        return self._shield.corpus(self._whole._searchable(story_id), self._ceilings, story_id)

    def _reader(self) -> tuple[Reader, RememberedVectors]:
        return self._whole._reader()

    def _answers(self) -> Answers:
        return self._whole._answers()

    def _encoder(self) -> Encode:
        return self._whole._encoder()
