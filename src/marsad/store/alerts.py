"""Alert levels kept: where each area stands, every change, and what warning reads of the store.

Levels are worked out for each marking that the store holds documents of, from what is marked up to it; a reader is shown those of the highest marking
that his clearance reaches, which are the ones that a store would have that was never given anything above it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Connection, delete, func, select

from marsad.errors import InputError
from marsad.lexicon.alert_levels import rank_of
from marsad.model import Event, Report, Signature
from marsad.model.alert import Alert, AreaState
from marsad.model.marking import LEVELS, MARKINGS
from marsad.store.clearance import homes, seen_documents
from marsad.store.revision import touch
from marsad.store.rows import ENCODER
from marsad.store.schema import alert_days, alert_states, alerts, documents, reports
from marsad.store.store import Store
from marsad.store.tables import insert_rows, parts_of
from marsad.version import VERSION

R = TypeVar("R")
MOST_AT_ONCE = 500
DAY_LETTERS = 10


class AlertQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which areas or changes: of a country (ISO 3166-1), a kind of area, one area, at `level` or above; changes also on the days from `since` on
    and before `until`."""

    country: str = ""
    kind: str = ""
    area: str = ""
    level: str = ""
    since: str = ""
    until: str = ""


class AlertPage(NamedTuple):
    """Changes, the latest first, and the cursor to go on from, `""` where there are no more."""

    alerts: list[Alert]
    cursor: str


def list_states(store: Store, query: AlertQuery, most: int = MOST_AT_ONCE) -> list[AreaState]:
    """Where areas stand, the highest level first, then by score."""
    told = alert_states.c
    holds = [told.marking == _marking(store), *_asked(told, query)]
    statement = select(told.record).where(*holds).order_by(told.rank.desc(), told.score.desc(), told.area).limit(min(most, MOST_AT_ONCE))
    return _decoded(store, statement, AreaState)


def all_states(store: Store) -> dict[str, AreaState]:
    """Where every area stands, by its id."""
    statement = select(alert_states.c.record).where(alert_states.c.marking == _marking(store))
    return {state.area.id: state for state in _decoded(store, statement, AreaState)}


def list_alerts(store: Store, query: AlertQuery, most: int = 50, after: str = "") -> AlertPage:
    """A page of changes, the latest first.

    Raises:
        InputError: for a cursor that this did not give.
    """
    told = alerts.c
    holds = [told.marking == _marking(store), *_asked(told, query)]
    holds += [told.day >= query.since] if query.since else []
    holds += [told.day < query.until] if query.until else []
    if after:
        day, _, id_ = after.partition("~")
        if not id_:
            raise InputError(f"{after!r} is no cursor of a list of alerts; pass on the one that the page before gave")
        holds.append((told.day < day) | ((told.day == day) & (told.id < id_)))
    most = min(max(most, 1), MOST_AT_ONCE)
    found = _decoded(store, select(told.record).where(*holds).order_by(told.day.desc(), told.id.desc()).limit(most + 1), Alert)
    last = found[most - 1] if len(found) > most else None
    return AlertPage(found[:most], "" if last is None else f"{last.day}~{last.id}")


def every_alert(store: Store, query: AlertQuery) -> list[Alert]:
    """All changes that a query asks for, the latest first."""
    page = list_alerts(store, query, MOST_AT_ONCE)
    found = page.alerts
    while page.cursor:
        page = list_alerts(store, query, MOST_AT_ONCE, page.cursor)
        found = found + page.alerts
    return found


def alert_named(store: Store, id_: str) -> Alert | None:
    """One change, None where there is none of this id."""
    statement = select(alerts.c.record).where(alerts.c.marking == _marking(store), alerts.c.id == id_)
    return next(iter(_decoded(store, statement, Alert)), None)


def last_day(store: Store) -> date | None:
    """The last day whose news is in the levels, None where they were never worked out."""
    days = [day for marking, day in judged_days(store).items() if marking <= store.clearance]
    return days[-1] if days else None


def levels_marking(store: Store) -> str:
    """The marking up to which the levels are made that a store shows: what is told of them bears it. `CLEAR` where there are none."""
    with store.engine.connect() as connection:
        return MARKINGS[connection.scalar(select(_marking(store))) or 0]


def judged_days(store: Store) -> dict[int, date]:
    """By marking, the lowest first, the last day whose news is in its levels; whatever the clearance of this store."""
    with store.engine.connect() as connection:
        return {row.marking: date.fromisoformat(row.day) for row in connection.execute(select(alert_days).order_by(alert_days.c.marking))}


