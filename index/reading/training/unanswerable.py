"""Questions with answers -> questions that look the same and have none.

SQuAD 2.0 (Rajpurkar, Jia and Liang 2018) lists how people made theirs: a negation, an antonym,
another name or number, swapped roles, another word. These are the same moves made by rule, so
some of the questions stay answerable; a teacher's soft labels repair that.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from index.names import name_spans
from index.terms import content_words

_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_AUXILIARY = re.compile(
    r"\b(did|does|do|is|are|was|were|can|could|will|would|has|have|had|should)\b(?!['’]|\s+not)",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"\s+(?:not|never)\b|(?<!\bca)(?<!\bwo)n['’]t\b", re.IGNORECASE)
_ANTONYMS = """
    first last, before after, most least, largest smallest, biggest smallest, more less, more fewer,
    oldest youngest, older younger, highest lowest, high low, north south, east west, northern
    southern, eastern western, won lost, win lose, increase decrease, increased decreased, open
    close, opened closed, start end, started ended, began ended, begin end, early late, earlier
    later, good bad, best worst, better worse, up down, above below, buy sell, bought sold, give
    take, gave took, love hate, loved hated, like dislike, rich poor, new old, long short, longest
    shortest, big small, large small, major minor, same different, public private, male female,
    man woman, men women, king queen, prince princess, son daughter, brother sister, father mother,
    husband wife, boy girl, inside outside, left right, arrived left, came went, alive dead, born
    buried, happy sad, strong weak, allowed forbidden, accepted refused, agreed refused, gain lose,
    always never, many few, import export, friend enemy, day night, summer winter, hot cold
"""


def _opposites() -> dict[str, str]:
    pairs = (pair.split() for pair in " ".join(_ANTONYMS.split()).split(","))
    found: dict[str, str] = {}
    for one, other in pairs:
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


OPPOSITES = _opposites()

Swap = Callable[[str, str, Sequence[str], random.Random], str | None]


def made_unanswerable(
    question: str, context: str, strange_words: Sequence[str], draw: random.Random
) -> str | None:
    """The question changed so that ``context`` should not answer it; None if no move fits.

    Args:
        question: one that the context answers.
        context: what it was asked of.
        strange_words: words that other questions use.
        draw: decides between the moves that fit.
    """
    moves = list(_MOVES)
    draw.shuffle(moves)
    for move in moves:
        changed = move(question, context, strange_words, draw)
        if changed and changed.lower() != question.lower():
            return changed
    return None


def _other_name(
    question: str, context: str, _strange: Sequence[str], draw: random.Random
) -> str | None:
    """One of the question's names exchanged for another that the context has too."""
    asked = list(name_spans(question))
    if not asked:
        return None
    start, end = draw.choice(asked)
    named = {context[s:e] for s, e in name_spans(context)}
    others = sorted(name for name in named if name.lower() not in question.lower())
    return question[:start] + draw.choice(others) + question[end:] if others else None


def _swapped_roles(
    question: str, _context: str, _strange: Sequence[str], draw: random.Random
) -> str | None:
    """Two names of the question in each other's place."""
    asked = list(name_spans(question))
    if len(asked) < 2:
        return None
    (first, first_end), (second, second_end) = sorted(draw.sample(asked, 2))
    return (
        question[:first]
        + question[second:second_end]
        + question[first_end:second]
        + question[first:first_end]
        + question[second_end:]
    )


def _other_number(
    question: str, _context: str, _strange: Sequence[str], draw: random.Random
) -> str | None:
    numbers = list(_NUMBER.finditer(question))
    if not numbers:
        return None
    number = draw.choice(numbers)
    digits = list(number.group())
    places = [place for place, digit in enumerate(digits) if digit.isdigit()]
    place = places[-1] if len(places) < 3 else draw.choice(places[1:])
    digits[place] = draw.choice([digit for digit in "123456789" if digit != digits[place]])
    return question[: number.start()] + "".join(digits) + question[number.end() :]


def _negated(
    question: str, _context: str, _strange: Sequence[str], draw: random.Random
) -> str | None:
    negation = _NEGATION.search(question)
    if negation:
        return question[: negation.start()] + question[negation.end() :]
    auxiliary = _AUXILIARY.search(question)
    if not auxiliary:
        return None
    # "What did he promise" -> "What did he not promise": the subject is one word or a name.
    subject = re.compile(r"\s+(?:the\s+\w+|[A-Z]\w+(?:\s+[A-Z]\w+)*|\w+)").match(
        question, auxiliary.end()
    )
    place = subject.end() if subject and draw.random() < 0.7 else auxiliary.end()
    word = draw.choice([" not", " never"])
    return question[:place] + word + question[place:]


def _opposed(
    question: str, _context: str, _strange: Sequence[str], draw: random.Random
) -> str | None:
    present = [w for w in re.findall(r"[a-z]+", question.lower()) if w in OPPOSITES]
    return _exchanged(question, word := draw.choice(present), OPPOSITES[word]) if present else None


def _other_word(
    question: str, context: str, strange: Sequence[str], draw: random.Random
) -> str | None:
    """A content word exchanged for one that the context does not have."""
    own = content_words(question)
    if not own:
        return None
    other = draw.choice(strange)
    return None if other in context.lower() else _exchanged(question, draw.choice(own), other)


def _exchanged(question: str, word: str, other: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", other, question, count=1, flags=re.IGNORECASE)


_MOVES: tuple[Swap, ...] = (
    _other_name,
    _swapped_roles,
    _other_number,
    _negated,
    _opposed,
    _other_word,
)
