"""Of a web page only the article is kept, with what the page says about it."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from index.errors import LoadingError
from index.loading.limits import LoadingLimits
from index.loading.loaded import Loaded
from index.loading.web import article

_PAGES = Path(__file__).parent / "pages"


def _paragraphs(count: int) -> str:
    return "".join(
        f"<p>The harbour council voted {n} times on Monday to keep the Silver Heron.</p>"
        for n in range(count)
    )


def _read(page: str | bytes, limits: LoadingLimits | None = None) -> Loaded:
    data = page.encode() if isinstance(page, str) else page
    return article.read(data, "story.html", limits or LoadingLimits())


def _page(name: str) -> Loaded:
    return _read((_PAGES / name).read_bytes())


def _marked(loaded: Loaded) -> list[tuple[int, str]]:
    return [(h.level, loaded.text[h.start : h.end]) for h in loaded.headings]


@pytest.mark.parametrize(
    ("page", "title", "author", "published", "language"),
    [
        (
            "news.html",
            "Harbour council votes to keep the old ferry",
            "Marta Lindqvist",
            date(2024, 3, 18),
            "en",
        ),
        ("blog.html", "Ein Winter im Leuchtturm", "Anna Grünwald", date(2023, 12, 5), "de"),
        ("serial.html", "Chapter 12: The Salt Road", "wrenfield", None, None),
    ],
)
def test_a_page_says_what_its_article_is(
    page: str, title: str, author: str, published: date | None, language: str | None
) -> None:
    loaded = _page(page)
    assert (loaded.title, loaded.author) == (title, author)
    assert (loaded.published, loaded.language) == (published, language)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            "news.html",
            [
                "the Silver Heron in service for at least another ten years, ending",
                "\n\n“We promised the islanders a boat that sails in every season",
                "\n\nDeparture | From\n06:40 | Market Quay\n09:15 | Lantern Island\n\n",
                "\n\nA town that gives up its ferry gives up its islands.\n\n",
                "\n\n- Tobias Renn, Harbour List\n- Paula Dietz, Harbour List\n",
                "decide on the fares.",
            ],
        ),
        (
            "blog.html",
            [
                "verstand. Er schrieb mir deshalb auf einen Zettel: Die Lampe geht um sechs an.",
                "1. Zuerst wird die Linse geputzt.\n2. Dann wird die Uhr aufgezogen.",
                "nächsten Winter wiederzukommen, und ich werde es halten.",
            ],
        ),
        (
            "serial.html",
            [
                "Chapter 12: The Salt Road\n\nThe caravan left before dawn.",
                "\n\n“You should ride,” said Bram.\n\n“I should do many things.”\n\n",
                "under the salt.\nSleep, little water, sleep,\nthe moon is a coin for the deep.",
            ],
        ),
    ],
)
def test_all_of_the_article_is_kept(page: str, words: list[str]) -> None:
    loaded = _page(page)
    for part in words:
        assert part in loaded.text
    assert "\n\n\n" not in loaded.text
    assert loaded.text == loaded.text.strip()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (
            "news.html",
            "cookies|Weather|Subscribe|Ten ferries|bridge|ADVERTISEMENT|tyres|READ MORE|winters"
            "|Comments|seadog77|islander|Most read|bakery|All rights|Privacy|trackEverything",
        ),
        (
            "blog.html",
            "Tagebuch|Über mich|Teilen|Twitter|Schlagwörter|Gedanken|gefesselt|Sommer|Neueste",
        ),
        (
            "serial.html",
            "StoryHaven|Browse|Previous|Next|Index|Thanks for reading|Comments|loved|coming out",
        ),
    ],
)
def test_what_stands_around_the_article_is_left_out(page: str, words: str) -> None:
    loaded = _page(page)
    assert [part for part in words.split("|") if part in loaded.text.replace("islanders", "")] == []


@pytest.mark.parametrize(
    ("page", "headings"),
    [
        (
            "news.html",
            [
                (1, "Harbour council votes to keep the old ferry"),
                (2, "What the repairs will cost"),
                (2, "Who voted against"),
            ],
        ),
        ("blog.html", [(1, "Ein Winter im Leuchtturm"), (3, "Die Lampe"), (3, "Der Abschied")]),
        ("serial.html", [(1, "Chapter 12: The Salt Road")]),
    ],
)
def test_headings_are_marked_where_they_stand(page: str, headings: list[tuple[int, str]]) -> None:
    assert _marked(_page(page)) == headings


@pytest.mark.parametrize("wrapper", ["<body>{}</body>", "<body><section>{}</section></body>"])
def test_the_chapters_of_a_whole_book_are_kept(wrapper: str) -> None:
    words = ["lantern", "harbour", "island"]
    chapters = "".join(
        f"<div class=chapter><h2><a id=c{n}></a>CHAPTER {n}<br>The {word}</h2>"
        + "".join(f"<p>The {word} of paragraph {p} shone on the salt road.</p>" for p in range(9))
        + "</div>"
        for n, word in enumerate(words, start=1)
    )
    body = wrapper.format("<h1>The Keeper</h1>" + chapters)
    loaded = _read(f"<html><title>The Keeper | Books</title>{body}</html>")
    assert _marked(loaded) == [(1, "The Keeper")] + [
        (2, f"CHAPTER {n} The {word}") for n, word in enumerate(words, start=1)
    ]
    for start, word in zip(loaded.headings[1:], words, strict=True):
        assert loaded.text[start.end :].startswith(f"\n\nThe {word} of paragraph 0 shone")


@pytest.mark.parametrize(
    "frame",
    [
        "<article>{}</article>",
        "<div class=chapter-content>{}</div>",
        "{}",
        "<div><div>{}</div></div>",
    ],
)
def test_what_a_story_repeats_is_kept_as_often(frame: str) -> None:
    scene = "<p>“No,” she said.</p><p>The salt road had a milestone number {}.</p><p>* * *</p>"
    story = "".join(scene.format(n) for n in range(6)) + "<ul><li>one lamp</li><li>no oil</li></ul>"
    page = (
        "<html><body><div class=menu><a href=/>Start</a><p><a href=/login>Log in</a></p></div>"
        + frame.format(
            f"<h1>The Road</h1><p>It began at dawn, as it had the day before.</p>{story}"
            "<p>It ended at dusk, as it would for many days to come.</p>"
        )
        + "<div class=footer><p>All rights reserved. Contact us.</p></div></body></html>"
    )
    loaded = _read(page)
    assert loaded.text.count("“No,” she said.") == 6
    assert loaded.text.count("* * *") == 6
    assert "- one lamp\n- no oil\n\nIt ended" in loaded.text
    assert loaded.text.startswith("The Road\n\nIt began at dawn")
    assert loaded.text.endswith("many days to come.")


def test_a_poem_keeps_its_lines_and_stanzas() -> None:
    stanza = "<br>\n".join(f"The sea has line {n}, and so has the poem" for n in range(4))
    loaded = _read(
        f"<html><title>The Sea</title><h1>The Sea</h1><div>{stanza}<br><br>{stanza}</div></html>"
    )
    lines = "\n".join(f"The sea has line {n}, and so has the poem" for n in range(4))
    assert loaded.text == f"The Sea\n\n{lines}\n\n{lines}"


def test_a_title_that_only_the_tab_shows_is_no_heading() -> None:
    loaded = _read(f"<html><title>The Ferry</title><article>{_paragraphs(3)}</article></html>")
    assert loaded.title == "The Ferry"
    assert loaded.headings == ()
    assert loaded.text.startswith("The harbour council voted 0 times")


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ("", None),
        ('<meta name="author" content="Ingrid Vale">', "Ingrid Vale"),
        ('<meta property="article:author" content="Ingrid Vale">', "Ingrid Vale"),
        (
            '<script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","author":'
            '[{"@type":"Person","name":"Ren\\u00e9 Vale"},{"@type":"Person","name":"Bo Li"}]}'
            "</script>",
            "René Vale, Bo Li",
        ),
        ('<script type="application/ld+json">{"author": [[[{"broken</script>', None),
    ],
)
def test_an_author_is_named_only_if_the_page_does(head: str, author: str | None) -> None:
    note = "<div class='author-note'><p>Author's note: Thanks for reading, see you.</p></div>"
    page = f"<html><head>{head}</head><body><article>{_paragraphs(4)}</article>{note}</body></html>"
    assert _read(page).author == author


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2021-05-04T10:00:00Z">', (2021, 5, 4)),
        ('<meta property="article:published_time" content="2021-99-99">', None),
        ('<meta property="article:published_time" content="2999-01-01">', None),
        ("", None),
    ],
)
def test_a_date_is_the_one_that_the_page_gives(
    head: str, published: tuple[int, int, int] | None
) -> None:
    text = "<p>In the winter of 1987, and again on 3 May 2001, the ferry stood still.</p>"
    body = f"<body><article>{text}{_paragraphs(4)}</article></body>"
    page = f"<html><head>{head}</head>{body}</html>"
    assert _read(page).published == (date(*published) if published else None)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1251", "shift_jis", "koi8-r"])
def test_pages_are_read_in_the_encoding_they_say(charset: str) -> None:
    words = {
        "utf-8": "Thérèse promised 約束",
        "iso-8859-1": "Thérèse promised",
        "windows-1251": "Тереза обещала",
        "koi8-r": "Тереза обещала",
        "shift_jis": "テレーズは約束した",
    }[charset]
    page = f'<html><head><meta charset="{charset}"></head><article>{_paragraphs(3)}<p>{words}</p>'
    assert words in _read(page.encode(charset)).text


def test_a_mark_of_the_encoding_goes_before_what_the_page_says() -> None:
    page = f'<meta charset="iso-8859-1"><article>{_paragraphs(3)}<p>Thérèse</p></article>'
    assert "Thérèse" in _read(b"\xef\xbb\xbf" + page.encode()).text
    assert "Thérèse" in _read(page.encode("utf-16")).text


def test_what_nobody_sees_is_not_kept() -> None:
    hidden = "<p>The Sil\u00adver Her\u200bon sails\x07 to\ufeffday, they said at noon.</p>"
    loaded = _read(f"<article>{_paragraphs(3)}{hidden}</article>")
    assert "The Silver Heron sails today, they said at noon." in loaded.text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "web-no-article"),
        ("   ", "web-no-article"),
        ("no page at all", "web-no-article"),
        ("<html></html>", "web-no-article"),
        ("<nav><a href=/>Start</a><a href=/2>Two</a></nav>", "web-no-article"),
        ("<p>Log in</p><form><input name=user></form>", "web-no-article"),
        ("\x00\x01\x02" * 100, "web-no-article"),
        (
            "<body><noscript>You need to enable JavaScript to run this app.</noscript>"
            "<div id=root></div><script src=/app.js></script></body>",
            "web-scripts",
        ),
        (
            "<body><p>Bitte aktivieren Sie JavaScript in Ihrem Browser, um diese Seite in ihrer"
            " vollen Schönheit zu sehen und alles zu lesen.</p></body>",
            "web-scripts",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":'
            f'"False"}}</script><article>{_paragraphs(3)}<p>Subscribe to go on.</p></article>',
            "web-subscribers",
        ),
    ],
)
def test_pages_without_an_article_are_refused(page: str, reason: str) -> None:
    with pytest.raises(LoadingError, match=r"^story\.html .*; .* attach it$") as caught:
        _read(page)
    assert caught.value.reason == reason


def test_an_article_that_is_whole_is_read_whatever_is_said_of_subscribers() -> None:
    said = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    loaded = _read(f"{said}<article>{_paragraphs(40)}</article>")
    assert loaded.text.count("Silver Heron") == 40


def test_an_article_has_a_longest_length() -> None:
    with pytest.raises(LoadingError, match="holds more than 200 characters"):
        _read(f"<article>{_paragraphs(10)}</article>", LoadingLimits(max_characters=200))


@pytest.mark.parametrize(
    "inside",
    ["<div>", "<b><i>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<p><span>", "<h2>"],
)
def test_deep_nesting_hides_no_article(inside: str) -> None:
    assert "Silver Heron" in _read(f"<article>{_paragraphs(4)}{inside * 3_000}deep").text


@pytest.mark.parametrize(
    "page",
    [
        f"<article class='{'a-' * 100_000}'>{_paragraphs(4)}</article>",
        "<article " + " ".join(f"a{n}=1" for n in range(2_000)) + f">{_paragraphs(4)}</article>",
        f"<article><p>{'<a href=/>by a link</a> ' * 1_000}</p>{_paragraphs(4)}</article>",
        f"<article>{'<h1>x</h1>' * 1_000}{_paragraphs(4)}</article>",
        f"<script type='application/ld+json'>{'[' * 100_000}</script><article>{_paragraphs(4)}",
        f"<title>{'- a ' * 20_000}</title><article>{_paragraphs(4)}</article>",
        f"<article>{_paragraphs(4)}<table>{'<td colspan=1000 rowspan=1000>b' * 50}",
        "<" * 5_000,
        f"<!--{'<!-- ' * 20_000}{_paragraphs(1)}",
    ],
    ids=["class", "attributes", "links", "headings", "json", "title", "cells", "angles", "comment"],
)
def test_hostile_pages_end_in_a_story_or_a_sentence(page: str) -> None:
    with suppress(LoadingError):
        assert _read(page).text


def test_nothing_that_a_page_refers_to_is_read() -> None:
    page = (
        "<!DOCTYPE html SYSTEM 'http://127.0.0.1:1/x' [<!ENTITY file SYSTEM 'file:///etc/passwd'>"
        f"]><html><body><article>{_paragraphs(4)}<p>&file;</p><img src=http://127.0.0.1:1/i>"
        "<iframe src=file:///etc/passwd></iframe></article></body></html>"
    )
    assert "root:" not in _read(page).text


def test_reading_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    _page("news.html")  # with everything imported

    def never(*args: object, **more: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "socket", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    assert _page("blog.html").title


def test_reading_needs_nothing_that_fetches() -> None:
    code = "import sys, index.loading.web.article; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for module in ("httpcore2", "index.loading.web.fetching", "trafilatura", "torch"):
        assert f"'{module}'" not in done.stdout
