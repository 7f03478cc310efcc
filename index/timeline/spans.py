"""Stretches of days, and how far words such as "two or three months" move them.

Seasons are those of the northern half of the world, by whole months.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MONTHS: Final = tuple(calendar.month_name)[1:]
WEEKDAYS: Final = tuple(calendar.day_name)
_SMALL: Final = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty
"""
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
NUMBERS: Final[dict[str, int]] = {
    **{word: number for number, word in enumerate(_SMALL.split())},
    **_TENS,
    "ninety": 90,
    "hundred": 100,
    "a": 1,
    "an": 1,
}
_ORDINALS: Final = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
"""
ORDINALS: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        _ORDINALS.split(),
        start=1,
    )
}
_VAGUE = {"a few": (2, 9), "several": (3, 9), "a couple of": (2, 2), "a dozen": (12, 12)}
_DAYS_OF = {"day": 1, "night": 1, "morning": 1, "evening": 1, "week": 7, "fortnight": 14}
_MONTHS_OF = {"month": 1, "year": 12, "winter": 12, "summer": 12, "decade": 120, "century": 1200}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Days:
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """In days."""
        return (self.last - self.first).days + 1

    def part(self, words: str) -> Days:
        """The early, middle or late third of it; all of it for other words."""
        third = timedelta(days=self.length // 3)
        if words.startswith(("early", "beginning", "start")):
            return Days(self.first, self.first + third)
        if words.startswith("mid"):
            return Days(self.first + third, self.last - third)
        if words.startswith(("late", "end")):
            return Days(self.last - third, self.last)
        return self


def amount(words: str) -> tuple[int, int] | None:
    """The least and the most that "three", "two or three" or "a few" stand for."""
    words = " ".join(words.lower().replace("-", " ").split())
    if words in _VAGUE:
        return _VAGUE[words]
    parts = [_number(part) for part in words.split(" or " if " or " in words else " to ")]
    known = [part for part in parts if part is not None]
    return (min(known), max(known)) if known and len(known) == len(parts) else None


def _number(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    values = [NUMBERS.get(word) for word in words.split()]
    known = [value for value in values if value is not None]
    if not known or len(known) != len(values):
        return None
    if known[-1] == 100 and len(known) == 2:
        return known[0] * 100
    return sum(known)


def day(year: int, month: int, number: int) -> Days | None:
    """One day; None where the calendar has no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Days(found, found)


def month(year: int, number: int) -> Days:
    """One month of one year."""
    return Days(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))


def years(first: int, last: int) -> Days | None:
    """Whole years; None for years that the calendar does not reach."""
    if not 1 <= first <= last <= 9999:
        return None
    return Days(date(first, 1, 1), date(last, 12, 31))


def season(year: int, name: str) -> Days:
    """One season; winter is that which begins in ``year``."""
    first = _SEASONS[name]
    end_year, end_month = (year, first + 2) if first + 2 <= 12 else (year + 1, first - 10)
    return Days(date(year, first, 1), month(end_year, end_month).last)


def around(told: date, unit: str) -> Days | None:
    """The week, month, year, decade or century that ``told`` is in."""
    if unit == "week":
        monday = told - timedelta(days=told.weekday())
        return Days(monday, monday + timedelta(days=6))
    if unit == "weekend":
        saturday = told - timedelta(days=told.weekday()) + timedelta(days=5)
        return Days(saturday, saturday + timedelta(days=1))
    if unit == "month":
        return month(told.year, told.month)
    if unit == "year":
        return years(told.year, told.year)
    if unit == "decade":
        return years(told.year // 10 * 10, told.year // 10 * 10 + 9)
    if unit == "century":
        return years((told.year - 1) // 100 * 100 + 1, (told.year - 1) // 100 * 100 + 100)
    return Days(told, told)


def moved(day: date, count: int, unit: str) -> date | None:
    """``count`` units after ``day`` (before it, when negative); None beyond the calendar."""
    try:
        if unit in _DAYS_OF:
            return day + timedelta(days=count * _DAYS_OF[unit])
        if unit not in _MONTHS_OF:
            return None
        total = day.year * 12 + day.month - 1 + count * _MONTHS_OF[unit]
        year, number = divmod(total, 12)
        return date(year, number + 1, min(day.day, calendar.monthrange(year, number + 1)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def unit_days(unit: str) -> int:
    """How many days a unit is at most; 0 for units shorter than a day."""
    return _DAYS_OF.get(unit, 31 * _MONTHS_OF.get(unit, 0))


def off_by(start: Days, least: int, most: int, unit: str) -> Days | None:
    """``start`` moved by between ``least`` and ``most`` units, as exactly as the unit is."""
    first, last = moved(start.first, least, unit), moved(start.last, most, unit)
    if first is None or last is None:
        return None
    if unit in _MONTHS_OF:
        grain = "month" if unit == "month" else "year"
        whole_first, whole_last = around(first, grain), around(last, grain)
        if whole_first is None or whole_last is None:
            return None
        return Days(whole_first.first, whole_last.last)
    return Days(first, last)
