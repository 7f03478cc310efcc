"""Run `python -m tests.benchmarks.misquotes FILE`: how well misquotes are told from quotes.

FILE holds FairytaleQA stories, one a line. Some sentences of each are altered by the rules of
``altering``, and every number is changed once; sentences of stories that are not in the library
and questions about the story are put beside them. The table says how each was judged, and how
often a warning that is due was given, or one that is not.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index import CheckedWords, Library, LibraryOptions, Standing, StoryDraft, read_known
from index.domain import SentenceKind
from index.evaluation import TextFile
from index.evaluation.known import KnownText
from index.segmenting import outline
from tests.benchmarks.altering import ABSENT, Altered, altered, renumbered
from tests.index.support import WordEncoder

_EACH = 6
"""Sentences of each story."""
_SHORTEST = 40


@dataclass
class _Tally:
    standings: dict[Standing, int] = field(default_factory=lambda: defaultdict(int))
    wrong: int = 0
    warned: int = 0
    other_warnings: int = 0
    examples: list[tuple[str, CheckedWords]] = field(default_factory=list)

    def add(self, asked: Altered, checked: CheckedWords) -> None:
        self.standings[checked.standing] += 1
        kinds = {warning.kind for warning in checked.warnings}
        warned = asked.warning in kinds
        self.warned += warned
        self.other_warnings += bool(kinds - {asked.warning, "cut off"})
        wrong = checked.standing not in asked.right
        self.wrong += wrong
        if wrong or (asked.warning and not warned) or (not asked.warning and kinds - {"cut off"}):
            self.examples.append((asked.words, checked))


def main() -> None:
    """Print a line for each rule."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.misquotes")
    parser.add_argument("file", type=Path)
    parser.add_argument("--stories", type=int, default=20)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="examples of each rule that went wrong")
    parser.add_argument(
        "--words-only", action="store_true", help="search without the encoder, which is quicker"
    )
    chosen = parser.parse_args()
    known = read_known(chosen.file)
    if not isinstance(known, TextFile):
        parser.error("the file holds no texts")
    texts = [article.whole for article in known.articles]
    inside = texts[chosen.skip : chosen.skip + chosen.stories]
    others = texts[chosen.skip + chosen.stories :][: chosen.stories]
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    encoder = WordEncoder() if chosen.words_only else None
    seconds = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Library.open(LibraryOptions(Path(folder)), encoder=encoder) as library,
    ):
        for number, text in enumerate(inside):
            library.add(StoryDraft(f"tale-{number}", text.title, text.text))
        library.warm_up()
        for asked in _asked(inside, others):
            begun = time.perf_counter()
            checked = library.check(asked.words)
            seconds.append(time.perf_counter() - begun)
            tallies[asked.rule].add(asked, checked)
    _print(tallies, seconds, chosen.show)


def _asked(inside: Sequence[KnownText], others: Sequence[KnownText]) -> Iterator[Altered]:
    draw = random.Random(7)
    for text in inside:
        for sentence in _sentences(text, draw):
            yield from altered(sentence, draw)
        for sentence in _sentences(text, draw, every=True):
            yield from renumbered(sentence, draw)
        for question in text.questions[:_EACH]:
            yield Altered("question", question.question, ABSENT)
    for text in others:
        for sentence in _sentences(text, draw):
            yield Altered("of another story", sentence, ABSENT)


def _sentences(text: KnownText, draw: random.Random, *, every: bool = False) -> list[str]:
    found = [
        text.text[s.start : s.end]
        for s in outline(text.text).sentences
        if s.kind is SentenceKind.STORY and s.end - s.start >= _SHORTEST
    ]
    return found if every else draw.sample(found, min(_EACH, len(found)))


def _print(tallies: dict[str, _Tally], seconds: list[float], shown: int) -> None:
    rows = ["| rule | n | exact | nearly | not found | wrong | warned | other warnings |"]
    rows.append("|---|--:|--:|--:|--:|--:|--:|--:|")
    for rule, tally in tallies.items():
        count = sum(tally.standings.values())
        shares = [tally.standings[standing] for standing in Standing]
        figures = [*shares, tally.wrong, tally.warned, tally.other_warnings]
        rows.append(f"| {rule} | {count} | " + " | ".join(map(str, figures)) + " |")
    ordered = sorted(seconds)
    rows.append(
        f"\nmedian {1000 * ordered[len(ordered) // 2]:.0f} ms,"
        f" 95% within {1000 * ordered[int(0.95 * len(ordered))]:.0f} ms"
    )
    for rule, tally in tallies.items():
        for words, checked in tally.examples[:shown]:
            rows.append(f"\n{rule}: {words!r}\n  {checked.standing}, {checked.warnings}")
            rows.append("  " + " ".join(f"{c.kind}[{c.words}]" for c in checked.changes))
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
