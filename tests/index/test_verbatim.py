"""Whatever a library shows of any story is a slice of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Direction, Library, LoadingError, QuestionError, Quote, SummaryLength
from tests.index.support import draft

PIECES = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        [
            "The king said: ",
            "“Go!” ",
            "He left. ",
            "\n",
            "\n\n",
            "READ MORE: x\n",
            "Dr. J. R. ",
            "… ",
        ]
    ),
    st.sampled_from(["é́", "👩‍👩‍👧", "‮abc‬", "\u200b", "漢字。", "\x00", "ﬀ", "İ", "ß"]),
)
STORIES = st.lists(PIECES, min_size=1, max_size=40).map("".join)


def shown(library: Library, question: str) -> Iterator[Quote]:
    try:
        answer = library.ask(question, story="random")
        yield from (*answer.quotes, *answer.nearest, *answer.more)
        for match in library.quote(question, story="random", limit=5):
            yield match.quote
    except QuestionError:
        pass
    for length in SummaryLength:
        yield from library.summarize("random", length).lines
    for quote in library.summarize("random").lines:
        for direction in Direction:
            around = library.around(quote, direction)
            if around:
                yield around


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=STORIES, question=st.one_of(PIECES, STORIES))
def test_every_quote_of_a_random_story_is_a_slice_of_it(
    library: Library, text: str, question: str
) -> None:
    try:
        story = library.add(draft("random", text))
    except LoadingError:
        return
    try:
        stored = library.story("random").text
        assert stored == text
        for quote in shown(library, question):
            assert stored[quote.start : quote.end] == quote.text
            assert quote.text.strip()
            assert library.quote_at(story.id, quote.start, quote.end).text == quote.text
            if quote.highlight:
                first, last = quote.highlight
                assert stored[first:last] == quote.highlighted
                assert quote.highlighted in quote.text
    finally:
        library.remove("random")


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (0, 10**9), (5, 5), (7, 3)])
def test_a_span_outside_the_story_cannot_become_a_quote(
    library: Library, start: int, end: int
) -> None:
    with pytest.raises(ValueError, match="not in the story"):
        library.quote_at(library.story("s-400").id, start, end)
