"""Sessions: browsers that logged in. The token itself is never kept, only its digest."""

import msgspec
from sqlalchemy import delete, insert, or_, select, update

from marsad.store import schema
from marsad.store.store import Store


class Session(msgspec.Struct, frozen=True):
    """A browser that logged in: whose, in which role now, since when, and when it last asked for something."""

    account: str
    role: str
    created: str
    used: str


def add_session(store: Store, digest: str, account: str, at: str) -> None:
    """Keep a session that begins now."""
    with store.engine.begin() as connection:
        connection.execute(insert(schema.sessions), {"digest": digest, "account": account, "created": at, "used": at})


def find_session(store: Store, digest: str) -> Session | None:
    """The session of that token, None where there is none or its account is not active."""
    table = schema.sessions.join(schema.accounts, schema.accounts.c.name == schema.sessions.c.account)
    query = select(schema.sessions.c.account, schema.accounts.c.role, schema.sessions.c.created, schema.sessions.c.used).select_from(table)
    with store.engine.connect() as connection:
        row = connection.execute(query.where(schema.sessions.c.digest == digest, schema.accounts.c.active)).one_or_none()
    return None if row is None else Session(*row)


def note_use(store: Store, digest: str, at: str) -> None:
    """Keep when a session was last used."""
    with store.engine.begin() as connection:
        connection.execute(update(schema.sessions).where(schema.sessions.c.digest == digest).values(used=at))


def end_session(store: Store, digest: str) -> None:
    """End a session; one that is none is passed over."""
    with store.engine.begin() as connection:
        connection.execute(delete(schema.sessions).where(schema.sessions.c.digest == digest))


def end_old_sessions(store: Store, used_before: str, created_before: str) -> None:
    """End the sessions that were last used or begun before these times."""
    old = or_(schema.sessions.c.used < used_before, schema.sessions.c.created < created_before)
    with store.engine.begin() as connection:
        connection.execute(delete(schema.sessions).where(old))
