"""The store: documents with everything read out of them, reports, events, judgements and issues, kept in one database."""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select, update

from marsad.errors import InputError
from marsad.model import Capture, Event, Extraction, Issue, Judgement, Report, Signature, Version
from marsad.store import schema
from marsad.store.database import open_engine, shown
from marsad.store.rows import CHILDREN, ENCODER, DocumentRows, event_row, key_of
from marsad.store.tables import insert_rows, parts_of, rows_where_in
from marsad.store.tallies import Deltas, add_events, counted, counted_rows, write_tallies
from marsad.version import VERSION

R = TypeVar("R")


class Store:
    """An open store. Each method that writes is one transaction: a crash leaves all of it or nothing."""

    def __init__(self, address: str) -> None:
        """Open the store at `address`, making or migrating it.

        Raises:
            StoreError: see `marsad.store.database.open_engine`.
        """
        self.address = shown(address)
        self.engine = open_engine(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.engine.dispose()

    # Documents

    def known(self, ids: Iterable[str]) -> dict[str, str]:
        """The digests of those of the documents that are kept, by id."""
        with self.engine.connect() as connection:
            query = select(schema.documents.c.id, schema.documents.c.digest)
            return {row.id: row.digest for row in rows_where_in(connection, query, schema.documents.c.number, map(key_of, ids))}

    def save(self, documents: Sequence[DocumentRows], issues: Sequence[Issue] = (), version: Version | None = None) -> None:
        """Keep documents with all their rows, in place of what was kept of them, and issues, in one transaction.

        The events in which reports of replaced documents stood are taken apart, to be reconciled anew.
        """
        with self.engine.begin() as connection:
            if documents:
                self._forget(connection, [rows.key for rows in documents])
                versions = {made: self._version(connection, made) for made in {rows.version for rows in documents}}
                insert_rows(connection, "documents", [(*rows.document[:7], versions[rows.version], *rows.document[7:]) for rows in documents])
                for table in CHILDREN:
                    insert_rows(connection, table, [row for rows in documents for row in rows.children[table]])
            if issues and version is not None:
                self._keep_issues(connection, issues, self._version(connection, version))
            if documents or issues:
                _touch(connection)

    def document(self, id_: str) -> Extraction | None:
        """What was read out of a document, None where it is not kept."""
        query = select(schema.documents.c.record).where(schema.documents.c.number == key_of(id_))
        with self.engine.connect() as connection:
            record = connection.scalar(query)
        return None if record is None else msgspec.json.decode(zlib.decompress(record), type=Extraction)

    def outdated(self, version: Version) -> list[str]:
        """The ids of the documents that another version of code or lexicons read."""
        join = schema.documents.join(schema.versions, schema.documents.c.version == schema.versions.c.number)
        query = select(schema.documents.c.id, schema.versions.c.marsad, schema.versions.c.lexicons, schema.versions.c.gazetteer).select_from(join)
        with self.engine.connect() as connection:
            return [row.id for row in connection.execute(query) if Version(row.marsad, row.lexicons, row.gazetteer) != version]

    def keep_captures(self, captures: Iterable[Capture]) -> None:
        """Keep the records of captures, whose bytes the archive holds; those kept already stay."""
        with self.engine.begin() as connection:
            new = {capture.sha256: capture for capture in captures}
            known = {row.sha256 for row in rows_where_in(connection, select(schema.captures.c.sha256), schema.captures.c.sha256, new)}
            rows = [(c.sha256, c.origin, c.fetched, ENCODER.encode(c), VERSION) for c in new.values() if c.sha256 not in known]
            insert_rows(connection, "captures", rows)

    def captures(self, sha256s: Iterable[str]) -> list[Capture]:
        """The records of these captures; one that is not kept is passed over."""
        return self._by_ids(select(schema.captures.c.record), schema.captures.c.sha256, sha256s, Capture)

    def known_captures(self) -> frozenset[str]:
        """The sha256 of the captures that were read into the store."""
        with self.engine.connect() as connection:
            return frozenset(row.sha256 for row in connection.execute(select(schema.captures.c.sha256)))

    def revision(self) -> int:
        """A number that grows with every change to what the store shows."""
        with self.engine.connect() as connection:
            return connection.scalar(select(schema.revision.c.number)) or 0

    def publication_days(self) -> tuple[str, str] | None:
        """The first and the last day on which a kept article was published, None where none is kept or dated."""
        with self.engine.connect() as connection:
            row = connection.execute(select(func.min(schema.documents.c.published), func.max(schema.documents.c.published))).one()
        return None if row[0] is None else (row[0][:10], row[1][:10])

    def counts(self) -> dict[str, int]:
        """How many rows each table holds, and how many reports stand in no event yet; who may use the store is not counted."""
        shown_tables = [table for table in schema.metadata.sorted_tables if table.info != schema.PRIVATE]
        with self.engine.connect() as connection:
            tables = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in shown_tables}
            waiting = connection.scalar(select(func.count()).select_from(schema.reports).where(schema.reports.c.event.is_(None))) or 0
        return tables | {"reports without an event": waiting}

    def issues(self, most: int = 100) -> list[Issue]:
        """The issues kept, up to `most`."""
        columns = schema.issues.c
        query = (
            select(columns.code, columns.origin, columns.message, columns.line, columns.document).order_by(columns.origin, columns.line).limit(most)
        )
        with self.engine.connect() as connection:
            return [Issue(*row) for row in connection.execute(query)]

    # Reports and events

    def unreconciled_reports(self, most: int | None = None) -> list[Report]:
        """Reports that stand in no event, in order of their day."""
        query = select(schema.reports.c.record).where(schema.reports.c.event.is_(None)).order_by(schema.reports.c.day, schema.reports.c.id)
        return self._all(query if most is None else query.limit(most), Report)

    def reports(self, ids: Iterable[str]) -> list[Report]:
        """The reports of these ids; an id that is not kept is passed over."""
        return self._by_ids(select(schema.reports.c.record), schema.reports.c.id, ids, Report)

    def reports_in(self, blocks: Iterable[str]) -> list[Report]:
        """The reports that stand in one of these blocks, each once."""
        query = select(schema.report_blocks.c.report)
        with self.engine.connect() as connection:
            found = {row.report for row in rows_where_in(connection, query, schema.report_blocks.c.block, blocks)}
        return self.reports(sorted(found))

    def events_of(self, reports: Iterable[str]) -> list[Event]:
        """The events in which these reports stand, each once."""
        query = select(schema.reports.c.event).where(schema.reports.c.event.is_not(None))
        with self.engine.connect() as connection:
            found = {row.event for row in rows_where_in(connection, query, schema.reports.c.id, reports)}
        return self.events(sorted(found))

    def events(self, ids: Iterable[str]) -> list[Event]:
        """The events of these ids; an id that is not kept is passed over."""
        return self._by_ids(select(schema.events.c.record), schema.events.c.id, ids, Event)

    def homes_of(self, documents: Iterable[str]) -> dict[str, dict[str, str]]:
        """By document, the events in which its reports stand, by report; `""` for one that stands in none yet."""
        table = schema.reports.join(schema.documents, schema.documents.c.number == schema.reports.c.document)
        query = select(schema.documents.c.id, schema.reports.c.id.label("report"), schema.reports.c.event).select_from(table)
        homes: dict[str, dict[str, str]] = {}
        with self.engine.connect() as connection:
            query = query.order_by(schema.reports.c.number)
            for row in rows_where_in(connection, query, schema.reports.c.document, map(key_of, documents)):
                homes.setdefault(row.id, {})[row.report] = row.event or ""
        return homes

    def find_events(self, ids: Iterable[str]) -> list[Event]:
        """The events whose ids begin so.

        Raises:
            InputError: when none or several do.
        """
        found: list[Event] = []
        for id_ in ids:
            matching = self._all(select(schema.events.c.record).where(schema.events.c.id.startswith(id_, autoescape=True)), Event)
            if len(matching) != 1:
                raise InputError(f"{id_!r} names {len(matching)} events; `marsad events list` shows the ids")
            found += matching
        return found

    def list_events(self, country: str, type_: str, since: str, until: str, sources: int, most: int) -> list[Event]:
        """Events by their day, the latest first; `""` asks nothing. `until` is the last day, `sources` the least number of independent ones."""
        told = schema.events.c
        query = select(told.record).where(told.sources >= sources).order_by(told.day.desc(), told.id).limit(most)
        for column, value in ((told.country, country), (told.type, type_)):
            query = query.where(column == value) if value else query
        query = query.where(told.day >= since) if since else query
        query = query.where(told.day <= until, told.day != "") if until else query
        return self._all(query, Event)

    def all_reports(self) -> list[Report]:
        """Every report, by its day."""
        return self._all(select(schema.reports.c.record).order_by(schema.reports.c.day, schema.reports.c.id), Report)

    def replace_events(self, old: Iterable[str], new: Iterable[Event]) -> None:
        """Take the events `old` out and put `new` in, in one transaction."""
        past, fresh = list(old), list(new)
        deltas: Deltas = {}
        if not past and not fresh:
            return
        add_events(deltas, map(counted, fresh), 1)
        with self.engine.begin() as connection:
            _dissolve(connection, past, deltas)
            insert_rows(connection, "events", [event_row(event) for event in fresh])
            homes = [{"report_id": report, "event_id": event.id} for event in fresh for report in event.reports]
            if homes:
                statement = update(schema.reports).where(schema.reports.c.id == bindparam("report_id")).values(event=bindparam("event_id"))
                connection.execute(statement, homes)
            write_tallies(connection, deltas)
            _touch(connection)

    def signatures(self, documents: Iterable[str]) -> list[Signature]:
        """The signatures of these documents, where they have one."""
        query = select(schema.documents.c.signature).where(schema.documents.c.signature.is_not(None))
        return self._by_ids(query, schema.documents.c.number, map(key_of, documents), Signature)

    # Judgements

    def judgements(self) -> list[Judgement]:
        """All judgements, the oldest first."""
        return self._all(select(schema.judgements.c.record).order_by(schema.judgements.c.at, schema.judgements.c.id), Judgement)

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a judgement; one of the same id is kept once."""
        with self.engine.begin() as connection:
            if connection.scalar(select(schema.judgements.c.id).where(schema.judgements.c.id == judgement.id)) is None:
                row = (judgement.id, judgement.at, judgement.by, judgement.action, ENCODER.encode(judgement), VERSION)
                insert_rows(connection, "judgements", [row])
                _touch(connection)

    # Inside

    def _version(self, connection: Connection, version: Version) -> int:
        number = key_of("\0".join(msgspec.structs.astuple(version)))
        if connection.scalar(select(schema.versions.c.number).where(schema.versions.c.number == number)) is None:
            insert_rows(connection, "versions", [(number, *msgspec.structs.astuple(version))])
        return number

    def _forget(self, connection: Connection, keys: list[int]) -> None:
        query = select(schema.reports.c.event).where(schema.reports.c.event.is_not(None))
        deltas: Deltas = {}
        _dissolve(connection, sorted({row.event for row in rows_where_in(connection, query, schema.reports.c.document, keys)}), deltas)
        write_tallies(connection, deltas)
        for part in parts_of(keys):
            connection.execute(delete(schema.documents).where(schema.documents.c.number.in_(part)))

    def _keep_issues(self, connection: Connection, issues: Sequence[Issue], version: int) -> None:
        new = {hashlib.sha256(f"{i.code}\0{i.origin}\0{i.line}\0{i.document}".encode()).hexdigest()[:32]: i for i in issues}
        for part in parts_of(list(new)):
            connection.execute(delete(schema.issues).where(schema.issues.c.id.in_(part)))
        insert_rows(connection, "issues", [(id_, i.code, i.origin, i.line, i.document, i.message, version) for id_, i in new.items()])

    def _all(self, query: Any, kind: type[R]) -> list[R]:
        decode = msgspec.json.Decoder(kind).decode
        with self.engine.connect() as connection:
            return [decode(row[0]) for row in connection.execute(query)]

    def _by_ids(self, query: Any, column: Any, ids: Iterable[object], kind: type[R]) -> list[R]:
        decode = msgspec.json.Decoder(kind).decode
        with self.engine.connect() as connection:
            return [decode(row[0]) for row in rows_where_in(connection, query, column, ids)]


def _touch(connection: Connection) -> None:
    """Say that what the store shows has changed; last in a transaction, since other writers wait at it."""
    connection.execute(update(schema.revision).values(number=schema.revision.c.number + 1))


def _dissolve(connection: Connection, events: Sequence[str], deltas: Deltas) -> None:
    """Take events out, and what they counted for out of `deltas`."""
    add_events(deltas, counted_rows(connection, list(events)), -1)
    for part in parts_of(list(events)):
        connection.execute(update(schema.reports).where(schema.reports.c.event.in_(part)).values(event=None))
        connection.execute(delete(schema.events).where(schema.events.c.id.in_(part)))
