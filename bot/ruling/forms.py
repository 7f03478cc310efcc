"""What is written rather than chosen: seconds, and how far a channel may read (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.bookmarks import Where
from bot.errors import PlainError
from bot.pages import Field, Form
from bot.rules import LONGEST_COOLDOWN_SECONDS
from bot.ruling.codes import Code, Topic
from bot.texts import Texts

STORY, SECONDS, PARAGRAPH, CHAPTER, PERCENT = "story", "seconds", "paragraph", "chapter", "percent"
"""The fields' names."""
_NUMBER = 10
_NAME = 300
"""Code units."""


class NoNumberError(PlainError):
    """Something is written where a number belongs."""

    def __init__(self, written: str) -> None:
        super().__init__("error-no-number", written=written)


class NoCooldownError(PlainError):
    """Seconds that are too few or too many."""

    def __init__(self) -> None:
        super().__init__("error-no-cooldown", most=int(LONGEST_COOLDOWN_SECONDS))


def form(say: Texts, code: Code, seconds: float) -> Form:
    """The form for a rule.

    Args:
        say: the texts.
        code: the rule; with a story's id as its value the form does not ask for the story.
        seconds: the cooldown that is in force.
    """
    fields = []
    if code.about is Topic.COOLDOWN:
        fields = [Field(SECONDS, say("field-seconds"), _NUMBER, f"{seconds:g}")]
    elif not code.value:
        fields = [Field(STORY, say("field-story"), _NAME)]
    if code.about is Topic.CEILING:
        named = {
            PARAGRAPH: say("field-paragraph"),
            CHAPTER: say("field-chapter"),
            PERCENT: say("field-percent"),
        }
        fields += [Field(name, label, _NUMBER, required=False) for name, label in named.items()]
    return Form(say("form-rule", rule=code.about.value), code.form(), tuple(fields))


def seconds_of(fields: Mapping[str, str]) -> float:
    """The seconds that are written.

    Raises:
        NoNumberError: it is no number.
        NoCooldownError: it is out of bounds.
    """
    seconds = _number(fields.get(SECONDS, ""))
    if not 0 <= seconds <= LONGEST_COOLDOWN_SECONDS:
        raise NoCooldownError
    return seconds


def where_of(fields: Mapping[str, str]) -> Where:
    """The place that is written; one that names nothing takes a ceiling away.

    Raises:
        NoNumberError: something in it is no number.
        SeveralPlacesError: several are written.
    """
    paragraph, chapter, percent = (
        fields.get(name, "").strip() for name in (PARAGRAPH, CHAPTER, PERCENT)
    )
    return Where(
        _whole(paragraph) if paragraph else None,
        _whole(chapter) if chapter else None,
        _number(percent.rstrip("% ")) if percent else None,
    )


def _whole(text: str) -> int:
    number = _number(text)
    if not number.is_integer():
        raise NoNumberError(text)
    return int(number)


def _number(text: str) -> float:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        raise NoNumberError(text) from None
