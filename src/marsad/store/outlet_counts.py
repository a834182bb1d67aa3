"""What each outlet gave: articles by day, reports, and the events that it alone, or it first, told of."""

from collections.abc import Iterable
from heapq import nlargest
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, func, select

from marsad.model.marking import CLEAR
from marsad.store.clearance import homes, seen_documents
from marsad.store.schema import documents, issues, reports
from marsad.store.store import Store

EXAMPLES = 5
"""Events shown of those that an outlet alone told of, the last published first."""
_DAY_LETTERS = 10


class OutletCounts(msgspec.Struct):
    """One outlet in a stretch of publication time.

    `exclusive` counts the events that no other outlet told of, `exclusive_events` names those told of last; `first` those told by several
    of which its report was published first. `days` are (day, articles), `issues` the issues noted on its articles.
    """

    outlet: str
    documents: int = 0
    reports: int = 0
    events: int = 0
    exclusive: int = 0
    first: int = 0
    issues: int = 0
    last_published: str | None = None
    days: list[tuple[str, int]] = []
    exclusive_events: list[str] = []


def count_outlets(store: Store, since: str = "", until: str = "") -> list[OutletCounts]:
    """Every outlet with what it gave from `since` on and before `until` (days of publication; `""` is open), the largest first."""
    published = [*seen_documents(store), *_published(since, until)]
    found: dict[str, OutletCounts] = {}
    with store.engine.connect() as connection:
        outlet, time = documents.c.outlet, documents.c.published
        for name, count, last in connection.execute(select(outlet, func.count(), func.max(time)).where(*published).group_by(outlet)):
            found[name] = OutletCounts(name, count, last_published=last)
        day = func.substr(time, 1, _DAY_LETTERS)
        by_day = select(outlet, day, func.count()).where(time.is_not(None), *published).group_by(outlet, day).order_by(day)
        for name, at, count in connection.execute(by_day):
            found[name].days.append((at, count))
        noted = select(outlet, func.count()).select_from(issues.join(documents, documents.c.id == issues.c.document)).where(*published)
        for name, count in connection.execute(noted.group_by(outlet)):
            found[name].issues = count
        _count_events(found, connection.execute(_told(store, since, until)))
    return sorted(found.values(), key=lambda counts: (-counts.documents, counts.outlet))


def count_articles(store: Store, since: str, until: str) -> tuple[dict[str, int], int]:
    """By outlet, how many articles were published from `since` on and before `until`; and the highest level of their markings."""
    outlet = documents.c.outlet
    holds = [*_published(since, until), *seen_documents(store)]
    query = select(outlet, func.count(), func.max(documents.c.marking)).where(*holds).group_by(outlet).order_by(outlet)
    with store.engine.connect() as connection:
        rows = list(connection.execute(query))
    return {name: count for name, count, _ in rows}, max((level for *_, level in rows), default=CLEAR)


def _published(since: str, until: str) -> list[ColumnElement[bool]]:
    time = documents.c.published
    return [*([time >= since] if since else []), *([time < until] if until else [])]


def _told(store: Store, since: str, until: str) -> Select[Any]:
    """A row for each event and outlet that told of it: its reports and its first publication; the rows of an event stand together."""
    home = homes(store).subquery()
    return (
        select(home.c.event, reports.c.outlet, func.count(), func.min(documents.c.published))
        .select_from(home.join(reports, reports.c.id == home.c.report).join(documents, documents.c.number == reports.c.document))
        .where(*_published(since, until))
        .group_by(home.c.event, reports.c.outlet)
        .order_by(home.c.event)
    )


def _count_events(found: dict[str, OutletCounts], rows: Iterable[Any]) -> None:
    """Take the rows of `_told` into the counts; a walk over them costs a fifth of asking the database once an outlet."""
    latest: dict[str, list[tuple[str, str]]] = {}
    for event, told in groupby(rows, key=lambda row: row[0]):
        outlets = list(told)
        earliest = min((row[3] for row in outlets if row[3] is not None), default=None)
        for _, outlet, number, first in outlets:
            counts = found[outlet]
            counts.reports += number
            counts.events += 1
            counts.first += len(outlets) > 1 and first is not None and first == earliest
            if len(outlets) == 1:
                counts.exclusive += 1
                latest.setdefault(outlet, []).append((first or "", event))
    for outlet, alone in latest.items():
        found[outlet].exclusive_events = [event for _, event in nlargest(EXAMPLES, alone)]
