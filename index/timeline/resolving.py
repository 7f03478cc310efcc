"""Time words -> the days they stand for, counted from the story's own date where they need one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from index.timeline.moment import Moment, group, nearest, years_near
from index.timeline.relative import RELATIVE
from index.timeline.spans import MONTHS, ORDINALS, Days, day, month, season, years

_OPEN_BEFORE = re.compile(r"(?:by|until|till|before)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reach:
    """The days meant; an end that is None is open."""

    earliest: date | None
    latest: date | None


def resolve(kind: str, match: re.Match[str], moment: Moment) -> Reach | None:
    """The days that the words of ``match`` stand for; None where nothing says which."""
    resolver = _RESOLVERS.get(kind)
    found = resolver(match, moment) if resolver else None
    if found is None:
        return None
    if kind in _BOUNDED and _OPEN_BEFORE.match(match.group()):
        end = found.first - timedelta(days=1) if match.group()[0] in "bB" else found.last
        inclusive = not match.group().lower().startswith("before")
        return Reach(None, found.last if inclusive else end)
    return Reach(found.first, found.last)


def _month_number(words: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(words[:3].lower()))


def _full(match: re.Match[str], moment: Moment) -> Days | None:
    number = group(match, "day")
    day_number = int(number) if number else ORDINALS[group(match, "ordinal")]
    words = group(match, "month")
    month_number = _month_number(words) if words else int(match["number"])
    until = group(match, "until")
    if not 1 <= month_number <= 12:
        return None
    chosen = []
    for year in [int(match["year"])] if match["year"] else years_near(moment):
        first = day(year, month_number, day_number)
        last = day(year, month_number, int(until)) if until else first
        if first and last and first.first <= last.last:
            chosen.append(Days(first.first, last.last))
    if match["year"]:
        return chosen[0] if chosen else None
    return nearest(chosen, moment)


def _month_year(match: re.Match[str], moment: Moment) -> Days | None:
    del moment
    found = month(int(match["year"]), _month_number(match["month"]))
    return found.part(_place(match))


def _place(match: re.Match[str]) -> str:
    return group(match, "place").removeprefix("the ").strip()


def _month(match: re.Match[str], moment: Moment) -> Days | None:
    number = _month_number(match["month"])
    candidates = [month(year, number) for year in years_near(moment)]
    which, told = group(match, "which"), moment.told
    if told is None:
        return None
    if which == "last":
        return max((d for d in candidates if d.last < told), key=lambda d: d.first, default=None)
    if which == "next":
        return min((d for d in candidates if d.first > told), key=lambda d: d.first, default=None)
    found = nearest(candidates, moment)
    return found.part(_place(match)) if found else None


def _season_year(match: re.Match[str], moment: Moment) -> Days | None:
    del moment
    return season(int(match["year"]), match["season"]).part(_place(match))


def _years(match: re.Match[str], moment: Moment) -> Days | None:
    del moment
    first, last = match["year"], match["until"]
    return years(int(first), int(last if len(last) == 4 else first[:2] + last))


def _year(match: re.Match[str], moment: Moment) -> Days | None:
    del moment
    found = years(int(match["year"]), int(match["year"]))
    return found.part(_place(match)) if found and "place" in match.groupdict() else found


def _decade(match: re.Match[str], moment: Moment) -> Days | None:
    del moment
    first = int(match["decade"])
    last = first + (99 if first % 100 == 0 else 9)
    found = years(first, last)
    return found.part(_place(match)) if found else None


def _century(match: re.Match[str], moment: Moment) -> Days | None:
    del moment
    number = int(match["nth"]) if match["nth"] else ORDINALS[group(match, "ordinal")]
    if (match["era"] or "").startswith("B"):
        return None
    found = years((number - 1) * 100 + 1, number * 100)
    return found.part(_place(match)) if found else None


_BOUNDED = frozenset({"day", "month_day", "month_year", "month", "year", "weekday", "season_year"})
"""Here "by", "until" and "before" leave the beginning open."""
_RESOLVERS: Final[dict[str, Callable[[re.Match[str], Moment], Days | None]]] = {
    **RELATIVE,
    "days": _full,
    "day": _full,
    "month_day": _full,
    "iso": _full,
    "dotted": _full,
    "month_year": _month_year,
    "month": _month,
    "season_year": _season_year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "year": _year,
    "which_year": _year,
}
