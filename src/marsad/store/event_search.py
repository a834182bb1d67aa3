"""Finding events: what may be asked of them, and pages of those that fit. SQLite and PostgreSQL answer alike."""

from collections.abc import Sequence
from math import isfinite
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_

from marsad.errors import InputError
from marsad.model import Event
from marsad.store.clearance import rows_with, seen_documents, seen_events, told_by
from marsad.store.days import days_between
from marsad.store.schema import documents, events, report_sides, reports
from marsad.store.search import match_words, of_place
from marsad.store.store import Store

MOST_AT_ONCE = 500
MOST_COUNTED = 10_000
"""Events that fit are counted up to here; beyond, "more than" is said, since counting on would cost more than it tells."""
NARROW_DEGREES = 8.0
SHORT_DAYS = 62
"""Up to so many degrees of latitude a list is made by place, unless it is of so few days; of a million events each leaves some ten thousands."""
SHOWN_REVIEWS = ("open", "accepted", "corrected", "disputed")
QUEUED_REVIEWS = ("open", "disputed")


class EventQuery(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for among events; each field that is set must hold.

    The fields that `marsad.store.search.Query` has too mean the same, of the event and the articles that tell of it: `words` stand in one of
    them, `outlet` published one, `source` is a word of one on whose word it rests. `sources` is the least number of independent sources,
    `reviews` the states of review, by default all but `rejected`.
    """

    words: str = ""
    since: str = ""
    until: str = ""
    country: str = ""
    admin1: str = ""
    box: tuple[float, float, float, float] | None = None
    near: tuple[float, float, float] | None = None
    types: Sequence[str] = ()
    statuses: Sequence[str] = ()
    actor: str = ""
    outlet: str = ""
    source: str = ""
    killed: int | None = None
    sources: int = 1
    reviews: Sequence[str] = SHOWN_REVIEWS

    @property
    def only_counted(self) -> bool:
        """True where the tallies can answer: nothing is asked but time, country, type, status and a box."""
        others = (self.words, self.admin1, self.near, self.actor, self.outlet, self.source)
        return not any(others) and self.killed is None and self.sources <= 1 and set(self.reviews) == set(SHOWN_REVIEWS)


class EventPage(NamedTuple):
    """Events in their order, and the cursor to go on from, `""` where there are no more."""

    events: list[Event]
    cursor: str


def holds_of(store: Store, query: EventQuery, *, queued: bool = False) -> list[ColumnElement[bool]]:
    """What must hold of a row of `events`; `queued` where it is looked up by its review.

    The databases guess badly how many events a box, a stretch of days or a state of review holds, so which index serves is decided here: a
    column that is wrapped is not looked up.

    Raises:
        InputError: for words of which none can be looked for.
    """
    told = events.c
    placed = _is_by_place(query)
    country, day = (func.coalesce(column, "") if placed or queued else column for column in (told.country, told.day))
    lat: ColumnElement[float] = told.lat if placed and not queued else told.lat + 0
    review = told.review if queued else func.coalesce(told.review, "")
    holds: list[ColumnElement[bool]] = [*seen_events(store), review.in_(query.reviews)]
    equal: list[tuple[Any, str]] = [(country, query.country), (told.admin1, query.admin1)]
    holds += [column == value for column, value in equal if value]
    listed: list[tuple[Any, Sequence[str]]] = [(told.type, query.types), (told.status, query.statuses)]
    holds += [column.in_(values) for column, values in listed if values]
    if query.since:
        holds.append(day >= query.since)
    if query.until:
        holds += [day < query.until, day != ""]
    if query.killed is not None:
        holds.append(told.killed_low >= query.killed)
    if query.sources > 1:
        holds.append(told.sources >= query.sources)
    return holds + of_place(lat, told.lon, query.box, query.near) + _of_reports(store, query)


def _is_by_place(query: EventQuery) -> bool:
    """True where fewer events lie between the latitudes asked for than between the days."""
    if query.near is None and (query.box is None or query.box[3] - query.box[1] > NARROW_DEGREES):
        return False
    return not (query.since and query.until) or days_between(query.since, query.until) > SHORT_DAYS


def _of_reports(store: Store, query: EventQuery) -> list[ColumnElement[bool]]:
    """What must hold of one of the reports of an event; each filter may be met by another report."""
    holds: list[ColumnElement[bool]] = []
    if query.words:
        fitting = select(documents.c.number).where(match_words(store, query.words), *seen_documents(store))
        holds.append(events.c.row.in_(rows_with(store, reports.c.document.in_(fitting))))
    if query.outlet:
        holds.append(told_by(store, reports.c.outlet == query.outlet))
    if query.source:
        holds.append(told_by(store, reports.c.source.contains(query.source, autoescape=True)))
    if query.actor:
        named = or_(report_sides.c.actor == query.actor, report_sides.c.name.contains(query.actor, autoescape=True))
        holds.append(events.c.row.in_(rows_with(store, named, joined=(report_sides, report_sides.c.report == reports.c.id))))
    return holds


def list_events(store: Store, query: EventQuery, most: int = 50, after: str = "") -> EventPage:
    """A page of events, the latest day first.

    Raises:
        InputError: for a cursor that this did not give.
    """
    told = events.c
    day = func.coalesce(told.day, "") if _is_by_place(query) else told.day
    statement = select(told.day, told.id).where(*holds_of(store, query)).order_by(day.desc(), told.id.desc())
    return _page(store, statement, (told.day, told.id), most, after, str)


def queue_events(store: Store, query: EventQuery, most: int = 50, after: str = "") -> EventPage:
    """A page of events in the order in which people should look at them (see `marsad.stages.reconcile.priority`).

    Raises:
        InputError: for a cursor that this did not give.
    """
    told = events.c
    statement = select(told.priority, told.id).where(*holds_of(store, query, queued=True)).order_by(told.priority.desc(), told.id.desc())
    return _page(store, statement, (told.priority, told.id), most, after, float)


def _page(store: Store, statement: Select[Any], keys: tuple[Any, Any], most: int, after: str, kind: type[str] | type[float]) -> EventPage:
    most = min(max(most, 1), MOST_AT_ONCE)
    if after:
        statement = statement.where(tuple_(*keys) < tuple_(*_read_cursor(after, kind)))
    with store.engine.connect() as connection:
        rows = list(connection.execute(statement.limit(most + 1)))
    known = {event.id: event for event in store.events(row.id for row in rows[:most])}
    last = rows[most - 1] if len(rows) > most else None
    return EventPage([known[row.id] for row in rows[:most] if row.id in known], "" if last is None else f"{last[0]}~{last[1]}")


def _read_cursor(cursor: str, kind: type[str] | type[float]) -> tuple[str | float, str]:
    """The place in the order after which a page begins.

    Raises:
        InputError: for what is no cursor.
    """
    first, _, id_ = cursor.partition("~")
    try:
        place = kind(first)
    except ValueError:
        id_, place = "", ""
    if not id_ or (isinstance(place, float) and not isfinite(place)):
        raise InputError(f"{cursor!r} is no cursor of a list of events; pass on the one that the page before gave")
    return place, id_


def count_events(store: Store, query: EventQuery) -> int:
    """How many events fit, counted up to `MOST_COUNTED` + 1, which stands for "more than `MOST_COUNTED`"."""
    fitting = select(events.c.row).where(*holds_of(store, query)).limit(MOST_COUNTED + 1).subquery()
    with store.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(fitting)) or 0
