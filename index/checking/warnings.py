"""What in a difference makes two wordings say different things.

A difference is a run of words that the message has instead of a run of the story's. Compared are
negations, numbers, days and months, names, and opposites; a name against "he" counts too, since
somebody is named whom the story does not name at this place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.checking.atoms import Atom
from index.checking.differences import Compared, Run
from index.checking.outcome import WarningKind, WordWarning
from index.english.negation import denies, is_negation
from index.english.numbers import is_day
from index.english.opposites import are_opposites
from index.names import name_spans
from index.terms import FUNCTION_WORDS

_PRONOUN_WORDS = "he she they him her them his hers their i we you it"
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())
_REMARK = 8
"""Words; a longer run that only one side has is a remark of the writer's own, or a part that the
writer left away: its names and numbers are not set against any."""
_BEFORE = 3
"""Words before a fragment in which a negation changes what it says."""


def word_warnings(compared: Compared, found: Sequence[Run], before: str) -> tuple[WordWarning, ...]:
    """All warnings, in the order of the message.

    Args:
        compared: the message and the story.
        found: the alignment's runs.
        before: the words of the story's sentence that stand before the first one aligned.
    """
    names = _Names(compared)
    warnings = list(_cut_off(before, found))
    for run in found:
        if run.same:
            continue
        mine = [compared.mine[i] for i in run.mine]
        theirs = [compared.theirs[i] for i in run.theirs]
        if not mine and (run.elided or len(theirs) > _REMARK):
            warnings += _negation(compared, mine, theirs)
        elif theirs or len(mine) <= _REMARK:
            for rule in (_negation, _number, _day, _opposite):
                warnings += rule(compared, mine, theirs)
            warnings += names.differing(mine, theirs)
    return tuple(dict.fromkeys(warnings))


def _cut_off(before: str, found: Sequence[Run]) -> Iterator[WordWarning]:
    words = before.split()[-_BEFORE:]
    for word in words:
        if found and found[0].same and is_negation(_bare(word)):
            yield WordWarning(WarningKind.CUT_OFF, "", word.strip(".,;:!?\"'“”‘’"))


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").strip(".,;:!?\"'“”‘()[]")


def _negation(
    compared: Compared, mine: Sequence[Atom], theirs: Sequence[Atom]
) -> Iterator[WordWarning]:
    ours, their_own = _denying(mine), _denying(theirs)
    if len(ours) != len(their_own):
        yield _warning(compared, WarningKind.NEGATION, ours, their_own)
        return
    for one in mine:
        for other in theirs:
            if denies(one.plain, other.plain):
                yield _warning(compared, WarningKind.NEGATION, [one], [other])


def _denying(found: Sequence[Atom]) -> list[Atom]:
    return [atom for atom in found if is_negation(atom.plain)]


def _number(
    compared: Compared, mine: Sequence[Atom], theirs: Sequence[Atom]
) -> Iterator[WordWarning]:
    ours = [atom for atom in mine if atom.is_number]
    their_own = [atom for atom in theirs if atom.is_number]
    if [atom.key for atom in ours] == [atom.key for atom in their_own]:
        return
    # "One" alone is more often a pronoun than a number.
    if all(atom.plain == "one" for atom in (*ours, *their_own)):
        return
    yield _warning(compared, WarningKind.NUMBER, ours, their_own)


def _day(compared: Compared, mine: Sequence[Atom], theirs: Sequence[Atom]) -> Iterator[WordWarning]:
    ours = [atom for atom in mine if is_day(compared.message[atom.start : atom.end])]
    their_own = [atom for atom in theirs if is_day(compared.story[atom.start : atom.end])]
    if [atom.key for atom in ours] != [atom.key for atom in their_own]:
        yield _warning(compared, WarningKind.DATE, ours, their_own)


def _opposite(
    compared: Compared, mine: Sequence[Atom], theirs: Sequence[Atom]
) -> Iterator[WordWarning]:
    for one in mine:
        for other in theirs:
            if are_opposites(one.plain, other.plain):
                yield _warning(compared, WarningKind.OPPOSITE, [one], [other])


class _Names:
    """The names in a message and in the run of the story beside it."""

    def __init__(self, compared: Compared) -> None:
        self._compared = compared
        self._theirs = self._named(compared.story, compared.theirs)
        known = {compared.theirs[i].key for i in self._theirs}
        lower = {
            atom.key for atom in compared.theirs if compared.story[atom.start].islower()
        } - known
        mine = self._named(compared.message, compared.mine)
        self._first = compared.mine[0].start if compared.mine else -1
        self._mine = {
            i
            for i, atom in enumerate(compared.mine)
            if atom.key in known or (i in mine and atom.key not in lower)
        }
        self._known = known

    def differing(self, mine: Sequence[Atom], theirs: Sequence[Atom]) -> Iterator[WordWarning]:
        """A name that the message has here and the story has not."""
        positions = {atom.start: i for i, atom in enumerate(self._compared.mine)}
        ours = [atom for atom in mine if positions[atom.start] in self._mine]
        places = {atom.start: i for i, atom in enumerate(self._compared.theirs)}
        their_own = [atom for atom in theirs if places[atom.start] in self._theirs]
        if all(atom.key in {other.key for other in their_own} for atom in ours):
            # The message may leave a name away, but not put "he" or nobody else in its place.
            return
        against = their_own or [atom for atom in theirs if atom.plain in _PRONOUNS]
        if all(atom.start == self._first and atom.key not in self._known for atom in ours) and (
            not against
        ):
            # Any word begins with a capital there.
            return
        yield _warning(self._compared, WarningKind.NAME, ours, against)

    @staticmethod
    def _named(text: str, found: Sequence[Atom]) -> set[int]:
        if not found:
            return set()
        start = found[0].start
        spans = [(a + start, b + start) for a, b in name_spans(text[start : found[-1].end])]
        return {
            i
            for i, atom in enumerate(found)
            if not atom.is_number
            and atom.plain not in FUNCTION_WORDS
            and text[atom.start].isupper()
            and any(first <= atom.start < last for first, last in spans)
        }


def _warning(
    compared: Compared, kind: WarningKind, mine: Sequence[Atom], theirs: Sequence[Atom]
) -> WordWarning:
    return WordWarning(kind, _spoken(compared.message, mine), _spoken(compared.story, theirs))


def _spoken(text: str, found: Sequence[Atom]) -> str:
    """The words; those that stand side by side with what is between them."""
    if not found:
        return ""
    words = text[found[0].start : found[0].end]
    for before, atom in pairwise(found):
        between = text[before.end : atom.start]
        words += (between if len(between) == 1 else ", ") + text[atom.start : atom.end]
    return words
