"""The audit log: who read what is restricted, who wrote, and who tried."""

from typing import NamedTuple

import msgspec
from sqlalchemy import insert, select

from marsad.store import schema
from marsad.store.store import Store


class AuditEntry(msgspec.Struct, frozen=True):
    """What was asked for and how it was answered.

    `account` is `""` for nobody known, `via` how they were known (`session`, `key ID`, `local`, `command line`, or `""`), `address` where the
    request came from.
    """

    at: str
    account: str
    via: str
    address: str
    method: str
    path: str
    status: int
    detail: str = ""


class AuditPage(NamedTuple):
    """Entries, the latest first, and the number to go on from, None where there are no more."""

    entries: list[AuditEntry]
    next: int | None


def add_audit(store: Store, entry: AuditEntry) -> None:
    """Keep an entry."""
    with store.engine.begin() as connection:
        connection.execute(insert(schema.audit), msgspec.structs.asdict(entry))


def list_audit(store: Store, most: int, before: int | None = None, account: str = "") -> AuditPage:
    """A page of the log; `before` is the number that the page before gave, `account` whose entries alone are wanted."""
    held = schema.audit.c
    query = select(held.number, *(held[name] for name in AuditEntry.__struct_fields__)).order_by(held.number.desc()).limit(most + 1)
    query = query if before is None else query.where(held.number < before)
    with store.engine.connect() as connection:
        rows = list(connection.execute(query.where(held.account == account) if account else query))
    return AuditPage([AuditEntry(*row[1:]) for row in rows[:most]], rows[most - 1].number if len(rows) > most else None)
