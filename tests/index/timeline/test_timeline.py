from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.domain import Story
from index.loading import load_seed, seed_folders
from index.story_text import StoryText
from index.timeline import Event, in_time_order, timeline_of, told_on

TOLD = date(2019, 8, 14)  # a Wednesday


def story(text: str, source: str | None = None) -> StoryText:
    now = datetime(2020, 1, 1, tzinfo=UTC)
    return StoryText(Story(1, "tale", "Tale", text, source, "en", now))


def found(text: str, told: date | None = TOLD) -> list[tuple[str, date | None, date | None]]:
    return [
        (" ".join((event.quote.highlighted or "").split()), event.earliest, event.latest)
        for event in timeline_of(story(text), told)
    ]


def seed() -> StoryText:
    draft = next(d for d in map(load_seed, seed_folders()) if d.name == "s-400")
    return story(draft.text, draft.source)


def test_the_seed_storys_times_are_found_and_its_numbers_are_not() -> None:
    words = [event.quote.highlighted for event in timeline_of(seed())]
    assert words == [
        "in the next two or three months",
        "on Monday",
        "in the near future",
        "Earlier",
        "for July",
        "previously",
    ]


def test_nothing_in_the_seed_story_is_dated_without_its_own_date() -> None:
    assert in_time_order(timeline_of(seed())) == ()


def test_the_seed_story_is_dated_from_the_day_it_was_told() -> None:
    dated = in_time_order(timeline_of(seed(), date(2019, 4, 18)))
    assert [(e.quote.highlighted, e.earliest, e.latest) for e in dated] == [
        ("on Monday", date(2019, 4, 15), date(2019, 4, 15)),
        ("in the next two or three months", date(2019, 4, 18), date(2019, 7, 18)),
        ("for July", date(2019, 7, 1), date(2019, 7, 31)),
    ]


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("They met on 12 July 2019.", "on 12 July 2019", (2019, 7, 12), (2019, 7, 12)),
        ("They met on July 12, 2019.", "on July 12, 2019", (2019, 7, 12), (2019, 7, 12)),
        ("They met on Jan. 5, 2018.", "on Jan. 5, 2018", (2018, 1, 5), (2018, 1, 5)),
        ("The first of May, 1850.", "The first of May, 1850", (1850, 5, 1), (1850, 5, 1)),
        ("Dated 2019-07-12 it was.", "2019-07-12", (2019, 7, 12), (2019, 7, 12)),
        ("From 10-12 July 2019 it ran.", "From 10-12 July 2019", (2019, 7, 10), (2019, 7, 12)),
        ("It was in May 2020.", "in May 2020", (2020, 5, 1), (2020, 5, 31)),
        ("He came in July.", "in July", (2019, 7, 1), (2019, 7, 31)),
        ("It will end in June.", "in June", (2020, 6, 1), (2020, 6, 30)),
        ("She left in 2017.", "in 2017", (2017, 1, 1), (2017, 12, 31)),
        ("It was the summer of 1969.", "the summer of 1969", (1969, 6, 1), (1969, 8, 31)),
        ("In the 1990s it grew.", "In the 1990s", (1990, 1, 1), (1999, 12, 31)),
        ("In the late 1990s it fell.", "In the late 1990s", (1996, 8, 31), (1999, 12, 31)),
        ("In the 19th century.", "In the 19th century", (1801, 1, 1), (1900, 12, 31)),
        ("From 1914 to 1918.", "From 1914 to 1918", (1914, 1, 1), (1918, 12, 31)),
        ("They met on Monday.", "on Monday", (2019, 8, 12), (2019, 8, 12)),
        ("They will meet on Monday.", "on Monday", (2019, 8, 19), (2019, 8, 19)),
        ("It rained yesterday.", "yesterday", (2019, 8, 13), (2019, 8, 13)),
        ("It rained last week.", "last week", (2019, 8, 5), (2019, 8, 11)),
        ("It ends next month.", "next month", (2019, 9, 1), (2019, 9, 30)),
        ("Two years ago he left.", "Two years ago", (2017, 1, 1), (2017, 12, 31)),
        ("Over the past three weeks.", "Over the past three weeks", (2019, 7, 24), (2019, 8, 14)),
        ("On Christmas Eve it snowed.", "On Christmas Eve", (2019, 12, 24), (2019, 12, 24)),
    ],
)
def test_times_become_days(
    text: str, words: str, earliest: tuple[int, int, int], latest: tuple[int, int, int]
) -> None:
    assert found(text) == [(words, date(*earliest), date(*latest))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Once upon a time there was a king.", "Once upon a time"),
        ("When she was sixteen, she left.", "When she was sixteen"),
        ("At the age of seven he could read.", "At the age of seven"),
        ("One fine day he came home.", "One fine day"),
        ("He slept till half past ten.", "till half past ten"),
        ("They rose at midnight.", "at midnight"),
        ("In the morning he was gone.", "In the morning"),
        ("The next morning he was gone.", "The next morning"),
        ("He died in 44 BC.", "in 44 BC"),
    ],
)
def test_times_that_no_calendar_holds_are_found_undated(text: str, words: str) -> None:
    assert found(text) == [(words, None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "The S-400 and the F-35 cost 400 million.",
        "He paid $2017 for 1999 sheep.",
        "He may come, and they march on.",
        "May said that April was right.",
        "He saw Theresa May. It was decided by May.",
        "March on, my men!",
        "A girl of sixteen sat beside a man of 80.",
        "It costs 2,000 in all, or 12.50 each.",
        "In 2000 cases nothing was found.",
        "When he was three miles away he stopped.",
        "He came at last, and at once he slept.",
        "READ MORE: What Happened on 12 July 2019",
    ],
)
def test_numbers_prices_ages_and_names_are_no_times(text: str) -> None:
    assert found(text) == []


