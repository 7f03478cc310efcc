from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.errors import StorageError
from index.stores.faiss_store import FaissStore
from index.stores.files import MANIFEST_FILE, IndexFiles, Reason, Unusable
from index.stores.manifest import IndexIdentity, from_bytes, to_json

PARTS = {"vectors.faiss": bytes(range(256)) * 40, "keywords": b"", "words.json": b'{"akar": 1}'}
Corrupt = Callable[[Path], None]


def identity(**changes: str | int) -> IndexIdentity:
    same = {
        "library": "guild 1",
        "encoder": "fake-1",
        "passage_version": 1,
        "term_version": 1,
        "dimensions": 8,
        "passages": 3,
        "generation": 5,
        "revision": "aa",
    }
    return IndexIdentity.model_validate(same | changes)


@pytest.fixture
def files(tmp_path: Path) -> IndexFiles:
    return IndexFiles(tmp_path / "indexes")


@pytest.fixture
def saved(files: IndexFiles) -> IndexFiles:
    files.save(identity(), PARTS)
    return files


def reason(outcome: dict[str, bytes] | Unusable) -> Reason:
    assert isinstance(outcome, Unusable)
    return outcome.reason


def part(folder: Path, name: str = "vectors.faiss") -> Path:
    return next(folder.glob(f"parts-*/{name}"))


def test_what_was_saved_is_loaded_to_the_byte(saved: IndexFiles) -> None:
    assert saved.load(identity()) == PARTS
    assert saved.load(identity()) == PARTS


def test_a_saved_store_finds_what_it_found_before(
    files: IndexFiles, unit: Callable[..., np.ndarray]
) -> None:
    vectors = unit(500)
    store = FaissStore.build(np.arange(500) * 2, vectors)
    files.save(identity(), {"vectors.faiss": store.to_bytes()})

    loaded = files.load(identity())
    assert isinstance(loaded, dict)
    again = FaissStore.from_bytes(loaded["vectors.faiss"], dimensions=16, count=500)

    for query in vectors[::50]:
        before, after = store.search(query, 7), again.search(query, 7)
        assert after.ids.tolist() == before.ids.tolist()
        assert after.similarities.tolist() == before.similarities.tolist()


def test_a_new_save_replaces_the_old_one_and_leaves_nothing_of_it(saved: IndexFiles) -> None:
    saved.save(identity(generation=6, revision="bb"), {"vectors.faiss": b"new"})
    assert saved.load(identity(generation=6, revision="bb")) == {"vectors.faiss": b"new"}
    left = sorted(p.name for p in saved.folder("guild 1").rglob("*") if p.is_file())
    assert left == [MANIFEST_FILE, "vectors.faiss"]


def test_libraries_do_not_share_files(saved: IndexFiles) -> None:
    for key in ("..", "a/b", "guild%201", "x" * 100, "ä"):
        saved.save(identity(library=key), {"vectors": key.encode()})
    for key in ("..", "a/b", "guild%201", "x" * 100, "ä"):
        assert saved.load(identity(library=key)) == {"vectors": key.encode()}
    assert saved.load(identity()) == PARTS
    assert {p.parent for p in saved.folder("..").parents[0].iterdir()} == {
        saved.folder("guild 1").parent
    }


def test_nothing_saved_is_missing_and_no_reason_to_warn(
    files: IndexFiles, caplog: pytest.LogCaptureFixture
) -> None:
    assert reason(files.load(identity())) is Reason.MISSING
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


def test_an_index_of_an_older_generation_is_removed(saved: IndexFiles) -> None:
    found = saved.load(identity(generation=6, revision="bb"))
    assert reason(found) is Reason.OTHER_STATE
    assert not saved.folder("guild 1").exists()
    assert not saved.set_aside("guild 1").exists()


def test_an_equal_generation_of_a_restored_database_is_told_apart(saved: IndexFiles) -> None:
    assert reason(saved.load(identity(revision="bb"))) is Reason.OTHER_STATE


