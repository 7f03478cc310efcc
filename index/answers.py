"""Answers that were found lately, for when the same is asked again.

An answer is remembered with the corpus that it was found in, and given only for that very one. A
corpus never changes: a library that did has a new one, and so has everyone whose ceilings differ.
Therefore nothing here has to know what makes an answer out of date, or whose it may be.
"""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from index.domain import Explanation
from index.retrieval import Corpus

ENTRIES = 1_000
"""Answers; each takes about 10 kB beside the story that it quotes."""
CHARACTERS = 200_000
"""Of the remembered questions together, each to the letter as it was asked."""

_Key = tuple[int, int | None, str]
"""The corpus's identity, the only story that was asked, and the question."""


@dataclass(frozen=True, slots=True)
class CacheFigures:
    """How often remembered answers were of use since the process began."""

    hits: int
    misses: int
    entries: int
    """That are remembered now."""


@dataclass(frozen=True, slots=True)
class _Known:
    corpus: weakref.ref[Corpus]
    explanation: Explanation


class Answers:
    """Explanations by corpus, story and question, those used last kept.

    Safe to use from several threads.
    """

    def __init__(self, entries: int = ENTRIES, characters: int = CHARACTERS) -> None:
        self._most = entries
        self._room = characters
        self._lock = threading.Lock()
        self._known: OrderedDict[_Key, _Known] = OrderedDict()
        self._characters = 0
        self._hits = self._misses = 0
        self._forgotten = 0

    def of(
        self, corpus: Corpus, question: str, story_id: int | None, find: Callable[[], Explanation]
    ) -> Explanation:
        """The answer to a question that stands alone; ``find`` finds it where it is not known.

        Args:
            corpus: what is searched.
            question: exactly as it was asked.
            story_id: the only story that is asked, if one is.
            find: raises what it likes, which is not remembered.
        """
        key = id(corpus), story_id, question
        with self._lock:
            known = self._known.get(key)
            # The number may be that of another one, which is no more.
            if known is not None and known.corpus() is corpus:
                self._hits += 1
                self._known.move_to_end(key)
                return known.explanation
            self._misses += 1
            forgotten = self._forgotten
        found = find()
        with self._lock:
            # What was to be forgotten meanwhile is not to be remembered now.
            if forgotten == self._forgotten:
                self._keep(key, _Known(weakref.ref(corpus), found))
        return found

    def figures(self) -> CacheFigures:
        """How often this was of use."""
        with self._lock:
            return CacheFigures(self._hits, self._misses, len(self._known))

    def forget(self) -> None:
        """Forget every question and answer, as when a story or a member's data is removed."""
        with self._lock:
            self._known.clear()
            self._characters = 0
            self._forgotten += 1

    def _keep(self, key: _Key, known: _Known) -> None:
        if len(key[-1]) > self._room:
            return
        # An answer holds the text of its story, also when nothing else does any more.
        for dead in [other for other, one in self._known.items() if one.corpus() is None]:
            self._drop(dead)
        if key in self._known:
            self._drop(key)
        self._known[key] = known
        self._characters += len(key[-1])
        while len(self._known) > self._most or self._characters > self._room:
            self._drop(next(iter(self._known)))

    def _drop(self, key: _Key) -> None:
        del self._known[key]
        self._characters -= len(key[-1])
