"""A story's places are told by chapters, wherever its format or its text has them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ChapterPlace, Heading, Library, Quote, Story, StoryDraft
from index.ceilings import ceiling_of
from index.domain import SentenceKind
from index.passages import cut_passages
from index.story_text import StoryText
from tests.index.support import WordEncoder

BODY = "It was a dark night. The king slept."
MORE = "He woke at dawn, tired of it all."


def story(text: str, headings: tuple[Heading, ...] = (), title: str = "Tale") -> StoryText:
    now = datetime.now(UTC)
    return StoryText(Story(1, "tale", title, text, None, "en", now, headings=headings))


def marked(*parts: str | tuple[int, str], title: str = "Tale") -> StoryText:
    """A story of paragraphs; a pair is a heading with its level."""
    text, headings = "", []
    for part in parts:
        words = part if isinstance(part, str) else part[1]
        if not isinstance(part, str):
            headings.append(Heading(len(text), len(text) + len(words), part[0]))
        text += f"{words}\n\n"
    return story(text, tuple(headings), title)


def numbers(of: StoryText) -> list[tuple[int | None, str | None]]:
    return [(chapter.number, chapter.name) for chapter in of.chapters]


def place(of: StoryText, words: str) -> tuple[int | None, str, int] | None:
    start = of.story.text.index(words)
    found = of.quote(start, start + len(words)).chapter
    return None if found is None else (found.number, found.heading, found.paragraph)


def test_a_quote_knows_its_chapter_and_the_paragraph_in_it() -> None:
    of = marked((1, "Chapter 1: The Sea"), BODY, (1, "Chapter 2: The Lighthouse"), BODY, MORE)
    assert place(of, MORE) == (2, "Chapter 2: The Lighthouse", 2)
    assert numbers(of) == [(1, "The Sea"), (2, "The Lighthouse")]
    start = of.story.text.index(MORE)
    assert of.quote(start, start + 9).paragraph == 5


def test_a_quote_before_the_first_chapter_and_of_a_story_without_any_has_none() -> None:
    assert place(marked(MORE, (1, "One"), BODY, (1, "Two"), BODY), MORE) is None
    assert place(marked((1, "Tale"), BODY, MORE), MORE) is None


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # The topmost level that is used twice; the title alone is none.
        (((1, "Tale"), (2, "Of mice"), BODY, (3, "A scene"), BODY, (2, "Of men"), BODY),
         [(1, "Of mice"), (2, "Of men")]),
        # Parts stand above chapters, which are counted through where they begin anew.
        (((1, "Part I"), (2, "Chapter 1"), BODY, (2, "Chapter 2"), BODY,
          (1, "Part II"), (2, "Chapter 1: Dawn"), BODY),
         [(1, None), (2, None), (3, "Chapter 1: Dawn")]),
        (((1, "Part I"), (2, "Chapter 1"), BODY, (1, "Part II"), (2, "Chapter 2"), BODY),
         [(1, None), (2, None)]),
        (((1, "Part I"), (1, "Chapter 1"), BODY, (1, "Part II"), (1, "Chapter 2"), BODY),
         [(1, None), (2, None)]),
        # A story of parts alone has them for chapters.
        (((1, "Part I"), BODY, (1, "Part II: The Sea"), BODY),
         [(1, "Part I"), (2, "Part II: The Sea")]),
        # Prologue and epilogue have no number, on whatever level they stand.
        (((1, "Prologue"), BODY, (1, "The Sea"), BODY, (1, "The Storm"), BODY),
         [(None, "Prologue"), (1, "The Sea"), (2, "The Storm")]),
        (((1, "Part I"), (2, "1"), BODY, (2, "2"), BODY, (1, "Epilogue"), BODY),
         [(1, None), (2, None), (None, "Epilogue")]),
        (((1, "Chapter 7"), BODY, (1, "An interlude"), BODY, (1, "Chapter 8"), BODY),
         [(7, None), (None, "An interlude"), (8, None)]),
        # Numbers of their own, in words, letters or figures.
        (((1, "I. The Sea"), BODY, (1, "II. The Storm"), BODY), [(1, "The Sea"), (2, "The Storm")]),
        (((1, "ONE"), BODY, (1, "TWO"), BODY, (1, "THREE"), BODY),
         [(1, None), (2, None), (3, None)]),
        (((1, "1 The Sea"), BODY, (1, "2 The Storm"), BODY), [(1, "The Sea"), (2, "The Storm")]),
        # Numbers that do not count chapters.
        (((1, "1914"), BODY, (1, "1918"), BODY), [(1, "1914"), (2, "1918")]),
        (((1, "12 Ways to sleep"), BODY, (1, "7 Ways to wake"), BODY),
         [(1, "12 Ways to sleep"), (2, "7 Ways to wake")]),
        # A name may stand in a heading of its own below the number.
        (((1, "Chapter 1"), (2, "The Sea"), BODY, (1, "Chapter 2"), (2, "The Storm"), BODY),
         [(1, "The Sea"), (2, "The Storm")]),
        (((2, "1"), (2, "The Sea"), BODY, (2, "2"), (2, "The Storm"), BODY),
         [(1, "The Sea"), (2, "The Storm")]),
        # The title page is no chapter.
        (((1, "TALE"), "by Nobody", (1, "The Sea"), BODY, (1, "The Storm"), BODY),
         [(1, "The Sea"), (2, "The Storm")]),
    ],
)  # fmt: skip
def test_a_formats_headings_make_chapters(
    parts: tuple[str | tuple[int, str], ...], expected: list[tuple[int | None, str | None]]
) -> None:
    assert numbers(marked(*parts)) == expected


def test_a_format_whose_headings_divide_nothing_leaves_it_to_the_text() -> None:
    of = marked((1, "Tale"), "Chapter 1", BODY, "Chapter 2", BODY, MORE)
    assert place(of, MORE) == (2, "Chapter 2", 2)


def test_headings_within_a_chapter_are_no_paragraphs_of_it() -> None:
    of = marked((1, "The Sea"), BODY, (2, "A scene"), MORE, (1, "The Storm"), BODY)
    assert place(of, MORE) == (1, "The Sea", 2)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_name_below_a_number_belongs_to_the_heading(between: str) -> None:
    parts = [
        f"Chapter {n}{between}The {name}\n\n{BODY}\n\n" for n, name in ((1, "Sea"), (2, "Sky"))
    ]
    of = story("".join(parts) + MORE)
    assert numbers(of) == [(1, "The Sea"), (2, "The Sky")]
    assert place(of, MORE) == (2, "Chapter 2", 2)


def test_marks_of_markdown_tell_the_levels_of_a_text() -> None:
    fenced = "```\n\n# make\n\n# install\n\n```"
    parts = ["# Part I", "## Chapter 1", BODY, fenced, "# Part II", "## Chapter 2: On", BODY]
    of = story("\n\n".join([*parts, "# Epilogue", MORE]))
    assert numbers(of) == [(1, None), (2, "On"), (None, "Epilogue")]
    assert place(of, MORE) == (None, "# Epilogue", 1)
    assert numbers(story("\n\n".join(["# Tale", "Chapter 1", BODY, "Chapter 2", MORE]))) == [
        (1, None),
        (2, None),
    ]


def test_a_first_sentence_below_a_number_is_no_name() -> None:
    of = story(f"Chapter 1\n\nHe slept.\n\n{BODY}\n\nChapter 2\n\nHe woke.\n\n{MORE}")
    assert numbers(of) == [(1, None), (2, None)]
    assert place(of, "He woke.") == (2, "Chapter 2", 1)


@pytest.mark.parametrize(
    "of",
    [
        marked((1, "Chapter 1: The Sea"), BODY, (2, "A scene"), BODY, (1, "The Storm"), MORE),
        story(
            f"Chapter 1: The Sea\n{BODY}\n\nPart II\n\nChapter 2\nIt went on for\nlong.\n\n{MORE}"
        ),
    ],
)
def test_a_heading_is_neither_a_sentence_nor_a_part_of_one(of: StoryText) -> None:
    text = of.story.text
    told = [s for s in of.outline.sentences if s.kind is SentenceKind.STORY]
    for heading in ("Chapter", "The Sea", "A scene", "The Storm", "Part II"):
        assert not any(heading in text[s.start : s.end] for s in told)
    encoder = WordEncoder()
    for cut in cut_passages(of.story, of.outline, encoder.count_tokens, encoder.max_tokens):
        assert "Chapter" not in text[cut.start : cut.end]


def test_a_story_that_ends_early_keeps_its_chapters_numbers_and_loses_those_beyond() -> None:
    of = marked((1, "Prologue"), BODY, (1, "The Sea"), BODY, (1, "The Storm"), BODY, MORE)
    for end in range(len(of.story.text)):
        cut = of.up_to(end)
        size = len(cut.story.text)
        assert [(c.number, c.name) for c in cut.chapters] == numbers(of)[: len(cut.chapters)]
        assert all(chapter.heading_end <= chapter.end <= size for chapter in cut.chapters)
        assert all(heading.end <= size for heading in cut.story.headings)


def test_headings_that_no_text_has_are_left_aside() -> None:
    of = story(f"One\n\n{BODY}\n\nTwo", (Heading(0, 3, 1), Heading(2, 9, 1), Heading(400, 420, 1)))
    assert of.chapters == ()
    long = "word " * 80
    assert marked((1, long), BODY, (1, long), BODY).chapters == ()


def test_a_library_keeps_what_a_format_marked(quick_library: Library) -> None:
    of = marked((1, "Prologue"), BODY, (1, "The Sea"), MORE, (1, "The Storm"), "He counted boats.")
    draft = StoryDraft("tale", "Tale", of.story.text, headings=of.story.headings)
    kept = quick_library.add(draft)
    view = quick_library.up_to({kept.id: kept.text.index("The Storm")})
    for library in (quick_library, view):
        (match, *_) = library.quote("tired of it all", story="tale")
        assert match.quote.chapter == ChapterPlace(1, "The Sea", 1, "The Sea")
    assert len(view.text("tale").chapters) == 2
    assert not any(match.exact for match in quick_library.quote("The Sea", story="tale"))
    answer = quick_library.ask("what did he count?", story="tale")
    shown = (answer.quotes or answer.nearest)[0]
    assert shown.chapter is not None
    assert (shown.chapter.number, shown.text) == (2, "He counted boats.")


WORDS = st.sampled_from(
    ["Chapter 1", "Chapter 2: On", "III.", "Prologue", "The Sea", "Part 2", "7"]
)
PARTS = st.lists(
    st.one_of(
        st.tuples(st.integers(1, 3), WORDS),
        st.sampled_from(
            [BODY, MORE, "***", "READ MORE: here", "Chapter 3", "2", "## On", "Part 3"]
        ),
    ),
    max_size=14,
)


def found_again(of: StoryText, quote: Quote) -> bool:
    """Whether the place of a quote, as it is shown, leads to the quote."""
    if quote.chapter is None:
        (there,) = (p for p in of.outline.paragraphs if p.number == quote.paragraph)
        return there.start <= quote.start < there.end
    shown = (quote.chapter.number, quote.chapter.name)
    chapters = [chapter for chapter in of.chapters if (chapter.number, chapter.name) == shown]
    paragraphs = [of.paragraphs_in(chapter) for chapter in chapters]
    return any(
        found[quote.chapter.paragraph - 1].start <= quote.start
        and quote.end <= found[quote.chapter.paragraph - 1].end
        for found in paragraphs
        if quote.chapter.paragraph <= len(found)
    )


@given(PARTS, st.integers(0, 300))
def test_the_shown_place_of_every_quote_finds_it_again(
    parts: list[str | tuple[int, str]], ceiling: int
) -> None:
    whole = marked(*parts)
    for of in (whole, whole.up_to(ceiling)):
        for sentence in of.outline.sentences:
            if sentence.kind is SentenceKind.HEADING:
                continue
            quote = of.quote(sentence.start, sentence.end)
            assert found_again(whole, quote)
            chapter = quote.chapter
            if chapter and chapter.number is not None:
                end = ceiling_of(whole, chapter=chapter.number, paragraph=chapter.paragraph)
                assert whole.story.text[:end].endswith(whole.story.text[quote.start : end])
                assert sentence.end <= end


@given(PARTS)
def test_numbered_chapters_count_up_and_chapters_follow_each_other(
    parts: list[str | tuple[int, str]],
) -> None:
    of = marked(*parts)
    numbered = [chapter.number for chapter in of.chapters if chapter.number is not None]
    assert numbered == sorted(set(numbered))
    ends = [chapter.end for chapter in of.chapters]
    assert [chapter.start for chapter in of.chapters][1:] == ends[:-1]
    assert ends == [] or ends[-1] == len(of.story.text)


def test_a_text_full_of_headings_is_divided_in_time() -> None:
    text = "".join(f"Chapter {n % 900}\n\n" for n in range(6_000))
    headings = tuple(
        Heading(m, m + 9, 1 + m % 9) for m in range(0, len(text) - 9, 20) if text[m : m + 9].strip()
    )
    for of in (story(text), replace(story(text), story=story(text, headings).story)):
        assert len(of.outline.sentences) > 1_000


@given(st.text(alphabet="ab1IV.#\n ", max_size=200) | st.text(max_size=200), st.data())
def test_no_word_is_lost_and_no_offset_is_wrong_whatever_a_format_marks(
    text: str, data: st.DataObject
) -> None:
    offsets = st.integers(0, len(text) + 2)
    spans = data.draw(st.lists(st.tuples(offsets, offsets, st.integers(1, 9)), max_size=6))
    of = story(text, tuple(Heading(*span) for span in spans))
    found = [(s.start, s.end) for s in of.outline.sentences]
    assert "".join("".join(text[start:end] for start, end in found).split()) == "".join(
        text.split()
    )
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    for chapter in of.chapters:
        assert " ".join(text[chapter.start : chapter.heading_end].split()) == chapter.heading
