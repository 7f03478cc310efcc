"""Time words that count from the story's own date, or from what it dated last."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from index.timeline.moment import Moment, group, nearest, years_near
from index.timeline.spans import (
    WEEKDAYS,
    Days,
    amount,
    around,
    day,
    moved,
    off_by,
    season,
    unit_days,
)

_SEASON_NAMES = ("spring", "summer", "autumn", "fall", "winter")
_FEASTS: Final[dict[str, tuple[int, int]]] = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "halloween": (10, 31),
}


def _weekday(match: re.Match[str], moment: Moment) -> Days | None:
    told, which = moment.told, group(match, "which")
    if told is None or which in ("one", "every", "that", "the same", "the following"):
        return None
    back = (told.weekday() - WEEKDAYS.index(match["weekday"])) % 7
    if which == "last":
        back = back or 7
    elif which == "next" or (moment.ahead and back):
        back -= 7
    found = told - timedelta(days=back)
    return Days(found, found)


_NAMED = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1}


def _named_day(match: re.Match[str], moment: Moment) -> Days | None:
    words = " ".join(group(match, "named").replace("to-", "to").split())
    further = {"the day before yesterday": -2, "the day after tomorrow": 2}
    return _from_told(moment, {**_NAMED, **further}[words], "day")


def _from_told(moment: Moment, count: int, unit: str) -> Days | None:
    if moment.told is None:
        return None
    return off_by(Days(moment.told, moment.told), count, count, unit)


_STEPS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


def _this(match: re.Match[str], moment: Moment) -> Days | None:
    told, unit, which = moment.told, match["unit"], group(match, "which")
    if told is None:
        return None
    if unit in _SEASON_NAMES:
        return _this_season(told, unit, which)
    step = _STEPS[which]
    if unit in ("week", "weekend"):
        return around(told + timedelta(days=7 * step), unit)
    shifted = moved(told, step, unit)
    return around(shifted, unit) if shifted else None


def _this_season(told: date, name: str, which: str) -> Days | None:
    every = [season(told.year + step, name) for step in (-1, 0, 1)]
    if which in ("last", "past"):
        return max((d for d in every if d.last < told), key=lambda d: d.first, default=None)
    if which in ("next", "coming"):
        return min((d for d in every if d.first > told), key=lambda d: d.first, default=None)
    return next((d for d in every if d.last >= told), None)


def _counted(match: re.Match[str]) -> tuple[int, int] | None:
    return amount(match["count"]) if match["count"] else None


def _unit(match: re.Match[str]) -> str:
    return "century" if match["unit"].startswith("centur") else match["unit"]


def _span(match: re.Match[str], moment: Moment) -> Days | None:
    counted, told = _counted(match), moment.told
    if counted is None or told is None:
        return None
    if group(match, "way") in ("next", "coming", "following"):
        last = moved(told, counted[1], _unit(match))
        return Days(told, last) if last else None
    first = moved(told, -counted[1], _unit(match))
    return Days(first, told) if first else None


def _ago(match: re.Match[str], moment: Moment) -> Days | None:
    counted = _counted(match)
    if counted is None or moment.told is None:
        return None
    return off_by(Days(moment.told, moment.told), -counted[1], -counted[0], _unit(match))


def _from_last(moment: Moment, least: int, most: int, unit: str) -> Days | None:
    """From what was dated last, unless that is vaguer than the step."""
    last = moment.last
    if last is None or last.length > max(7, unit_days(unit)):
        return None
    return off_by(last, least, most, unit)


def _later(match: re.Match[str], moment: Moment) -> Days | None:
    counted, unit = _counted(match), _unit(match)
    if counted is None:
        return None
    if group(match, "way") in ("earlier", "before"):
        return _from_last(moment, -counted[1], -counted[0], unit)
    return _from_last(moment, *counted, unit)


def _after(match: re.Match[str], moment: Moment) -> Days | None:
    counted, way, told = _counted(match), group(match, "way"), moment.told
    if counted is None or way == "before":
        return None
    if way in ("in", "within"):
        if told is None or not moment.ahead:
            return None
        if way == "in":
            return off_by(Days(told, told), *counted, _unit(match))
        last = moved(told, counted[1], _unit(match))
        return Days(told, last) if last else None
    return _from_last(moment, *counted, _unit(match))


_ON = {"next": 1, "following": 1, "same": 0}


def _next_day(match: re.Match[str], moment: Moment) -> Days | None:
    way, unit = group(match, "way"), match["unit"]
    if way not in _ON:
        return None
    unit = unit if unit in ("week", "month", "year") else "day"
    return _from_last(moment, _ON[way], _ON[way], unit)


def _that_day(match: re.Match[str], moment: Moment) -> Days | None:
    if match.group().lower().endswith(("week", "year", *_SEASON_NAMES)):
        return None
    return _from_last(moment, 0, 0, "day")


def _feast(match: re.Match[str], moment: Moment) -> Days | None:
    words = group(match, "feast").replace("’", "'").replace("-", " ")
    if words not in _FEASTS:
        return None
    candidates = [day(year, *_FEASTS[words]) for year in years_near(moment)]
    return nearest([found for found in candidates if found], moment)


RELATIVE: Final[dict[str, Callable[[re.Match[str], Moment], Days | None]]] = {
    "weekday": _weekday,
    "weekday_part": _weekday,
    "weekday_said": _weekday,
    "named_day": _named_day,
    "this": _this,
    "span": _span,
    "ago": _ago,
    "later": _later,
    "after": _after,
    "next_day": _next_day,
    "that_day": _that_day,
    "feast": _feast,
}
