"""Who asks: the name and the role of whoever a request comes from, and how much of what is marked they may see."""

from typing import Annotated, NamedTuple

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

ROLES = ("viewer", "analyst", "reviewer", "admin")
"""Each may do all that those before it may."""
CLEARANCES = {"viewer": "GREEN", "analyst": "AMBER", "reviewer": "AMBER+STRICT", "admin": "RED"}
"""By role, the highest TLP 2.0 marking that is shown."""
OWNER = "local"
"""The name of whoever sits at this machine, where there are no accounts; no account may have it."""


class Principal(NamedTuple):
    """Who asks. `clearance` is the highest TLP 2.0 marking that they may see: CLEAR, GREEN, AMBER, AMBER+STRICT or RED."""

    name: str
    role: str
    clearance: str


class Asker(NamedTuple):
    """Who asks and how that is known.

    `principal` is None for nobody known. `via` is `session`, `key ID`, `local` or `""`. `csrf` is the token that their writes must carry, `""`
    for a key, which no browser sends by itself. `session` is the digest of the session's token, `""` for none.
    """

    principal: Principal | None
    via: str = ""
    csrf: str = ""
    session: str = ""


NOBODY = Asker(None)


def principal_of(name: str, role: str) -> Principal:
    """The principal of that name and role, with the role's clearance.

    >>> principal_of("rim", "analyst").clearance
    'AMBER'
    """
    return Principal(name, role, CLEARANCES[role])


def may(role: str, least: str) -> bool:
    """True where `role` may do what the role `least` may.

    >>> may("admin", "viewer"), may("viewer", "analyst")
    (True, False)
    """
    return ROLES.index(role) >= ROLES.index(least)


def lower_role(one: str, other: str) -> str:
    """The role of the two that may less."""
    return min(one, other, key=ROLES.index)


def asker_of(request: Request) -> Asker:
    """Who asks, as the guard found."""
    asker: Asker = getattr(request.state, "asker", NOBODY)
    return asker


def current(request: Request) -> Principal:
    """Who asks.

    Raises:
        HTTPException: 401 where nobody known does.
    """
    principal = asker_of(request).principal
    if principal is None:
        raise HTTPException(401, "log in, or show a key")
    return principal


Account = Annotated[Principal, Depends(current)]
"""As a parameter of a route: who asks."""
Asking = Annotated[Asker, Depends(asker_of)]
"""As a parameter of a route: who asks, perhaps nobody known, and how that is known."""
