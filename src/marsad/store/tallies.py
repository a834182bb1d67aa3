"""Events counted ahead, so that a map of a million answers at once: by cell of six sizes and month, by cell alone, by month and by day.

A tally row counts the events of one cell, period, country, type and status. Cells are squares of `CELL_DEGREES[level]`, numbered from the
south-west; events without a point stand in the cell `NOWHERE` of every level. At a level below `EVER` a period is a month; the same cells
are counted over all time at `EVER` + level, with no period. `DAYS` and `MONTHS` are levels without cells. Rejected events are not counted.
What readers of a clearance see is the sum of the rows of its `marking` and those below: an event that is seen from one clearance on adds to that
row, and one that is seen up to another takes from the row after. The rows are written in the transaction that writes the events.
"""

from collections.abc import Iterable, Iterator
from math import floor
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from marsad.model import Seen
from marsad.model.marking import CLEAR, RED
from marsad.store.schema import event_tallies, events

CELL_DEGREES = (4.0, 2.0, 1.0, 0.5, 0.25, 0.125)
DAYS = -1
MONTHS = -2
EVER = 100
NOWHERE = -1
_MONTH_LETTERS = 7
Key = tuple[int, int, int, str, str, str, str, int]
Counts = tuple[int, int, int]
Deltas = dict[Key, Counts]
REJECTED = "rejected"
_COUNTED = tuple(events.c[name] for name in ("day", "country", "type", "status", "lat", "lon", "sources", "killed_low", "least", "most"))
_KEYS = ("level", "y", "x", "period", "country", "type", "status", "marking")
_COUNTS = ("events", "sources", "killed")


class Counted(msgspec.Struct, frozen=True):
    """What of an event is counted."""

    day: str
    country: str
    type: str
    status: str
    lat: float | None
    lon: float | None
    sources: int
    killed: int
    least: int
    most: int


def counted(seen: Seen) -> Counted | None:
    """What of an event is counted, None for one that was rejected."""
    event = seen.event
    if event.review == REJECTED:
        return None
    killed = next((figure.bounds[0] for figure in event.settled if figure.measure == "killed"), 0)
    place = event.place
    where = (place.country, place.lat, place.lon) if place is not None else ("", None, None)
    told = ((event.begin or "")[:10], where[0], event.type, event.status, where[1], where[2], event.sources, killed)
    return Counted(*told, seen.least, seen.most)


def cell_of(lat: float | None, lon: float | None, level: int) -> tuple[int, int]:
    """Row and column of the cell in which a point lies, twice `NOWHERE` where there is no point.

    >>> cell_of(33.5, 36.3, 0), cell_of(None, None, 0)
    ((30, 54), (-1, -1))
    """
    if lat is None or lon is None:
        return NOWHERE, NOWHERE
    size = CELL_DEGREES[level]
    return floor((lat + 90) / size), floor((lon + 180) / size)


def add_events(deltas: Deltas, told: Iterable[Counted | None], sign: int) -> None:
    """Add (`sign` 1) or take out (-1) events."""
    for event in told:
        if event is None:
            continue
        counts = (sign, sign * event.sources, sign * event.killed)
        ended = (-counts[0], -counts[1], -counts[2])
        for key in _keys_of(event):
            _add(deltas, (*key, event.least), counts)
            if event.most < RED:
                _add(deltas, (*key, event.most + 1), ended)


def _keys_of(event: Counted) -> Iterator[tuple[int, int, int, str, str, str, str]]:
    rest = (event.country, event.type, event.status)
    month = event.day[:_MONTH_LETTERS]
    yield DAYS, 0, 0, event.day, *rest
    yield MONTHS, 0, 0, month, *rest
    for level in range(len(CELL_DEGREES)):
        cell = cell_of(event.lat, event.lon, level)
        yield level, *cell, month, *rest
        yield EVER + level, *cell, "", *rest


def _add(deltas: Deltas, key: Key, counts: Counts) -> None:
    known = deltas.get(key, (0, 0, 0))
    deltas[key] = (known[0] + counts[0], known[1] + counts[1], known[2] + counts[2])


def write_tallies(connection: Connection, deltas: Deltas) -> None:
    """Bring the tallies up to date, always in the order of their keys, so that two writers wait for each other and do not lock each other out."""
    changed = [dict(zip((*_KEYS, *_COUNTS), (*key, *counts), strict=True)) for key, counts in sorted(deltas.items()) if any(counts)]
    if not changed:
        return
    insert: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(event_tallies)
    added = {name: event_tallies.c[name] + insert.excluded[name] for name in _COUNTS}
    connection.execute(insert.on_conflict_do_update(index_elements=list(_KEYS), set_=added), changed)
    emptied = [
        {f"at_{name}": part for name, part in zip(_KEYS, key, strict=True)}
        for key, counts in sorted(deltas.items())
        if counts[0] < 0 or key[-1] > CLEAR
    ]
    if emptied:
        here = [event_tallies.c[name] == bindparam(f"at_{name}") for name in _KEYS]
        nothing = [event_tallies.c[name] == 0 for name in _COUNTS]
        connection.execute(delete(event_tallies).where(*nothing, *here), emptied)


def take_out(connection: Connection, rows: list[str]) -> list[Counted]:
    """Delete the rows of events; what was counted of them. One that another writer takes out in the same moment is told to one of both."""
    gone = connection.execute(delete(events).where(events.c.row.in_(rows)).returning(*_COUNTED, events.c.review))
    return [_counted_row(row) for row in gone if row.review != REJECTED]


def recount(connection: Connection) -> None:
    """Count all events anew, as after a migration."""
    connection.execute(delete(event_tallies))
    deltas: Deltas = {}
    rows = connection.execute(select(*_COUNTED).where(events.c.review != REJECTED))
    add_events(deltas, map(_counted_row, rows), 1)
    write_tallies(connection, deltas)


def _counted_row(row: Any) -> Counted:
    told = [*row[:7], row[7] or 0, row[8], row[9]]
    return Counted(*told)
