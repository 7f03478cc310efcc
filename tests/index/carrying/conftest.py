from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from index import (
    AskedQuestion,
    Heading,
    Libraries,
    LibraryOptions,
    StoryDraft,
    Sureness,
    Versions,
)
from tests.index.support import WordEncoder

KEY = "server:100"
RAIN = "It rained upon Zarephath for forty days.\n\nNobody owned an umbrella, said Ann."
SNOW = "Snow fell on the mountain Ghazal.\n\nThe shepherd “Ümit” lost his way at night."
WIND = "A wind carried the red sand over the walls of the sleeping city of Tamrin."

Opened = Callable[[Path], Libraries]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Opens all libraries of a folder."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(
            Libraries.open(LibraryOptions(folder), encoder=WordEncoder())
        )


@pytest.fixture
def filled(opened: Opened, tmp_path: Path) -> Libraries:
    """Libraries of which one server's holds everything that a library can."""
    return fill(opened(tmp_path / "data"))


def fill(libraries: Libraries) -> Libraries:
    """Give one server's library everything that a library can hold."""
    library = libraries.of(KEY)
    library.add(
        StoryDraft(
            "rain", "The Rain", RAIN, "https://example.org/rain", "en", "Ann Ray",
            date(2024, 2, 29), (Heading(0, 9, 1),),
        ),
        by="7",
    )  # fmt: skip
    library.append("rain", StoryDraft("more", "More", WIND), by="8")
    library.add(StoryDraft("snow", "Snow", SNOW), by="7")
    library.replace("snow", StoryDraft("snow", "Snow", SNOW.replace("night", "dawn")), by="7")
    rain = library.story("rain")
    records = library.records("100")
    asked = AskedQuestion("Who owned it?", True, 0.5, Sureness.LIKELY, rain.id, (3, 9))
    records.set_setting("", "story", "rain", by="7")
    records.set_progress("7", rain.id, 20)
    records.claim_round("7", "round", right=True, points=3)
    records.vote("7", "message", helped=False, asked=asked, versions=Versions("p", "r", "e"))
    records.keep_question(asked, member="7")
    library.set_setting("length", "short")
    return libraries


@pytest.fixture
def archive(filled: Libraries, tmp_path: Path) -> Path:
    filled.export(KEY, tmp_path / "tales.zip")
    return tmp_path / "tales.zip"
