from __future__ import annotations

import os
import re
import stat
import sys
from datetime import date
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


@pytest.mark.parametrize("name", ["a.mobi", "a", ".txt", "a.txt.gz"])
def test_an_unknown_format_says_which_are_known(tmp_path: Path, name: str) -> None:
    message = refusal(written(tmp_path, name, "It snowed."))
    assert message.endswith(
        "save it as a .txt, .md, .html, .htm, .pdf, .docx, .epub, .odt, .rtf or .zip file"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"It snowed.\0",
        "It snowed.".encode("utf-16-le"),
        b"\x01\x02\x03 abc",
        b"\xff\x00\xfe\x00",
        bytes(range(1, 256)) * 3,
    ],
)
def test_a_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert re.search(
        "is binary, not text|cannot be told", refusal(written(tmp_path, "a.txt", content))
    )


def test_a_stray_control_character_is_refused_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "It snowed.\n" * 100 + "End\x1b[0m.")
    assert "U+001B in line 101" in refusal(path)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8-sig", "Café in Köln, 東京"),
        ("utf-16", "Café in Köln, 東京"),
        ("utf-32", "Café in Köln, 東京"),
        ("latin-1", "Café in Köln."),
        ("cp1252", "“Café in Köln…” said he – and left."),
        ("cp1250", "Zażółć gęślą jaźń. Święty Mikołaj przyniósł łódź i źródło światła."),
        ("iso8859-2", "Zażółć gęślą jaźń. Święty Mikołaj przyniósł łódź i źródło światła."),
        ("cp1251", "Старик жил у самого синего моря. Он ловил рыбу неводом."),
        ("koi8-r", "Старик жил у самого синего моря. Он ловил рыбу неводом."),
        ("cp1253", "Ο γέρος ζούσε κοντά στη θάλασσα και ψάρευε κάθε μέρα."),
        ("cp1254", "Yaşlı adam denizin yanında yaşıyordu. Her gün balık tutuyordu, çok güzeldi."),
        ("shift-jis", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"),
        ("euc-jp", "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"),
        ("gb18030", "从前有一个老人住在海边。他每天打鱼三十三年。"),
        ("big5", "從前有一個老人住在海邊。他每天打魚三十三年。"),
        ("cp949", "옛날에 바다 가까이에 노인이 살았습니다. 그는 매일 물고기를 잡았습니다."),
        ("mac-roman", "Élodie était déjà là, près de la forêt où le garçon pêchait."),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_the_encodings_that_people_have_are_read(
    tmp_path: Path, encoding: str, words: str, suffix: str
) -> None:
    path = written(tmp_path, f"a{suffix}", words.encode(encoding))
    assert load_story(path, max_bytes=LIMIT).text == words


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = '<meta charset="windows-1255"><p>שלום.</p>'
    path = written(tmp_path, "a.html", page.encode("cp1255"))
    assert load_story(path, max_bytes=LIMIT).text == "שלום."


@pytest.mark.parametrize("named", ["utf-7", "rot13", "unicode_escape", "hex", "none-such"])
def test_an_encoding_that_is_a_program_is_not_run(tmp_path: Path, named: str) -> None:
    path = written(tmp_path, "a.html", f"<meta charset={named}><p>It snowed.</p>")
    assert load_story(path, max_bytes=LIMIT).text == "It snowed."


def test_an_encoding_that_cannot_be_told_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "שלום עולם. הזקן גר ליד הים.".encode("cp1255"))
    assert refusal(path).endswith("save it as UTF-8 and add it again")


def test_damaged_utf8_names_the_position_of_the_wrong_byte(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "Öl. It snowed. Ö".encode()[:-1])
    assert "position 16" in refusal(path)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("He \u202eton did\u202c it.", "He ton did it."),
        ("a\u2066b\u2069 sn\u200bow so\u00adft wo\u2060rd x\ufeffy", "ab snow soft word xy"),
        ("jo\u200din no\u200cin l\u200er", "join noin lr"),
        ("می\u200cخواهم क्\u200dष 👩\u200d💻", "می\u200cخواهم क्\u200dष 👩\u200d💻"),
        ("שלום\u200f, abc", "שלום\u200f, abc"),
        ("ไทย\u200bไทย", "ไทย\u200bไทย"),
        ("a\U000e0041\U000e0042b", "ab"),
    ],
)
def test_what_nobody_sees_goes_and_what_a_script_needs_stays(
    tmp_path: Path, suffix: str, words: str, kept: str
) -> None:
    assert load_story(written(tmp_path, f"a{suffix}", words), max_bytes=LIMIT).text == kept


def test_the_head_of_a_markdown_file_tells_title_author_day_and_language(tmp_path: Path) -> None:
    head = (
        '---\ntitle: "The Mill"\nauthor: Ida\ndate: 2019-04-07\nlang: de-AT\n---\n\n# One\n\nText.'
    )
    draft = load_story(written(tmp_path, "a.md", head), max_bytes=LIMIT)
    assert (draft.title, draft.author, draft.language) == ("The Mill", "Ida", "de")
    assert draft.published == date(2019, 4, 7)
    assert draft.text == head


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
