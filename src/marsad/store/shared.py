"""What is shared with others: which object stands for which record, when it last changed, whose it is, and what was withdrawn.

Three kinds are shared: `report` (a document with its reports), `judgement` and `event`. Each change takes the next `STEP` microseconds of the store's
clock, in the transaction that makes it and in the order of these, so that whoever has read up to a moment has read all that came before it. What is
withdrawn stays as a row, so that those who have it learn of it; what comes again after that gets another id, as STIX wants it.
"""

import time
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, case, delete, exists, select, update

from marsad.formats.stix_ids import stix_id
from marsad.model import Event, Seen
from marsad.model.marking import LEVELS, RED
from marsad.store import schema
from marsad.store.tables import insert_rows, parts_of, rows_where_in

STEP = 256
"""Microseconds that a change takes: more than the objects that an event becomes, each of which is added at a moment of its own."""
STANDS, WITHDRAWN, DISSOLVED = 0, 1, 2
"""An event is dissolved while its reports wait to be reconciled: for others it still stands."""


class Observatory(NamedTuple):
    """Who an observatory is to others: a UUID, and the name that people know."""

    id: str
    name: str

    @property
    def identity(self) -> str:
        """The id of its identity in STIX."""
        return f"identity--{self.id}"


class Shared(msgspec.Struct, frozen=True):
    """What is shared of a record, for readers of the clearances `least` to `most`.

    `id` is the STIX object's. `at` is when it last changed here, `created` and `modified` are its maker's (microseconds since 1970, UTC).
    `origin` is the observatory that made it and `peer` the peer that gave it, both `""` for our own.
    """

    kind: str
    key: str
    id: str
    at: int
    created: int
    modified: int
    origin: str = ""
    peer: str = ""
    least: int = 0
    most: int = RED
    state: int = STANDS


def read_observatory(connection: Connection) -> Observatory:
    """Who this observatory is."""
    return Observatory(*connection.execute(select(schema.observatory.c.id, schema.observatory.c.name)).one())


def take_time(connection: Connection, changes: int) -> int:
    """The moment of the first of so many changes, each `STEP` after the one before; other writers wait here until this transaction is through."""
    now = time.time_ns() // 1_000
    clock = schema.clock.c
    first = case((clock.at + STEP > now, clock.at + STEP), else_=now)
    last: int = connection.execute(update(schema.clock).values(at=first + STEP * (changes - 1)).returning(clock.at)).scalar_one()
    return last - STEP * (changes - 1)


def known_shared(connection: Connection, kind: str, keys: Iterable[str]) -> dict[str, list[Shared]]:
    """What is shared of these records, by key, the latest last."""
    found: dict[str, list[Shared]] = {}
    query = select(*_COLUMNS).where(schema.shared.c.kind == kind)
    rows = (Shared(*row) for row in rows_where_in(connection, query, schema.shared.c.key, keys))
    for shared in sorted(rows, key=lambda row: row.at):
        found.setdefault(shared.key, []).append(shared)
    return found


_COLUMNS = tuple(schema.shared.c[name] for name in Shared.__struct_fields__)


def write_shared(connection: Connection, rows: Sequence[Shared]) -> None:
    """Write rows, in place of all that have their ids."""
    for part in parts_of(sorted({row.id for row in rows})):
        connection.execute(delete(schema.shared).where(schema.shared.c.id.in_(part)))
    names = [column.name for column in schema.shared.columns]
    insert_rows(connection, "shared", [tuple(getattr(row, name) for name in names) for row in rows])


