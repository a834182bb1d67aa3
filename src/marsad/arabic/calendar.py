"""Calendars: Hijri to Gregorian, and the arithmetic of days, weeks and months that news expressions need."""

from datetime import date, timedelta

_HIJRI_EPOCH_ORDINAL = 227015
"""Proleptic Gregorian ordinal of 1 Muharram AH 1 (16 July 622 Julian), the civil epoch."""
_CYCLE_YEARS = 30
_CYCLE_DAYS = 10631


def gregorian_of_hijri(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Hijri one by the tabular civil calendar (Reingold & Dershowitz, Calendrical Calculations, ch. 7).

    The observed calendars of states differ from it by a day or two.

    >>> gregorian_of_hijri(1439, 9, 1).isoformat()
    '2018-05-16'

    Raises:
        ValueError: when there is no such month or day.
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and year >= 1):
        raise ValueError(f"no Hijri date {year}-{month}-{day}")
    before_year = (year - 1) * 354 + (3 + 11 * year) // _CYCLE_YEARS
    before_month = 29 * (month - 1) + month // 2
    return date.fromordinal(_HIJRI_EPOCH_ORDINAL - 1 + before_year + before_month + day)


def hijri_year(day: date) -> int:
    """The Hijri year that `day` falls in, by the same calendar."""
    return (_CYCLE_YEARS * (day.toordinal() - _HIJRI_EPOCH_ORDINAL) + _CYCLE_DAYS + 15) // _CYCLE_DAYS


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month `months` later (earlier where negative).

    >>> add_months(2018, 1, -2)
    (2017, 11)
    """
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def week_of(day: date) -> str:
    """ISO 8601 week of a day, as `2018-W05`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def interval_of(value: str) -> tuple[date, date]:
    """First day and the day behind the last of an ISO value: a day, week, month, year, or two of them with `/`.

    >>> [day.isoformat() for day in interval_of("2018-02")]
    ['2018-02-01', '2018-03-01']
    """
    first, _, last = value.partition("/")
    if last:
        return interval_of(first)[0], interval_of(last)[1]
    if "W" in first:
        year, week = first.split("-W")
        monday = date.fromisocalendar(int(year), int(week), 1)
        return monday, monday + timedelta(days=7)
    parts = [int(part) for part in first.split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0] + 1, 1, 1)
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(*add_months(parts[0], parts[1], 1), 1)
    day = date(*parts)
    return day, day + timedelta(days=1)
