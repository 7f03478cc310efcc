from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import LoadingError
from index.loading.files import FORMATS, read_stories
from index.loading.loader import Loader
from index.loading.web import WebOptions
from tests.fuzz.seeds import EPUB, archive, seeds
from tests.index.loading import hostile
from tests.index.loading.outcomes import (
    LIMITS,
    SUFFIXES,
    XML,
    check_sentence,
    outcome,
    refusal,
    told,
)

pytestmark = pytest.mark.usefixtures("bounds")


def test_every_format_is_tried_here() -> None:
    assert {suffix for suffix in FORMATS if seeds(suffix)} <= set(SUFFIXES)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file_is_refused(suffix: str) -> None:
    refusal(b"", f"a{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_gigantic_file_is_refused_unread(suffix: str) -> None:
    assert "larger than" in refusal(bytes(LIMITS.max_bytes + 1), f"a{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_noise_is_refused(suffix: str) -> None:
    refusal(bytes(n * n * 31 % 256 for n in range(5_000)), f"a{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_cut_short_is_a_story_or_refused(suffix: str) -> None:
    data = seeds(suffix)[0]
    for part in (0.3, 0.95):
        outcome(data[: int(len(data) * part)], f"a{suffix}")


@pytest.mark.parametrize("real", SUFFIXES)
def test_a_name_that_lies_is_a_story_or_refused(real: str) -> None:
    for claimed in {*SUFFIXES} - {real}:
        # Here, where it is quicker: nothing in these files means harm.
        try:
            read_stories(seeds(real)[0], f"a{claimed}", limits=LIMITS)
        except LoadingError as error:
            check_sentence(str(error))


@pytest.mark.parametrize("suffix", [*XML, ".html"])
def test_a_billion_laughs_are_not_laughed(suffix: str) -> None:
    assert "hahaha" not in told(hostile.with_entity(suffix, hostile.LAUGHS, "&a11;"), f"a{suffix}")


def test_a_billion_laughs_in_the_list_of_contents_are_not_laughed() -> None:
    assert "haha" not in told(hostile.in_the_book(hostile.LAUGHS, "&a11;"), "a.epub")


@pytest.mark.parametrize("suffix", [*XML, ".html"])
def test_a_long_word_used_often_does_not_multiply(suffix: str) -> None:
    data = hostile.with_entity(suffix, hostile.QUADRATIC, "&a;" * 50_000)
    assert "hahaha" not in told(data, f"a{suffix}")


@pytest.mark.parametrize("suffix", [*XML, ".html"])
@pytest.mark.parametrize("scheme", ["file://", ""])
def test_no_file_of_the_machine_comes_in(suffix: str, scheme: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret words")
    doctype = hostile.external(f"{scheme}{tmp_path / 'secret'}")
    assert "secret words" not in told(hostile.with_entity(suffix, doctype, "&a;"), f"a{suffix}")


@pytest.mark.parametrize("suffix", XML)
def test_no_parameter_brings_a_file_in(suffix: str) -> None:
    assert "root:" not in told(hostile.with_entity(suffix, hostile.PARAMETER, "&a;"), f"a{suffix}")


@pytest.mark.parametrize("suffix", [*XML, ".html"])
def test_no_address_is_asked_for(suffix: str, listener: Callable[[], int]) -> None:
    address = f"http://127.0.0.1:{listener()}/a.dtd"
    doctype = f'<!DOCTYPE x SYSTEM "{address}" [<!ENTITY a SYSTEM "{address}">]>'
    told(hostile.with_entity(suffix, doctype, "&a;"), f"a{suffix}")


@pytest.fixture
def listener() -> Iterator[Callable[[], int]]:
    """Gives a port of this machine at which nobody may call."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        yield lambda: int(server.getsockname()[1])
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


# By what they are called in the tests' names, which a file's bytes would make endless.
MEASURELESS = {
    "div.html": b"<div>" * 300_000 + b"It snowed.",
    "bold.html": b"<b><i>" * 50_000 + b"It snowed.",
    "table.html": b"<p>" + b"<table><tr><td>" * 50_000 + b"It snowed.",
    "list.html": b"<ul><li>" * 50_000 + b"It snowed.",
    "attributes.html": b"<a " + b"b=c " * 300_000 + b">It snowed.",
    "comments.html": b"<!--" * 300_000 + b"It snowed.",
    "ampersands.html": b"&" * 1_000_000 + b" It snowed.",
    "braces.rtf": b"{\\rtf1 " + b"{" * 500_000 + b"It snowed.",
    "bold.rtf": b"{\\rtf1 " + b"{\\b " * 200_000 + b"It snowed." + b"}" * 200_000,
    "unicode.rtf": b"{\\rtf1 " + b"\\u9999999 " * 200_000 + b"It snowed.}",
    "bytes.rtf": b"{\\rtf1 " + b"\\'zz" * 200_000 + b"It snowed.}",
    "binary.rtf": b"{\\rtf1 \\bin99999999999 It snowed.}",
    "backslashes.rtf": b"{\\rtf1 " + b"\\" * 500_000 + b"It snowed.}",
    "quotes.md": b"> " * 200_000 + b"It snowed.",
    "links.md": b"[" * 200_000 + b"It snowed." + b"](" * 200_000,
    "marks.md": b"# " * 500_000 + b"It snowed.",
    "spaces.md": b"#" + b" " * 1_000_000 + b"x",
    "ticks.md": b"`" * 1_000_000 + b"It snowed.",
    "headings.md": b"\n# a" * 200_000,
}


@pytest.mark.parametrize("filename", MEASURELESS)
def test_text_nested_or_repeated_without_measure_ends(filename: str) -> None:
    outcome(MEASURELESS[filename], filename)


def test_an_old_page_that_closes_nothing_is_read_to_its_end() -> None:
    page = b"<html><body>" + b"<font size=2>It snowed.<br>" * 2_000 + b"The end."
    assert told(page, "a.html").endswith("The end.")


@pytest.mark.parametrize("filename", ["a.html", "a.epub"])
def test_a_page_too_deep_to_be_read_whole_is_not_read_in_part(filename: str) -> None:
    page = "<b>It snowed." * 3_000
    data = page.encode() if filename == "a.html" else archive({**EPUB, "c.xhtml": page})
    assert "nested too deeply" in refusal(data, filename)


@pytest.mark.parametrize("suffix", XML)
def test_elements_nested_without_measure_end(suffix: str) -> None:
    deep = "<x>" * 100_000 + "</x>" * 100_000
    outcome(hostile.with_entity(suffix, "", deep), f"a{suffix}")


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-32", "cp1252", "shift-jis", "cp037", "koi8-r", "utf-7"]
)
def test_text_in_another_encoding_is_a_story_or_refused(encoding: str) -> None:
    words = "Köln “snow”" if encoding in {"cp1252", "cp037"} else "снег"
    for suffix in (".txt", ".md", ".html", ".rtf"):
        outcome(words.encode(encoding, "replace"), f"a{suffix}")


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_text_that_runs_the_other_way_or_takes_no_room_keeps_its_letters(suffix: str) -> None:
    words = "\u202bשלג ירד\u202c, \u200bsno\u200dw \u2066fell\u2069 \u061cثلج"
    kept = "".join(c for c in told(words.encode(), f"a{suffix}") if c.isprintable())
    assert kept == "שלג ירד, snow fell ثلج"


def test_a_story_of_too_many_characters_is_refused() -> None:
    small = Loader(replace(LIMITS, max_characters=1_000), WebOptions())
    assert "1,000 characters" in refusal(b"It snowed. " * 100, "a.txt", small)
