"""The rows of documents inside a transaction: taking them out, and what goes with their being kept."""

import hashlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, select, update

from marsad.model import Issue, Judgement, Seen, Version, level_of
from marsad.model.marking import CLEAR, MARKINGS, RED
from marsad.store import schema
from marsad.store.event_rows import rows_with, seen_rows, take_apart
from marsad.store.rows import ENCODER, DocumentRows, key_of
from marsad.store.shared import dissolve_events
from marsad.store.tables import insert_rows, parts_of, rows_where_in
from marsad.store.tallies import Deltas, write_tallies


def version_number(connection: Connection, version: Version) -> int:
    """The number of a version, which is kept if it is new."""
    number = key_of("\0".join(msgspec.structs.astuple(version)))
    if connection.scalar(select(schema.versions.c.number).where(schema.versions.c.number == number)) is None:
        insert_rows(connection, "versions", [(number, *msgspec.structs.astuple(version))])
    return number


def forget_documents(connection: Connection, keys: list[int]) -> tuple[int, list[Seen]]:
    """Take documents out, and the events in which their reports stand.

    The lowest clearance that saw one of them (`RED` where none is kept), and those events.
    """
    deltas: Deltas = {}
    query = select(schema.documents.c.marking)
    level = min((row.marking for row in rows_where_in(connection, query, schema.documents.c.number, keys)), default=RED)
    rows = rows_with(connection, schema.reports.c.document, keys)
    replaced = seen_rows(connection, rows)
    dissolve_events(connection, replaced)
    take_apart(connection, rows, deltas)
    write_tallies(connection, deltas)
    for part in parts_of(keys):
        connection.execute(delete(schema.documents).where(schema.documents.c.number.in_(part)))
    return level, replaced


def raise_judgements(connection: Connection, documents: Sequence[DocumentRows]) -> None:
    """Mark judgements as high as the reports of these documents that they name."""
    raised = {report[0]: rows.marking for rows in documents if rows.marking > CLEAR for report in rows.children["reports"]}
    query = select(schema.judgements.c.record)
    for record in connection.scalars(query).all() if raised else ():
        judgement = msgspec.json.decode(record, type=Judgement)
        level = max((raised.get(id_, CLEAR) for id_ in (*judgement.reports, *judgement.others)), default=CLEAR)
        if level > level_of(judgement.tlp):
            told = msgspec.structs.replace(judgement, tlp=MARKINGS[level])
            own = update(schema.judgements).where(schema.judgements.c.id == judgement.id)
            connection.execute(own.values(marking=level, record=ENCODER.encode(told)))


def keep_issues(connection: Connection, issues: Sequence[Issue], version: int) -> None:
    """Keep issues, each once."""
    new = {hashlib.sha256(f"{i.code}\0{i.origin}\0{i.line}\0{i.document}".encode()).hexdigest()[:32]: i for i in issues}
    for part in parts_of(list(new)):
        connection.execute(delete(schema.issues).where(schema.issues.c.id.in_(part)))
    insert_rows(connection, "issues", [(id_, i.code, i.origin, i.line, i.document, i.message, version) for id_, i in new.items()])
