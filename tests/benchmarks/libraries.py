"""A library that grows to 255 stories: adding, disk, memory, questions, and which story answers."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median, quantiles

from index import Answer, Library, LibraryOptions
from index.names import name_spans
from index.terms import content_words, stem, terms
from tests.benchmarks.material import Material, Tale, tales_in
from tests.benchmarks.measuring import Report, seconds
from tests.benchmarks.memory import peak

FILES = ("fairytaleqa-train.jsonl.gz", "fairytaleqa-val.jsonl.gz")
SIZES = (1, 10, 100, 255)
TIMED = 100
"""Questions that are timed at each size, drawn from those of its stories."""
DRAWN = 400
"""Questions that are asked for the story found, of the sample and of all, drawn alike."""
RARE = 5
"""Stories of the library that may have a term for it to count as naming a thing of one of them."""
_SEED = 255


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the name of the story that it was asked of."""

    question: str
    story: str


def run(material: Material, data: Path) -> Report:
    """Grow one library, measuring at each size, then ask it for the stories of questions."""
    tales = tuple(chain.from_iterable(tales_in(data / name) for name in FILES))
    sizes = [size for size in SIZES if size <= len(tales)]
    with material.new_folder() as folder:
        open_ = partial(Library.open, LibraryOptions(folder), encoder=material.encoder)
        with open_() as library:
            library.remove(material.seed.name)
        rows = [
            _grown(folder, open_, tales[before:size], tales[:size])
            for before, size in zip([0, *sizes], sizes, strict=False)
        ]
        with open_() as library:
            library.warm_up()
            remarks = _stories_found(library, tales)
    columns = (
        "stories",
        "added: stories per second",
        "characters per second",
        "disk per story (kB)",
        "peak memory, 20 questions (MB)",
        "question p50 (ms)",
        "p95 (ms)",
    )
    return Report(f"A library that grows to {len(tales)} stories", columns, rows, remarks)


def _grown(
    folder: Path, open_: Callable[[], Library], new: Sequence[Tale], all_: Sequence[Tale]
) -> list[str]:
    """Add stories as ``verse add`` does, and measure the library that has them."""
    questions = [question for tale in all_ for question in tale.questions]
    drawn = random.Random(_SEED).sample(questions, min(TIMED, len(questions)))
    with open_() as library:
        begun = time.perf_counter()
        for tale in new:
            library.add(tale.draft)
        spent = time.perf_counter() - begun
        library.warm_up()
        library.ask(drawn[0])  # loads what the first question of a process loads
        times = [seconds(partial(library.ask, question)) for question in drawn]
    characters = sum(len(tale.draft.text) for tale in new)
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return [
        f"{len(all_)}",
        f"{len(new) / spent:.2f}",
        f"{characters / spent:,.0f}",
        f"{disk / len(all_) / 1000:.0f}",
        f"{peak(str(folder), tuple(drawn[:20])):.0f}",
        f"{median(times) * 1000:.0f}",
        f"{quantiles(times, n=20)[18] * 1000:.0f}",
    ]


def _stories_found(library: Library, tales: Sequence[Tale]) -> tuple[str, ...]:
    every = [Asked(question, tale.draft.name) for tale in tales for question in tale.questions]
    sample = list(naming(every, {tale.draft.name: tale.draft.text for tale in tales}))
    rule = (
        f"*Naming* questions are those with a capitalised name (not only the first word) whose"
        f" words all stand in the story they were asked of, or with a content word of that story"
        f" that at most {RARE} of the {len(tales)} stories have: {len(sample):,} of the"
        f" {len(every):,} questions. Drawn by a fixed seed."
    )
    return (rule, "", *_found_lines(library, {"naming": sample, "all": every}))


def _found_lines(library: Library, sets: Mapping[str, Sequence[Asked]]) -> Iterator[str]:
    yield "| questions | drawn | the right story answers | or is offered | others offered |"
    yield "| --- | --- | --- | --- | --- |"
    for label, asked in sets.items():
        drawn = random.Random(_SEED).sample(asked, min(DRAWN, len(asked)))
        answers = [library.ask(one.question) for one in drawn]
        right = [_story(answer) == one.story for one, answer in zip(drawn, answers, strict=True)]
        offered = [
            one.story in {story.name for story in answer.also}
            for one, answer in zip(drawn, answers, strict=True)
        ]
        either = sum(map(max, right, offered))
        others = sum(bool(answer.also) for answer in answers)
        shares = (f"{100 * count / len(drawn):.1f}%" for count in (sum(right), either, others))
        yield f"| {label} | {len(drawn)} | {' | '.join(shares)} |"


def _story(answer: Answer) -> str | None:
    """The story that answers; of a refusal that of the nearest quote."""
    return next((quote.story.name for quote in (*answer.quotes, *answer.nearest)), None)


def naming(asked: Iterable[Asked], texts: Mapping[str, str]) -> Iterator[Asked]:
    """The questions that name somebody or something of their story.

    Args:
        asked: the questions.
        texts: of all stories, by their names.
    """
    having: dict[str, set[str]] = defaultdict(set)
    for name, text in texts.items():
        for term in set(terms(text)):
            having[term].add(name)
    for one in asked:
        names = [one.question[start:end] for start, end in name_spans(one.question)]
        named = any(all(one.story in having[t] for t in terms(name)) for name in names)
        rare = any(
            one.story in having[term] and len(having[term]) <= RARE
            for term in map(stem, content_words(one.question))
        )
        if named or rare:
            yield one
