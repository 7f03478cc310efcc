"""Files that are wrong, locked, lying or hostile: each is refused with one clear sentence."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from index.domain import StoryDraft
from index.errors import LoadingError
from index.loading import LoadingLimits, read_stories
from tests.index.loading import hostile

FILES = Path(__file__).parent / "files"
LIMITS = LoadingLimits(max_unpacked_bytes=1_000_000, max_files=5)


def real(name: str) -> bytes:
    return (FILES / name).read_bytes()


def refusal(data: bytes, filename: str, limits: LoadingLimits = LIMITS) -> str:
    with pytest.raises(LoadingError) as caught:
        read_stories(data, filename, limits=limits)
    message = str(caught.value)
    assert message.isprintable()
    assert "; " in message
    assert caught.value.reason
    return message


def archive(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return packed.getvalue()


def changed(name: str, path: str, old: str, new: str) -> bytes:
    """A real packed file in one of whose entries some words were replaced."""
    with zipfile.ZipFile(FILES / name) as packed:
        files = {entry: packed.read(entry) for entry in packed.namelist()}
    assert old.encode() in files[path]
    return archive(files | {path: files[path].replace(old.encode(), new.encode())})


def names(drafts: tuple[StoryDraft, ...]) -> list[str]:
    return [draft.name for draft in drafts]


@pytest.mark.parametrize(
    ("made", "claimed", "told"),
    [
        ("office.pdf", "story.docx", "really in the format PDF; rename it to story.pdf"),
        ("office.docx", "story.pdf", "really in the format DOCX; rename it to story.docx"),
        ("office.epub", "story.zip", "really in the format EPUB; rename it to story.epub"),
        ("office.odt", "story.txt", "really in the format ODT; rename it to story.odt"),
        ("office.rtf", "story.md", "really in the format RTF; rename it to story.rtf"),
        ("office.html", "story.txt", "really in the format HTML; rename it to story.html"),
        ("office.pdf", "story", "really in the format PDF; rename it to story.pdf"),
    ],
)
def test_a_name_that_lies_is_told_with_the_right_one(made: str, claimed: str, told: str) -> None:
    assert told in refusal(real(made), claimed)


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"\x89PNG\r\n\x1a\n....", "PNG"), (b"\x7fELF....", "ELF"), (b"MZ\x90\0....", "EXE")],
)
def test_what_holds_no_story_is_named(data: bytes, kind: str) -> None:
    for suffix in (".txt", ".epub", ".pdf"):
        assert f"really in the format {kind}" in refusal(data, f"story{suffix}")


def test_a_spreadsheet_is_no_story() -> None:
    data = archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})
    assert "XLSX" in refusal(data, "story.docx")


def test_the_old_format_of_word_says_what_to_save() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert "save it as .docx" in refusal(data, "story.doc")
    assert "save it as .docx" in refusal(data, "story.docx")


@pytest.mark.parametrize(
    "name",
    ["office.pdf", "office.docx", "office.epub", "office.odt", "pandoc.docx"],
)
def test_a_file_that_was_cut_off_is_damaged(name: str) -> None:
    data = real(name)
    assert "is damaged" in refusal(data[: len(data) // 2], name)


@pytest.mark.parametrize(
    "name", ["a.pdf", "a.docx", "a.epub", "a.odt", "a.rtf", "a.zip", "a.txt", "a.md", "a.html"]
)
def test_an_empty_file_is_refused(name: str) -> None:
    refusal(b"", name)


@pytest.mark.parametrize(
    ("name", "path"),
    [("office.docx", "word/document.xml"), ("office.odt", "content.xml")],
)
def test_a_packed_file_without_its_text_is_damaged(name: str, path: str) -> None:
    with zipfile.ZipFile(FILES / name) as packed:
        files = {entry: packed.read(entry) for entry in packed.namelist() if entry != path}
    assert refusal(archive(files), name)


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (hostile.encrypted_zip(), "a.zip", "password"),
        (hostile.encrypted_pdf(), "a.pdf", "password"),
        (hostile.encrypted_docx(), "a.docx", "password"),
        (hostile.encrypted_odt(), "a.odt", "password"),
        (hostile.locked_epub(), "a.epub", "copy-protected"),
    ],
    ids=["zip", "pdf", "docx", "odt", "epub"],
)
def test_a_locked_file_says_so(data: bytes, name: str, told: str) -> None:
    assert told in refusal(data, name)


def test_an_e_book_with_disguised_fonts_is_read() -> None:
    disguise = (
        b'<encryption xmlns="urn:x"><EncryptedData><EncryptionMethod'
        b' Algorithm="http://www.idpf.org/2008/embedding"/></EncryptedData></encryption>'
    )
    with zipfile.ZipFile(FILES / "pandoc.epub") as packed:
        files = {entry: packed.read(entry) for entry in packed.namelist()}
    data = archive(files | {"META-INF/encryption.xml": disguise})
    assert names(read_stories(data, "a.epub", limits=LIMITS)) == ["a"]


@pytest.mark.parametrize(
    ("name", "path", "root"),
    [
        ("office.docx", "word/document.xml", "<w:document"),
        ("office.odt", "content.xml", "<office:document-content"),
        ("office.epub", "OEBPS/content.opf", "<package"),
    ],
)
def test_an_xml_bomb_is_told(name: str, path: str, root: str) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{root}'
    assert "XML entities" in refusal(changed(name, path, root, bomb), name)


def test_a_bomb_is_counted_while_it_is_unpacked() -> None:
    data = archive({"a.txt": b"ha " * 1_000_000})
    assert len(data) < 10_000
    assert "unpacks to more than 1,000,000 bytes" in refusal(data, "a.zip")


def test_all_that_a_file_holds_counts_together() -> None:
    files = {f"{n}.txt": b"ha " * 100_000 for n in range(4)}
    assert "unpacks to more than" in refusal(archive(files), "a.zip")


@pytest.mark.parametrize(
    "path", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt", "\\a.txt"]
)
def test_a_path_that_leads_out_of_an_archive_is_refused(path: str) -> None:
    data = archive({"b.txt": b"It snowed.", path: b"It rained."})
    assert "leads out of it" in refusal(data, "a.zip")


def test_a_link_in_an_archive_is_refused() -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr(link, "/etc/passwd")
    assert "leads out of it" in refusal(packed.getvalue(), "a.zip")


def test_an_archive_in_an_archive_is_refused() -> None:
    inner = archive({"a.txt": b"It snowed."})
    assert "another archive" in refusal(archive({"b.txt": b"Hi.", "in.zip": inner}), "a.zip")


def test_more_stories_than_allowed_are_refused() -> None:
    files = {f"{n}.txt": b"It snowed." for n in range(6)}
    assert "more than 5 files" in refusal(archive(files), "a.zip")


def test_an_archive_without_a_story_is_refused() -> None:
    assert "holds no story" in refusal(archive({"a.jpg": b"\xff\xd8\xff"}), "a.zip")
    assert "holds no story" in refusal(archive({}), "a.zip")


def test_one_bad_file_refuses_its_archive_and_is_named() -> None:
    data = archive({"good.txt": b"It snowed.", "bad.pdf": b"%PDF-1.4 broken"})
    assert refusal(data, "a.zip").startswith("bad.pdf in a.zip is damaged")


def test_an_archive_gives_its_stories_names_of_their_own() -> None:
    data = archive(
        {
            "one/snow.txt": b"It snowed.",
            "two/Snow.md": b"# The Mill\n\nIt snowed more.",
            "two/rain.html": b"<p>It rained.",
            "__MACOSX/one/._snow.txt": b"\0\0",
            ".hidden/a.txt": b"Hidden.",
            "two/cover.jpg": b"\xff\xd8\xff",
            "folder/": b"",
        }
    )
    drafts = read_stories(data, "a.zip", limits=LIMITS)
    assert names(drafts) == ["snow", "Snow (2)", "rain"]
    assert [draft.title for draft in drafts] == ["Snow", "The Mill", "Rain"]


def test_a_name_goes_with_one_story_only() -> None:
    one = archive({"a.txt": b"It snowed."})
    assert names(read_stories(one, "a.zip", name="mill", limits=LIMITS)) == ["mill"]
    two = archive({"a.txt": b"It snowed.", "b.txt": b"It rained."})
    with pytest.raises(LoadingError, match="cannot share a name"):
        read_stories(two, "a.zip", name="mill", limits=LIMITS)


def test_a_pdf_of_too_many_pages_is_refused_before_it_is_read() -> None:
    limits = LoadingLimits(max_pages=20)
    assert "has 21 pages, and 20 are allowed" in refusal(hostile.pages(21), "a.pdf", limits)


def test_a_pdf_of_scans_needs_its_text_recognised_first() -> None:
    assert "text recognition" in refusal(hostile.scan(3), "a.pdf")


@pytest.mark.parametrize("name", ["office.pdf", "office.docx", "pandoc.epub", "source.md"])
def test_a_story_of_too_many_characters_is_refused(name: str) -> None:
    limits = LoadingLimits(max_characters=5_000)
    assert "more than 5,000 characters" in refusal(real(name), name, limits)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert "larger than 10 bytes" in refusal(b"x" * 11, "a.pdf", LoadingLimits(max_bytes=10))


def test_a_long_or_odd_name_is_shortened_in_messages() -> None:
    message = refusal(b"", "/a/b\\" + "n" * 300 + "\u202e\n.txt")
    assert len(message) < 150
    assert "/a/b" not in message
