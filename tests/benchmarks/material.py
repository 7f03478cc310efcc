"""What is measured with: the seed story, and 250 fairytales where their file is at hand."""

from __future__ import annotations

import gzip
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from index import Library, LibraryOptions, StoryDraft, read_questions
from index.corpora import CorpusSource
from index.encoding import SentenceEncoder
from index.loading import load_seed, seed_folders
from index.retrieval import Corpus
from index.storage.database import Database
from index.stores.files import IndexFiles

PROJECT = Path(__file__).parents[2]
DATA = PROJECT.parent / "shared" / "data" / "reading"
"""Beside the repository, never in it."""
TALES = 250
QUESTIONS = 200
_KEY = "local"


@dataclass(frozen=True, slots=True)
class Tale:
    """A story of FairytaleQA with what was asked about it."""

    draft: StoryDraft
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library's folder and questions to ask it."""

    label: str
    folder: Path
    questions: tuple[str, ...]


class Material:
    """Made when first needed, in a folder that the caller removes in the end."""

    def __init__(self, scratch: Path, many: Path | None) -> None:
        self._scratch = scratch
        self._many = many or scratch / "many"

    @cached_property
    def encoder(self) -> SentenceEncoder:
        """The embedded encoder, loaded once."""
        return SentenceEncoder()

    @cached_property
    def tales(self) -> tuple[Tale, ...]:
        """The training stories and the first validation stories; none without the files."""
        names = ("fairytaleqa-train.jsonl.gz", "fairytaleqa-val.jsonl.gz")
        paths = [DATA / name for name in names]
        if not all(path.is_file() for path in paths):
            return ()
        return tuple(islice((tale for path in paths for tale in tales_in(path)), TALES))

    @cached_property
    def seed(self) -> StoryDraft:
        """The story that every new library has."""
        return load_seed(seed_folders()[0])

    @property
    def shelves(self) -> list[Shelf]:
        """The libraries that questions are asked of."""
        return [self.one, self.many] if self.tales else [self.one]

    @cached_property
    def one(self) -> Shelf:
        """A library with the seed story only."""
        folder = self._scratch / "one"
        Library.open(LibraryOptions(folder), encoder=self.encoder).close()
        known = read_questions(seed_folders()[0] / "questions.jsonl")
        return Shelf("1 story", folder, tuple(question.question for question in known))

    @cached_property
    def many(self) -> Shelf:
        """A library with the fairytales only, built unless it is there from an earlier run."""
        with Library.open(LibraryOptions(self._many), encoder=self.encoder) as library:
            names = {entry.name for entry in library.stories()}
            for number, tale in enumerate(self.tales, start=1):
                if tale.draft.name not in names:
                    _tell(f"indexing fairytale {number} of {len(self.tales)}")
                    library.add(tale.draft)
            if self.seed.name in names:
                library.remove(self.seed.name)
        asked = [question for tale in self.tales for question in tale.questions]
        drawn = random.Random(250).sample(asked, QUESTIONS)
        return Shelf(f"{len(self.tales)} stories", self._many, tuple(drawn))

    @contextmanager
    def library(self, shelf: Shelf) -> Iterator[Library]:
        """The library of a shelf, opened and warmed up."""
        with Library.open(LibraryOptions(shelf.folder), encoder=self.encoder) as library:
            library.warm_up()
            yield library

    @contextmanager
    def corpus(self, folder: Path) -> Iterator[Corpus]:
        """What the library in this folder searches in."""
        with Database.open(folder) as database:
            files = IndexFiles(folder / "index")
            yield CorpusSource(database.library(_KEY), files, _KEY).corpus(self.encoder)

    @contextmanager
    def new_folder(self) -> Iterator[Path]:
        """A folder for a library of one run."""
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            yield Path(folder)


def tales_in(path: Path) -> Iterator[Tale]:
    """The stories of a file of FairytaleQA."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            content = json.loads(line)
            text = "\n\n".join(section["text"] for section in content["sections"])
            draft = StoryDraft(content["story"], content["story"].replace("-", " "), text)
            yield Tale(draft, tuple(question["question"] for question in content["questions"]))


def _tell(words: str) -> None:
    end = "\r" if sys.stderr.isatty() else "\n"
    sys.stderr.write(words + end)
