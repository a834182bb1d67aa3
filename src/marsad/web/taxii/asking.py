"""What a TAXII request asks for: filters and pages."""

from typing import Annotated

import msgspec
from fastapi import Depends, HTTPException, Query

from marsad.formats.stix_ids import read_time

MOST_OBJECTS = 1_000
"""On a page, whatever is asked for."""
USUAL_OBJECTS = 200
_SPEC_VERSION = "2.1"


class Wanted(msgspec.Struct, frozen=True):
    """Objects added after a moment (microseconds since 1970), at most so many, of these ids, types and versions (none: any).

    `versions` are moments; `first`, `last` and `all` are the same here, since the last version alone is kept. `none` says that what is asked
    for cannot be.
    """

    after: int = -1
    limit: int = USUAL_OBJECTS
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    versions: tuple[int, ...] = ()
    none: bool = False


def wanted(
    added_after: Annotated[str, Query(max_length=40)] = "",
    limit: Annotated[str, Query(max_length=20)] = "",
    next_: Annotated[str, Query(alias="next", max_length=20)] = "",
    id_: Annotated[str, Query(alias="match[id]", max_length=20_000)] = "",
    type_: Annotated[str, Query(alias="match[type]", max_length=500)] = "",
    version: Annotated[str, Query(alias="match[version]", max_length=2_000)] = "",
    spec_version: Annotated[str, Query(alias="match[spec_version]", max_length=40)] = "",
) -> Wanted:
    """What is asked for.

    Raises:
        HTTPException: 400, for a value that cannot be meant.
    """
    after = max(_moment(added_after, "added_after") if added_after else -1, _cursor(next_))
    return Wanted(
        after, _limit(limit), _listed(id_), _listed(type_), _versions(version), none=bool(spec_version) and _SPEC_VERSION not in _listed(spec_version)
    )


Asked = Annotated[Wanted, Depends(wanted)]
"""As a parameter of a route: the objects asked for."""


def _listed(given: str) -> tuple[str, ...]:
    return tuple(part for one in given.split(",") if (part := one.strip()))


def _moment(given: str, name: str) -> int:
    try:
        return read_time(given)
    except (ValueError, OverflowError) as error:
        raise HTTPException(400, f"{name} is {given!r}, and no time such as 2026-11-28T12:00:00.000Z") from error


def _cursor(given: str) -> int:
    if given and not (given.isascii() and given.isdecimal()):
        raise HTTPException(400, f"next is {given!r}; pass on what the page before gave")
    return int(given) if given else -1


def _limit(given: str) -> int:
    if given and not (given.isascii() and given.isdecimal() and int(given) > 0):
        raise HTTPException(400, f"limit is {given!r}, and no number of objects from 1 on")
    return min(int(given), MOST_OBJECTS) if given else USUAL_OBJECTS


def _versions(given: str) -> tuple[int, ...]:
    words = [part for part in _listed(given) if part not in ("first", "last", "all")]
    return () if len(words) < len(_listed(given)) else tuple(_moment(word, "match[version]") for word in words)
