"""Controls of direct messages, whose story may stand in another library than the one read now."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.errors import GoneError, PlainError
from bot.homes import Home, Homes
from bot.origins import noted
from bot.pages import Page
from bot.replies import ButtonReply, Reply
from index import NoStoriesError, StoryGoneError, StoryIndexError

Run = Callable[[Home], Awaitable[Sequence[Page]]]
"""Does what a member asked for in one library, if they may ask it."""


class LeftError(PlainError):
    """The member is no longer in the server whose library they read."""

    def __init__(self) -> None:
        super().__init__("direct-left")


class UnchosenError(PlainError):
    """The member has no stories of their own, and has not chosen whose to read."""

    def __init__(self) -> None:
        super().__init__("error-library-unchosen")


async def answered(run: Run, homes: Homes, home: Home, reply: Reply) -> Sequence[Page]:
    """The pages that come of it; raises what it raises where no library has the story."""
    if home.visitor.server is not None:
        return await run(home)
    try:
        pages = await run(home)
    except (PlainError, StoryIndexError) as error:
        found = await _elsewhere(run, homes, home, reply, error)
        if found is not None:
            return found
        if home.left:
            await homes.told(home)
            raise LeftError from None
        if isinstance(error, NoStoriesError) and home.several:
            raise UnchosenError from None
        raise
    if home.left:
        await homes.told(home)
        return (*pages[:-1], noted(pages[-1], reply.texts("direct-left")))
    return pages


async def _elsewhere(
    run: Run, homes: Homes, home: Home, reply: Reply, error: Exception
) -> Sequence[Page] | None:
    """What a control shows that was offered while another library was read."""
    if not (isinstance(reply, ButtonReply) and isinstance(error, GoneError | StoryGoneError)):
        return None
    for other in await homes.others(home):
        try:
            return await run(other)
        except (PlainError, StoryIndexError):
            # The story is not there either, or the member may not ask there.
            continue
    return None
