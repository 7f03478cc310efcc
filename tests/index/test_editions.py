from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from index.domain import Heading, Story, StoryDraft
from index.editions import appended, moved_ends

SERIAL = Story(
    id=1,
    name="serial",
    title="The Serial",
    text="One\n\nIt began.",
    source="somewhere",
    language="de",
    added_at=datetime(2026, 1, 1, tzinfo=UTC),
    author="A. Writer",
    headings=(Heading(0, 3, 2),),
)
LINES = st.lists(st.sampled_from(["It rained.\n", "He left.\n", "\n", "She wept.\n"]), max_size=9)


def test_a_chapter_stands_at_the_end_and_its_headings_move_with_it() -> None:
    chapter = StoryDraft("two", "Two", "Two\n\nIt ended.", headings=(Heading(0, 3, 2),))
    longer = appended(SERIAL, chapter)
    assert longer.text == "One\n\nIt began.\n\nTwo\n\nIt ended."
    assert [longer.text[one.start : one.end] for one in longer.headings] == ["One", "Two"]
    assert (longer.name, longer.title, longer.author) == ("serial", "The Serial", "A. Writer")


def test_a_chapter_without_a_heading_gets_its_title_where_the_others_have_one() -> None:
    longer = appended(SERIAL, StoryDraft("two", "The End", "It ended."))
    assert longer.text.endswith("\n\nThe End\n\nIt ended.")
    last = longer.headings[-1]
    assert (longer.text[last.start : last.end], last.level) == ("The End", 2)


def test_a_chapter_of_a_story_without_headings_is_taken_as_it_is() -> None:
    plain = replace(SERIAL, headings=())
    chapter = StoryDraft("two", "The End", "It ended.", published=date(2026, 2, 1))
    longer = appended(plain, chapter)
    assert (longer.text, longer.headings) == (f"{plain.text}\n\nIt ended.", ())
    assert longer.published == date(2026, 2, 1)


def test_an_end_of_reading_follows_the_lines_that_both_versions_have() -> None:
    old = "It rained.\nHe left.\nShe wept.\n"
    new = "A preface.\nIt rained.\nHe left at dawn.\nShe wept.\n"
    after_rain, after_left = old.index("He"), old.index("She")
    moved = moved_ends(old, new, [0, after_rain, after_left, len(old)])
    assert moved == {
        0: 0,
        after_rain: new.index("He"),
        # The second line was changed, so that it counts as unread.
        after_left: new.index("He"),
        len(old): len(new),
    }


@given(LINES, LINES, st.integers(0, 99))
def test_nobody_is_taken_beyond_what_they_have_read(
    old: list[str], new: list[str], end: int
) -> None:
    before, after = "".join(old), "".join(new)
    moved = moved_ends(before, after, [end])[end]
    if end >= len(before):
        assert moved == len(after)
        return
    assert 0 <= moved <= len(after)
    # The last line that counts as read was read.
    read, counted = before[:end], after[:moved].splitlines(keepends=True)
    assert not counted or counted[-1] in read


@given(LINES, st.integers(0, 99))
def test_in_the_same_text_every_end_stays_where_it_is(lines: list[str], end: int) -> None:
    text = "".join(lines)
    assert moved_ends(text, text, [end]) == {end: min(end, len(text))}
