from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from index import CarryingError, EncoderMismatchError, Libraries, LibraryOptions, StoryDraft
from index.carrying import archives
from index.storage.carried import Carried, CarriedRows
from index.storage.database import Database
from tests.index.carrying.conftest import KEY, RAIN, SNOW, WIND, Opened
from tests.index.support import OtherEncoder

Change = Callable[[dict[str, bytes]], None]


def everything(folder: Path, key: str = KEY) -> Carried:
    with Database.open(folder) as database:
        return CarriedRows(database, key).carried()


def changed(archive: Path, change: Change, *, sealed: bool = True) -> Path:
    """The archive with other files; ``sealed`` when its manifest knows of it."""
    with zipfile.ZipFile(archive) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    change(files)
    if sealed and "manifest.json" in files:
        manifest = json.loads(files["manifest.json"])
        manifest["files"] = {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
            if name != "manifest.json"
        }
        files["manifest.json"] = json.dumps(manifest).encode()
    path = archive.with_name("changed.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def edit(name: str, /, **values: Any) -> Change:
    """Change values of a JSON object in an archive, or of the first one in a list."""

    def change(files: dict[str, bytes]) -> None:
        (found,) = (one for one in files if one.endswith(name))
        said = json.loads(files[found])
        (said[0] if isinstance(said, list) else said).update(values)
        files[found] = json.dumps(said).encode()

    return change


@contextmanager
def refused(libraries: Libraries, path: Path) -> Iterator[None]:
    """The archive is refused with one sentence, and nothing of it is kept."""
    before = libraries.held()
    with pytest.raises(CarryingError) as raised:
        libraries.take_in(path)
    assert str(raised.value).count("\n") == 0
    assert str(raised.value).endswith(".")
    assert libraries.held() == before
    yield


def test_all_of_a_library_comes_through_an_archive_into_an_empty_folder(
    archive: Path, opened: Opened, tmp_path: Path
) -> None:
    imported = opened(tmp_path / "new").take_in(archive)
    assert (imported.key, imported.added, imported.known, imported.renamed) == (KEY, 3, 0, {})
    assert imported.with_records
    assert everything(tmp_path / "new") == everything(tmp_path / "data")


def test_an_imported_library_answers_keeps_its_earlier_versions_and_gets_no_other_story(
    archive: Path, filled: Libraries, opened: Opened, tmp_path: Path
) -> None:
    libraries = opened(tmp_path / "new")
    libraries.take_in(archive)
    library, before = libraries.of(KEY), filled.of(KEY)
    assert library.stories() == before.stories()
    found = library.quote("lost his way at dawn")[0]
    assert (found.exact, found.quote.story.name) == (True, "snow")
    assert found.quote.chapter == before.quote("lost his way at dawn")[0].quote.chapter
    earlier = next(story for story in everything(tmp_path / "data").stories if story.replaced_by)
    assert library.story_by_id(earlier.id).text == SNOW
    added = library.add(StoryDraft("new", "New", "A new giant came to the old stone bridge."))
    assert added.id == before.add(StoryDraft("new", "New", "A dwarf sat under a tall tree.")).id


def test_an_archive_is_readable_without_the_program(archive: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert "plain text or JSON" in packed.read("README.txt").decode()
        (about,) = (name for name in names if name.endswith("-rain/about.json"))
        said = json.loads(packed.read(about))
        text = packed.read(about.replace("about.json", "text.txt")).decode()
        assert text == f"{RAIN}\n\n{said['title'] and 'More'}\n\n{WIND}"
        assert (said["author"], said["published"], said["source"]) == (
            "Ann Ray", "2024-02-29", "https://example.org/rain",
        )  # fmt: skip
        first = said["headings"][0]
        assert text[first["start"] : first["end"]] == RAIN[:9]
        assert json.loads(packed.read("questions.json"))[0]["question"] == "Who owned it?"
        files = json.loads(packed.read("manifest.json"))["files"]
        assert sorted([*files, "manifest.json"]) == sorted(names)


def test_importing_twice_changes_nothing(archive: Path, opened: Opened, tmp_path: Path) -> None:
    libraries = opened(tmp_path / "new")
    libraries.take_in(archive)
    before = everything(tmp_path / "new")
    again = libraries.take_in(archive)
    assert (again.added, again.known) == (0, 3)
    assert everything(tmp_path / "new") == before


def test_stories_join_those_that_are_there_and_a_taken_name_gets_a_number(
    archive: Path, opened: Opened, tmp_path: Path
) -> None:
    libraries = opened(tmp_path / "new")
    library = libraries.of(KEY)
    mine = library.add(StoryDraft("Rain", "Mine", "My own rain fell on the tin roof all week."))
    library.records("100").set_progress("9", mine.id, 5)
    imported = libraries.take_in(archive)
    # The story that each library begins with is the same one.
    assert (imported.added, imported.known, imported.renamed) == (2, 1, {"rain": "rain (2)"})
    names = {entry.name: entry.id for entry in library.stories()}
    assert names.keys() == {"s-400", "Rain", "rain (2)", "snow"}
    assert library.story("rain (2)").text.startswith(RAIN)
    records = library.records("100")
    assert records.progress("7") == {names["rain (2)"]: 20}
    assert records.progress("9") == {mine.id: 5}
    assert records.feedback_kept(5)[0].asked.story_id == names["rain (2)"]
    assert [entry.at for entry in library.audit(9)] == sorted(
        (entry.at for entry in library.audit(9)), reverse=True
    )


def test_into_another_servers_library_come_the_stories_alone(
    archive: Path, opened: Opened, tmp_path: Path
) -> None:
    libraries = opened(tmp_path / "new")
    imported = libraries.take_in(archive, "server:200")
    assert (imported.key, imported.with_records) == ("server:200", False)
    assert libraries.held() == ("server:200",)
    library = libraries.of("server:200")
    assert {entry.name for entry in library.stories()} == {"s-400", "rain", "snow"}
    for server in ("100", "200"):
        assert library.records(server).settings() == {}
        assert library.records(server).feedback_kept(5) == ()
    assert {entry.by for entry in library.audit(9)} == {None}
    assert library.setting("length") is None


def test_a_library_of_another_encoder_is_refused_before_the_work(
    archive: Path, opened: Opened, tmp_path: Path
) -> None:
    opened(tmp_path / "new").take_in(archive)
    other = Libraries.open(LibraryOptions(tmp_path / "new"), encoder=OtherEncoder())
    with other, pytest.raises(EncoderMismatchError):
        other.take_in(archive)


def test_an_import_that_is_cancelled_leaves_nothing(
    archive: Path, opened: Opened, tmp_path: Path
) -> None:
    libraries = opened(tmp_path / "new")

    def cancel(stage: str, done: int, _: int) -> None:
        if stage == "indexing" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        libraries.take_in(archive, progress=cancel)
    assert libraries.held() == ()


def test_no_file_is_overwritten_and_a_folder_that_is_not_there_is_told(
    archive: Path, filled: Libraries, tmp_path: Path
) -> None:
    before = archive.read_bytes()
    with pytest.raises(CarryingError, match="is there already; name another file"):
        filled.export(KEY, archive)
    assert archive.read_bytes() == before
    with pytest.raises(CarryingError, match="cannot be written"):
        filled.export(KEY, tmp_path / "none" / "tales.zip")


def test_an_archive_of_a_newer_program_is_refused_with_what_to_do(
    archive: Path, opened: Opened, tmp_path: Path
) -> None:
    newer = changed(archive, edit("manifest.json", version=99, more="unknown"))
    libraries = opened(tmp_path / "new")
    with refused(libraries, newer):
        pass
    with pytest.raises(CarryingError, match="newer version of this program; update it"):
        libraries.take_in(newer)


BEYOND = 10**6
BAD: dict[str, tuple[Change, bool]] = {
    "a text that was changed": (lambda f: f.update({text_of(f): b"Other words."}), False),
    "a text of another length": (lambda f: f.update({text_of(f): b"Other words."}), True),
    "a text that is not UTF-8": (lambda f: f.update({text_of(f): b"\xff\xfe"}), True),
    "a file that is missing": (lambda f: f.pop("points.json") and None, True),
    "a file that nobody names": (lambda f: f.update({"more.txt": b"?"}), False),
    "a path out of the archive": (lambda f: f.update({"../../etc/passwd": b"?"}), True),
    "an absolute path": (lambda f: f.update({"/stories/x/text.txt": b"?"}), True),
    "no manifest": (lambda f: f.pop("manifest.json") and None, False),
    "a manifest of something else": (edit("manifest.json", format="something else"), True),
    "a library that is the program's own": (edit("manifest.json", library="operator"), True),
    "a manifest that is no JSON": (lambda f: f.update({"manifest.json": b"{"}), False),
    "JSON without a bottom": (lambda f: f.update({"library.json": b"[" * 10**6}), True),
    "half a character": (
        lambda f: f.update({"library.json": b'{"next_story_id": 1, "\\ud800": 1}'}), True,
    ),
    "an unknown field": (edit("-rain/about.json", evil=1), True),
    "a heading beyond the text": (
        edit("-rain/about.json", headings=[{"start": 0, "end": BEYOND, "level": 1}]), True,
    ),
    "a newer version that is not there": (edit("-rain/about.json", replaced_by=BEYOND), True),
    "a name of two lines": (edit("-rain/about.json", name="rain\n17"), True),
    "an answer beyond its story": (edit("questions.json", end=BEYOND), True),
    "an answer of no story": (edit("feedback.json", story_id=BEYOND), True),
    "progress beyond the end": (edit("progress.json", end=BEYOND), True),
    "a number that no database holds": (edit("points.json", points=10**30), True),
    "no number": (edit("feedback.json", confidence=float("nan")), True),
    "a deed that nobody knows": (edit("added-and-removed.json", deed="eaten"), True),
}  # fmt: skip


def text_of(files: dict[str, bytes]) -> str:
    return next(name for name in files if name.endswith("-rain/text.txt"))


@pytest.mark.parametrize("wrong", BAD)
def test_a_damaged_or_hostile_archive_is_refused_with_one_sentence(
    archive: Path, opened: Opened, tmp_path: Path, wrong: str
) -> None:
    change, sealed = BAD[wrong]
    with refused(opened(tmp_path / "new"), changed(archive, change, sealed=sealed)):
        pass


@pytest.mark.parametrize("content", [b"", b"Dear diary, " * 99, None])
def test_what_is_no_archive_is_refused_with_one_sentence(
    opened: Opened, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "tales.zip"
    if content is not None:
        path.write_bytes(content)
    with refused(opened(tmp_path / "new"), path):
        pass


def test_every_cut_or_flipped_archive_is_refused_or_imported_whole(
    archive: Path, opened: Opened, tmp_path: Path
) -> None:
    whole, path = archive.read_bytes(), tmp_path / "changed.zip"
    libraries = opened(tmp_path / "new")
    for at in range(0, len(whole), 97):
        for content in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            path.write_bytes(content)
            try:
                libraries.take_in(path)
            except CarryingError:
                assert libraries.held() == ()
            else:  # the byte says nothing, such as the date of a file
                assert everything(tmp_path / "new") == everything(tmp_path / "data")
                assert libraries.erase(KEY)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    archive: Path, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 50_000)
    libraries = opened(tmp_path / "new")
    big = changed(archive, lambda files: files.update({"bomb.txt": bytes(1_000_000)}))
    with refused(libraries, big):
        pass
    # One that lies about its size is not read any further than it says.
    lying = changed(archive, lambda files: files.update({"README.txt": bytes(1_000_000)}))
    with zipfile.ZipFile(lying) as packed:
        manifest = json.loads(packed.read("manifest.json"))
    manifest["files"]["README.txt"]["bytes"] = 10
    with refused(libraries, changed(lying, edit("manifest.json", **manifest), sealed=False)):
        pass
    monkeypatch.setattr(archives, "MAX_BYTES", 10)
    with refused(libraries, archive):
        pass
