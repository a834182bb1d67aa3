"""Keys of the API: what programs show in place of a login. The key itself is never kept, only its digest."""

import msgspec
from sqlalchemy import delete, func, insert, select, update

from marsad.errors import InputError
from marsad.store import schema
from marsad.store.store import Store

MOST_KEYS = 50
"""Of one account; who needs more has forgotten to remove old ones."""


class ApiKey(msgspec.Struct, frozen=True):
    """A key: whose, what for, in which role; `expires` and the last use (`used`) are None for never."""

    id: str
    account: str
    label: str
    role: str
    created: str
    expires: str | None = None
    used: str | None = None


class KnownKey(msgspec.Struct, frozen=True):
    """A key with its digest, and the role that its account has now; `active` is the account's."""

    key: ApiKey
    digest: str
    account_role: str
    active: bool


_HELD = schema.api_keys.c
_TOLD = (_HELD.id, _HELD.account, _HELD.label, _HELD.role, _HELD.created, _HELD.expires, _HELD.used)


def list_keys(store: Store, account: str = "") -> list[ApiKey]:
    """The keys of an account, or all (`""`), by the time they were made."""
    query = select(*_TOLD).order_by(_HELD.created, _HELD.id)
    with store.engine.connect() as connection:
        return [ApiKey(*row) for row in connection.execute(query.where(_HELD.account == account) if account else query)]


def add_key(store: Store, key: ApiKey, digest: str) -> None:
    """Keep a new key with its digest.

    Raises:
        InputError: where the account has too many.
    """
    with store.engine.begin() as connection:
        if (connection.scalar(select(func.count()).where(_HELD.account == key.account)) or 0) >= MOST_KEYS:
            raise InputError(f"{key.account!r} has {MOST_KEYS} keys; remove those that are no longer used")
        connection.execute(insert(schema.api_keys), msgspec.structs.asdict(key) | {"digest": digest})


def find_key(store: Store, id_: str) -> KnownKey | None:
    """The key of that id, None where there is none."""
    table = schema.api_keys.join(schema.accounts, schema.accounts.c.name == _HELD.account)
    query = select(*_TOLD, _HELD.digest, schema.accounts.c.role.label("account_role"), schema.accounts.c.active).select_from(table)
    with store.engine.connect() as connection:
        row = connection.execute(query.where(_HELD.id == id_)).one_or_none()
    return None if row is None else KnownKey(ApiKey(*row[: len(_TOLD)]), *row[len(_TOLD) :])


def note_key_use(store: Store, id_: str, at: str) -> None:
    """Keep when a key was last used."""
    with store.engine.begin() as connection:
        connection.execute(update(schema.api_keys).where(_HELD.id == id_).values(used=at))


def remove_key(store: Store, id_: str, account: str = "") -> bool:
    """Remove a key, of that account alone unless `""`; False where there is none."""
    statement = delete(schema.api_keys).where(_HELD.id == id_)
    with store.engine.begin() as connection:
        return connection.execute(statement.where(_HELD.account == account) if account else statement).rowcount > 0
