"""The number that grows with every change to what the store shows to a clearance."""

from collections.abc import Iterable

from sqlalchemy import Connection, update

from marsad.store import schema


def touch(connection: Connection, levels: Iterable[int]) -> None:
    """Say that what the store shows to these clearances has changed; last in a transaction, since other writers wait at it."""
    own = update(schema.revision).where(schema.revision.c.id.in_(list(levels)))
    connection.execute(own.values(number=schema.revision.c.number + 1))
