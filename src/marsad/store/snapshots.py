"""A whole store read as it stood at one moment, a page at a time: memory stays the same however much it holds, and writers are not held up."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from marsad.model import Event, Report, Signature, Version
from marsad.model.shared import Article, Change, Share, record_version
from marsad.store.changes import change_of, changes_before, changes_since, last_number
from marsad.store.clearance import seen_documents, seen_reports
from marsad.store.cursors import Cursor
from marsad.store.event_search import EventQuery, holds_of
from marsad.store.rows import ENCODER
from marsad.store.schema import documents, events, reports, versions
from marsad.store.shared import WITHDRAWN, Shared, known_shared, read_observatory
from marsad.store.store import Store
from marsad.store.tables import MOST_PARAMETERS, rows_where_in


class Kept(NamedTuple):
    """An event with all that the store keeps of it: its reports in their order, their articles and signatures by document.

    `version` tells whether it is still the same, `marsad` is the code that reconciled it. Signatures are read where there are several reports.
    """

    event: Event
    version: str
    marsad: str
    reports: Sequence[Report]
    articles: Mapping[str, Article]
    signatures: Mapping[str, Signature]
    share: Share | None = None


class Gone(NamedTuple):
    """A change of an event that is no more, or that does not fit, and as what others know it."""

    change: Change
    share: Share | None


class Snapshot:
    """A store as it stood when this was opened, as readers of its clearance see it."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self._store = store
        self._connection = connection
        self._known_articles: OrderedDict[int, Article] = OrderedDict()
        self.cursor = Cursor(last_number(connection, store.clearance))
        """The last change that it holds."""

    def count(self, query: EventQuery) -> int:
        """How many events fit."""
        return self._connection.scalar(select(func.count()).select_from(events).where(*holds_of(self._store, query))) or 0

    def count_above(self, query: EventQuery, clearance: int) -> int:
        """How many events that fit are others, or not there, to readers of a lower clearance."""
        above = events.c.least > clearance
        return self._connection.scalar(select(func.count()).select_from(events).where(*holds_of(self._store, query), above)) or 0

    def events(self, query: EventQuery) -> Iterator[Kept]:
        """The events that fit, by their day.

        Raises:
            InputError: for words of which none can be looked for.
        """
        told = events.c
        asked = select(*_READ).where(*holds_of(self._store, query)).order_by(told.day, told.id)
        for part in self._pages(asked):
            yield from self._read(part)

    def count_changes(self, since: Cursor) -> int:
        """How many events have changed behind a cursor."""
        asked = changes_since(self._store.clearance, since).subquery()
        return self._connection.scalar(select(func.count()).select_from(asked)) or 0

    def changes(self, since: Cursor) -> Iterator[Change]:
        """The changes behind a cursor, in their order."""
        for part in self._pages(changes_since(self._store.clearance, since)):
            yield from (change_of(row, since) for row in part)

    def latest(self, before: Cursor | None, most: int) -> list[Change]:
        """Up to `most` changes before that of a cursor, the latest first."""
        rows = self._connection.execute(changes_before(self._store.clearance, before).limit(most))
        return [change_of(row, Cursor(row.number)) for row in rows]

    def changed(self, query: EventQuery, since: Cursor) -> Iterator[Kept | Gone]:
        """What changed behind a cursor: the event where it is there and fits, otherwise what became of it, in the order of the changes.

        Raises:
            InputError: for words of which none can be looked for.
        """
        for part in self._pages(changes_since(self._store.clearance, since)):
            told = [change_of(row, since) for row in part]
            fitting = select(*_READ).where(*holds_of(self._store, query))
            rows = rows_where_in(self._connection, fitting, events.c.id, [change.event for change in told])
            kept = {each.event.id: each for each in self._read(rows)}
            shares = self.shares(change.event for change in told if change.event not in kept)
            yield from (kept.get(change.event) or Gone(change, shares.get(change.event)) for change in told)

    def _pages(self, query: Any) -> Iterator[Sequence[Any]]:
        rows = self._connection.execute(query.execution_options(yield_per=MOST_PARAMETERS))
        yield from rows.partitions()

    def _read(self, rows: Sequence[Any]) -> Iterator[Kept]:
        """The events of rows of `_READ`, with what belongs to them: one query for all of each kind."""
        told = [(_EVENT.decode(row.record), row.marsad) for row in rows]
        own, numbers = self._reports(id_ for event, _ in told for id_ in event.reports)
        articles = self._articles(numbers)
        joined = {own[id_].document for event, _ in told if len(event.reports) > 1 for id_ in event.reports if id_ in own}
        signatures = {signature.document: signature for signature in self._signatures(numbers, joined)}
        shares = self.shares(event.id for event, _ in told)
        for event, marsad in told:
            of_event = [own[id_] for id_ in event.reports if id_ in own]
            yield Kept(event, record_version(ENCODER.encode(event)), marsad, of_event, articles, signatures, shares.get(event.id))

    def shares(self, ids: Iterable[str]) -> dict[str, Share]:
        """As what others know these events, by their ids; one that is not shared is passed over."""
        told = list(ids)
        creator = read_observatory(self._connection).identity if told else ""
        known = known_shared(self._connection, "event", told)
        rows = {id_: [row for row in rows if row.least <= self._store.clearance <= row.most] for id_, rows in known.items()}
        return {id_: _share_of(own[-1], creator) for id_, own in rows.items() if own}

    def _reports(self, ids: Iterable[str]) -> tuple[dict[str, Report], dict[str, int]]:
        """The reports by their ids, and the numbers of their documents by the documents' ids."""
        query = select(reports.c.id, reports.c.document, reports.c.record).where(*seen_reports(self._store))
        own, numbers = {}, {}
        for row in rows_where_in(self._connection, query, reports.c.id, ids):
            own[row.id] = _REPORT.decode(row.record)
            numbers[own[row.id].document] = row.document
        return own, numbers

    def _articles(self, numbers: Mapping[str, int]) -> dict[str, Article]:
        """The articles of documents, by their ids; those read last are remembered, since events of one day share them."""
        known = self._known_articles
        fresh = [number for number in numbers.values() if number not in known]
        known.update(self._read_articles(fresh))
        found = {id_: known[number] for id_, number in numbers.items() if number in known}
        while len(known) > MOST_REMEMBERED:
            known.popitem(last=False)
        return found

    def _read_articles(self, numbers: Sequence[int]) -> dict[int, Article]:
        told, made = documents.c, versions.c
        query = select(
            told.number, told.id, told.outlet, told.url, told.title, told.published, told.capture, made.marsad, made.lexicons, made.gazetteer
        )
        query = query.join(versions, told.version == made.number).where(*seen_documents(self._store))
        rows = rows_where_in(self._connection, query, told.number, numbers)
        return {row[0]: Article(row[1], row[2], row[3], row[4], row[5], row[6], Version(row[7], row[8], row[9])) for row in rows}

    def _signatures(self, numbers: Mapping[str, int], wanted: Iterable[str]) -> Iterator[Signature]:
        query = select(documents.c.signature).where(documents.c.signature.is_not(None))
        for row in rows_where_in(self._connection, query, documents.c.number, [numbers[id_] for id_ in wanted]):
            yield _SIGNATURE.decode(row.signature)


def _share_of(row: Shared, creator: str) -> Share:
    """What stands for an event; one that is no more has no marking of its own but that of those whom it was shared with."""
    return Share(row.id, creator, row.created, row.modified, row.least if row.state == WITHDRAWN else 0)


MOST_REMEMBERED = 4_096
"""Articles that are kept from page to page: some 4 MB."""
_READ = (events.c.day, events.c.id, events.c.record, events.c.marsad)
_EVENT = msgspec.json.Decoder(Event)
_REPORT = msgspec.json.Decoder(Report)
_SIGNATURE = msgspec.json.Decoder(Signature)


@contextmanager
def open_snapshot(store: Store) -> Iterator[Snapshot]:
    """A snapshot of the store, until the context ends."""
    is_sqlite = store.engine.dialect.name == "sqlite"
    engine = store.engine if is_sqlite else store.engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        if is_sqlite:
            connection.exec_driver_sql("BEGIN")
        yield Snapshot(store, connection)
