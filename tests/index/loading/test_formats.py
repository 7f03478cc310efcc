"""Files that ordinary tools made of one story; ``files/make.sh`` tells how."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index import Library
from index.chapters import divide
from index.domain import StoryDraft
from index.loading import LoadingLimits, read_stories

FILES = Path(__file__).parent / "files"
SOURCE = FILES / "source.md"
LIMITS = LoadingLimits()
MADE = sorted(p.name for p in FILES.iterdir() if p.suffix not in {".sh", ".py"})
MARKED = [name for name in MADE if not name.endswith((".md", ".txt"))]
SIGNED = [
    name for name in MADE if name not in {"office.txt", "office.docx", "pandoc.rtf", "browser.pdf"}
]
HEADINGS = [
    "Chapter 1: The Empty Landing",
    "Chapter 2: The Council of Herring",
    "Chapter 3: Down from the Tower",
    "Chapter 4: The Widow’s Teeth",
    "Chapter 5: Agnes Speaks",
    "Chapter 6: Forty-One Names",
]
TITLE_PAGE = ["The Ferry at Skarrow", "Ida Varnhagen", "2019-04-07"]


def loaded(name: str) -> StoryDraft:
    (draft,) = read_stories((FILES / name).read_bytes(), name, limits=LIMITS)
    return draft


def plain(words: str) -> str:
    """Without what some of the tools set otherwise: quotation marks, and Markdown's marks."""
    for curly, straight in (("“", '"'), ("”", '"'), ("’", "'"), ("*", ""), ("# ", "")):
        words = words.replace(curly, straight)
    return words


def written() -> list[str]:
    """The story's paragraphs and headings as they were written."""
    body = SOURCE.read_text(encoding="utf-8").split("---\n", 2)[2]
    return [plain(part) for part in body.strip().split("\n\n")]


def test_every_format_is_there() -> None:
    suffixes = {Path(name).suffix for name in MADE}
    assert suffixes == {".txt", ".md", ".html", ".pdf", ".docx", ".epub", ".odt", ".rtf"}


@pytest.mark.parametrize("name", MARKED)
def test_a_text_comes_out_as_it_was_written_a_line_a_paragraph(name: str) -> None:
    parts = loaded(name).text.split("\n\n")
    if parts[0] == TITLE_PAGE[0]:
        assert parts[:3] == TITLE_PAGE
        parts = parts[3:]
    assert [plain(part) for part in parts] == written()


@pytest.mark.parametrize("name", MARKED)
def test_headings_are_spans_of_the_text(name: str) -> None:
    draft = loaded(name)
    assert [draft.text[h.start : h.end] for h in draft.headings] == HEADINGS
    assert {heading.level for heading in draft.headings} == {1}


@pytest.mark.parametrize("name", MADE)
def test_a_fact_of_the_middle_has_its_chapter_and_paragraph(name: str) -> None:
    draft = loaded(name)
    chapter = divide(draft).chapters[3]
    assert (chapter.number, plain(chapter.name or "")) == (4, "The Widow's Teeth")
    assert chapter.start < draft.text.index("silver key on a red string") < chapter.end


@pytest.mark.parametrize("name", MADE)
def test_a_question_is_answered_from_the_middle(quick_library: Library, name: str) -> None:
    quick_library.add(loaded(name))
    answer = quick_library.ask("What did the child wear on a red string?")
    quote = (answer.quotes or answer.nearest)[0]
    assert "silver key on a red string" in quote.text
    assert quote.chapter is not None
    assert (quote.chapter.number, quote.chapter.paragraph) == (4, 6)


@pytest.mark.parametrize("name", [n for n in MADE if n not in {"office.txt", "pandoc.rtf"}])
def test_the_title_is_the_one_that_the_file_says(name: str) -> None:
    assert loaded(name).title == "The Ferry at Skarrow"


@pytest.mark.parametrize("name", SIGNED)
def test_the_author_is_the_one_that_the_file_says(name: str) -> None:
    assert loaded(name).author == "Ida Varnhagen"


@pytest.mark.parametrize("name", ["source.md", "pandoc.html", "pandoc.epub", "office.html"])
def test_the_day_of_publication_is_the_one_that_the_file_says(name: str) -> None:
    assert loaded(name).published == date(2019, 4, 7)


@pytest.mark.parametrize("name", ["pandoc.docx", "pandoc.odt", "office.pdf", "office.rtf"])
def test_the_day_on_which_a_file_was_made_is_no_day_of_publication(name: str) -> None:
    assert loaded(name).published is None
