"""Sentences altered by rules, each with what a check has to say about it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index import Standing, WarningKind
from index.english.opposites import OPPOSITES
from index.names import name_spans

EXACT = frozenset({Standing.EXACT})
NEARLY = frozenset({Standing.NEARLY})
NOT_EXACT = frozenset({Standing.NEARLY, Standing.NOT_FOUND})
ABSENT = frozenset({Standing.NOT_FOUND})

_NUMBER_WORDS = "two three four five six seven eight nine ten twelve twenty hundred"
_NUMBERS = _NUMBER_WORDS.split()
_NUMBER = re.compile(rf"\d+|\b(?:{'|'.join(_NUMBERS)})\b")
_AUXILIARY = re.compile(
    r"\b(?:was|were|is|are|will|would|could|can|had|did|should|must)\b(?!\s+(?:not|never))"
)
_NEGATION = re.compile(r"\b(?:not|never|no)\s+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STRANGE = ["lantern", "teapot", "carriage", "puzzle", "harbour", "ribbon", "gravel"]
_NAMES = ["Bartholomew", "Kunigunde", "Percival", "Ludmilla"]


@dataclass(frozen=True, slots=True)
class Altered:
    """Words to check, and what may come of it."""

    rule: str
    words: str
    right: frozenset[Standing]
    warning: WarningKind | None = None


def altered(sentence: str, draw: random.Random) -> Iterator[Altered]:
    """What the rules make of a sentence; one that does not fit gives nothing."""
    yield Altered("as it stands", sentence, EXACT)
    yield Altered("in another form", _other_form(sentence, draw), EXACT)
    for rule, change, warning in _CHANGES:
        words = change(sentence, draw)
        if words is not None:
            yield Altered(rule, words, NEARLY, warning)
    yield from _cut(sentence, draw)
    every = sentence.split()
    draw.shuffle(every)
    yield Altered("shuffled", " ".join(every), NOT_EXACT)


def renumbered(sentence: str, draw: random.Random) -> Iterator[Altered]:
    """The sentence with one number changed, if it has one."""
    words = _other_number(sentence, draw)
    if words is not None:
        yield Altered("another number", words, NEARLY, WarningKind.NUMBER)


def _other_form(sentence: str, draw: random.Random) -> str:
    plain = sentence.replace("\n", " ").replace("'", "’").replace("--", "—")
    wrapped = draw.choice(["> {}", "**{}**", '"{}"', "“{}” - Grandmother", "||{}||", "_{}_"])
    return wrapped.format(plain.replace('"', "'"))


def _cut(sentence: str, draw: random.Random) -> Iterator[Altered]:
    words = sentence.split()
    if len(words) < 12:
        return
    yield Altered("first half", " ".join(words[: len(words) // 2]), EXACT)
    first = draw.randint(4, len(words) - 7)
    left_out = " ".join([*words[:first], *words[first + 2 :]])
    yield Altered("two words left out", left_out, NEARLY)


def _other_number(sentence: str, draw: random.Random) -> str | None:
    return _replaced(
        sentence, list(_NUMBER.finditer(sentence)), draw, lambda old: _number(old, draw)
    )


def _number(old: str, draw: random.Random) -> str:
    if old.isdigit():
        return str(int(old) + draw.randint(1, 9))
    return draw.choice([word for word in _NUMBERS if word != old])


def _negated(sentence: str, draw: random.Random) -> str | None:
    negations = list(_NEGATION.finditer(sentence))
    if negations:
        return _replaced(sentence, negations, draw, lambda _: "")
    return _replaced(
        sentence,
        list(_AUXILIARY.finditer(sentence)),
        draw,
        lambda old: f"{old} {draw.choice(['not', 'never'])}",
    )


def _opposed(sentence: str, draw: random.Random) -> str | None:
    found = [m for m in _WORD.finditer(sentence) if m.group() in OPPOSITES]
    return _replaced(sentence, found, draw, lambda old: min(OPPOSITES[old]))


def _renamed(sentence: str, draw: random.Random) -> str | None:
    spans = [span for span in name_spans(sentence) if span[0]]
    if not spans:
        return None
    start, end = draw.choice(spans)
    return sentence[:start] + draw.choice(_NAMES) + sentence[end:]


def _other_word(sentence: str, draw: random.Random) -> str | None:
    found = [m for m in _WORD.finditer(sentence) if m.group().islower()]
    return _replaced(sentence, found, draw, lambda _: draw.choice(_STRANGE))


def _replaced(
    sentence: str,
    found: list[re.Match[str]],
    draw: random.Random,
    other: Callable[[str], str],
) -> str | None:
    if not found:
        return None
    match = draw.choice(found)
    return sentence[: match.start()] + other(match.group()) + sentence[match.end() :]


_CHANGES: tuple[tuple[str, Callable[[str, random.Random], str | None], WarningKind | None], ...] = (
    ("negated", _negated, WarningKind.NEGATION),
    ("an opposite", _opposed, WarningKind.OPPOSITE),
    ("another name", _renamed, WarningKind.NAME),
    ("another word", _other_word, None),
)
