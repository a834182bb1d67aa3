"""What each outlet gave: articles by day, reports, and the events that it alone, or it first, told of."""

from collections import defaultdict
from heapq import nlargest
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Subquery, func, select

from marsad.model.marking import CLEAR, RED
from marsad.store.clearance import seen_documents, seen_events
from marsad.store.schema import documents, event_members, events, issues, reports
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
        latest: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for told in (query.subquery() for query in _told(store, since, until)):
            with_own = _count_alone(connection, found, told)
            shared = _count_shared(connection, found, told)
            for name in with_own:
                latest[name] += _find_latest(connection, name, told, shared)
    for name, alone in latest.items():
        found[name].exclusive_events = [event for _, event in nlargest(EXAMPLES, alone)]
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


def _told(store: Store, since: str, until: str) -> list[Select[Any]]:
    """Queries of (event, outlet, document), a row for each report that was published then; all reports of an event stand in one of them.

    Those of all times are read from an index alone, which joining whatever decides who sees what would undo: what hides an event is rare.
    """
    own, holds = reports.c, []
    if published := _published(since, until):
        holds.append(own.document.in_(select(documents.c.number).where(*published)))
    top = select(own.event.label("event"), own.outlet, own.document).where(own.event.is_not(None), *holds)
    if store.clearance == RED:
        return [top]
    hidden = select(events.c.row).where(events.c.most == RED, events.c.least > store.clearance)
    member = select(events.c.id.label("event"), own.outlet, own.document).join(event_members, event_members.c.report == own.id)
    below = member.join(events, event_members.c.event == events.c.row).where(*seen_events(store), *holds)
    return [top.where(own.event.not_in(hidden)), below]


def _count_alone(connection: Connection, found: dict[str, OutletCounts], told: Subquery) -> list[str]:
    """Count the events that one outlet told of; the outlets that have such."""
    outlet = told.c.outlet
    only = func.min(outlet) == func.max(outlet)
    alone = select(func.min(outlet).label("outlet"), func.count().label("reports")).group_by(told.c.event).having(only).subquery().c
    rows = connection.execute(select(alone.outlet, func.count(), func.sum(alone.reports)).group_by(alone.outlet)).all()
    for name, number, its_reports in rows:
        counts = found[name]
        counts.events += number
        counts.exclusive += number
        counts.reports += int(its_reports)
    return [row[0] for row in rows]


def _count_shared(connection: Connection, found: dict[str, OutletCounts], told: Subquery) -> set[str]:
    """Count the events that several outlets told of, which are these."""
    event, outlet, time = told.c.event, told.c.outlet, documents.c.published
    several = select(event).group_by(event).having(func.min(outlet) != func.max(outlet))
    query = select(event, outlet, func.count(), func.min(time)).join(documents, documents.c.number == told.c.document)
    rows = connection.execute(query.where(event.in_(several)).group_by(event, outlet).order_by(event)).all()
    for _, outlets in groupby(rows, key=lambda row: row[0]):
        each = list(outlets)
        earliest = min((row[3] for row in each if row[3] is not None), default=None)
        for _, name, number, first in each:
            counts = found[name]
            counts.reports += number
            counts.events += 1
            counts.first += first is not None and first == earliest
    return {row[0] for row in rows}


def _find_latest(connection: Connection, outlet: str, told: Subquery, shared: set[str]) -> list[tuple[str, str]]:
    """(time, event) of the events that the outlet alone told of last; no more is read than is needed."""
    time, event = documents.c.published, told.c.event
    query = select(time, event).join(documents, documents.c.number == told.c.document).where(documents.c.outlet == outlet)
    latest: dict[str, str] = {}
    with connection.execute(query.order_by(time.desc().nulls_last(), event.desc()).execution_options(stream_results=True)) as rows:
        for at, id_ in rows:
            if id_ not in shared:
                latest.setdefault(id_, at or "")
            if len(latest) == EXAMPLES:
                break
    return [(at, id_) for id_, at in latest.items()]