def _asked(told: Any, query: AlertQuery) -> list[Any]:
    equal = ((told.country, query.country), (told.kind, query.kind), (told.area, query.area))
    holds = [column == value for column, value in equal if value]
    return [*holds, *([told.rank >= rank_of(query.level)] if query.level else [])]


def _marking(store: Store) -> Any:
    """The marking up to which the levels are made that a store shows."""
    return select(func.max(alert_days.c.marking)).where(alert_days.c.marking <= store.clearance).scalar_subquery()


def _decoded(store: Store, statement: Any, kind: type[R]) -> list[R]:
    decode = msgspec.json.Decoder(kind).decode
    with store.engine.connect() as connection:
        return [decode(row[0]) for row in connection.execute(statement)]


# What warning writes


def save_levels(store: Store, marking: int, day: date, states: Iterable[AreaState], changes: Sequence[Alert]) -> None:
    """Keep the levels of a day and the changes that made them, in one transaction; a change that is kept already stays as it is."""
    new = {state.area.id: state for state in states}
    with store.engine.begin() as connection:
        for part in parts_of(list(new)):
            connection.execute(delete(alert_states).where(alert_states.c.marking == marking, alert_states.c.area.in_(part)))
        insert_rows(connection, "alert_states", [_state_row(marking, state) for _, state in sorted(new.items())])
        known = _known(connection, marking, [alert.id for alert in changes])
        insert_rows(connection, "alerts", [_alert_row(marking, alert) for alert in changes if alert.id not in known])
        connection.execute(delete(alert_days).where(alert_days.c.marking == marking))
        insert_rows(connection, "alert_days", [(marking, day.isoformat())])
        if new or changes:
            touch(connection, LEVELS[marking:])


def forget_levels(store: Store, marking: int) -> None:
    """Take the levels of a marking and their history out, to work them out anew."""
    with store.engine.begin() as connection:
        for table in (alerts, alert_states, alert_days):
            connection.execute(delete(table).where(table.c.marking == marking))
        touch(connection, LEVELS[marking:])


def _known(connection: Connection, marking: int, ids: list[str]) -> set[str]:
    found: set[str] = set()
    for part in parts_of(ids):
        found |= set(connection.scalars(select(alerts.c.id).where(alerts.c.marking == marking, alerts.c.id.in_(part))))
    return found


def _state_row(marking: int, state: AreaState) -> tuple[object, ...]:
    area = state.area
    return (marking, area.id, area.kind, area.country, rank_of(state.level), state.score, ENCODER.encode(state), VERSION)


def _alert_row(marking: int, alert: Alert) -> tuple[object, ...]:
    area = alert.area
    ranks = (rank_of(alert.level), rank_of(alert.before))
    return (marking, alert.id, area.id, area.kind, area.country, alert.day, *ranks, ENCODER.encode(alert), VERSION)


# What warning reads


def document_markings(store: Store) -> list[int]:
    """The levels of marking that documents have, from the lowest."""
    with store.engine.connect() as connection:
        return sorted(connection.scalars(select(documents.c.marking).distinct()))


def count_volume(store: Store, since: date, until: date) -> dict[date, dict[str, int]]:
    """Articles by day of publication and outlet, from `since` on and before `until`."""
    day = func.substr(documents.c.published, 1, DAY_LETTERS)
    holds = [documents.c.published >= since.isoformat(), documents.c.published < until.isoformat(), *seen_documents(store)]
    found: defaultdict[date, dict[str, int]] = defaultdict(dict)
    with store.engine.connect() as connection:
        for told, outlet, count in connection.execute(select(day, documents.c.outlet, func.count()).where(*holds).group_by(day, documents.c.outlet)):
            found[date.fromisoformat(told)][outlet] = count
    return dict(found)


def events_published(store: Store, since: date, until: date) -> tuple[list[Event], list[Report], list[Signature]]:
    """The events of which an article tells that was published from `since` on and before `until`; all their reports; those articles' signatures."""
    home = homes(store).subquery()
    within = [documents.c.published >= since.isoformat(), documents.c.published < until.isoformat(), *seen_documents(store)]
    joined = home.join(reports, reports.c.id == home.c.report).join(documents, documents.c.number == reports.c.document)
    with store.engine.connect() as connection:
        ids = sorted(connection.scalars(select(home.c.event).distinct().select_from(joined).where(*within)))
        signatures = list(connection.scalars(select(documents.c.signature).where(documents.c.signature.is_not(None), *within)))
    events = store.events(ids)
    told = store.reports(sorted({id_ for event in events for id_ in event.reports}))
    decode = msgspec.json.Decoder(Signature).decode
    return events, told, [decode(signature) for signature in signatures]
