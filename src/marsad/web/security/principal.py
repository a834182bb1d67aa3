"""Who asks: the name and the role of whoever a request comes from, and how much of what is marked they may see."""

from typing import Annotated, NamedTuple

from fastapi import Depends

ROLES = ("viewer", "analyst", "reviewer", "admin")
"""Each may do all that those before it may."""
CLEARANCES = {"viewer": "GREEN", "analyst": "AMBER", "reviewer": "AMBER+STRICT", "admin": "RED"}
"""By role, the highest TLP 2.0 marking that is shown."""


class Principal(NamedTuple):
    """Who asks. `clearance` is the highest TLP 2.0 marking that they may see: CLEAR, GREEN, AMBER, AMBER+STRICT or RED."""

    name: str
    role: str
    clearance: str


def principal_of(name: str, role: str) -> Principal:
    """The principal of that name and role, with the role's clearance.

    >>> principal_of("rim", "analyst").clearance
    'AMBER'
    """
    return Principal(name, role, CLEARANCES[role])


def current() -> Principal:
    """Who asks: on this machine, its owner."""
    return principal_of("local", "admin")


Account = Annotated[Principal, Depends(current)]
"""As a parameter of a route: who asks."""
