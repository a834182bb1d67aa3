"""What may be done with accounts and keys, the same from the page and from the command line: names, roles and secrets are checked here."""

import re
import unicodedata
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from marsad.errors import InputError
from marsad.store.accounts import Account, add_account, change_account, find_account
from marsad.store.api_keys import ApiKey, add_key
from marsad.store.store import Store
from marsad.web.security.passwords import hash_password
from marsad.web.security.principal import OWNER, ROLES, lower_role
from marsad.web.security.tokens import digest_of, new_key

MOST_LETTERS = 64
_NAME = re.compile(r"\w[\w.@-]*")
MOST_LABEL_LETTERS = 100


class MadeKey(NamedTuple):
    """A key that was just made, and what it is kept as; the key itself is shown this once."""

    key: str
    kept: ApiKey


def read_name(given: str) -> str:
    """The name of an account: letters of any script, digits, `.`, `@`, `_` and `-`; capital letters make no other name.

    Raises:
        InputError: for what is none.

    >>> read_name(" Rim.Haddad ")
    'rim.haddad'
    """
    name = known_name(given)
    if not _NAME.fullmatch(name) or len(name) > MOST_LETTERS or name == OWNER:
        raise InputError(f"{given[:MOST_LETTERS]!r} is no name of an account: letters, digits, '.', '@', '_' and '-', at most {MOST_LETTERS}")
    return name


def known_name(given: str) -> str:
    """The form in which a name is kept, whether there is such an account or not."""
    return unicodedata.normalize("NFKC", given).strip().casefold()


def read_role(given: str) -> str:
    """The role.

    Raises:
        InputError: for what is none.
    """
    if given not in ROLES:
        raise InputError(f"{given!r} is no role; roles are {', '.join(ROLES)}")
    return given


def make_account(store: Store, name: str, password: str, role: str, at: str) -> Account:
    """Make an account.

    Raises:
        InputError: where name, password or role cannot be, the name is taken, or it is the first account and no admin.
    """
    account = Account(read_name(name), read_role(role), True, at)
    add_account(store, account, hash_password(password, account.name))
    return account


def alter_account(store: Store, name: str, *, role: str | None = None, active: bool | None = None, password: str | None = None) -> Account:
    """Change what is given of an account.

    Raises:
        InputError: where there is no such account, role or password, or no active admin would be left.
    """
    known = known_name(name)
    hashed = None if password is None else hash_password(password, known)
    change_account(store, known, role=None if role is None else read_role(role), active=active, password=hashed)
    return told(store, known)


def told(store: Store, name: str) -> Account:
    """The account of that name.

    Raises:
        InputError: where there is none.
    """
    found = find_account(store, known_name(name))
    if found is None:
        raise InputError(f"there is no account {name!r}; `marsad account list` shows them")
    return found


def make_key(store: Store, owner: Account, label: str, role: str, expires: str | None, at: str) -> MadeKey:
    """Make a key for an account; it can do no more than its owner, also when the owner's role is lowered later.

    Raises:
        InputError: for a role above the owner's, a label that is none, or a time that has passed.
    """
    if lower_role(read_role(role), owner.role) != role:
        raise InputError(f"a key of {owner.name!r} cannot have the role {role}; {owner.role} is the highest")
    plain = label.strip()
    if not plain or len(plain) > MOST_LABEL_LETTERS or not plain.isprintable():
        raise InputError(f"say in 1 to {MOST_LABEL_LETTERS} characters what the key is for")
    key, id_ = new_key()
    kept = ApiKey(id_, owner.name, plain, role, at, None if expires is None else read_moment(expires, at))
    add_key(store, kept, digest_of(key))
    return MadeKey(key, kept)


def read_moment(given: str, now: str) -> str:
    """A moment to come, in UTC: of a day, its end.

    Raises:
        InputError: for what is none, or has passed.

    >>> read_moment("2024-03-01", "2024-01-01T00:00:00+00:00")
    '2024-03-01T23:59:59+00:00'
    """
    try:
        day = date.fromisoformat(given)
        moment = datetime.combine(day, time(23, 59, 59), UTC)
    except ValueError:
        moment = _read_time(given)
    if moment <= datetime.fromisoformat(now):
        raise InputError(f"{given!r} has passed already")
    return moment.isoformat(timespec="seconds")


def _read_time(given: str) -> datetime:
    try:
        moment = datetime.fromisoformat(given)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(f"{given[:MOST_LETTERS]!r} is no day or time; write it as 2026-12-31 or 2026-12-31T12:00:00Z") from error