def note_own(connection: Connection, kind: str, changed: dict[str, tuple[str, int]], gone: Iterable[str] = ()) -> None:
    """Note that records of our own changed, or are gone. `changed` holds by key the type of the object that stands for it and its marking."""
    left = [key for key in gone if key not in changed]
    known = known_shared(connection, kind, [*changed, *left])
    own = {key: rows[-1] for key, found in known.items() if (rows := [row for row in found if not row.origin])}
    left = [key for key in left if key in own and own[key].state != WITHDRAWN]
    if not changed and not left:
        return
    at = take_time(connection, len(changed) + len(left))
    identity = read_observatory(connection).identity
    rows = []
    for number, (key, (type_, level)) in enumerate(changed.items()):
        moment, last = at + number * STEP, own.get(key)
        if last is not None and last.state != WITHDRAWN:
            rows.append(msgspec.structs.replace(last, at=moment, modified=moment, least=level, state=STANDS))
        else:
            again = (str(moment),) if last is not None else ()
            rows.append(Shared(kind, key, stix_id(type_, identity, key, *again), moment, moment, moment, least=level))
    for number, key in enumerate(left, len(changed)):
        moment = at + number * STEP
        rows.append(msgspec.structs.replace(own[key], at=moment, modified=moment, state=WITHDRAWN))
    write_shared(connection, rows)


def dissolve_events(connection: Connection, events: Sequence[Seen]) -> None:
    """Note that events are taken apart, to be made anew, for those readers who see them so."""
    known = known_shared(connection, "event", sorted({seen.event.id for seen in events}))
    levels: dict[str, list[Shared | None]] = {id_: _by_level(rows) for id_, rows in known.items()}
    for seen in events:
        for level in range(seen.least, seen.most + 1):
            last = levels.get(seen.event.id, [None] * len(LEVELS))[level]
            if last is not None and last.state == STANDS:
                levels[seen.event.id][level] = msgspec.structs.replace(last, state=DISSOLVED)
    write_shared(connection, [row for states in levels.values() for row in _spans(states)])


def _by_level(rows: Iterable[Shared]) -> list[Shared | None]:
    """What is shared with each clearance; of several rows the latest, which come last."""
    states: list[Shared | None] = [None] * len(LEVELS)
    for row in rows:
        states[row.least : row.most + 1] = [row] * (row.most + 1 - row.least)
    return states


def note_foreign(connection: Connection, rows: Sequence[Shared]) -> None:
    """Note what others made, as it came now: their times of making it stay."""
    if rows:
        at = take_time(connection, len(rows))
        write_shared(connection, [msgspec.structs.replace(row, at=at + number * STEP) for number, row in enumerate(rows)])


def note_all(connection: Connection) -> None:
    """Note all that a store holds that was made before anything was shared; nothing where something is."""
    if connection.scalar(select(schema.shared.c.id).limit(1)) is not None:
        return
    told = schema.documents.c
    of_document = exists().where(schema.reports.c.document == told.number)
    reports = {row.id: ("report", row.marking) for row in connection.execute(select(told.id, told.marking).where(of_document))}
    note_own(connection, "report", reports)
    note_own(connection, "judgement", {
        row.id: (judgement_type(row.action), row.marking) for row in connection.execute(
            select(schema.judgements.c.id, schema.judgements.c.action, schema.judgements.c.marking))
    })  # fmt: skip
    kept = connection.execute(select(schema.events.c.id, schema.events.c.least, schema.events.c.most)).all()
    if kept:
        at, identity = take_time(connection, len(kept)), read_observatory(connection).identity
        moments = ((row, at + number * STEP) for number, row in enumerate(kept))
        write_shared(connection, [
            Shared("event", row.id, stix_id("incident", identity, row.id), moment, moment, moment, least=row.least, most=row.most)
            for row, moment in moments
        ])  # fmt: skip


def judgement_type(action: str) -> str:
    """The type of the STIX object that a judgement becomes."""
    return "opinion" if action in ("accept", "reject") else "note"


def withdraw_dissolved(connection: Connection) -> None:
    """Withdraw the events that were taken apart and did not come again."""
    query = select(*_COLUMNS).where(schema.shared.c.state == DISSOLVED, schema.shared.c.kind == "event")
    left = [Shared(*row) for row in connection.execute(query)]
    if left:
        at = take_time(connection, len(left))
        ids = {row.id for row in left}
        others = [Shared(*row) for row in rows_where_in(connection, select(*_COLUMNS), schema.shared.c.id, sorted(ids))]
        moments = {row: at + number * STEP for number, row in enumerate(left)}
        write_shared(connection, [_withdrawn(row, moments[row]) if row in moments else row for row in others])


