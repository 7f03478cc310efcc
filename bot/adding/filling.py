"""Carries out an order, on a thread: files, pages and words become stories of a library."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

import aiohttp
import discord

from bot.adding.materials import Address, File, Material, Words, file_name
from bot.adding.orders import CancelledError, Job, Order, Stage
from bot.errors import PlainError
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
)

if TYPE_CHECKING:
    from index import Library, Loader

_T = TypeVar("_T")

_LONGEST_NAME = 100
_POLL_SECONDS = 0.2


class FileGoneError(PlainError):
    """An attachment that Discord does not give out."""

    def __init__(self, label: str) -> None:
        super().__init__("error-file-gone", file=label)


class SeveralStoriesError(PlainError):
    """An archive with several stories where one is meant."""

    def __init__(self, label: str) -> None:
        super().__init__("error-several-stories", file=label)


@dataclass(frozen=True, slots=True)
class Failure:
    """What did not become a story, and why."""

    label: str
    error: PlainError | StoryIndexError
    material: Material


@dataclass(slots=True)
class Filled:
    """What came of an order."""

    stories: list[Story] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills one library; its methods belong on a thread of their own."""

    library: Library
    loader: Loader
    quota: Quota
    loop: asyncio.AbstractEventLoop
    """Where attachments are fetched."""
    pause: Callable[[], object]
    """Called between two steps, each of which takes part of a second; lets others go first."""

    def fill(self, job: Job, tell: Callable[[Filled], _T]) -> _T:
        """Carry out an order; what cannot become a story is told with the reason.

        Args:
            job: the order.
            tell: tells what came of it, and takes its time over that.

        Raises:
            CancelledError: somebody cancelled it; nothing of it was kept.
            ClosingError: the bot goes down; the stories that were ready are kept.
        """
        filled = Filled()
        try:
            for number, material in enumerate(job.order.materials, 1):
                job.begin(Stage.READING, material.label, number)
                self._fill_from(material, job, filled)
            job.begin(Stage.FINISHING)
            return tell(filled)
        except CancelledError:
            self._take_back(job, filled.stories)
            raise

    def _fill_from(self, material: Material, job: Job, filled: Filled) -> None:
        try:
            drafts = self._drafts(material, job)
        except (LoadingError, FileGoneError, SeveralStoriesError) as error:
            job.check()
            filled.failures.append(Failure(material.label, error, material))
            return
        for draft in drafts:
            label = material.label if len(drafts) == 1 else draft.name
            try:
                filled.stories.append(self._store(draft, job))
            except (
                LoadingError,
                QuotaError,
                StoryExistsError,
                StoryNotFoundError,
                StoryTwinError,
            ) as error:
                filled.failures.append(Failure(label, error, material))

    def _drafts(self, material: Material, job: Job) -> Sequence[StoryDraft]:
        """Read something; raises ``LoadingError``, ``FileGoneError`` or as ``check`` does."""

        def ends() -> bool:
            return job.ends

        name = job.order.name
        if isinstance(material, Address):
            drafts = self.loader.load_address(material.label, name=name, cancelled=ends)
        elif isinstance(material, File):
            data = self._fetched(material, job)
            drafts = self.loader.load_bytes(data, material.label, name=name, cancelled=ends)
        else:
            drafts = self._of_words(material, name, ends)
        if job.order.deed is not Deed.ADDED and len(drafts) > 1:
            raise SeveralStoriesError(material.label)
        return drafts

    def _of_words(
        self, words: Words, name: str | None, ends: Callable[[], bool]
    ) -> tuple[StoryDraft, ...]:
        data = words.text.encode("utf-8", "replace")
        drafts = self.loader.load_bytes(data, file_name(words), name=name, cancelled=ends)
        return tuple(replace(draft, source=words.source) for draft in drafts)

    def _fetched(self, file: File, job: Job) -> bytes:
        fetching = asyncio.run_coroutine_threadsafe(_read(file), self.loop)
        while True:
            try:
                return fetching.result(_POLL_SECONDS)
            except TimeoutError:
                if fetching.done():
                    raise FileGoneError(file.label) from None
                if job.ends:
                    fetching.cancel()
                    job.check()
            except (discord.DiscordException, aiohttp.ClientError, OSError):
                raise FileGoneError(file.label) from None

    def _store(self, draft: StoryDraft, job: Job) -> Story:
        order, by = job.order, str(job.member)

        def progress(stage: str, done: int, total: int) -> None:
            job.progress(stage, done, total)
            self.pause()

        if order.deed is Deed.ADDED:
            if order.name is None:
                draft = replace(draft, name=self._free(draft.name))
            return self.library.add(draft, by=by, quota=self.quota, progress=progress)
        change = self.library.append if order.deed is Deed.APPENDED else self.library.replace
        story = change(order.story or "", draft, by=by, quota=self.quota, progress=progress)
        job.settle()
        return story

    def _free(self, name: str) -> str:
        """The name, or the first one made of it that no story has."""
        taken = {entry.name.casefold() for entry in self.library.stories()}
        return next(one for one in _names(name) if one.casefold() not in taken)

    def _take_back(self, job: Job, stories: Sequence[Story]) -> None:
        """Remove what was added before the order was cancelled."""
        for story in stories:
            # Where somebody removed it meanwhile there is nothing left to do.
            with suppress(StoryNotFoundError):
                self.library.remove(story.name, by=str(job.member))


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


async def _read(file: File) -> bytes:
    return await file.read()


def _names(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        ending = f" ({number})"
        yield f"{name[: _LONGEST_NAME - len(ending)]}{ending}"
        number += 1
