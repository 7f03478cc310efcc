from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from index.errors import LoadingError
from index.loading import load_story

LIMIT = 10_000


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path: Path, *, name: str | None = None) -> str:
    with pytest.raises(LoadingError) as caught:
        load_story(path, name=name, max_bytes=LIMIT)
    return str(caught.value)


def test_a_text_file_becomes_a_story_named_by_its_stem(tmp_path: Path) -> None:
    draft = load_story(written(tmp_path, "the-snow_man.txt", "It snowed."), max_bytes=LIMIT)
    assert (draft.name, draft.title, draft.text) == ("the-snow_man", "The snow man", "It snowed.")


def test_a_name_that_is_given_wins_over_the_stem(tmp_path: Path) -> None:
    path = written(tmp_path, "draft7.txt", "It snowed.")
    assert load_story(path, name=" snow ", max_bytes=LIMIT).name == "snow"


def test_a_suffix_in_capitals_is_known_too(tmp_path: Path) -> None:
    assert load_story(written(tmp_path, "SNOW.TXT", "It snowed."), max_bytes=LIMIT).name == "SNOW"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"\xef\xbb\xbf" + "Öl.".encode())
    assert load_story(path, max_bytes=LIMIT).text == "Öl."


def test_all_three_kinds_of_line_ends_are_stored_as_line_feeds(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"one\r\ntwo\rthree\n\r\nfour")
    assert load_story(path, max_bytes=LIMIT).text == "one\ntwo\nthree\n\nfour"


def test_everything_else_is_stored_as_it_was_written(tmp_path: Path) -> None:
    text = "  “Cafe\u0301” …\tand\u00a0so\u2028on 🙂\x0c\n\n  end \n"
    assert load_story(written(tmp_path, "a.txt", text), max_bytes=LIMIT).text == text


def test_a_markdown_file_is_stored_raw_and_takes_its_first_heading_as_title(tmp_path: Path) -> None:
    text = "Some *words*.\n\n```\n# a comment\n```\n#hashtag\n\n##  The Snow Man  ##\n\n# Later\n"
    draft = load_story(written(tmp_path, "snow.md", text), max_bytes=LIMIT)
    assert (draft.name, draft.title, draft.text) == ("snow", "The Snow Man", text)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# C# for poets", "C# for poets"),
        ("### Third ###", "Third"),
        ("    # code", "Some file"),
        ("#", "Some file"),
        ("## ##", "Some file"),
        ("no heading", "Some file"),
    ],
)
def test_a_markdown_heading_is_stripped_of_its_marks(tmp_path: Path, line: str, title: str) -> None:
    path = written(tmp_path, "some-file.md", f"{line}\n\nText.")
    assert load_story(path, max_bytes=LIMIT).title == title


def test_a_heading_as_long_as_a_paragraph_is_shortened_at_a_word(tmp_path: Path) -> None:
    path = written(tmp_path, "a.md", "# " + "word " * 200)
    title = load_story(path, max_bytes=LIMIT).title
    assert len(title) <= 200
    assert title.endswith("word …")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "gone.txt")


def test_a_folder_is_no_story(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_something_that_is_no_regular_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in refusal(tmp_path / "pipe.txt")


def test_a_name_the_system_cannot_hold_is_refused_plainly(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / ("x" * 5000 + ".txt"))


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_a_file_that_may_not_be_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "It snowed.")
    path.chmod(stat.S_IWUSR)
    assert refusal(path).endswith("change its permissions")


@pytest.mark.parametrize("name", ["a.pdf", "a", ".txt", "a.txt.gz"])
def test_an_unknown_format_says_which_are_known(tmp_path: Path, name: str) -> None:
    assert refusal(written(tmp_path, name, "It snowed.")).endswith("save it as a .txt or .md file")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"It snowed.\0",
        "It snowed.".encode("utf-16-le"),
        b"\x01\x02\x03 abc",
        b"\xff\x00\xfe\x00",
    ],
)
def test_a_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "is binary, not text" in refusal(written(tmp_path, "a.txt", content))


def test_a_stray_control_character_is_refused_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "It snowed.\n" * 100 + "End\x1b[0m.")
    assert "U+001B in line 101" in refusal(path)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-16", "UTF-16"), ("utf-32", "UTF-32"), ("latin-1", "WINDOWS-1252"), ("cp1252", "1252")],
)
def test_another_encoding_is_refused_with_the_conversion(
    tmp_path: Path, encoding: str, named: str
) -> None:
    path = written(tmp_path, "a.txt", "Café in Köln.".encode(encoding))
    message = refusal(path)
    assert "is not UTF-8 text" in message
    assert f"{named} -t UTF-8" in message


def test_big_endian_utf16_is_recognised_by_its_mark(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", b"\xfe\xff" + "It snowed.".encode("utf-16-be"))
    assert "it is UTF-16" in refusal(path)


def test_cut_off_utf8_names_the_position_of_the_wrong_byte(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "It snowed. Ö".encode()[:-1])
    assert "position 11" in refusal(path)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\u00a0\u2003".encode()])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "is empty" in refusal(written(tmp_path, "a.txt", content))


def test_a_file_without_a_single_word_is_refused(tmp_path: Path) -> None:
    assert "holds no words" in refusal(written(tmp_path, "a.txt", "* * *\n---\n"))


def test_the_limit_of_size_is_exact(tmp_path: Path) -> None:
    assert load_story(written(tmp_path, "a.txt", b"a" * LIMIT), max_bytes=LIMIT).name == "a"
    assert "larger than 10,000 bytes" in refusal(written(tmp_path, "b.txt", b"a" * (LIMIT + 1)))


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "bell\a"])
def test_a_name_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    message = refusal(written(tmp_path, "a.txt", "It snowed."), name=name)
    assert message.endswith("give one with --name")


def test_a_name_too_long_for_discord_is_refused(tmp_path: Path) -> None:
    message = refusal(written(tmp_path, "a.txt", "It snowed."), name="n" * 101)
    assert "longer than 100 characters" in message
