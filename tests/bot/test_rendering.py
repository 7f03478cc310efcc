"""Whatever a story holds: what is shown as a quote is a slice of it, within Discord's limits."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import limits, rendering, summarizing
from bot.pages import Page, Shown, written
from bot.places import Place
from bot.shortening import quoted
from bot.texts import texts_for
from bot.verification import verify
from bot.views import layout
from index import (
    Answer,
    ChapterPlace,
    Quote,
    QuoteMatch,
    Story,
    Summary,
    SummaryLength,
    Sureness,
)
from tests.bot.support.library import FakeLibrary, story

say = texts_for("en")
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
MARKUP = st.text(st.sampled_from("*_~`|[]()<>@#:/\\-. \n aé😀"), min_size=1, max_size=300)
TEXTS = st.builds(lambda text, times: text * times, ANYTHING | MARKUP, st.integers(1, 60))
STORIES = st.builds(lambda text, title: story(text, title=title), TEXTS, ANYTHING | MARKUP)

HEADINGS = (ANYTHING | MARKUP).map(lambda words: " ".join(words.split()) or "-")
CHAPTERS = st.builds(
    ChapterPlace,
    st.none() | st.integers(0, 10_000),
    HEADINGS,
    st.integers(0, 10_000),
    st.none() | HEADINGS,
)


@st.composite
def quotes(draw: st.DrawFn, of: Story) -> Quote:
    start = draw(st.integers(0, len(of.text) - 1))
    end = draw(st.integers(start + 1, len(of.text)))
    first = draw(st.integers(start, end - 1))
    highlight = draw(st.none() | st.tuples(st.just(first), st.integers(first + 1, end)))
    chapter = draw(st.none() | CHAPTERS)
    return Quote(of, start, end, draw(st.integers(1, 10_000)), highlight, chapter)


def shown_in(pages: Sequence[Page]) -> list[Shown]:
    return [shown for page in pages for shown in page.quotes()]


def check(pages: Sequence[Page], of: Story) -> None:
    verify(pages, FakeLibrary(of))
    for page in pages:
        sent = layout(page).to_components()[0]["components"]
        texts = [part["content"] for part in sent if part["type"] == 10]
        assert sum(map(limits.units, texts)) <= limits.MESSAGE
        for shown in page.quotes():
            assert shown.words == of.text[shown.start : shown.end]
            where = written(page.file.blocks) if shown.literal and page.file else "\n".join(texts)
            assert shown.sent in where


@settings(deadline=None)
@given(st.data(), STORIES, ANYTHING | MARKUP, st.booleans())
def test_every_quote_of_an_answer_is_a_slice_of_its_story(
    data: st.DataObject, of: Story, question: str, asked: bool
) -> None:
    found = data.draw(st.lists(quotes(of), min_size=1, max_size=3))
    further = data.draw(st.lists(quotes(of), max_size=12))
    answer = Answer(question, 0.5, Sureness.UNSURE, quotes=tuple(found), more=tuple(further))

    page = rendering.answer(say, answer, asked=asked)

    check([page], of)
    assert len(shown_in([page])) >= len(found)


@settings(deadline=None)
@given(st.data(), STORIES, ANYTHING | MARKUP)
def test_every_quote_of_a_refusal_is_a_slice_of_its_story(
    data: st.DataObject, of: Story, question: str
) -> None:
    nearest = data.draw(st.lists(quotes(of), max_size=3))
    answer = Answer(question, 0.1, Sureness.UNSURE, nearest=tuple(nearest))

    check([rendering.answer(say, answer, asked=True)], of)


@settings(deadline=None)
@given(st.data(), STORIES)
def test_every_line_of_a_summary_is_a_slice_of_its_story(data: st.DataObject, of: Story) -> None:
    lines = data.draw(st.lists(quotes(of), max_size=40))

    pages = summarizing.summary(say, Summary(of, SummaryLength.LONG, tuple(lines)))

    check(pages, of)
    assert len(shown_in(pages)) >= len(lines)


@settings(deadline=None)
@given(st.data(), STORIES)
def test_every_other_quote_is_a_slice_of_its_story(data: st.DataObject, of: Story) -> None:
    found = data.draw(st.lists(quotes(of), min_size=1, max_size=8))

    check([rendering.matches(say, [QuoteMatch(q, exact=False, score=0.1) for q in found[:3]])], of)
    check([rendering.passage(say, found[0])], of)
    around = [Place.of(quote) for quote in found]
    check([rendering.further(say, q, around, at) for at, q in enumerate(found)], of)


def test_a_long_quote_is_cut_at_a_sentence_end_with_the_ellipsis_outside() -> None:
    text = "This sentence is one of many that are alike. " * 100
    blocks = quoted(Quote(story(text), 0, len(text), 1), 1000)

    shown, ellipsis = blocks
    assert isinstance(shown, Shown)
    assert shown.words.endswith("are alike.")
    assert 900 < len(shown.words) <= 1000
    assert ellipsis == "…"


def test_a_single_overlong_sentence_is_shown_around_the_answer_in_it() -> None:
    text = "so " * 2000 + "the answer is here " + "and " * 2000 + "on."
    first = text.index("the answer")
    quote = Quote(story(text), 0, len(text), 1, (first, first + 18))

    before, shown, after = quoted(quote, 1000)

    assert (before, after) == ("…", "…")
    assert isinstance(shown, Shown)
    assert "**the answer is here**" in shown.sent
    assert text[shown.start - 1] == text[shown.end] == " "


def test_the_cut_counts_code_units_and_tears_no_character() -> None:
    text = "👩‍👩‍👧" * 500
    shown = quoted(Quote(story(text), 0, len(text), 1), 1000)[0]

    assert isinstance(shown, Shown)
    assert 900 < limits.units(shown.sent) <= 1000
    assert not shown.words.endswith("\u200d")
    assert not text[shown.end :].startswith("\u200d")


@pytest.mark.parametrize(
    ("sureness", "words"),
    [(Sureness.SURE, "Sure"), (Sureness.LIKELY, "Likely"), (Sureness.UNSURE, "Not sure")],
)
def test_how_sure_an_answer_is_stands_in_words(sureness: Sureness, words: str) -> None:
    quote = Quote(story("It will rain."), 0, 13, 1)
    page = rendering.answer(say, Answer("Will it rain?", 0.93, sureness, (quote,)))

    assert f"**{words}**" in written(page.sections[0])
    assert "0.9" not in written(page.sections[0])


def test_an_answer_that_is_its_whole_sentence_is_shown_once() -> None:
    quote = Quote(story("It will rain."), 0, 13, 1, (0, 13))
    page = rendering.answer(say, Answer("Will it rain?", 0.9, Sureness.SURE, (quote,)))

    assert [shown.sent for shown in page.quotes()] == ["> **It will rain.**"]


def test_a_summary_of_many_sentences_is_continued_in_further_messages() -> None:
    text = "This is a sentence of some length, as they come in stories. " * 80
    lines = tuple(Quote(story(text), at, at + 59, 1) for at in range(0, 4800, 60))

    pages = summarizing.summary(say, Summary(story(text), SummaryLength.LONG, lines))

    assert 1 < len(pages) <= 3
    assert [shown.start for shown in shown_in(pages)] == [line.start for line in lines]


def test_a_summary_beyond_three_messages_is_attached_whole_as_a_text_file() -> None:
    text = "This is a sentence of some length, as they come in stories. " * 500
    lines = tuple(Quote(story(text), at, at + 59, 1) for at in range(0, 30_000, 60))

    (page,) = summarizing.summary(say, Summary(story(text), SummaryLength.LONG, lines))

    assert page.file is not None
    assert written(page.file.blocks).count("This is a sentence") == 500
    verify([page], FakeLibrary(story(text)))


def test_a_page_beyond_the_limits_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="4000"):
        Page((("x" * 4001,),))
    with pytest.raises(ValueError, match="40 components"):
        Page((("x",),) * 30)
    with pytest.raises(ValueError, match="needs text"):
        Page((("  ",),))


@pytest.mark.parametrize(("entries", "sections"), [(2, 3), (18, 19), (19, 19), (30, 1)])
def test_entries_of_several_lines_are_parted_while_there_is_room(
    entries: int, sections: int
) -> None:
    groups = [("**Somebody**", "-# a person")] * entries

    (page,), rest = rendering.filled(say, "**People**", groups, 1)

    assert rest == 0
    assert len(page.sections) == sections


def test_entries_of_one_line_stay_together() -> None:
    (page,), _ = rendering.filled(say, "**Stories**", [("one",), ("two",)], 1)

    assert page.sections == (("**Stories**", "one", "two"),)
