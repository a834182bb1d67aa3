"""The collections of this server, and who may read and write them."""

import uuid
from typing import NamedTuple

from fastapi import HTTPException

from marsad.formats.stix_ids import NAMESPACE
from marsad.store.peers import Peer

STIX_TYPE = "application/stix+json;version=2.1"
_TOLD = {
    "reports": ("Articles and their reports", "What was read out of each article, without its text: what observatories exchange."),
    "judgements": ("Judgements", "What people decided of events: verdicts, corrections, merges and splits."),
    "events": ("Events", "Incidents with their places, actors, figures by source and articles: made here out of all reports."),
}


class Collection(NamedTuple):
    """A collection as one account may use it."""

    alias: str
    can_read: bool
    can_write: bool

    @property
    def id(self) -> str:
        """Its UUID, the same on every server."""
        return str(uuid.uuid5(NAMESPACE, f"collection {self.alias}"))

    def resource(self) -> dict[str, object]:
        """The collection as TAXII describes one."""
        title, description = _TOLD[self.alias]
        return {
            "id": self.id, "title": title, "description": description, "alias": self.alias, "can_read": self.can_read, "can_write": self.can_write,
            "media_types": [STIX_TYPE],
        }  # fmt: skip


def collections_for(peer: Peer | None) -> list[Collection]:
    """The collections that whoever asks may use: a peer those that it was granted, others may read all, and nobody but peers writes any."""
    granted = [
        Collection(alias, peer is None or alias in peer.reads, peer is not None and alias in peer.writes and alias != "events") for alias in _TOLD
    ]
    return [collection for collection in granted if collection.can_read or collection.can_write]


def find_collection(id_: str, peer: Peer | None, *, read: bool = False, write: bool = False) -> Collection:
    """The collection of that id or alias.

    Raises:
        HTTPException: 404 where there is none for this account, 403 where it may not do with it what it wants to.
    """
    found = next((one for one in collections_for(peer) if id_ in (one.id, one.alias)), None)
    if found is None:
        raise HTTPException(404, "there is no such collection for this account")
    if (read and not found.can_read) or (write and not found.can_write):
        raise HTTPException(403, f"this account may not {'read' if read and not found.can_read else 'write'} the collection {found.alias}")
    return found
