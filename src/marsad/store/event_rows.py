"""The rows of events inside a transaction: which there are, whether they are still as they were read, and taking them out."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from marsad.model import Event, Seen
from marsad.model.marking import LEVELS, RED
from marsad.store import schema
from marsad.store.tables import parts_of, rows_where_in
from marsad.store.tallies import Deltas, add_events, take_out


def rows_with(connection: Connection, column: Any, values: Sequence[Any], member: Any = None) -> list[str]:
    """The rows of events, of every clearance, in which reports stand whose `column` is one of `values`.

    `member` is the column of `event_members` that says the same, where there is one, so that reports need not be looked up.
    """
    top = select(schema.reports.c.event).where(schema.reports.c.event.is_not(None))
    below = select(schema.event_members.c.event)
    if member is None:
        below = below.join(schema.reports, schema.reports.c.id == schema.event_members.c.report)
    found = {row.event for row in rows_where_in(connection, top, column, values)}
    found |= {row.event for row in rows_where_in(connection, below, column if member is None else member, values)}
    return sorted(found)


def seen_rows(connection: Connection, rows: Iterable[str]) -> list[Seen]:
    """Events as their rows hold them."""
    decode = msgspec.json.Decoder(Event).decode
    query = select(schema.events.c.record, schema.events.c.least, schema.events.c.most)
    return [Seen(decode(row.record), row.least, row.most) for row in rows_where_in(connection, query, schema.events.c.row, rows)]


def stand_as_read(connection: Connection, now: Sequence[Seen], read: Sequence[Seen], new: Sequence[Seen]) -> bool:
    """True where the rows are those that were read, and no report of `new` has got another home since."""
    past = {seen.row: seen for seen in read}
    if {seen.row: seen for seen in now} != past:
        return False
    home = schema.reports.c.event
    moving = [report for seen in new if seen.most == RED for report in seen.event.reports]
    homes_now = rows_where_in(connection, select(home).where(home.is_not(None)).distinct(), schema.reports.c.id, moving)
    return {row.event for row in homes_now} <= past.keys()


def changed_levels(old: Sequence[Seen], new: Sequence[Seen]) -> Sequence[int]:
    """The clearances to which something else is shown, so that nobody learns from a number that what he does not see has changed."""
    spans = {(seen.least, seen.most) for seen in (*old, *new)}
    if len(spans) == 1:
        ((least, most),) = spans
        return LEVELS[least : most + 1]
    return [level for level in LEVELS if {seen.event for seen in old if seen.is_for(level)} != {seen.event for seen in new if seen.is_for(level)}]


def take_apart(connection: Connection, rows: Sequence[str], deltas: Deltas) -> None:
    """Take the rows of events out, and what they counted for out of `deltas`."""
    for part in parts_of(list(rows)):
        connection.execute(update(schema.reports).where(schema.reports.c.event.in_(part)).values(event=None))
        add_events(deltas, take_out(connection, part), -1)
