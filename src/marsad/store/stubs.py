"""What a store knows of articles apart from their texts: what others are told of them."""

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from marsad.model import Document, Report, Signature, Version
from marsad.store import schema
from marsad.store.clearance import seen_documents
from marsad.store.rows import key_of
from marsad.store.shared import Asked, Shared, known_shared, list_shared, note_foreign, read_shared
from marsad.store.store import Store
from marsad.store.tables import insert_rows, rows_where_in


class Stubbed(NamedTuple):
    """An article: its document (read it for all but its text), digest, version, signature and reports."""

    document: Document
    digest: str
    version: Version
    signature: Signature | None
    reports: list[Report]


class _Head(msgspec.Struct):
    """The beginning of an extraction, which is all of it that is read."""

    document: Document


_HEAD = msgspec.json.Decoder(_Head).decode
_REPORT = msgspec.json.Decoder(Report).decode
_SIGNATURE = msgspec.json.Decoder(Signature).decode


def read_documents(store: Store, ids: Iterable[str]) -> dict[str, Document]:
    """The documents of these ids that may be seen."""
    query = select(schema.documents.c.id, schema.documents.c.record).where(*seen_documents(store))
    with store.engine.connect() as connection:
        rows = rows_where_in(connection, query, schema.documents.c.number, map(key_of, dict.fromkeys(ids)))
    return {row.id: _HEAD(zlib.decompress(row.record)).document for row in rows}


def read_stubs(store: Store, ids: Iterable[str]) -> dict[str, Stubbed]:
    """The articles of these ids that may be seen, with their reports in the order of the text."""
    told, made = schema.documents.c, schema.versions.c
    query = select(told.id, told.digest, told.record, told.signature, made.marsad, made.lexicons, made.gazetteer)
    query = query.join(schema.versions, told.version == made.number).where(*seen_documents(store))
    keys = {key_of(id_): id_ for id_ in ids}
    found: dict[str, Stubbed] = {}
    with store.engine.connect() as connection:
        for row in rows_where_in(connection, query, told.number, keys):
            signature = None if row.signature is None else _SIGNATURE(row.signature)
            version = Version(row.marsad, row.lexicons, row.gazetteer)
            found[row.id] = Stubbed(_HEAD(zlib.decompress(row.record)).document, row.digest, version, signature, [])
        asked = select(schema.reports.c.document, schema.reports.c.record).order_by(schema.reports.c.number)
        for row in rows_where_in(connection, asked, schema.reports.c.document, keys):
            if keys[row.document] in found:
                found[keys[row.document]].reports.append(_REPORT(row.record))
    return found


def origins_of(store: Store, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Of the documents that are kept, by id: whose they are (`""`: read here), and their digest."""
    query = select(schema.documents.c.id, schema.documents.c.origin, schema.documents.c.digest)
    with store.engine.connect() as connection:
        return {row.id: (row.origin, row.digest) for row in rows_where_in(connection, query, schema.documents.c.number, map(key_of, ids))}


def find_shared(store: Store, asked: Asked, most: int) -> list[Shared]:
    """What is shared with readers of this store's clearance, in the order in which it changed."""
    with store.engine.connect() as connection:
        return list_shared(connection, store.clearance, asked, most)


def find_shared_by_id(store: Store, id_: str) -> Shared | None:
    """What is shared under an id, None where nothing is; whatever the clearance."""
    with store.engine.connect() as connection:
        return read_shared(connection, id_)


def shared_of(store: Store, kind: str, keys: Iterable[str]) -> dict[str, list[Shared]]:
    """All that is shared of these records, by key, the latest last; whatever the clearance."""
    with store.engine.connect() as connection:
        return known_shared(connection, kind, keys)


def note_received(store: Store, rows: Sequence[Shared]) -> None:
    """Note what others made where we have it already."""
    with store.engine.begin() as connection:
        note_foreign(connection, rows)


def note_served(store: Store, served: dict[str, str]) -> None:
    """Note which event the objects belong to that were served, by their ids."""
    with store.engine.begin() as connection:
        known = {row.id for row in rows_where_in(connection, select(schema.served.c.id), schema.served.c.id, sorted(served))}
        insert_rows(connection, "served", [(id_, key) for id_, key in sorted(served.items()) if id_ not in known])


def events_served(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """The events that served objects belong to, by the objects' ids."""
    with store.engine.connect() as connection:
        return {row.id: row.key for row in rows_where_in(connection, select(schema.served.c.id, schema.served.c.key), schema.served.c.id, ids)}


def keep_status(store: Store, id_: str, account: str, record: bytes) -> None:
    """Keep what became of what an account sent."""
    with store.engine.begin() as connection:
        insert_rows(connection, "statuses", [(id_, account, record)])


def read_status(store: Store, id_: str, account: str) -> bytes | None:
    """What became of what this account sent, None where there is no such thing."""
    query = select(schema.statuses.c.record).where(schema.statuses.c.id == id_, schema.statuses.c.account == account)
    with store.engine.connect() as connection:
        record: bytes | None = connection.scalar(query)
    return record


def rename_observatory(store: Store, name: str) -> None:
    """Give this observatory the name that others know it by."""
    with store.engine.begin() as connection:
        _rename(connection, name)


def _rename(connection: Connection, name: str) -> None:
    connection.execute(schema.observatory.update().values(name=name))
