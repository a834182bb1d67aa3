"""The feed of changes: the last thing that happened to each event, in the order in which transactions were committed.

A row is written in the transaction that replaces the event, behind `revision`, at whose row writers wait for each other: so numbers grow in the
order of commits, on PostgreSQL too, and whoever has read up to one misses nothing below it. A row takes the place of the event's earlier ones, as
in CouchDB's feed: the table is as large as the number of events that ever were, and whoever reads from any number on still learns the last state
of all that changed since. Numbers are microseconds, not a count, so that they tell nobody how much happened that he may not see.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from time import time_ns
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, exists, func, select, tuple_

from marsad.model import Event, Seen
from marsad.model.shared import Change, record_version
from marsad.store.cursors import Cursor
from marsad.store.rows import ENCODER
from marsad.store.schema import changes, events
from marsad.store.tables import insert_rows, parts_of, rows_where_in

Clock = Callable[[], int]
"""Microseconds since 1970."""
BETWEEN_IDS = " "


def clock_us() -> int:
    """The time, in microseconds since 1970."""
    return time_ns() // 1_000


class Told(NamedTuple):
    """What of an event's row the feed tells: `version` is `""` where people rejected it."""

    event: str
    least: int
    most: int
    reports: frozenset[str]
    version: str


def _told(events_: Iterable[Seen]) -> list[Told]:
    return [Told(seen.event.id, seen.least, seen.most, frozenset(seen.event.reports), _version(seen.event)) for seen in events_]


def _version(event: Event) -> str:
    """The version that an event has once it is read back: a whole number that is kept comes back as one with a point."""
    return "" if event.review == "rejected" else record_version(ENCODER.encode(_DECODER.decode(ENCODER.encode(event))))


_DECODER = msgspec.json.Decoder(Event)


def changes_between(old: Sequence[Told], new: Sequence[Told]) -> list[Change]:
    """What became of each event, for readers of each clearance; neighbouring clearances to which the same happened are one change."""
    edges = sorted({told.least for told in (*old, *new)} | {told.most + 1 for told in (*old, *new)})
    made: dict[str, list[Change]] = {}
    for least, beyond in pairwise(edges):
        before, after = ({told.event: told for told in side if told.least <= least <= told.most} for side in (old, new))
        for change in _changes_at(before, after):
            known = made.setdefault(change.event, [])
            joined = bool(known) and known[-1].most == least - 1 and msgspec.structs.replace(known[-1], least=0, most=0) == change
            placed = msgspec.structs.replace(change, least=known[-1].least if joined else least, most=beyond - 1)
            known[-1 if joined else len(known) :] = [placed]
    return [change for _, known in sorted(made.items()) for change in known]


def _changes_at(before: Mapping[str, Told], after: Mapping[str, Told]) -> Iterator[Change]:
    was_in = {report: told.event for told in before.values() for report in told.reports}
    is_in = {report: told.event for told in after.values() for report in told.reports}
    for id_ in {**before, **after}:
        was, now = before.get(id_), after.get(id_)
        into = tuple(sorted({is_in[report] for report in was.reports if report in is_in})) if was is not None else ()
        if now is None:
            yield Change(0, id_, ("withdrawn", "merged")[len(into)] if len(into) <= 1 else "split", into=into)
            continue
        if was is not None and was.version and was.version == now.version:
            continue  # it is another only to readers of other clearances
        came_from = tuple(sorted({was_in[report] for report in now.reports if report in was_in} - {id_}))
        is_split = bool(set(into) - {id_})
        kind = "withdrawn" if not now.version else "created" if was is None else "split" if is_split else "updated"
        yield Change(0, id_, kind, now.version, into if is_split else (), came_from)


def enter_changes(connection: Connection, old: Sequence[Seen], new: Sequence[Seen], clock: Clock) -> None:
    """Enter what became of events that went and came; called behind the update of `revision`, last in the transaction."""
    made = changes_between(_told(old), _told(new))
    if not made:
        return
    number = max(clock(), (connection.scalar(select(func.max(changes.c.number))) or 0) + 1)
    known = _known(connection, {change.event for change in made})
    placed = [_placed(change, number, known.get(change.event, ())) for change in made]
    for span in {(change.least, change.most) for change in placed}:
        own = [change.event for change in placed if (change.least, change.most) == span and change.event in known]
        for part in parts_of(own):
            covered = (changes.c.least >= span[0], changes.c.most <= span[1])
            connection.execute(delete(changes).where(changes.c.event.in_(part), *covered))
    insert_rows(connection, "changes", [_row(change) for change in placed])


