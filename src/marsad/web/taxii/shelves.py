"""A collection's objects, page by page."""

from collections.abc import Iterator
from typing import NamedTuple

from marsad.engine.giving import KINDS, TYPES, Given, give
from marsad.formats.stix_ids import read_time
from marsad.store.peers import Peer
from marsad.store.shared import STEP, Asked
from marsad.store.store import Store
from marsad.store.stubs import events_served, find_shared, note_served
from marsad.web.taxii.asking import Wanted

ROWS_AT_ONCE = 100
MOST_ROWS = 5_000
"""Records looked through for one page; where a filter leaves few of them, the page is short and says that there is more."""


class Shelf(NamedTuple):
    """Objects in the order in which they were added, and from where to go on, None where there are no more."""

    given: list[Given]
    next: int | None


def read_shelf(store: Store, collection: str, wanted: Wanted, peer: Peer | None) -> Shelf:
    """A page of a collection's objects. A peer is not given what it gave us."""
    if wanted.none or (wanted.types and not set(wanted.types) & set(TYPES[collection])):
        return Shelf([], None)
    found: list[Given] = []
    seen: set[str] = set()
    for given in _walk(store, collection, wanted, peer):
        if isinstance(given, int):
            return Shelf(_noted(store, collection, found), given)
        if not _fits(given, wanted) or str(given.stix["id"]) in seen:
            continue
        if len(found) == wanted.limit:
            return Shelf(_noted(store, collection, found), found[-1].added)
        seen.add(str(given.stix["id"]))
        found.append(given)
    return Shelf(_noted(store, collection, found), None)


def _walk(store: Store, collection: str, wanted: Wanted, peer: Peer | None) -> Iterator[Given | int]:
    """The objects after a moment; at the end the moment up to which was looked, where that is enough and there is more."""
    ids, keys = _ids_and_keys(store, collection, wanted)
    given_by = {"peer": peer.name, "observatory": peer.observatory} if peer is not None else {}
    after, looked = wanted.after - STEP if collection == "events" else wanted.after, 0
    while True:
        rows = find_shared(store, Asked(kind=KINDS[collection], after=after, ids=ids, keys=keys, **given_by), ROWS_AT_ONCE)
        yield from (given for given in give(store, rows) if given.added > wanted.after)
        if len(rows) < ROWS_AT_ONCE:
            return
        after, looked = rows[-1].at, looked + len(rows)
        if looked >= MOST_ROWS:
            yield after + STEP - 1
            return


def _ids_and_keys(store: Store, collection: str, wanted: Wanted) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """By which ids or keys of records the objects asked for can be found."""
    if not wanted.ids:
        return None, None
    if collection != "events":
        return wanted.ids, None
    rows = find_shared(store, Asked(kind="event", ids=wanted.ids), len(wanted.ids))
    return None, tuple({*events_served(store, wanted.ids).values(), *(row.key for row in rows)})


def _fits(given: Given, wanted: Wanted) -> bool:
    stix = given.stix
    return (
        (not wanted.types or stix["type"] in wanted.types)
        and (not wanted.ids or stix["id"] in wanted.ids)
        and (not wanted.versions or read_time(str(stix["modified"])) in wanted.versions)
    )


def _noted(store: Store, collection: str, found: list[Given]) -> list[Given]:
    """The objects; those that belong to an event are noted, so that they can be asked for by their ids."""
    if collection == "events":
        parts = {str(given.stix["id"]): given.shared.key for given in found if given.stix["type"] != "incident"}
        if parts:
            note_served(store, parts)
    return found
