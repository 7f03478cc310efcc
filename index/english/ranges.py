"""Numbers in words, as a list of paragraphs or chapters."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_RANGES = 8


def ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers, runs of them joined: "2, 5 to 7"; the last ones are only counted."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [f"{one}" if one == last else f"{one} to {last}" for one, last in runs]
    more = sum(last - one + 1 for one, last in runs[_MOST_RANGES:])
    return ", ".join(words[:_MOST_RANGES]) + (f" and {more} more" if more else "")
