"""Resolving expressions of time against the publication date, as TIMEX3 values with intervals."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from marsad.arabic.calendar import add_months, gregorian_of_hijri, hijri_year, interval_of, week_of
from marsad.model import TimeMention
from marsad.model.expression import TimeExpression

FARTHEST_AHEAD_DAYS = 100
"""A date without a year is of the past unless that would put it nearly a year back: news announces a season ahead at most."""
_DAYS_IN_WEEK = 7
_STEPS = {"last": -1, "this": 0, "next": 1, "": 0}
_SEASON_MONTHS = {"season-summer": (6, 8), "season-winter": (12, 2)}


def resolve_times(expressions: Sequence[TimeExpression], published: datetime | None) -> list[TimeMention]:
    """The expressions with their values, in the order given.

    Relative ones (`أمس`, `الخميس`, a date without a year) keep value None where `published` is None, and say so in
    their rules. Days are those of the publication's own time zone.
    """
    anchor = published.date() if published is not None else None
    return [_resolve(expression, anchor) for expression in expressions]


def _resolve(expression: TimeExpression, anchor: date | None) -> TimeMention:
    try:
        value = _RESOLVERS[expression.kind](expression, anchor)
        begin, end = interval_of(value) if value is not None else (date.min, date.max)
    except (ValueError, OverflowError):  # no such day (31 February) or none that a calendar of years 1 to 9999 holds (5000 years ago)
        return TimeMention(expression.span, "DATE", None, rules=(f"time:{expression.kind}", "time:no_such_date"))
    if value is None:
        return TimeMention(expression.span, "DATE", None, rules=(f"time:{expression.kind}", "time:publication_unknown"))
    rules = (f"time:{expression.kind}",) + ((f"time:{expression.modifier}",) if expression.modifier else ())
    return TimeMention(expression.span, "DATE", value, begin.isoformat(), end.isoformat(), _precision(begin, end), expression.approx, rules)


def _precision(begin: date, end: date) -> int:
    days = (end - begin).days
    return 1 if days == 1 else 2 if days <= _DAYS_IN_WEEK else 3


def _day(expression: TimeExpression, anchor: date | None) -> str | None:
    return None if anchor is None else (anchor + timedelta(days=expression.offset)).isoformat()


def _weekday(expression: TimeExpression, anchor: date | None) -> str | None:
    """The nearest such day on or before publication; strictly before for `الماضي`, after for `المقبل`."""
    if anchor is None:
        return None
    back = (anchor.isoweekday() - expression.number) % _DAYS_IN_WEEK
    if expression.modifier == "next":
        return (anchor + timedelta(days=_DAYS_IN_WEEK - back)).isoformat()
    if expression.modifier == "last" and back == 0:
        back = _DAYS_IN_WEEK
    return (anchor - timedelta(days=back)).isoformat()


def _calendar(expression: TimeExpression, anchor: date | None) -> str | None:
    if expression.calendar == "hijri":
        return _hijri(expression, anchor)
    year = expression.year
    if expression.month is None:
        return f"{year:04d}"
    if year is None:
        if anchor is None:
            return None
        year = _likely_year(expression, anchor)
    if expression.day is None:
        return f"{year:04d}-{expression.month:02d}"
    first = date(year, expression.month, expression.day).isoformat()
    if expression.last_day is not None and expression.last_day > expression.day:
        return f"{first}/{date(year, expression.month, expression.last_day).isoformat()}"
    return first


def _likely_year(expression: TimeExpression, anchor: date) -> int:
    month, day = expression.month or 1, expression.day
    if expression.modifier == "next":
        return anchor.year if (month, day or 32) > (anchor.month, anchor.day) else anchor.year + 1
    if expression.modifier == "last":
        return anchor.year if (month, day or 0) < (anchor.month, anchor.day if day else 0) else anchor.year - 1
    this_year = date(anchor.year, month, min(day or 1, 28))
    ahead = (this_year - anchor).days
    if expression.modifier == "this":
        return anchor.year
    if ahead > FARTHEST_AHEAD_DAYS:
        return anchor.year - 1
    return anchor.year + 1 if ahead < FARTHEST_AHEAD_DAYS - 366 else anchor.year


def _hijri(expression: TimeExpression, anchor: date | None) -> str | None:
    year = expression.year or (hijri_year(anchor) if anchor is not None else None)
    if year is None:
        return None
    if expression.month is None:
        first, last = gregorian_of_hijri(year, 1, 1), gregorian_of_hijri(year + 1, 1, 1) - timedelta(days=1)
        return f"{first.isoformat()}/{last.isoformat()}"
    return gregorian_of_hijri(year, expression.month, expression.day or 1).isoformat()


def _unit(expression: TimeExpression, anchor: date | None) -> str | None:
    if anchor is None:
        return None
    step = _STEPS[expression.modifier]
    if expression.unit == "week":
        return week_of(anchor + timedelta(days=step * _DAYS_IN_WEEK))
    if expression.unit == "month":
        year, month = add_months(anchor.year, anchor.month, step)
        return f"{year:04d}-{month:02d}"
    return f"{anchor.year + step:04d}"


def _ago(expression: TimeExpression, anchor: date | None) -> str | None:
    if anchor is None:
        return None
    if expression.unit == "day":
        return (anchor - timedelta(days=expression.offset)).isoformat()
    if expression.unit == "week":
        return week_of(anchor - timedelta(days=_DAYS_IN_WEEK * expression.offset))
    if expression.unit == "month":
        year, month = add_months(anchor.year, anchor.month, -expression.offset)
        return f"{year:04d}-{month:02d}"
    return f"{anchor.year - expression.offset:04d}"


def _season(expression: TimeExpression, anchor: date | None) -> str | None:
    if anchor is None:
        return None
    year = anchor.year + _STEPS[expression.modifier]
    return f"{year:04d}-06/{year:04d}-08"


def _range(expression: TimeExpression, anchor: date | None) -> str | None:
    return f"{expression.year:04d}/{expression.end_year:04d}"


_RESOLVERS = {"day": _day, "weekday": _weekday, "calendar": _calendar, "unit": _unit, "ago": _ago, "season": _season, "range": _range}