def _known(connection: Connection, ids: Iterable[str]) -> dict[str, list[Any]]:
    query = select(changes.c.event, changes.c.first, changes.c.least, changes.c.most)
    found: dict[str, list[Any]] = {}
    for row in rows_where_in(connection, query, changes.c.event, sorted(ids)):
        found.setdefault(row.event, []).append(row)
    return found


def _placed(change: Change, number: int, known: Iterable[Any]) -> Change:
    """The change under its number; an event that was told of before comes back as `updated`, since it is no news."""
    first = min((row.first for row in known if row.least <= change.least <= row.most), default=number)
    kind = "updated" if change.kind == "created" and first < number else change.kind
    return msgspec.structs.replace(change, number=number, first=first, kind=kind)


def _row(change: Change) -> tuple[object, ...]:
    into, came_from = BETWEEN_IDS.join(change.into), BETWEEN_IDS.join(change.came_from)
    return (change.number, change.event, change.least, change.most, change.kind, change.version, into, came_from, change.first)


def enter_missing(connection: Connection, clock: Clock = clock_us) -> None:
    """Enter the events of which the feed does not know, as after a migration, as created now."""
    number = max(clock(), (connection.scalar(select(func.max(changes.c.number))) or 0) + 1)
    missing = select(events.c.row).where(~exists().where(changes.c.event == events.c.id)).order_by(events.c.row)
    for part in parts_of(list(connection.scalars(missing))):
        query = select(events.c.id, events.c.least, events.c.most, events.c.record)
        rows = []
        for row in rows_where_in(connection, query, events.c.row, part):
            version = _version(_DECODER.decode(row.record))
            kind = "created" if version else "withdrawn"
            rows.append(_row(Change(number, row.id, kind, version, first=number, least=row.least, most=row.most)))
        insert_rows(connection, "changes", rows)


# Reading


def seen_changes(clearance: int) -> list[ColumnElement[bool]]:
    """What must hold of a row of `changes`: its readers see it, and no later one of the event."""
    later = changes.alias()
    over = exists().where(later.c.event == changes.c.event, later.c.number > changes.c.number, later.c.least <= clearance, later.c.most >= clearance)
    return [changes.c.least <= clearance, changes.c.most >= clearance, ~over]


def changes_since(clearance: int, since: Cursor) -> Any:
    """The query of the changes behind a cursor, in their order."""
    behind = tuple_(changes.c.number, changes.c.event) > tuple_(since.number, since.event)
    return select(changes).where(behind, *seen_changes(clearance)).order_by(changes.c.number, changes.c.event)


def changes_before(clearance: int, before: Cursor | None) -> Any:
    """The query of the changes before that of a cursor, the latest first; None is behind all."""
    holds = seen_changes(clearance)
    if before is not None:
        holds.append(tuple_(changes.c.number, changes.c.event) < tuple_(before.number, before.event))
    return select(changes).where(*holds).order_by(changes.c.number.desc(), changes.c.event.desc())


def change_of(row: Any, since: Cursor) -> Change:
    """The change of a row as somebody reads it who has read up to `since`: an event that he cannot know is created to him."""
    kind = "created" if row.version and row.first > since.number and row.kind != "split" else row.kind
    into, came_from = (tuple(text.split(BETWEEN_IDS)) if text else () for text in (row.into, row.came_from))
    return Change(row.number, row.event, kind, row.version, into, came_from, row.first, row.least, row.most)


def last_number(connection: Connection, clearance: int) -> int:
    """The number of the last change that a clearance sees, 0 for none."""
    query = select(func.max(changes.c.number)).where(changes.c.least <= clearance, changes.c.most >= clearance)
    return connection.scalar(query) or 0
