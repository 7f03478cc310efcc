"""Changes of a server's rules. Nothing here asks who makes them: its callers do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.choices import chosen
from bot.errors import StaleControlError
from bot.rules import SERVER, Rule, stored_roles, stored_switch
from bot.ruling import forms
from bot.ruling.codes import ROLES, Code, Scope, Topic, story_of
from bot.visits import Visit
from index import StoryGoneError


def settle(visit: Visit, code: Code, value: str | None) -> None:
    """Store a rule's value, or take it away.

    Raises:
        StaleControlError: it is for a channel that Discord does not tell.
    """
    place = SERVER if code.scope is Scope.SERVER else _channel(visit)
    visit.records.set_setting(place, code.about.rule.value, value, by=str(visit.visitor.member))


def pick(visit: Visit, code: Code, values: Sequence[str]) -> None:
    """Store the roles or the story that were chosen.

    Raises:
        StaleControlError: nothing can be chosen there.
        StoryGoneError: the story was removed meanwhile.
    """
    if code.about in ROLES:
        settle(visit, code, stored_roles(frozenset(map(int, values))))
    elif code.about is Topic.STORY:
        _settle_story(visit, code, story_of(values[0]))
    else:
        raise StaleControlError


def fill(visit: Visit, code: Code, fields: Mapping[str, str]) -> None:
    """Store what was written into a form.

    Raises:
        PlainError: it cannot be read.
        StoryNotFoundError: there is no such story.
        NoSuchPlaceError: the story has no such place.
    """
    if code.about is Topic.COOLDOWN:
        settle(visit, code, f"{forms.seconds_of(fields):g}")
        return
    if code.value:
        story_id = story_of(code.value)
    else:
        name = chosen(visit.library, fields.get(forms.STORY, ""))
        story_id = visit.bookmarks.story_id(name)
    if code.about is Topic.STORY:
        _settle_story(visit, code, story_id)
    elif code.about is Topic.CEILING and story_id is not None:
        where = forms.where_of(fields)
        end = visit.bookmarks.at(story_id, where).end if where.is_named else None
        visit.records.set_channel_ceiling(_channel(visit), story_id, end)
    else:
        raise StaleControlError


def erase_questions(visit: Visit) -> None:
    """Keep questions no more, and erase those that are kept, from the disk too."""
    off = stored_switch(False)
    by = str(visit.visitor.member)
    visit.records.set_setting(SERVER, Rule.KEEPS_QUESTIONS.value, off, by=by)
    visit.records.forget_questions()


def _settle_story(visit: Visit, code: Code, story_id: int | None) -> None:
    if all(entry.id != story_id for entry in visit.library.stories()):
        raise StoryGoneError("This story was removed; choose another one.")
    settle(visit, code, str(story_id))


def _channel(visit: Visit) -> str:
    if visit.visitor.channel is None:
        raise StaleControlError
    return str(visit.visitor.channel)
