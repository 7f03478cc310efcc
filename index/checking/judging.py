"""A message beside its best place -> exact, nearly or not found.

The thresholds were set on altered and unrelated sentences of six stories of FairytaleQA's training
part by ``tests/benchmarks/misquotes.py``, which measures them on others.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.checking.alignment import CONTENT, weight
from index.checking.differences import Compared, Run, runs, word_changes
from index.checking.forms import differs_in
from index.checking.outcome import CheckedWords, Standing, WarningKind
from index.checking.warnings import word_warnings
from index.domain import Quote
from index.story_text import StoryText

NEARLY_FROM = 0.6
"""Share of a message's words, content words counting most, that stand there in this order."""
_QUESTION_FROM = 0.75
"""The same for a question, which repeats the story's words without saying that they stand there."""
_DENSE_FROM = 0.4
"""Share of the story's words at the place that the message has too."""
_FEWEST_CONTENT = 3
_FEWEST_IN_A_ROW = 4
"""Words; a message with fewer content words that are the same has so many in a row."""
_IN_A_ROW = 8
"""Words in a row that make a message nearly a quote, whatever else it says."""
_LONGEST_ELISION = 60
"""Words; where dots stand for more, the two ends have little to do with each other."""


def judged(text: StoryText, compared: Compared) -> CheckedWords:
    """What an alignment says about a message; its attribution is not looked at."""
    found = runs(compared)
    if not _is_near(compared, found):
        return CheckedWords(compared.message, Standing.NOT_FOUND, None)
    quote, before = _quoted(text, compared)
    warnings = word_warnings(compared, found, before)
    denied = any(warning.kind is WarningKind.NEGATION for warning in warnings)
    exact = all(run.same or _fair_elision(run) for run in found) and not denied
    return CheckedWords(
        compared.message,
        Standing.EXACT if exact else Standing.NEARLY,
        quote,
        word_changes(compared, found),
        warnings,
        differs_in(compared, found),
    )


def share_of_rest(whole: Compared, part: Compared) -> float:
    """Which share of the words of a message around a part of it the story has, 0..1."""
    rest = len(whole.mine) - len(part.mine)
    return max(0, _same(whole) - _same(part)) / rest if rest > 0 else 1.0


def _same(compared: Compared) -> int:
    return sum(map(compared.same, compared.pairs))


def _is_near(compared: Compared, found: Sequence[Run]) -> bool:
    same = [
        compared.mine[pair.mine]
        for pair in compared.pairs
        if pair.mine is not None and compared.same(pair)
    ]
    in_a_row = max((len(run.mine) for run in found if run.same), default=0)
    if len(same) == len(compared.mine) or in_a_row >= _IN_A_ROW:
        return bool(same)
    whole = sum(map(weight, compared.mine))
    theirs = sum(pair.theirs is not None and not pair.elided for pair in compared.pairs)
    content = sum(weight(atom) == CONTENT for atom in same)
    share = _QUESTION_FROM if compared.message.rstrip("”\"’' ").endswith("?") else NEARLY_FROM
    return (
        sum(map(weight, same)) >= share * whole
        and len(same) >= _DENSE_FROM * theirs
        and (content >= _FEWEST_CONTENT or in_a_row >= _FEWEST_IN_A_ROW)
    )


def _fair_elision(run: Run) -> bool:
    return run.elided and len(run.theirs) <= _LONGEST_ELISION


def _quoted(text: StoryText, compared: Compared) -> tuple[Quote, str]:
    """The whole sentences around what is the same, and their words before it."""
    same = [
        compared.theirs[pair.theirs]
        for pair in compared.pairs
        if pair.theirs is not None and pair.mine is not None
    ]
    start, end = same[0].start, same[-1].end
    around = text.outline.sentences_between(start, end)
    first, last = min(start, around[0].start), max(end, around[-1].end)
    return text.quote(first, last, (start, end)), text.story.text[first:start]
