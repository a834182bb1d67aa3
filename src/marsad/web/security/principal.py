"""Who asks."""

from typing import Annotated, NamedTuple

from fastapi import Depends


class Principal(NamedTuple):
    name: str
    role: str


def current() -> Principal:
    return Principal("local", "admin")


Account = Annotated[Principal, Depends(current)]
