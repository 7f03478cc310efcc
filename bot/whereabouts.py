"""The place of a quote in words: its chapter, if it has one, and its paragraph (pure)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot import limits, markdown
from bot.texts import ENGLISH, Texts, texts_for
from index import ChapterPlace, Quote

_LENGTH_OF_NAME = 60
"""Code units; a longer name of a chapter finds no room beside its number."""


def place(say: Texts, quote: Quote) -> str:
    """Where a quote begins, in markdown: "chapter 3 (The Lighthouse), paragraph 12"."""
    return _of_version(say, quote, place_of(say, quote.paragraph, quote.chapter))


def literal_place(say: Texts, quote: Quote) -> str:
    """The same where nothing is markdown, as in a file."""
    place = place_of(say, quote.paragraph, quote.chapter, shown=str)
    return _of_version(say, quote, place)


def english_place(quote: Quote) -> str:
    """The same in English, for a terminal."""
    return literal_place(texts_for(ENGLISH), quote)


def place_of(
    say: Texts,
    paragraph: int,
    chapter: ChapterPlace | None,
    *,
    shown: Callable[[str], str] = markdown.escape,
) -> str:
    """A place in words.

    Args:
        say: the texts.
        paragraph: of the whole story; told only where there is no chapter.
        chapter: the place in its chapter.
        shown: how a chapter's name is written.
    """
    if chapter is None:
        return say("paragraph", number=paragraph)
    part = _chapter(say, chapter, shown)
    if not chapter.paragraph:
        return part
    return say("place-in-chapter", chapter=part, place=say("paragraph", number=chapter.paragraph))


def chapter_object(quote: Quote) -> dict[str, Any] | None:
    """The place in its chapter as scripts read it."""
    chapter = quote.chapter
    if chapter is None:
        return None
    return {"number": chapter.number, "heading": chapter.heading, "paragraph": chapter.paragraph}


def _of_version(say: Texts, quote: Quote, place: str) -> str:
    """The place, with the word that it is in an earlier version of the story if it is."""
    if quote.story.replaced_by is None:
        return place
    return say("place-earlier", place=place)


def _chapter(say: Texts, chapter: ChapterPlace, shown: Callable[[str], str]) -> str:
    name = chapter.name or ""
    if chapter.number is None:
        return shown(limits.one_line(name or chapter.heading, _LENGTH_OF_NAME))
    if not name or limits.units(name) > _LENGTH_OF_NAME:
        return say("chapter", number=chapter.number)
    return say("chapter-named", number=chapter.number, name=shown(name))
