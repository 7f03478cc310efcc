"""The last look before a reply leaves: each quote is compared with the stored story."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.errors import QuoteMismatchError
from bot.pages import Page, Shown

if TYPE_CHECKING:
    from index import Readable

_log = logging.getLogger(__name__)


def verify(pages: Iterable[Page], library: Readable) -> None:
    """Slice each shown quote again from the library and compare it with what is shown.

    Raises:
        QuoteMismatchError: they differ; nothing of this reply may be sent.
        StoryNotFoundError: the story was removed meanwhile.
    """
    for shown in (shown for page in pages for shown in page.quotes()):
        if not _stands(shown, library):
            _log.error(
                "The quote %d:%d of story %d differs from the stored text; nothing was sent.",
                shown.start,
                shown.end,
                shown.story_id,
            )
            raise QuoteMismatchError


def _stands(shown: Shown, library: Readable) -> bool:
    try:
        stored = library.quote_at(shown.story_id, shown.start, shown.end)
    except ValueError:
        # The stored text is too short to hold it.
        return False
    return stored.text == shown.words
