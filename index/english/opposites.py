"""Pairs of words of which one says the opposite of the other."""

from __future__ import annotations

_PAIRS = """
    first last, before after, most least, largest smallest, biggest smallest, more less, more fewer,
    oldest youngest, eldest youngest, older younger, elder younger, highest lowest, higher lower,
    high low, north south, east west, northern southern, eastern western, won lost, win lose,
    increase decrease, increased decreased, opened closed, open shut, opened shut, early late,
    earlier later, good bad, good evil, good wicked, best worst, better worse, up down,
    upstairs downstairs, above below, over under, bought sold, buy sell, gave took, give take,
    loved hated, love hate, rich poor, old new, old young, long short, longer shorter,
    longest shortest, big small, big little, great small, large small, same different,
    public private, inside outside, alive dead, living dead, happy sad, happy unhappy,
    strong weak, stronger weaker, allowed forbidden, accepted refused, agreed refused,
    always never, many few, friend enemy, friends enemies, day night, summer winter, hot cold,
    warm cold, beautiful ugly, black white, full empty, heavy light, wet dry, deep shallow,
    near far, nearer farther, quickly slowly, slow quick, slow fast, wide narrow, soft hard,
    clever stupid, wise foolish, brave cowardly, kind cruel, gladly unwillingly, glad sorry,
    morning evening, sunrise sunset, true false, likely unlikely, able unable, possible impossible,
    positive negative, success failure, everything nothing, everybody nobody, everyone nobody,
    somebody nobody, with without, began ended, begin end, arrived left, remember forget,
    remembered forgot, laughed wept, laughing weeping, laugh cry, found lost, thick thin,
    bright dark, healthy ill, top bottom, front back, started stopped, raised lowered,
    united divided, allies enemies, ally enemy, hope fear, hopes fears, legal illegal,
    guilty innocent, safe dangerous
"""


def _pairs() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in " ".join(_PAIRS.split()).split(","):
        one, other = pair.split()
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


OPPOSITES = _pairs()
"""Word in lower case -> the words that say its opposite."""


def are_opposites(one: str, other: str) -> bool:
    """Whether two words in lower case say the opposite of each other."""
    return other in OPPOSITES.get(one, frozenset())
