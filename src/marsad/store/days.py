"""Stretches of days, as filters give them: the first day and the one after the last, ISO 8601, `""` where one is open."""

from datetime import date, timedelta

from marsad.errors import InputError

_LAST_MONTH = "9999-12-01"
"""No month comes after it."""


def split_months(since: str, until: str) -> tuple[tuple[str, str] | None, list[tuple[str, str]]]:
    """The whole months of a stretch of days (first, end excluded; `""` is open), None where there is none; and the days beside them.

    >>> split_months("2018-02-18", "2018-05-01")
    (('2018-03', '2018-05'), [('2018-02-18', '2018-03-01')])
    >>> split_months("2018-02-18", "2018-02-20")
    (None, [('2018-02-18', '2018-02-20')])
    >>> split_months("", "")
    (('', ''), [])
    >>> split_months("9999-12-02", "")
    (None, [('9999-12-02', '')])
    """
    if since > _LAST_MONTH:
        return None, [(since, until)]
    first = _next_month(read_day(since)) if since and since[8:] != "01" else read_day(since) if since else None
    end = read_day(until).replace(day=1) if until else None
    if first is not None and end is not None and first >= end:
        return None, [(since, until)]
    edges = [(since, first.isoformat())] if first is not None and since != first.isoformat() else []
    edges += [(end.isoformat(), until)] if end is not None and until != end.isoformat() else []
    return (first.isoformat()[:7] if first else "", end.isoformat()[:7] if end else ""), edges


def read_day(day: str) -> date:
    """The date that `day` writes.

    Raises:
        InputError: for what is no day.
    """
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise InputError(f"{day!r} is no day; write it as 2018-02-18") from error


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def days_between(since: str, until: str) -> int:
    """How many days a stretch has.

    >>> days_between("2018-02-18", "2018-03-01")
    11
    """
    return (read_day(until) - read_day(since)).days
