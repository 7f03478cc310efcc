"""Passages indexed per second, beside what the bare encoder does with the same texts."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from index import Library, LibraryOptions, StoryDraft
from index.encoding import embedded_folder
from index.passages import embedded_text
from index.storage.base import PassageDraft
from tests.benchmarks.material import Material
from tests.benchmarks.measuring import Report, seconds, spread

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PAIRS = 5
STORIES = 12
BATCH = 32


def run(material: Material) -> Report:
    """Add stories to a new library, encode the same texts bare, and so on in turns."""
    drafts = [tale.draft for tale in material.tales[:STORIES]] or [material.seed]
    texts = _embedded_texts(material, drafts)
    bare = _bare_encoder()
    _encode(bare, texts)
    library_rates, bare_rates = [], []
    for _ in range(PAIRS):
        library_rates.append(len(texts) / _adding(material, drafts))
        bare_rates.append(len(texts) / seconds(partial(_encode, bare, texts)))
    shares = [100 * ours / theirs for ours, theirs in zip(library_rates, bare_rates, strict=True)]
    rows = [
        ["`Library.add`: cut, encode, store (passages per second)", spread(library_rates)],
        ["`SentenceTransformer.encode` alone (passages per second)", spread(bare_rates)],
        ["share of the bare rate, pair by pair (%)", spread(shares)],
    ]
    title = f"Indexing: {len(texts)} passages of {len(drafts)} stories"
    return Report(title, ("", f"median of {PAIRS} (least to greatest)"), rows)


def _adding(material: Material, drafts: list[StoryDraft]) -> float:
    with (
        material.new_folder() as folder,
        Library.open(LibraryOptions(folder), encoder=material.encoder) as library,
    ):
        library.remove(material.seed.name)
        return math.fsum(seconds(partial(library.add, draft)) for draft in drafts)


def _embedded_texts(material: Material, drafts: list[StoryDraft]) -> list[str]:
    with material.new_folder() as folder:
        with Library.open(LibraryOptions(folder), encoder=material.encoder) as library:
            library.remove(material.seed.name)
            for draft in drafts:
                library.add(draft)
        with material.corpus(folder) as corpus:
            return [
                embedded_text(
                    corpus.stories[passage.story_id].story.text,
                    PassageDraft(passage.start, passage.end, passage.context),
                )
                for passage in corpus.passages
            ]


def _bare_encoder() -> SentenceTransformer:
    # Imported after our own encoder, which tells OpenMP how to wait: for both the same.
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(embedded_folder()), device="cpu", local_files_only=True)


def _encode(bare: SentenceTransformer, texts: list[str]) -> None:
    bare.encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
