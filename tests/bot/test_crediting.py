"""Whose a story is, of when, and where it stands in the web is shown with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot import crediting, limits, rendering
from bot.pages import Page, Shown, size
from bot.terminal import machine
from bot.texts import texts_for
from index import Answer, Quote, Story, StoryEntry, Sureness
from tests.bot.support.library import story

say = texts_for("en")
ADDRESS = "https://news.example.org/2024/storm?page=1"
LINK = f"[news.example.org](<{ADDRESS}>)"
STORM = replace(
    story("It rained. " * 30, title="Storm"),
    author="Jane *Doe*",
    published=date(2024, 5, 17),
    source=ADDRESS,
)


def entry(of: Story) -> StoryEntry:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    kept = (of.id, of.name, of.title, of.source, of.language, now, len(of.text), 1)
    return StoryEntry(*kept, of.author, of.published)


def written(pages: Iterable[Page]) -> str:
    blocks = (block for page in pages for section in page.sections for block in section)
    return "\n".join(block.sent if isinstance(block, Shown) else block for block in blocks)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", r"by Jane \*Doe\*, 2024-05-17"),
        ("de", r"von Jane \*Doe\*, 2024-05-17"),
        ("es", r"de Jane \*Doe\*, 2024-05-17"),
    ],
)
def test_author_date_and_address_are_listed(language: str, words: str) -> None:
    listed = written(rendering.stories(texts_for(language), [entry(STORM)]))
    assert f"-# {words} · {LINK}" in listed


def test_what_is_not_known_is_not_shown() -> None:
    assert crediting.credit(say, replace(STORM, author=None, source=None)) == "2024-05-17"
    assert crediting.credit(say, replace(STORM, published=None)) == rf"by Jane \*Doe\* · {LINK}"
    bare = entry(replace(STORM, author=None, published=None, source="A note"))
    assert "-#" not in written(rendering.stories(say, [bare]))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://x.org/a b>c(d)", "[x.org](<https://x.org/a%20b%3Ec%28d%29>)"),
        ("https://bank.example@evil.org/", "[evil.org](<https://bank.example@evil.org/>)"),
        ("https://x.org/" + "a" * 400, "x.org"),
        ("https://münze.de/", "münze.de"),
        ("https://<@1>.org/", "[1>.org](<https://%3C@1%3E.org/>)"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://[", ""),
        ("notes.txt", ""),
    ],
)
def test_only_an_address_becomes_a_link_and_its_host_is_shown(source: str, shown: str) -> None:
    of = replace(STORM, author=None, published=None, source=source)
    assert crediting.credit(say, of) == shown


def test_an_answer_from_a_page_of_the_web_names_it() -> None:
    quote = Quote(STORM, 0, 10, 1)
    shown = written([rendering.answer(say, Answer("?", 0.9, Sureness.SURE, quotes=(quote,)))])
    assert rf"-# by Jane \*Doe\*, 2024-05-17 · {LINK}" in shown
    book = replace(STORM, source=None)
    own = Answer("?", 0.9, Sureness.SURE, quotes=(Quote(book, 0, 10, 1),))
    assert "Jane" not in written([rendering.answer(say, own)])


def test_an_answer_that_fills_a_message_leaves_its_address_out() -> None:
    title = "*" * 80
    of = replace(STORM, title=title, text="*" * 9_000, source="https://x.org/" + "a" * 280)
    quotes = tuple(Quote(of, at, at + 3_000, 1, (at, at + 900)) for at in range(0, 9_000, 3_000))
    page = rendering.answer(say, Answer("?", 0.9, Sureness.SURE, quotes=quotes))
    assert sum(size(block) for section in page.sections for block in section) <= limits.MESSAGE
    assert "x.org" not in written([page])


def test_scripts_read_author_date_and_source() -> None:
    found = machine.story_object(entry(STORM))
    assert (found["author"], found["published"]) == ("Jane *Doe*", "2024-05-17")
    assert found["source"] == ADDRESS
