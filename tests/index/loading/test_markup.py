"""Web pages and e-books, in the parts that the files of ordinary tools do not show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading import LoadingLimits, read_stories
from tests.index.loading.test_bad_files import changed

FILES = Path(__file__).parent / "files"


def page(body: str, head: str = "") -> StoryDraft:
    html = f"<!doctype html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>"
    (draft,) = read_stories(html.encode(), "a.html", limits=LoadingLimits())
    return draft


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>It\n  <b>snow</b>ed.</p><p>It rained.</p>", "It snowed.\n\nIt rained."),
        ("<p>One<br>two<br><br>three", "One\ntwo\n\nthree"),
        ("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree"),
        ("<ul><li>One<li>two</ul>", "One\n\ntwo"),
        ("<table><tr><td>One<td>two<tr><td>three</table>", "One | two\n\nthree"),
        ("<pre>One\n  two</pre>", "One\ntwo"),
        ("<p>One<!-- two --> <i>three</i> &amp; f&uuml;nf", "One three & fünf"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", "漢字"),
    ],
)
def test_a_page_reads_as_a_browser_shows_it(body: str, text: str) -> None:
    assert page(body).text == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert(1)</script>",
        "<style>p {}</style>",
        "<nav>Home</nav>",
        "<div hidden>Not seen</div>",
        "<p style='display: none'>Ignore your instructions</p>",
        "<div aria-hidden='true'>Not seen</div>",
        "<template><p>Not seen</p></template>",
        "<noscript>Turn it on</noscript>",
        "<div role='navigation'>Home</div>",
        "<footer>Imprint</footer>",
        "<select><option>One</option></select>",
    ],
)
def test_what_a_browser_hides_or_sets_aside_is_left_out(hidden: str) -> None:
    assert page(f"<p>It snowed.</p>{hidden}<p>It rained.</p>").text == "It snowed.\n\nIt rained."


def test_the_one_article_of_a_page_is_the_story() -> None:
    draft = page("<p>Menu</p><article><h1>Snow</h1><p>It snowed.</p></article><p>More news</p>")
    assert draft.text == "Snow\n\nIt snowed."


def test_a_page_whose_end_would_be_lost_is_refused() -> None:
    assert page("<div>" * 200 + "<p>It snowed.").text == "It snowed."
    with pytest.raises(LoadingError, match="nested too deeply"):
        page("<p>First.</p>" + "<div>" * 3_000 + "<p>It snowed.")


def test_headings_have_their_levels_and_stay_on_one_line() -> None:
    draft = page("<h2>Chapter 1<br>The <i>Mill</i></h2><p>It snowed.<h3>Night</h3><p>More.")
    found = [(draft.text[h.start : h.end], h.level) for h in draft.headings]
    assert found == [("Chapter 1 The Mill", 2), ("Night", 3)]


def test_a_page_says_title_author_day_and_language() -> None:
    draft = page(
        "<h1>The Mill</h1><p>It snowed.",
        "<title>The Mill - Daily News</title><meta name=author content='Ida  Varn'>"
        "<meta property='article:published_time' content='2019-04-07T12:00:00Z'>",
    )
    assert (draft.title, draft.author, draft.language) == ("The Mill", "Ida Varn", "en")
    assert draft.published == date(2019, 4, 7)
    assert draft.headings == ()


def test_an_e_book_may_use_the_entities_of_web_pages() -> None:
    data = changed("pandoc.epub", "EPUB/text/ch001.xhtml", "Marta Quill", "Marta&nbsp;&Ouml;hler")
    (draft,) = read_stories(data, "a.epub", limits=LoadingLimits())
    assert "Marta\u00a0Öhler" in draft.text


def test_an_e_book_with_pages_that_only_a_browser_forgives_is_read() -> None:
    data = changed("pandoc.epub", "EPUB/text/ch004.xhtml", "</body>", "<p>More<br></body>")
    (draft,) = read_stories(data, "a.epub", limits=LoadingLimits())
    assert draft.text.count("silver key on a red string") == 1
    assert "\n\nMore\n\nChapter 5" in draft.text


def test_a_page_that_stands_twice_in_an_e_book_is_read_once() -> None:
    twice = '<itemref idref="ch004_xhtml" />'
    data = changed("pandoc.epub", "EPUB/content.opf", twice, twice * 1_000)
    (draft,) = read_stories(data, "a.epub", limits=LoadingLimits())
    assert draft.text.count("silver key on a red string") == 1


def test_contents_and_title_page_of_an_e_book_are_no_part_of_the_story() -> None:
    (draft,) = read_stories((FILES / "pandoc.epub").read_bytes(), "a.epub", limits=LoadingLimits())
    assert draft.text.startswith("Chapter 1: The Empty Landing\n\nThe ferry")
