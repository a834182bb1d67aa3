"""Accounts: who may log in, in which role."""

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from marsad.errors import InputError
from marsad.store import schema
from marsad.store.store import Store

HIGHEST_ROLE = "admin"
_TOLD = (schema.accounts.c.name, schema.accounts.c.role, schema.accounts.c.active, schema.accounts.c.created, schema.accounts.c.seen)


class Account(msgspec.Struct, frozen=True):
    """Somebody who may log in, unless not `active`. `seen` is the last login, None for none."""

    name: str
    role: str
    active: bool
    created: str
    seen: str | None = None


def has_accounts(store: Store) -> bool:
    """True once there is an account, active or not."""
    with store.engine.connect() as connection:
        return connection.scalar(select(schema.accounts.c.name).limit(1)) is not None


def list_accounts(store: Store) -> list[Account]:
    """All accounts, by name."""
    with store.engine.connect() as connection:
        return [Account(*row) for row in connection.execute(select(*_TOLD).order_by(schema.accounts.c.name))]


def find_account(store: Store, name: str) -> Account | None:
    """The account of that name, None where there is none."""
    with store.engine.connect() as connection:
        row = connection.execute(select(*_TOLD).where(schema.accounts.c.name == name)).one_or_none()
    return None if row is None else Account(*row)


def password_hash(store: Store, name: str) -> str | None:
    """The hash of an account's password, None where there is no such account or it is not active."""
    with store.engine.connect() as connection:
        return connection.scalar(select(schema.accounts.c.password).where(schema.accounts.c.name == name, schema.accounts.c.active))


def add_account(store: Store, account: Account, password: str) -> None:
    """Keep a new account with the hash of its password.

    Raises:
        InputError: where the name is taken, or where it would be the first account and no admin: nobody could make another.
    """
    with store.engine.begin() as connection:
        if connection.scalar(select(schema.accounts.c.name).where(schema.accounts.c.name == account.name)) is not None:
            raise InputError(f"there is an account {account.name!r} already")
        if account.role != HIGHEST_ROLE and connection.scalar(select(func.count()).select_from(schema.accounts)) == 0:
            raise InputError(f"the first account must be an {HIGHEST_ROLE}: somebody has to make the others")
        row = {"name": account.name, "role": account.role, "password": password, "active": account.active, "created": account.created}
        connection.execute(insert(schema.accounts), row)


def change_account(store: Store, name: str, *, role: str | None = None, active: bool | None = None, password: str | None = None) -> None:
    """Change what is given. A new password (its hash) or being set inactive ends the account's sessions.

    Raises:
        InputError: where there is no such account, or no active admin would be left.
    """
    given = {"role": role, "active": active, "password": password}
    changes = {field: value for field, value in given.items() if value is not None}
    with store.engine.begin() as connection:
        admins = _lock_admins(connection)
        if changes and connection.execute(update(schema.accounts).where(schema.accounts.c.name == name).values(changes)).rowcount == 0:
            raise InputError(f"there is no account {name!r}")
        if admins and not _lock_admins(connection):
            raise InputError(f"{name!r} is the last active {HIGHEST_ROLE}; make another first")
        if password is not None or active is False:
            connection.execute(delete(schema.sessions).where(schema.sessions.c.account == name))


def note_login(store: Store, name: str, at: str) -> None:
    """Keep when an account logged in last."""
    with store.engine.begin() as connection:
        connection.execute(update(schema.accounts).where(schema.accounts.c.name == name).values(seen=at))


def _lock_admins(connection: Connection) -> list[str]:
    """The active admins; until the transaction ends no other can make them fewer."""
    held = schema.accounts.c
    query = select(held.name).where(held.role == HIGHEST_ROLE, held.active).with_for_update()
    return [row.name for row in connection.execute(query)]
