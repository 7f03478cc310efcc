"""What pages say of the library they come from, in direct messages (pure)."""

from __future__ import annotations

from dataclasses import replace

from bot import limits, markdown
from bot.actions import select_id
from bot.direct import OWN, Offer
from bot.homes import Home
from bot.memberships import Membership
from bot.pages import Choice, Page, Select
from bot.rendering import notice
from bot.texts import Texts

CHOOSE = "library"
"""The action of the select with which a member chooses a library."""
_LENGTH = 80
"""Code units of a server's name in a sentence."""


def signed(say: Texts, home: Home, page: Page) -> Page:
    """The page, with whose library it is from where that could be another one."""
    return noted(page, _origin(say, home)) if home.several else page


def noted(page: Page, line: str) -> Page:
    """The page with a line below it, if there is room."""
    try:
        return replace(page, sections=(*page.sections, (f"-# {line}",)))
    except ValueError:
        return page


def choosing(say: Texts, offer: Offer) -> Page:
    """Whose stories direct messages read, and the control that changes it."""
    own = say("library-own-count", count=offer.own_stories)
    shared = offer.shared[: limits.CHOICES - 1]
    now = OWN if offer.home.server is None else str(offer.home.server)
    choices = (
        *(_choice(one, now) for one in shared),
        Choice(say("library-own-choice"), OWN, own, now == OWN),
    )
    blocks = [f"**{_origin(say, offer.home)}**", say("library-how")]
    if not offer.shared:
        blocks.append(say("library-nothing-shared"))
    select = Select(select_id(CHOOSE), say("placeholder-library"), choices=choices)
    return replace(notice("\n".join(blocks)), rows=(select,))


def _origin(say: Texts, home: Home) -> str:
    if home.name is None:
        return say("library-own")
    return say("library-of", server=markdown.escape(limits.one_line(home.name, _LENGTH)))


def _choice(one: Membership, now: str) -> Choice:
    server = str(one.server)
    label = limits.one_line(one.name, limits.CHOICE) or server
    return Choice(label, server, chosen=server == now)
