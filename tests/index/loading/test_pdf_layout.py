from __future__ import annotations

from index.loading.blocks import Block
from index.loading.pdf_layout import Line, Mark, blocks_of, title_of

WIDTH = 300.0


def lines(*texts: str, page: int = 0, top: float = 700, pitch: float = 12) -> list[Line]:
    """Lines below each other; two spaces indent one, "|" ends a full one, "^" is a large one."""
    found = []
    for place, text in enumerate(texts):
        if not text:
            continue
        left = 60.0 if text.startswith("  ") else 40.0
        right = left + WIDTH if text.endswith("|") else left + 5 * len(text)
        size = 16.0 if text.startswith("^") else 10.0
        words = text.strip(" |^")
        found.append(Line(words, page, left, min(right, 40 + WIDTH), top - pitch * place, size))
    return found


def words(found: list[Line]) -> list[str]:
    return [block.words for block in blocks_of(found, [], "")]


def test_lines_of_a_paragraph_are_joined() -> None:
    assert words(lines("It snowed in the|", "mill all night.")) == [
        "It snowed in the mill all night."
    ]


def test_a_wider_gap_parts_paragraphs() -> None:
    page = lines("It snowed.|", "It rained.|", "", "It hailed.|", "It thundered.|", "It stopped.")
    assert words(page) == ["It snowed. It rained.", "It hailed. It thundered. It stopped."]


def test_an_indented_line_begins_a_paragraph() -> None:
    page = lines("It snowed all|", "night.|", "  It rained all|", "day.")
    assert words(page) == ["It snowed all night.", "It rained all day."]


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    assert words(lines("It snowed.", "It rained in the|", "mill.")) == [
        "It snowed.",
        "It rained in the mill.",
    ]


def test_a_line_that_ends_early_within_a_sentence_goes_on() -> None:
    assert words(lines("It snowed and", "it rained.")) == ["It snowed and it rained."]


def test_a_divided_word_is_mended() -> None:
    assert words(lines("The school-|", "mistress came.")) == ["The schoolmistress came."]
    assert words(lines("The school\u00ad|", "mistress came.")) == ["The schoolmistress came."]


def test_a_hyphen_that_belongs_to_its_word_stays() -> None:
    page = lines("Sixty-four men, sixty-|", "four boys and Jean-|", "Luc in 1914-|", "1918 came.")
    assert words(page) == ["Sixty-four men, sixty-four boys and Jean-Luc in 1914-1918 came."]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    page = lines("It rained.", "It snowed in|") + lines("the mill.", "It hailed.", page=1)
    assert words(page) == ["It rained.", "It snowed in the mill.", "It hailed."]


DAYS = ("first", "second", "third", "fourth")


def book(head: str, foot: str) -> list[Line]:
    """Four pages of one paragraph each; "#" becomes the page's number."""
    return [
        line
        for page, day in enumerate(DAYS)
        for line in lines(
            head.replace("#", str(page)),
            "",
            f"The {day} day of|",
            f"snow was {day} to|",
            f"none, it was {day}|",
            f"in all, and {day}|",
            f"again it was {day}.",
            "",
            foot.replace("#", str(page)),
            page=page,
        )
    ]


def test_what_runs_along_the_edges_of_pages_is_left_out() -> None:
    plain = [
        f"The {day} day of snow was {day} to none, it was {day} in all, and {day} again it was"
        f" {day}."
        for day in DAYS
    ]
    assert words(book("THE MILL #", "- # -")) == plain
    assert words(book("Page # of 4", "the mill")) == plain


def test_a_line_that_repeats_within_the_text_stays() -> None:
    pages = [
        line
        for page, day in enumerate(DAYS)
        for line in lines(
            f"A {day}.", f"B {day}.", f"C {day}.", "Never again.", f"D {day}.", f"E {day}.",
            f"F {day}.", page=page,
        )
    ]  # fmt: skip
    assert " ".join(words(pages)).count("Never again.") == 4


def test_larger_lines_are_headings_and_longer_ones_stay_together() -> None:
    page = lines("^Chapter 1", "", "It snowed in|", "the mill.", "", "^Chapter 2", "", "It rained.")
    assert blocks_of(page, [], "") == [
        Block("Chapter 1", 1),
        Block("It snowed in the mill."),
        Block("Chapter 2", 1),
        Block("It rained."),
    ]


def test_bookmarks_tell_headings_that_no_size_tells() -> None:
    page = lines("The Mill", "It snowed in|", "the mill|", "all night.", "The Inn", "It rained.")
    marks = [Mark("The  mill", 0, 2), Mark("The Inn", 0, 1), Mark("Elsewhere", 3, 1)]
    levels = {block.words: block.level for block in blocks_of(page, marks, "")}
    assert levels["The Mill"] == 2
    assert levels["The Inn"] == 1


def test_the_largest_line_of_the_first_page_is_the_title() -> None:
    page = lines("^The Mill", "", "It snowed in the mill all night.")
    assert title_of(page) == "The Mill"
    assert title_of([*page, *lines("^The Inn", page=1)]) is None
    assert title_of(lines("It snowed.", "It rained.")) is None
    assert title_of([]) is None