@pytest.mark.parametrize(
    "change", [{"encoder": "fake-2"}, {"passage_version": 2}], ids=["encoder", "passages"]
)
def test_an_index_of_another_encoder_is_set_aside(
    saved: IndexFiles, change: dict[str, str | int]
) -> None:
    assert reason(saved.load(identity(**change))) is Reason.OTHER_ENCODER
    assert part(saved.set_aside("guild 1")).exists()


def flip_a_bit(folder: Path) -> None:
    content = bytearray(part(folder).read_bytes())
    content[4_000] ^= 0x10
    part(folder).write_bytes(content)


def cut_short(folder: Path) -> None:
    part(folder).write_bytes(part(folder).read_bytes()[:-1])


def grow(folder: Path) -> None:
    part(folder, "keywords").write_bytes(b"!")


def lose_a_part(folder: Path) -> None:
    part(folder).unlink()


def put_a_folder_in_place_of_a_part(folder: Path) -> None:
    path = part(folder)
    path.unlink()
    path.mkdir()


def put_a_folder_in_place_of_the_manifest(folder: Path) -> None:
    (folder / MANIFEST_FILE).unlink()
    (folder / MANIFEST_FILE).mkdir()


def put_a_file_in_place_of_everything(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_bytes(b"what?")


def empty_the_manifest(folder: Path) -> None:
    (folder / MANIFEST_FILE).write_bytes(b"")


def write_another_manifest(folder: Path) -> None:
    (folder / MANIFEST_FILE).write_text('{"format": 1, "parts": []}')


def nest_the_manifest_deeply(folder: Path) -> None:
    (folder / MANIFEST_FILE).write_text("[" * 100_000)


def forge_the_counts(folder: Path) -> None:
    path = folder / MANIFEST_FILE
    path.write_text(path.read_text().replace('"passages": 3', '"passages": 4'))


@pytest.mark.parametrize(
    "damage",
    [
        flip_a_bit,
        cut_short,
        grow,
        lose_a_part,
        put_a_folder_in_place_of_a_part,
        put_a_folder_in_place_of_the_manifest,
        put_a_file_in_place_of_everything,
        empty_the_manifest,
        write_another_manifest,
        nest_the_manifest_deeply,
        forge_the_counts,
    ],
)
def test_a_damaged_index_is_set_aside_with_one_warning_and_saved_anew(
    saved: IndexFiles, caplog: pytest.LogCaptureFixture, damage: Corrupt
) -> None:
    damage(saved.folder("guild 1"))

    assert reason(saved.load(identity())) is Reason.DAMAGED

    assert len(caplog.records) == 1
    assert caplog.records[0].levelno == logging.WARNING
    assert "guild 1 is damaged" in caplog.text
    assert not saved.folder("guild 1").exists()
    assert saved.set_aside("guild 1").exists()
    assert reason(saved.load(identity())) is Reason.MISSING
    saved.save(identity(), PARTS)
    assert saved.load(identity()) == PARTS


@pytest.mark.parametrize(
    "damage",
    [
        flip_a_bit,
        put_a_folder_in_place_of_the_manifest,
        put_a_file_in_place_of_everything,
        empty_the_manifest,
    ],
)
def test_saving_heals_damage_that_nobody_noticed(saved: IndexFiles, damage: Corrupt) -> None:
    damage(saved.folder("guild 1"))
    saved.save(identity(), PARTS)
    assert saved.load(identity()) == PARTS


def test_every_flipped_bit_of_a_manifest_is_noticed(saved: IndexFiles) -> None:
    path = saved.folder("guild 1") / MANIFEST_FILE
    whole = path.read_bytes()
    believed = json.loads(whole)
    for at in range(len(whole)):
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[at] ^= 1 << bit
            try:
                found = from_bytes(bytes(flipped))
            except ValueError:
                continue
            # Only white space may change unseen.
            assert to_json(found) == whole
            assert json.loads(flipped) == believed


def test_a_manifest_of_another_library_is_not_believed(saved: IndexFiles) -> None:
    saved.save(identity(library="guild 2"), PARTS)
    shutil.rmtree(saved.folder("guild 1"))
    saved.folder("guild 2").rename(saved.folder("guild 1"))
    assert reason(saved.load(identity())) is Reason.OTHER_LIBRARY
    assert saved.set_aside("guild 1").exists()


def test_a_whole_manifest_of_another_format_is_said_to_be_that(
    saved: IndexFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.stores.manifest.FORMAT", 2)
    saved.save(identity(), PARTS)
    monkeypatch.undo()
    assert reason(saved.load(identity())) is Reason.OTHER_FORMAT


def test_only_the_latest_damaged_index_is_kept(saved: IndexFiles) -> None:
    for content in (b"first", b"second"):
        saved.save(identity(), {"vectors.faiss": content})
        part(saved.folder("guild 1")).write_bytes(content.upper())
        assert reason(saved.load(identity())) is Reason.DAMAGED
    kept = list(saved.set_aside("guild 1").parent.glob("damaged-*"))
    assert [part(folder).read_bytes() for folder in kept] == [b"SECOND"]


def test_removing_leaves_neither_the_index_nor_what_was_set_aside(saved: IndexFiles) -> None:
    flip_a_bit(saved.folder("guild 1"))
    saved.load(identity())
    saved.save(identity(), PARTS)
    saved.save(identity(library="guild 2"), PARTS)

    saved.remove("guild 1")
    saved.remove("guild 1")

    left = [p for p in saved.folder("guild 1").parent.rglob("*") if p.name in PARTS]
    assert len(left) == len(PARTS)
    assert saved.load(identity(library="guild 2")) == PARTS


def test_removing_where_nothing_was_ever_saved_creates_nothing(files: IndexFiles) -> None:
    files.remove("guild 1")
    assert not files.folder("guild 1").parent.exists()


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "/etc/passwd", "a\n"])
def test_a_part_cannot_be_saved_outside_its_folder(saved: IndexFiles, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        saved.save(identity(), {name: b"x"})
    assert saved.load(identity()) == PARTS


def test_a_save_that_fails_leaves_the_old_index_and_no_litter(
    saved: IndexFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.stores.files.os.fsync", no_space)
    with pytest.raises(StorageError, match=r"No space left on device.*free some space"):
        saved.save(identity(generation=6), {"vectors.faiss": b"new"})
    monkeypatch.undo()
    assert saved.load(identity()) == PARTS
    assert len(list(saved.folder("guild 1").iterdir())) == 2


def test_a_place_that_is_no_folder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "indexes").write_text("a file")
    files = IndexFiles(tmp_path / "indexes")
    with pytest.raises(StorageError, match="allow writing there"):
        files.save(identity(), PARTS)
    assert reason(files.load(identity())) is Reason.DAMAGED


def test_a_reader_sees_the_old_index_or_the_new_one_while_others_save(files: IndexFiles) -> None:
    def save(number: int) -> None:
        for _ in range(25):
            files.save(identity(), {"a": b"%d" % number * 5_000, "b": b"%d" % number})

    save(0)
    savers = [threading.Thread(target=save, args=(number,)) for number in (1, 2)]
    for saver in savers:
        saver.start()
    loads = 0
    while any(saver.is_alive() for saver in savers):
        parts = files.load(identity())
        assert isinstance(parts, dict), parts
        assert parts["a"] == parts["b"] * 5_000
        loads += 1
    assert loads > 10


def test_an_index_of_other_terms_is_of_another_version_of_the_program(saved: IndexFiles) -> None:
    assert reason(saved.load(identity(term_version=2))) is Reason.OTHER_FORMAT