def test_later_days_count_from_what_was_dated_last() -> None:
    events = found("He left on 12 July 2019. Three days later he fell ill. The next day he died.")
    assert [earliest for _, earliest, _ in events] == [
        date(2019, 7, 12),
        date(2019, 7, 15),
        date(2019, 7, 16),
    ]


def test_days_are_not_counted_from_a_whole_year() -> None:
    events = found("It happened in 2017. Three days later he fell ill.")
    assert events[1] == ("Three days later", None, None)


def test_before_a_year_leaves_the_beginning_open() -> None:
    assert found("Before 2017 all was well.") == [("Before 2017", None, date(2016, 12, 31))]


def test_until_a_month_ends_with_it() -> None:
    assert found("It ran until July 2018.") == [("until July 2018", None, date(2018, 7, 31))]


def test_a_storys_own_date_is_read_from_its_source_or_dateline() -> None:
    assert told_on(story("Hello.", "Reuters, 18 April 2019").story) == date(2019, 4, 18)
    assert told_on(story("News\n\nPublished April 18, 2019\n\nHello.").story) == date(2019, 4, 18)
    assert told_on(story("He met her on 18 April 2019, " + "and so on " * 9).story) is None
    assert told_on(seed().story) is None


def test_a_day_the_calendar_lacks_is_left_undated() -> None:
    assert found("It was on 31 June 2019.") == [("on 31 June 2019", None, None)]


_WORDS = "in on the next two three days later 12 July 2019 1999 May - . , last year Monday 31 ago"


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=25), st.dates() | st.none())
def test_any_mixture_of_time_words_gives_ordered_events(
    pieces: list[str], told: date | None
) -> None:
    text = story("x " + " ".join(pieces))
    events = timeline_of(text, told)
    spans = [event.quote.highlight or (0, 0) for event in events]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    ordered = in_time_order(events)
    assert all(_begins(one) <= _begins(other) for one, other in pairwise(ordered))
    assert all(
        e.earliest <= e.latest for e in events if e.earliest is not None and e.latest is not None
    )


def _begins(event: Event) -> date:
    return event.earliest or event.latest or date.max


def test_a_part_of_a_story_has_the_events_of_its_own_sentences() -> None:
    text = story("On 2 May 1842 they met. On 3 June 1850 they parted. In 1900 both were dead.")
    second = text.outline.sentences[1]

    (event,) = timeline_of(text, within=(second.start, second.end))

    assert event.earliest == date(1850, 6, 3)
