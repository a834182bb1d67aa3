"""The store: documents with everything read out of them, reports, events, judgements and issues, kept in one database."""

import copy
import zlib
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
from sqlalchemy import bindparam, func, select, update

from marsad.errors import InputError
from marsad.model import Capture, Event, Extraction, Issue, Judgement, Report, Seen, Signature, Version, level_of
from marsad.model.marking import LEVELS, MARKINGS, RED
from marsad.store import schema
from marsad.store.changes import Clock, clock_us, enter_changes
from marsad.store.clearance import homes, seen_captures, seen_documents, seen_events, seen_judgements, seen_reports
from marsad.store.database import open_engine, shown, write_alone
from marsad.store.document_rows import forget_documents, keep_issues, raise_judgements, version_number
from marsad.store.event_rows import changed_levels, rows_with, seen_rows, stand_as_read, take_apart
from marsad.store.revision import touch
from marsad.store.rows import CHILDREN, ENCODER, FASTEST, DocumentRows, event_row, key_of
from marsad.store.shared import (
    Observatory,
    Shared,
    judgement_type,
    note_events,
    note_foreign,
    note_own,
    read_observatory,
    withdraw_dissolved,
)  # fmt: skip
from marsad.store.tables import insert_rows, rows_where_in
from marsad.store.tallies import Deltas, add_events, counted, write_tallies
from marsad.version import VERSION

R = TypeVar("R")


