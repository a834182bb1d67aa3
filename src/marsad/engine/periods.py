"""Periods as people write them: a day, a week, a month, a year, a range, or the last so many days."""

import re
from datetime import date, timedelta

import msgspec

from marsad.errors import InputError

DEFAULT = "7d"
LONGEST_DAYS = 3_660
EARLIEST = date(1900, 1, 1)
_LAST = re.compile(r"([1-9]\d{0,3})d")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})")
_HINT = "write it as 2018-02-18, 2018-W08, 2018-02, 2018, 2018-02-18/2018-02-24 (both days included) or 7d (the last seven days of the store)"


class Period(msgspec.Struct, frozen=True):
    """A stretch of days, ISO 8601, `end` excluded."""

    begin: str
    end: str

    @property
    def length_days(self) -> int:
        """How many days it has, at least 1."""
        return (date.fromisoformat(self.end) - date.fromisoformat(self.begin)).days


def read_period(asked: str, last_day: str | None) -> Period:
    """The period that `asked` writes; `7d` counts back from `last_day`, the last day on which an article of the store was published.

    Raises:
        InputError: for what is no period, ends before it begins, or is longer than `LONGEST_DAYS`; for `7d` where the store has no dated article.

    >>> read_period("2018-02-18/2018-02-24", None)
    Period(begin='2018-02-18', end='2018-02-25')
    >>> read_period("2018-W08", None), read_period("7d", "2018-02-24")
    (Period(begin='2018-02-19', end='2018-02-26'), Period(begin='2018-02-18', end='2018-02-25'))
    """
    try:
        first, end = _read(asked.strip(), last_day)
    except (ValueError, OverflowError) as error:
        raise InputError(f"{asked!r} is no period ({error}); {_HINT}") from error
    if first < EARLIEST:
        raise InputError(f"the period {asked!r} begins before {EARLIEST.year}; {_HINT}")
    if not 0 < (end - first).days <= LONGEST_DAYS:
        raise InputError(f"the period {asked!r} has {(end - first).days} days; it must have 1 to {LONGEST_DAYS:,}; {_HINT}")
    return Period(first.isoformat(), end.isoformat())


def last_told(published: tuple[str, str] | None, today: date) -> str | None:
    """The day that `7d` counts back from: the last of those on which articles were published, and no later than today, whatever an article says of
    its own day; None where no article has one."""
    return min(published[1], today.isoformat()) if published else None


def _read(asked: str, last_day: str | None) -> tuple[date, date]:
    day = timedelta(days=1)
    if last := _LAST.fullmatch(asked):
        if last_day is None:
            raise ValueError("the store holds no dated article to count back from")
        end = date.fromisoformat(last_day) + day
        return end - int(last[1]) * day, end
    if "/" in asked:
        first, _, until = asked.partition("/")
        return date.fromisoformat(first), date.fromisoformat(until) + day
    if week := _WEEK.fullmatch(asked):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + 7 * day
    if month := _MONTH.fullmatch(asked):
        first_day = date(int(month[1]), int(month[2]), 1)
        return first_day, (first_day + 32 * day).replace(day=1)
    if year := _YEAR.fullmatch(asked):
        return date(int(year[1]), 1, 1), date(int(year[1]) + 1, 1, 1)
    only = date.fromisoformat(asked)
    return only, only + day
