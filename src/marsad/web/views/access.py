"""Sessions, accounts, keys and the audit log as the API shows them."""

import msgspec

from marsad.store.accounts import Account
from marsad.store.api_keys import ApiKey
from marsad.store.audit import AuditEntry


class WhoView(msgspec.Struct, frozen=True):
    """An account by name and role."""

    name: str
    role: str


class SessionView(msgspec.Struct, frozen=True):
    """Who is looking (None: nobody known), the token that writes carry, and whether anybody gets in without an account."""

    account: WhoView | None
    csrf: str
    login_needed: bool


class AccountsView(msgspec.Struct, frozen=True):
    """All accounts, by name."""

    items: list[Account]


class KeysView(msgspec.Struct, frozen=True):
    """Keys, the oldest first; the keys themselves are shown only when they are made."""

    items: list[ApiKey]


class NewKeyView(msgspec.Struct, frozen=True):
    """A key that was just made. `key` is shown this once and kept nowhere."""

    id: str
    account: str
    label: str
    role: str
    created: str
    expires: str | None
    used: str | None
    key: str


class AuditPageView(msgspec.Struct, frozen=True):
    """Entries of the log, the latest first, and the cursor to go on from."""

    items: list[AuditEntry]
    cursor: str
