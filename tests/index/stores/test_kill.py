"""Kills a saving process at random moments: 20 rounds, or as many as VERSE_KILL_ROUNDS says."""

from __future__ import annotations

import random
from pathlib import Path

from index.stores.faiss_store import FaissStore
from index.stores.files import MANIFEST_FILE, IndexFiles, Reason, Unusable
from index.stores.manifest import from_bytes
from tests.index.killing import killed, kills, rounds
from tests.index.stores import saving_child

pytestmark = kills

CHILD = Path(saving_child.__file__)


def test_an_index_survives_kill_minus_9_whole(tmp_path: Path) -> None:
    moments = random.Random(20_260_101)
    folder, first, kept = tmp_path, 1, 0
    for round_ in range(rounds(20)):
        longest = 0.1
        if round_ % 5 == 0:  # the first save of all, into nothing, gets its chances too
            folder, first, kept, longest = tmp_path / f"{round_}", 1, 0, 0.01
        files = IndexFiles(folder)

        # In every other round at least one index was saved, however slow the machine.
        after, seconds = round_ % 2, moments.uniform(0, longest)
        said = killed(CHILD, folder, first, 100_000, after=after, seconds=seconds)
        kept = int(said[-1]) if said else kept

        manifest = files.folder("local") / MANIFEST_FILE
        if not manifest.exists():
            assert kept == 0
            assert files.load(saving_child.identity(first)) == Unusable(
                Reason.MISSING, "nothing was saved"
            )
            continue
        # The save after the last that returned may have come as far as being the one.
        found = from_bytes(manifest.read_bytes()).identity.generation
        assert found in (kept, kept + 1)
        loaded = files.load(saving_child.identity(found))
        assert isinstance(loaded, dict), loaded
        assert loaded["words"] == saving_child.words(found)
        store = FaissStore.from_bytes(loaded["vectors.faiss"], dimensions=32, count=400)
        for row, vector in enumerate(saving_child.vectors(found)[:20]):
            assert store.search(vector, 1).ids.tolist() == [row]
        first, kept = found + 1, found
