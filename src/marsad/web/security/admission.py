"""Finding out who asks, and whether they may: each step refuses for a reason of its own."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import NamedTuple

from fastapi import Request

from marsad.store.accounts import has_accounts
from marsad.store.api_keys import find_key, note_key_use
from marsad.store.sessions import find_session, note_use
from marsad.web.context import Context
from marsad.web.security.limits import KNOWN, UNKNOWN, WRONG_KEYS, Limits, home_of
from marsad.web.security.origins import SAFE_METHODS, is_cross_site, is_named_here
from marsad.web.security.permissions import Rule
from marsad.web.security.principal import NOBODY, OWNER, ROLES, Asker, lower_role, may, principal_of
from marsad.web.security.tokens import csrf_of, digest_of, is_same, key_id, new_token

IDLE = timedelta(hours=12)
"""A session ends when nothing was asked for so long: after a working day."""
LONGEST = timedelta(days=7)
"""A session ends at the latest after this."""
NOTED_EVERY = timedelta(minutes=5)
"""How exactly the last use of a session or key is kept; each note is a write."""
COOKIE = "marsad"
SECURE_COOKIE = "__Host-marsad"
"""Over TLS: a browser takes it over TLS only, and from no neighbour of this host."""


class Access(NamedTuple):
    """How the server can be reached.

    `is_open`: whoever asks is the owner of this machine, in the role `owner_role`, until there are accounts. `on_loopback`: only this machine
    asks, so that another name in the Host header is an attack.
    """

    is_open: bool
    on_loopback: bool
    owner_role: str = ROLES[-1]


HERE_ALONE = Access(is_open=True, on_loopback=True)
"""On this machine, for its owner."""


class Refused(Exception):  # noqa: N818 - what happened to the request, no fault
    """The request is refused: with which status, why, and who asked as far as that is known."""

    def __init__(self, status: int, title: str, detail: str, headers: dict[str, str] | None = None, asker: Asker = NOBODY) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.headers, self.asker = status, title, detail, headers or {}, asker


def too_many(wait_seconds: float, asker: Asker = NOBODY) -> Refused:
    """The refusal of what was tried too often."""
    seconds = max(1, round(wait_seconds + 0.5))
    return Refused(429, "Too often", f"this was tried too often; wait {seconds} seconds", {"Retry-After": str(seconds)}, asker)


class Doorkeeper:
    """Admits requests to the application over one store."""

    def __init__(self, here: Context, access: Access, limits: Limits) -> None:
        self.here, self.access, self.limits = here, access, limits
        self._owner = Asker(principal_of(OWNER, access.owner_role), "local", new_token())

    def check_host(self, request: Request) -> None:
        """Let only requests pass that were meant for this machine, where it alone can be asked.

        Raises:
            Refused: 421.
        """
        if self.access.on_loopback and not is_named_here(request):
            raise Refused(421, "Not this server", "this server answers to localhost alone; behind a proxy, start it with --trust-proxy")

    def admit(self, request: Request, rule: Rule) -> Asker:
        """Who asks, when they may.

        Raises:
            Refused: 401 for nobody known, 403 for who may not or whose browser was led here, 429 for who asks too often.
        """
        keyed = "authorization" in request.headers
        if not keyed and is_cross_site(request):
            raise Refused(403, "From elsewhere", "another site made the browser ask for this")
        asker = self._by_key(request) if keyed else self._by_session(request)
        self._check_pace(request, asker, rule.cost)
        self._check_role(asker, rule)
        if request.method not in SAFE_METHODS and asker.csrf and not is_same(request.headers.get("x-csrf-token", ""), asker.csrf):
            hint = "the header X-CSRF-Token must carry what GET /api/v1/session gives as `csrf`"
            raise Refused(403, "No token", hint, asker=asker)
        return asker

    def login_needed(self) -> bool:
        """True where nobody gets in without an account."""
        return not self.access.is_open or has_accounts(self.here.store)

    def _check_pace(self, request: Request, asker: Asker, cost: int) -> None:
        if asker.via == "local":
            return
        if asker.principal is not None:
            wait = self.limits.spend(f"by {asker.principal.name} {asker.via}", KNOWN, cost)
        else:
            wait = self.limits.spend(f"from {address_of(request)}", UNKNOWN)
        if wait:
            raise too_many(wait, asker)

    def _check_role(self, asker: Asker, rule: Rule) -> None:
        if asker.via.startswith("key") and not rule.keys:
            raise Refused(403, "Not with a key", "this takes a login, so that a key that leaked opens nothing more", asker=asker)
        if not rule.least:
            return
        if asker.principal is None:
            raise Refused(401, "Who asks?", "log in, or show a key: Authorization: Bearer KEY", {"WWW-Authenticate": "Bearer"})
        if not may(asker.principal.role, rule.least):
            raise Refused(403, "Not in this role", f"this takes the role {rule.least}; {asker.principal.role} is too little", asker=asker)

    def _by_session(self, request: Request) -> Asker:
        token = request.cookies.get(SECURE_COOKIE if request.url.scheme == "https" else COOKIE, "")
        if token:
            digest = digest_of(token)
            found, now = find_session(self.here.store, digest), datetime.fromisoformat(self.here.now())
            if found is not None and now - datetime.fromisoformat(found.used) < IDLE and now - datetime.fromisoformat(found.created) < LONGEST:
                if now - datetime.fromisoformat(found.used) > NOTED_EVERY:
                    note_use(self.here.store, digest, self.here.now())
                return Asker(principal_of(found.account, found.role), "session", csrf_of(token), digest)
        return NOBODY if self.login_needed() else self._owner

    def _by_key(self, request: Request) -> Asker:
        key = _shown_key(request.headers["authorization"])
        id_ = key_id(key)
        known = find_key(self.here.store, id_) if id_ else None
        bucket = f"key {address_of(request)} {id_ if known is not None else '?'}"
        if wait := self.limits.wait(bucket, WRONG_KEYS):
            raise too_many(wait)
        fits = is_same(digest_of(key), known.digest if known is not None else "")
        if known is None or not fits or not known.active or self._is_past(known.key.expires):
            self.limits.spend(bucket, WRONG_KEYS)
            raise Refused(401, "No such key", "this key is unknown, was removed or is past its time", {"WWW-Authenticate": "Bearer"})
        now = self.here.now()
        if known.key.used is None or datetime.fromisoformat(now) - datetime.fromisoformat(known.key.used) > NOTED_EVERY:
            note_key_use(self.here.store, id_, now)
        return Asker(principal_of(known.key.account, lower_role(known.key.role, known.account_role)), f"key {id_}")

    def _is_past(self, expires: str | None) -> bool:
        return expires is not None and datetime.fromisoformat(expires) <= datetime.fromisoformat(self.here.now())


def address_of(request: Request) -> str:
    """Where a request came from, so far as it tells one person from another."""
    return home_of(request.client.host if request.client is not None else "")


def _shown_key(header: str) -> str:
    """The key of an Authorization header: Bearer KEY, or Basic with the key as password, as programs have it that know nothing else."""
    scheme, _, value = header.partition(" ")
    if scheme.casefold() == "bearer":
        return value.strip()
    if scheme.casefold() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""