class Store:
    """An open store. Each method that writes is one transaction: a crash leaves all of it or nothing.

    Methods that read show what `clearance` may see (a level of `marsad.model.marking`); one that was opened is its owner's and shows all.
    """

    def __init__(self, address: str, clock: Clock = clock_us) -> None:
        """Open the store at `address`, making or migrating it; `clock` dates the feed of changes.

        Raises:
            StoreError: see `marsad.store.database.open_engine`.
        """
        self.address = shown(address)
        self.engine = open_engine(address)
        self.clearance = RED
        self.clock = clock

    def cleared(self, clearance: int) -> "Store":
        """The same store as readers of another clearance see it."""
        other = copy.copy(self)
        other.clearance = clearance
        return other

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

    def markings(self, ids: Iterable[str]) -> dict[str, str]:
        """The markings of those of the documents that are kept, by id."""
        with self.engine.connect() as connection:
            query = select(schema.documents.c.id, schema.documents.c.marking)
            return {row.id: MARKINGS[row.marking] for row in rows_where_in(connection, query, schema.documents.c.number, map(key_of, ids))}

    def save(
        self, documents: Sequence[DocumentRows], issues: Sequence[Issue] = (), version: Version | None = None, received: Sequence[Shared] = ()
    ) -> None:
        """Keep documents with all their rows, in place of what was kept of them, and issues, in one transaction.

        The events in which reports of replaced documents stood are taken apart, to be reconciled anew. `received` says of documents that others
        made whose they are.
        """
        with self.engine.begin() as connection:
            if documents:
                level, replaced = forget_documents(connection, [rows.key for rows in documents])
                level = min([level, *(rows.marking for rows in documents)])
                raise_judgements(connection, documents)
                versions = {made: version_number(connection, made) for made in {rows.version for rows in documents}}
                insert_rows(
                    connection,
                    "documents",
                    [(*rows.document[:7], versions[rows.version], rows.marking, rows.origin, *rows.document[7:]) for rows in documents],
                )
                for table in CHILDREN:
                    insert_rows(connection, table, [row for rows in documents for row in rows.children[table]])
                told = {rows.id: ("report", rows.marking) for rows in documents if not rows.origin and rows.children["reports"]}
                note_own(connection, "report", told, (rows.id for rows in documents))
            note_foreign(connection, received)
            if issues and version is not None:
                keep_issues(connection, issues, version_number(connection, version))
            if documents or issues:
                touch(connection, LEVELS[level if documents else RED :])
            if documents:
                enter_changes(connection, replaced, (), self.clock)

    def document(self, id_: str) -> Extraction | None:
        """What was read out of a document, None where it is not kept."""
        query = select(schema.documents.c.record).where(schema.documents.c.number == key_of(id_), *seen_documents(self))
        with self.engine.connect() as connection:
            record = connection.scalar(query)
        return None if record is None else msgspec.json.decode(zlib.decompress(record), type=Extraction)

    def outdated(self, version: Version) -> list[str]:
        """The ids of the documents that another version of code or lexicons read here; what others read has no text to be read again."""
        join = schema.documents.join(schema.versions, schema.documents.c.version == schema.versions.c.number)
        made = schema.versions.c
        query = select(schema.documents.c.id, made.marsad, made.lexicons, made.gazetteer).select_from(join).where(schema.documents.c.origin == "")
        with self.engine.connect() as connection:
            return [row.id for row in connection.execute(query) if Version(row.marsad, row.lexicons, row.gazetteer) != version]

    def keep_captures(self, captures: Iterable[Capture]) -> None:
        """Keep the records of captures, whose bytes the archive holds; those kept already stay."""
        with self.engine.begin() as connection:
            new = {capture.sha256: capture for capture in captures}
            known = {row.sha256 for row in rows_where_in(connection, select(schema.captures.c.sha256), schema.captures.c.sha256, new)}
            rows = [(c.sha256, c.origin, c.fetched, level_of(c.tlp), ENCODER.encode(c), VERSION) for c in new.values() if c.sha256 not in known]
            insert_rows(connection, "captures", rows)

    def captures(self, sha256s: Iterable[str]) -> list[Capture]:
        """The records of these captures; one that is not kept is passed over."""
        return self._by_ids(select(schema.captures.c.record).where(*seen_captures(self)), schema.captures.c.sha256, sha256s, Capture)

    def known_captures(self) -> frozenset[str]:
        """The sha256 of the captures that were read into the store."""
        with self.engine.connect() as connection:
            return frozenset(row.sha256 for row in connection.execute(select(schema.captures.c.sha256)))

    def revision(self) -> int:
        """A number that grows with every change to what the store shows."""
        with self.engine.connect() as connection:
            return connection.scalar(select(schema.revision.c.number).where(schema.revision.c.id == self.clearance)) or 0

    def publication_days(self) -> tuple[str, str] | None:
        """The first and the last day on which a kept article was published, None where none is kept or dated."""
        with self.engine.connect() as connection:
            edges = select(func.min(schema.documents.c.published), func.max(schema.documents.c.published)).where(*seen_documents(self))
            row = connection.execute(edges).one()
        return None if row[0] is None else (row[0][:10], row[1][:10])

    def counts(self) -> dict[str, int]:
        """How many rows each table holds, and how many reports stand in no event yet; below the highest clearance only what is told openly.

        Who may use the store is not counted.
        """
        if self.clearance != RED:
            return self._seen_counts()
        shown_tables = [table for table in schema.metadata.sorted_tables if table.info != schema.PRIVATE]
        with self.engine.connect() as connection:
            tables = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in shown_tables}
            waiting = connection.scalar(select(func.count()).select_from(schema.reports).where(schema.reports.c.event.is_(None))) or 0
        return tables | {"reports without an event": waiting}

    def _seen_counts(self) -> dict[str, int]:
        seen = {"documents": seen_documents, "reports": seen_reports, "events": seen_events, "judgements": seen_judgements}
        with self.engine.connect() as connection:
            asked = {name: select(func.count()).select_from(schema.metadata.tables[name]).where(*holds(self)) for name, holds in seen.items()}
            return {name: connection.scalar(query) or 0 for name, query in asked.items()}

    def issues(self, most: int = 100) -> list[Issue]:
        """The issues kept, up to `most`; those that are of no document (their origin may tell a source) only to the highest clearance."""
        columns = schema.issues.c
        query = (
            select(columns.code, columns.origin, columns.message, columns.line, columns.document).order_by(columns.origin, columns.line).limit(most)
        )
        if self.clearance != RED:
            query = query.where(columns.document.in_(select(schema.documents.c.id).where(*seen_documents(self))))
        with self.engine.connect() as connection:
            return [Issue(*row) for row in connection.execute(query)]

    # Reports and events

    def unreconciled_reports(self, most: int | None = None) -> list[Report]:
        """Reports that stand in no event, in order of their day."""
        query = select(schema.reports.c.record).where(schema.reports.c.event.is_(None)).order_by(schema.reports.c.day, schema.reports.c.id)
        return self._all(query if most is None else query.limit(most), Report)

    def reports(self, ids: Iterable[str]) -> list[Report]:
        """The reports of these ids; an id that is not kept is passed over."""
        return self._by_ids(select(schema.reports.c.record).where(*seen_reports(self)), schema.reports.c.id, ids, Report)

    def reports_in(self, blocks: Iterable[str]) -> list[Report]:
        """The reports that stand in one of these blocks, each once."""
        query = select(schema.report_blocks.c.report)
        with self.engine.connect() as connection:
            found = {row.report for row in rows_where_in(connection, query, schema.report_blocks.c.block, blocks)}
        return self.reports(sorted(found))

    def events_of(self, reports: Iterable[str]) -> list[Event]:
        """The events in which these reports stand, each once."""
        home = homes(self).subquery()
        with self.engine.connect() as connection:
            found = {row.event for row in rows_where_in(connection, select(home.c.event), home.c.report, reports)}
        return self.events(sorted(found))

    def versions_of(self, reports: Iterable[str]) -> list[Seen]:
        """The events in which these reports stand as readers of each clearance see them; whatever the clearance of this store."""
        wanted = list(reports)
        with self.engine.connect() as connection:
            rows = rows_with(connection, schema.reports.c.id, wanted, schema.event_members.c.report)
            return seen_rows(connection, rows)

    def events(self, ids: Iterable[str]) -> list[Event]:
        """The events of these ids; an id that is not kept is passed over."""
        return self._by_ids(select(schema.events.c.record).where(*seen_events(self)), schema.events.c.id, ids, Event)

    def find_event(self, id_: str) -> Event | None:
        """The event of an id, or, where readers of a lower clearance know one by it, that in which its first report stands; None where there is none.

        An id is of the earliest report, and who sees more may see an earlier one.
        """
        columns = schema.events.c
        asked = select(columns.record).where(columns.id == id_, columns.least <= self.clearance).order_by(columns.most.desc())
        with self.engine.connect() as connection:
            below = connection.scalar(asked.limit(1))
        own = self.events([id_])
        if own or below is None:
            return own[0] if own else None
        return next(iter(self.events_of(msgspec.json.decode(below, type=Event).reports[:1])), None)

    def homes_of(self, documents: Iterable[str]) -> dict[str, dict[str, str]]:
        """By document, the events in which its reports stand, by report; `""` for one that stands in none yet."""
        table = schema.reports.join(schema.documents, schema.documents.c.number == schema.reports.c.document)
        query = select(schema.documents.c.id, schema.reports.c.id.label("report")).select_from(table).where(*seen_documents(self))
        home = homes(self).subquery()
        found: dict[str, dict[str, str]] = {}
        with self.engine.connect() as connection:
            for row in rows_where_in(connection, query.order_by(schema.reports.c.number), schema.reports.c.document, map(key_of, documents)):
                found.setdefault(row.id, {})[row.report] = ""
            told = [report for reports in found.values() for report in reports]
            stands = {row.report: row.event for row in rows_where_in(connection, select(home.c.report, home.c.event), home.c.report, told)}
        return {document: {report: stands.get(report, "") for report in reports} for document, reports in found.items()}

    def find_events(self, ids: Iterable[str]) -> list[Event]:
        """The events whose ids begin so.

        Raises:
            InputError: when none or several do.
        """
        found: list[Event] = []
        for id_ in ids:
            asked = select(schema.events.c.record).where(schema.events.c.id.startswith(id_, autoescape=True), *seen_events(self))
            matching = self._all(asked, Event)
            if len(matching) != 1:
                raise InputError(f"{id_!r} names {len(matching)} events; `marsad events list` shows the ids")
            found += matching
        return found

    def list_events(self, country: str, type_: str, since: str, until: str, sources: int, most: int) -> list[Event]:
        """Events by their day, the latest first; `""` asks nothing. `until` is the last day, `sources` the least number of independent ones."""
        told = schema.events.c
        query = select(told.record).where(told.sources >= sources, *seen_events(self)).order_by(told.day.desc(), told.id).limit(most)
        for column, value in ((told.country, country), (told.type, type_)):
            query = query.where(column == value) if value else query
        query = query.where(told.day >= since) if since else query
        query = query.where(told.day <= until, told.day != "") if until else query
        return self._all(query, Event)

    def all_reports(self) -> list[Report]:
        """Every report, by its day."""
        return self._all(select(schema.reports.c.record).where(*seen_reports(self)).order_by(schema.reports.c.day, schema.reports.c.id), Report)

    def replace_events(self, old: Iterable[str], new: Iterable[Seen], read: Sequence[Seen] | None = None) -> bool:
        """Take the rows `old` (`Seen.row`) of events out and put `new` in, in one transaction.

        `read` are the rows as they were when `new` was made: False, and nothing is done, where they are others by now, or where a report of
        `new` stands in an event that is none of them.
        """
        past, fresh = list(old), list(new)
        deltas: Deltas = {}
        if not past and not fresh:
            return True
        add_events(deltas, map(counted, fresh), 1)
        with self.engine.begin() as connection:
            write_alone(connection)
            replaced = seen_rows(connection, past)
            if read is not None and not stand_as_read(connection, replaced, read, fresh):
                return False
            levels = changed_levels(replaced, fresh)
            take_apart(connection, past, deltas)
            insert_rows(connection, "events", [event_row(seen) for seen in fresh])
            insert_rows(connection, "event_members", [(seen.row, report) for seen in fresh if seen.most < RED for report in seen.event.reports])
            moved = [{"report_id": report, "event_id": seen.row} for seen in fresh if seen.most == RED for report in seen.event.reports]
            if moved:
                statement = update(schema.reports).where(schema.reports.c.id == bindparam("report_id")).values(event=bindparam("event_id"))
                connection.execute(statement, moved)
            write_tallies(connection, deltas)
            note_events(connection, replaced, fresh)
            touch(connection, levels)
            enter_changes(connection, replaced, fresh, self.clock)
        return True

    def withdraw_dissolved(self) -> None:
        """Say to those with whom events are shared which of those that were taken apart are no more."""
        with self.engine.begin() as connection:
            withdraw_dissolved(connection)

    def observatory(self) -> Observatory:
        """Who this store's observatory is to others."""
        with self.engine.connect() as connection:
            return read_observatory(connection)

    def signatures(self, documents: Iterable[str]) -> list[Signature]:
        """The signatures of these documents, where they have one."""
        query = select(schema.documents.c.signature).where(schema.documents.c.signature.is_not(None))
        return self._by_ids(query, schema.documents.c.number, map(key_of, documents), Signature)

    # Judgements

    def judgements(self) -> list[Judgement]:
        """All judgements, the oldest first."""
        asked = select(schema.judgements.c.record).where(*seen_judgements(self))
        return self._all(asked.order_by(schema.judgements.c.at, schema.judgements.c.id), Judgement)

    def add_judgement(self, judgement: Judgement, received: Sequence[Shared] = ()) -> None:
        """Keep a judgement; one of the same id is kept once. `received` says whose it is, where others gave it."""
        with self.engine.begin() as connection:
            if connection.scalar(select(schema.judgements.c.id).where(schema.judgements.c.id == judgement.id)) is None:
                level = level_of(judgement.tlp)
                row = (judgement.id, judgement.at, judgement.by, judgement.action, level, ENCODER.encode(judgement), VERSION)
                insert_rows(connection, "judgements", [row])
                if not judgement.origin:
                    note_own(connection, "judgement", {judgement.id: (judgement_type(judgement.action), level)})
                note_foreign(connection, received)
                touch(connection, LEVELS[level:])

    def withdraw(self, ids: Iterable[str], received: Sequence[Shared] = ()) -> None:
        """Take documents back with all that was read out of them; those who have them from us learn of it.

        `received` says of documents that others made that these took them back.
        """
        gone = list(ids)
        with self.engine.begin() as connection:
            level, replaced = forget_documents(connection, [key_of(id_) for id_ in gone])
            note_own(connection, "report", {}, gone)
            note_foreign(connection, received)
            touch(connection, LEVELS[level:])
            enter_changes(connection, replaced, (), self.clock)

    def hand_over(self, id_: str, origin: str, received: Sequence[Shared]) -> None:
        """Keep a document that its maker took back as that of another observatory which has it too."""
        own = schema.documents.c
        with self.engine.begin() as connection:
            record = connection.scalar(select(own.record).where(own.number == key_of(id_)))
            if record is not None:
                read = msgspec.json.decode(zlib.decompress(record), type=Extraction)
                told = msgspec.structs.replace(read, document=msgspec.structs.replace(read.document, origin=origin))
                kept = zlib.compress(ENCODER.encode(told), FASTEST)
                connection.execute(update(schema.documents).where(own.number == key_of(id_)).values(origin=origin, record=kept))
            note_foreign(connection, received)
            touch(connection, LEVELS)

    def _all(self, query: Any, kind: type[R]) -> list[R]:
        decode = msgspec.json.Decoder(kind).decode
        with self.engine.connect() as connection:
            return [decode(row[0]) for row in connection.execute(query)]

    def _by_ids(self, query: Any, column: Any, ids: Iterable[object], kind: type[R]) -> list[R]:
        decode = msgspec.json.Decoder(kind).decode
        with self.engine.connect() as connection:
            return [decode(row[0]) for row in rows_where_in(connection, query, column, ids)]