def _withdrawn(row: Shared, at: int) -> Shared:
    return msgspec.structs.replace(row, at=at, modified=at, state=WITHDRAWN)


def note_events(connection: Connection, old: Sequence[Seen], new: Sequence[Seen]) -> None:
    """Note what changed of events for readers of each clearance, and of nothing that they do not see."""
    ids = sorted({seen.event.id for seen in (*old, *new)})
    if not ids:
        return
    before = {(seen.event.id, level): seen.event for seen in old for level in range(seen.least, seen.most + 1)}
    after = {(seen.event.id, level): seen.event for seen in new for level in range(seen.least, seen.most + 1)}
    known = known_shared(connection, "event", ids)
    at = take_time(connection, len(ids))
    identity = read_observatory(connection).identity
    rows: list[Shared] = []
    for number, id_ in enumerate(ids):
        told = [(before.get((id_, level)), after.get((id_, level))) for level in LEVELS]
        rows += _spans(_changed(_by_level(known.get(id_, ())), told, id_, identity, at + number * STEP))
    write_shared(connection, rows)


def _changed(
    states: list[Shared | None], told: Sequence[tuple[Event | None, Event | None]], id_: str, identity: str, moment: int
) -> list[Shared | None]:
    """What is shared of an event with each clearance, which saw it as the first of `told` and sees it as the second now."""
    made: list[Shared | None] = []
    for level in LEVELS:
        (had, has), last = told[level], states[level]
        if level and had is told[level - 1][0] and has is told[level - 1][1] and last is states[level - 1]:
            made.append(made[-1])
        elif (had is None and has is None) or (had == has and last is not None and last.state == STANDS):
            made.append(last)
        else:
            made.append(_next(last, id_, identity, moment, stands=has is not None))
    return made


def _next(last: Shared | None, id_: str, identity: str, moment: int, *, stands: bool) -> Shared:
    if last is not None and (last.state != WITHDRAWN or not stands):
        return msgspec.structs.replace(last, at=moment, modified=moment, state=STANDS if stands else WITHDRAWN)
    again = (str(moment),) if last is not None else ()
    return Shared("event", id_, stix_id("incident", identity, id_, *again), moment, moment, moment, state=STANDS if stands else WITHDRAWN)


def _spans(states: Sequence[Shared | None]) -> list[Shared]:
    """One row for each stretch of clearances to which the same is shared."""
    rows: list[Shared] = []
    for level, state in enumerate(states):
        if state is None:
            continue
        told = msgspec.structs.replace(state, least=0, most=0)
        if rows and rows[-1].most == level - 1 and msgspec.structs.replace(rows[-1], least=0, most=0) == told:
            rows[-1] = msgspec.structs.replace(rows[-1], most=level)
        else:
            rows.append(msgspec.structs.replace(state, least=level, most=level))
    return rows


def read_shared(connection: Connection, id_: str) -> Shared | None:
    """What is shared under an id, None where nothing is."""
    row = connection.execute(select(*_COLUMNS).where(schema.shared.c.id == id_).order_by(schema.shared.c.at.desc()).limit(1)).one_or_none()
    return None if row is None else Shared(*row)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which of what is shared is asked for: a kind, changed after a moment; of some ids or keys; leaving out what a peer gave us or made itself."""

    kind: str
    after: int = -1
    ids: tuple[str, ...] | None = None
    keys: tuple[str, ...] | None = None
    peer: str = ""
    observatory: str = ""


def list_shared(connection: Connection, clearance: int, asked: Asked, most: int) -> list[Shared]:
    """What is shared with readers of a clearance, in the order in which it changed."""
    told = schema.shared.c
    query = select(*_COLUMNS).where(told.kind == asked.kind, told.at > asked.after, told.least <= clearance, told.most >= clearance)
    for column, values in ((told.id, asked.ids), (told.key, asked.keys)):
        query = query if values is None else query.where(column.in_(values))
    if asked.peer:
        query = query.where(told.peer != asked.peer)
    if asked.observatory:
        query = query.where(told.origin != asked.observatory)
    return [Shared(*row) for row in connection.execute(query.order_by(told.at, told.id).limit(most))]
