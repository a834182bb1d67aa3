"""The days on which a report's event may have happened, and whether two reports can mean one day."""

from datetime import date, timedelta
from typing import NamedTuple

from marsad.model import Report

LONGEST_SPAN_DAYS = 10
"""A time longer than a week and its slip (a month, a year) dates no event well enough to find it again."""
SLIP_DAYS = 1
"""Attacks at night, time zones and slow desks put one event on two neighbouring days."""
FIRST_HOUR = "06"
"""Of UTC: nine in the morning in Damascus and Baghdad. What undated reports of earlier hours tell happened that night or the day before."""
ONE_DAY = timedelta(days=1)


class Days(NamedTuple):
    """First and last possible day, both included. `stated` is False where only the publication tells."""

    first: date
    last: date
    stated: bool

    @property
    def exact(self) -> bool:
        """True for a single day that the text states."""
        return self.stated and self.first == self.last


def days_of(report: Report) -> Days | None:
    """The days of a report; None where it has neither a usable time nor a publication time: nothing is then found near it.

    A time that covers more than `LONGEST_SPAN_DAYS` (a month, a year) gives None too: such a mention tells of the past and is left by itself.
    """
    published = date.fromisoformat(report.published[:10]) if report.published is not None else None
    if report.begin is not None:
        first = date.fromisoformat(report.begin[:10])
        last = date.fromisoformat(report.end[:10]) - ONE_DAY if report.end is not None else first
        return Days(first, max(first, last), stated=True) if (last - first).days < LONGEST_SPAN_DAYS else None
    if published is None:
        return None
    return Days(published - ONE_DAY if _is_early(report.published) else published, published, stated=False)


def _is_early(published: str | None) -> bool:
    """True before the day's own news can have come in: then the night's and the day before's is told."""
    return published is not None and published[11:13] < FIRST_HOUR


def gap_days(one: Days, other: Days) -> int:
    """How many days lie between two spans; 0 where they share one."""
    return max(0, (other.first - one.last).days, (one.first - other.last).days)
