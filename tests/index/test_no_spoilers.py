"""Whatever a library up to a ceiling gives has nothing from beyond it, for any story."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import (
    Direction,
    Library,
    LoadingError,
    NothingReadError,
    Passage,
    Quote,
    Readable,
    ShieldedLibrary,
    Story,
    SummaryLength,
)
from tests.index.support import draft, strings

MARK = "Ꙁ"
PLANTED = "The heron quilted seven lanterns at noon."
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=MARK), max_size=30)
PIECES = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "The king said: “Go!” ",
            "He left. ",
            "Then Molly of Kent came home. ",
            "READ MORE: x\n",
            "\n",
            "\n\n",
            "Dr. J. R. ",
            "é́👩‍👩‍👧",
            "‮abc‬",
            "漢字。",
            "İ ß ﬀ… ",
        ]
    ),
)
PARTS = st.lists(PIECES, max_size=25).map("".join)
QUESTIONS = st.sampled_from(
    ["what did the king say?", "who came home?", "he left", "the heron", "what is secret?"]
)


READ = {
    "around",
    "ask",
    "check",
    "compare",
    "explain",
    "quote",
    "quote_at",
    "stories",
    "story",
    "story_by_id",
    "summarize",
    "text",
}
"""What ``results`` calls."""


def results(view: ShieldedLibrary, question: str, story: Story) -> Iterator[Any]:
    """What every reading method gives, as far as it gives something."""
    for name in (story.name, None):
        yield view.ask(question, story=name)
        yield view.check(question, story=name)
        for asked in (question, MARK):
            explained = view.explain(asked, story=name)
            yield replace(explained, answer=replace(explained.answer, question=""))
            yield view.quote(asked, story=name, limit=20)
    for named in ([story.name], None):
        with suppress(NothingReadError):
            yield view.compare(question, named)
    with suppress(NothingReadError):
        for length in SummaryLength:
            yield view.summarize(story.name, length)
    with suppress(NothingReadError):
        text = view.text(story.name)
        yield text
        yield text.outline
        yield text.sentence_terms
    yield view.story(story.name)
    yield view.story_by_id(story.id)
    yield view.stories()
    for start in range(0, len(story.text), 7):
        whole = Quote(story, start, min(start + 9, len(story.text)), 1)
        for direction in Direction:
            yield view.around(whole, direction)
        with suppress(ValueError):
            yield view.quote_at(story.id, whole.start, whole.end)


def reach(found: Any) -> Iterator[tuple[int, int]]:
    """The story and the last offset of everything in a result that has a place."""
    if isinstance(found, Quote):
        yield found.story.id, max(found.end, len(found.story.text))
    elif isinstance(found, Passage):
        yield found.story_id, found.end
    elif hasattr(found, "__dataclass_fields__"):
        for name in found.__dataclass_fields__:
            yield from reach(getattr(found, name))
    elif isinstance(found, (list, tuple)):
        for one in found:
            yield from reach(one)


SHOWS_NOTHING = {"group_gaps", "versions"}
"""These give no word of a story: what members asked, and what answers are made with."""


def test_every_reading_method_is_tested_below() -> None:
    public = {name for name in vars(Readable) if not name.startswith("_")}
    assert public - SHOWS_NOTHING == READ


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=PARTS, beyond=PARTS, question=QUESTIONS, data=st.data())
def test_no_character_beyond_a_random_ceiling_is_in_any_result(
    quick_library: Library, before: str, beyond: str, question: str, data: st.DataObject
) -> None:
    secret = f"{MARK} is secret. ".join([beyond[:20], beyond[20:], "The king left. "])
    text = f"{before}{MARK} said that the king left. {secret}"
    try:
        story = quick_library.add(draft("random", text, "A tale"))
    except LoadingError:
        return
    try:
        ceiling = data.draw(st.integers(0, len(before)))
        view = quick_library.up_to({story.id: ceiling})
        for result in results(view, question, story):
            assert not any(MARK in string for string in strings(result))
            for id_, end in reach(result):
                assert id_ != story.id or end <= ceiling
        assert text.startswith(view.story("random").text)
    finally:
        quick_library.remove("random")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=PARTS, beyond=PARTS)
def test_what_stands_right_before_the_ceiling_is_found(
    quick_library: Library, before: str, beyond: str
) -> None:
    text = f"{before}\n\n{PLANTED} {MARK} left.\n\n{beyond}"
    story = quick_library.add(draft("random", text))
    try:
        view = quick_library.up_to({story.id: text.index(PLANTED) + len(PLANTED)})
        first = view.quote("quilted seven lanterns", story="random")[0]
        assert first.exact
        answer = view.ask("who quilted seven lanterns at noon?", story="random")
        shown = (*answer.quotes, *answer.nearest, *answer.more)
        assert any(PLANTED in quote.text for quote in shown)
        assert view.quote("quilted seven lanterns")[0].exact
    finally:
        quick_library.remove("random")
