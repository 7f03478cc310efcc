"""Carries out an order, on a thread: files, pages and words become stories of a library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.adding.filled import Failure, Filled, Kept
from bot.adding.materials import Address, Content, Material, Words, file_name
from bot.adding.orders import CancelledError, Job, Order, Stage
from bot.errors import PlainError, sentence
from bot.texts import Texts
from index import (
    Deed,
    LoadingError,
    Quota,
    QuotaError,
    Story,
    StoryDraft,
    StoryExistsError,
    StoryIndexError,
    StoryNotFoundError,
    StoryTwinError,
    Within,
)

if TYPE_CHECKING:
    from index import Library, Loader

_T = TypeVar("_T")

_LONGEST_NAME = 100


class FileGoneError(PlainError):
    """An attachment that Discord does not give out."""

    def __init__(self, label: str) -> None:
        super().__init__("error-file-gone", file=label)


class SeveralStoriesError(PlainError):
    """An archive with several stories where one is meant."""

    def __init__(self, label: str) -> None:
        super().__init__("error-several-stories", file=label)


class Storing(Protocol):
    """Stores a story together with what came of the order so far (``index.Jobs.storing``)."""

    def __call__(self, outcome: Callable[[Story], str], *, spent: bool, settled: bool) -> Within:
        """What the library is to store it within."""


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills one library; its methods belong on a thread of their own."""

    library: Library
    loader: Loader
    quota: Quota
    say: Texts
    storing: Storing
    pause: Callable[[], object]
    """Called between two steps, each of which takes part of a second; lets others go first."""

    def fill(self, job: Job, filled: Filled, tell: Callable[[Filled], _T]) -> _T:
        """Carry out an order; what cannot become a story is told with the reason.

        Args:
            job: the order.
            filled: what came of it before, in a process that ended; it grows.
            tell: tells what came of it, and takes its time over that.

        Raises:
            CancelledError: somebody cancelled it; nothing of it was kept.
            JobLostError: another process has it now; what was stored is that one's.
            ClosingError: the bot goes down; the stories that were ready are kept.
        """
        try:
            for number, material in enumerate(job.order.materials, 1):
                if not filled.knows(number):
                    job.begin(Stage.READING, material.label, number)
                    self._fill_from(number, material, job, filled)
            job.begin(Stage.FINISHING)
            return tell(filled)
        except CancelledError:
            self.take_back(job.member, filled)
            raise

    def _fill_from(self, number: int, material: Material, job: Job, filled: Filled) -> None:
        try:
            drafts = self._drafts(material, job)
        except (LoadingError, FileGoneError, SeveralStoriesError) as error:
            job.check()
            filled.failures.append(self._failure(material.label, error))
            return
        for turn, draft in enumerate(drafts):
            kept = Kept(number, turn, len(drafts))
            if filled.has(kept):
                continue
            label = material.label if len(drafts) == 1 else draft.name
            try:
                self._store(draft, job, filled, kept)
            except (
                LoadingError,
                QuotaError,
                StoryExistsError,
                StoryNotFoundError,
                StoryTwinError,
            ) as error:
                filled.failures.append(self._failure(label, error))

    def _failure(self, label: str, error: PlainError | StoryIndexError) -> Failure:
        nearly = isinstance(error, StoryTwinError) and error.reason == "nearly"
        story = str(error.facts["name"]) if nearly and isinstance(error, StoryIndexError) else None
        return Failure(label, sentence(self.say, error), story)

    def _drafts(self, material: Material, job: Job) -> Sequence[StoryDraft]:
        """Read something; raises ``LoadingError``, ``FileGoneError`` or as ``check`` does."""

        def ends() -> bool:
            return job.ends

        name = job.order.name
        if isinstance(material, Address):
            drafts = self.loader.load_address(material.label, name=name, cancelled=ends)
        elif isinstance(material, Content):
            drafts = self.loader.load_bytes(
                material.data, material.label, name=name, cancelled=ends
            )
        elif isinstance(material, Words):
            drafts = self._of_words(material, name, ends)
        else:
            raise FileGoneError(material.label)
        if job.order.deed is not Deed.ADDED and len(drafts) > 1:
            raise SeveralStoriesError(material.label)
        return drafts

    def _of_words(
        self, words: Words, name: str | None, ends: Callable[[], bool]
    ) -> tuple[StoryDraft, ...]:
        data = words.text.encode("utf-8", "replace")
        drafts = self.loader.load_bytes(data, file_name(words), name=name, cancelled=ends)
        return tuple(replace(draft, source=words.source) for draft in drafts)

    def _store(self, draft: StoryDraft, job: Job, filled: Filled, kept: Kept) -> None:
        order, by = job.order, str(job.member)

        def progress(stage: str, done: int, total: int) -> None:
            job.progress(stage, done, total)
            self.pause()

        added = order.deed is Deed.ADDED
        last = kept.material == len(order.materials) and kept.draft == kept.of - 1
        within = self.storing(
            lambda story: filled.written(story, kept, whole=last), spent=last, settled=not added
        )
        if added:
            if order.name is None:
                draft = replace(draft, name=self._free(draft.name))
            story = self.library.add(
                draft, by=by, quota=self.quota, progress=progress, within=within
            )
        else:
            change = self.library.append if order.deed is Deed.APPENDED else self.library.replace
            story = change(
                order.story or "",
                draft,
                by=by,
                quota=self.quota,
                progress=progress,
                within=within,
            )
            job.settle()
        filled.add(story, kept)

    def _free(self, name: str) -> str:
        """The name, or the first one made of it that no story has."""
        taken = {entry.name.casefold() for entry in self.library.stories()}
        return next(one for one in _names(name) if one.casefold() not in taken)

    def take_back(self, member: int, filled: Filled) -> None:
        """Remove what was added before the order was cancelled."""
        for story in filled.stories:
            # Where somebody removed it meanwhile there is nothing left to do.
            with suppress(StoryNotFoundError):
                if self.library.story(story.name).id == story.id:
                    self.library.remove(story.name, by=str(member))


def check_order(library: Library, order: Order) -> None:
    """Refuse at once what cannot be done whatever stands in the files.

    Raises:
        PlainError: the name is taken, or is one for several.
    """
    if order.name is None:
        return
    if len(order.materials) > 1:
        raise PlainError("error-name-for-one")
    wanted = order.name.strip().casefold()
    if any(entry.name.casefold() == wanted for entry in library.stories()):
        raise PlainError("error-name-taken", name=order.name.strip())


def _names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        ending = f" ({number})"
        yield f"{name[: _LONGEST_NAME - len(ending)]}{ending}"
        number += 1
