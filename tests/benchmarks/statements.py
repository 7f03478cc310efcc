"""Whether it is found who says what: against statements marked by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from pathlib import Path

from index import Statement, Story, StoryDraft, people_of, statements
from index.loading import load_seed, seed_folders
from index.story_text import StoryText
from tests.benchmarks.material import tales_in
from tests.benchmarks.measuring import Report, milliseconds, seconds

MARKED = Path(__file__).with_name("statements.jsonl")
_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they"})


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """Words that a reader found somebody to say."""

    story: str
    words: str
    """Some of those said, standing in the story once."""
    speakers: tuple[str, ...]
    """What whoever says them may be called; none where the story does not tell."""
    act: str


@dataclass(frozen=True, slots=True)
class StatementFigures:
    """Counts of one story or of several."""

    marked: int
    found: int
    """Of the marked ones."""
    acts: int
    """Of those found, how many are known for what they are."""
    unmarked: int
    """Found beyond those that were marked."""
    tellable: int
    """Of the marked ones, those whose speaker the story tells."""
    attributed: int
    """Of those found, the ones with a speaker."""
    right: int
    """Of those, the ones with the right speaker."""
    sure: int
    """Attributed without the mark of a guess."""
    sure_right: int


def marked_statements() -> dict[str, tuple[MarkedStatement, ...]]:
    """What was marked, by story."""
    lines = [json.loads(line) for line in MARKED.read_text(encoding="utf-8").splitlines()]
    marked = [
        MarkedStatement(one["story"], one["words"], tuple(one["speakers"]), one["act"])
        for one in lines
    ]
    return {story: tuple(group) for story, group in groupby(marked, key=lambda one: one.story)}


def compare(text: StoryText, marked: Sequence[MarkedStatement]) -> StatementFigures:
    """Count what was found of a story's statements."""
    every = statements(text)
    pairs = [(one, _met(text, one, every)) for one in marked]
    met = [(one, found) for one, found in pairs if found is not None]
    attributed = [(one, found) for one, found in met if called(text, found)]
    right = [found for one, found in attributed if is_right(text, one, found)]
    sure = [found for _, found in attributed if not found.guessed]
    return StatementFigures(
        marked=len(marked),
        found=len(met),
        acts=sum(one.act == found.act for one, found in met),
        unmarked=len(every) - len({id(found) for _, found in met}),
        tellable=sum(bool(one.speakers) for one in marked),
        attributed=len(attributed),
        right=len(right),
        sure=len(sure),
        sure_right=sum(any(one is found for found in right) for one in sure),
    )


def _met(text: StoryText, marked: MarkedStatement, found: Sequence[Statement]) -> Statement | None:
    """The statement with these words: in its highlight, else in quotation marks of its quote."""
    at = text.story.text.index(marked.words)
    until = at + len(marked.words)
    spans = [(one.quote.highlight or (0, 0), one) for one in found]
    near = [(span, one) for span, one in spans if span[0] < until and at < span[1]]
    if near:
        return min(near, key=lambda pair: abs(pair[0][0] - at))[1]
    return next(
        (one for one in found if one.direct and one.quote.start <= at < one.quote.end), None
    )


def called(text: StoryText, found: Statement) -> tuple[str, ...]:
    """What the speaker is called: every name of a person, else the words that name them."""
    if found.speaker is not None:
        return found.speaker.aliases
    if found.named is None:
        return ()
    words = " ".join(text.story.text[slice(*found.named)].split())
    return () if words.lower() in _PRONOUNS else (words,)


def is_right(text: StoryText, marked: MarkedStatement, found: Statement) -> bool:
    """Whether the speaker found is the one marked."""
    wanted = {_plain(name) for name in marked.speakers}
    return any(_plain(name) in wanted for name in called(text, found))


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").removeprefix("a ").removeprefix("an ")


def run(data: Path) -> Report:
    """Measure on the seed story, and on the tales where their file is at hand."""
    marked = marked_statements()
    texts = [text for text in _texts(data) if text.story.name in marked]
    rows, every, times = [], [], []
    for text in texts:
        people_of(text)
        times.append(seconds(partial(statements, text)))
        figures = compare(text, marked[text.story.name])
        every.append(figures)
        rows.append([text.story.name, *_cells([figures])])
    rows.append(["all", *_cells(every)])
    columns = (
        *("story", "found", "act", "unmarked", "speaker: precision", "recall", "sure and right"),
    )
    remark = f"Median time after the story's people are known: {milliseconds(times)} ms."
    return Report("Who says what", columns, rows, (remark,))


def _texts(data: Path) -> Iterator[StoryText]:
    yield _text(load_seed(seed_folders()[0]))
    path = data / "fairytaleqa-val.jsonl.gz"
    if path.is_file():
        yield from (_text(tale.draft) for tale in tales_in(path))


def _text(draft: StoryDraft) -> StoryText:
    added = datetime(2026, 1, 1, tzinfo=UTC)
    return StoryText(Story(1, draft.name, draft.title, draft.text, draft.source, "en", added))


def _cells(figures: Sequence[StatementFigures]) -> Iterator[str]:
    yield _share(figures, "found", "marked")
    yield _share(figures, "acts", "found")
    yield str(sum(one.unmarked for one in figures))
    yield _share(figures, "right", "attributed")
    yield _share(figures, "right", "tellable")
    yield _share(figures, "sure_right", "sure")


def _share(figures: Sequence[StatementFigures], part: str, whole: str) -> str:
    of, all_ = (sum(getattr(one, name) for one in figures) for name in (part, whole))
    return f"{of / max(all_, 1):.2f} ({of} of {all_})"
