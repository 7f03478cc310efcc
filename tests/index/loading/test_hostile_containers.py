from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from index.errors import LoadingError
from index.library import Library
from tests.fuzz.seeds import EPUB
from tests.index.loading import hostile
from tests.index.loading.outcomes import LIMITS, LOADER, XML, outcome, refusal, told

pytestmark = pytest.mark.usefixtures("bounds")


@pytest.mark.parametrize("suffix", XML)
def test_a_bomb_in_a_packed_format_is_put_out(suffix: str) -> None:
    refusal(hostile.padded(suffix, 3 * LIMITS.max_unpacked_bytes), f"a{suffix}")


ARCHIVES: dict[str, Callable[[], bytes]] = {
    "one": lambda: hostile.archive_of({"a.txt": b"ha " * LIMITS.max_unpacked_bytes}),
    "nested": lambda: hostile.nested(3, 5),
    "overlapping": lambda: hostile.overlapping(400, 1_000_000),
    "many": lambda: hostile.archive_of(
        {f"{n}.txt": b"It snowed." for n in range(LIMITS.max_files + 1)}
    ),
    "very many": lambda: hostile.overlapping(60_000, 3),
    "encrypted": hostile.encrypted_zip,
    "link": hostile.symlink,
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_a_hostile_archive_is_refused(kind: str) -> None:
    refusal(ARCHIVES[kind](), "a.zip")


def test_an_entry_that_lies_about_its_size_is_not_unpacked_whole() -> None:
    outcome(hostile.lying_size(3 * LIMITS.max_unpacked_bytes), "a.zip")


@pytest.mark.parametrize(
    "name",
    [
        "../../../snow.txt",
        "/etc/cron.d/snow.txt",
        "C:\\windows\\snow.txt",
        "..\\..\\snow.txt",
        "a/../../snow.txt",
        "snow.txt\0.exe",
        "\0\0.txt",
        "sn\now.txt",
        "\u202etxt.wons.txt",
        "~/.ssh/snow.txt",
    ],
)
def test_no_name_in_an_archive_leads_out_of_it(name: str) -> None:
    got = outcome(hostile.named(name), "a.zip")
    for draft in () if isinstance(got, str) else got:
        assert draft.text == "It snowed in the mill."
        assert draft.name.isprintable()
        assert not re.search(r"[/\\]|\.\.", draft.name)


@pytest.mark.parametrize("name", ["../../snow.txt", "..\\..\\snow.txt", "C:\\a\\snow.txt"])
def test_no_name_of_an_upload_is_a_place(name: str) -> None:
    got = outcome(b"It snowed.", name)
    assert not isinstance(got, str)
    assert got[0].name == "snow"


@pytest.mark.parametrize(
    ("make", "filename"),
    [
        (hostile.encrypted_zip, "a.zip"),
        (hostile.encrypted_pdf, "a.pdf"),
        (hostile.encrypted_docx, "a.docx"),
        (hostile.encrypted_odt, "a.odt"),
        (hostile.locked_epub, "a.epub"),
    ],
)
def test_a_locked_file_is_refused_as_such(make: Callable[[], bytes], filename: str) -> None:
    assert re.search("password|protected", refusal(make(), filename))


def test_a_pdf_of_ten_thousand_pages_is_refused() -> None:
    assert "10,000 pages" in refusal(hostile.pages(10_000), "a.pdf")


def test_a_pdf_of_scans_says_that_it_is_one() -> None:
    assert re.search("scan|picture|image", refusal(hostile.scan(30), "a.pdf"))


@pytest.mark.parametrize("kind", hostile.circles())
def test_a_pdf_that_leads_in_circles_ends(kind: str) -> None:
    outcome(hostile.circles()[kind], "a.pdf")


@pytest.mark.parametrize("layers", [1, 3])
def test_a_bomb_in_a_pdf_is_put_out(layers: int) -> None:
    outcome(hostile.pdf_bomb(layers), "a.pdf")


def test_a_book_that_lists_a_thousand_chapters_twice_ends() -> None:
    items = "".join(f'<itemref idref="c" id="r{n}"/>' for n in range(100_000))
    opf = EPUB["a.opf"].replace('<itemref idref="c"/>', items)
    outcome(hostile.archive_of({**EPUB, "a.opf": opf}), "a.epub")


@pytest.mark.parametrize("target", ["../../../etc/passwd", "file:///etc/passwd", "/etc/passwd"])
def test_a_book_whose_chapter_stands_elsewhere_brings_nothing_in(target: str) -> None:
    opf = EPUB["a.opf"].replace("c.xhtml", target)
    assert "root:" not in told(hostile.archive_of({**EPUB, "a.opf": opf}), "a.epub")


def test_a_refused_archive_adds_nothing_to_a_library(library: Library) -> None:
    data = hostile.archive_of({"a.txt": b"It snowed in the mill.", "b.pdf": b"%PDF-1.4 broken"})
    before = library.stories()
    with pytest.raises(LoadingError):
        _add_all(library, data)
    assert library.stories() == before


def _add_all(library: Library, data: bytes) -> None:
    for draft in LOADER.load_bytes(data, "a.zip"):
        library.add(draft)
