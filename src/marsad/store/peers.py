"""Peers: the observatories that this one exchanges with, by which key, what, and how far either trusts the other."""

import msgspec
from sqlalchemy import delete, select

from marsad.errors import InputError
from marsad.store import schema
from marsad.store.store import Store
from marsad.store.tables import insert_rows

COLLECTIONS = ("reports", "judgements", "events")
"""What can be exchanged: the first two both ways; events are made by each for itself, and can be read."""


class Peer(msgspec.Struct, frozen=True):
    """An observatory that we exchange with.

    `url` is its server's and `key` the key that it gave us (`""`: it comes to us alone); `account` is the account with which it comes to us
    (`""`: we go to it alone) and `observatory` its id, `""` until it was first met. `given` is the highest marking that it gets from us, `taken`
    that we accept from it. `pulls` and `pushes` are the collections that we fetch from it and send to it, `reads` and `writes` those that it may
    read and write here. `cursors` say up to where each was fetched and sent.
    """

    name: str
    url: str = ""
    key: str = ""
    account: str = ""
    observatory: str = ""
    given: str = "CLEAR"
    taken: str = "CLEAR"
    pulls: tuple[str, ...] = ()
    pushes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    cursors: dict[str, str] = {}


_DECODE = msgspec.json.Decoder(Peer).decode


def list_peers(store: Store) -> list[Peer]:
    """All peers, by their names."""
    with store.engine.connect() as connection:
        return [_DECODE(record) for record in connection.scalars(select(schema.peers.c.record).order_by(schema.peers.c.name))]


def find_peer(store: Store, name: str) -> Peer:
    """The peer of that name.

    Raises:
        InputError: where there is none.
    """
    found = next((peer for peer in list_peers(store) if peer.name == name), None)
    if found is None:
        raise InputError(f"there is no peer {name!r}; `marsad peer list` shows them")
    return found


def peer_of_account(store: Store, account: str) -> Peer | None:
    """The peer that comes with this account, None for everybody else's."""
    with store.engine.connect() as connection:
        record = connection.scalar(select(schema.peers.c.record).where(schema.peers.c.account == account, schema.peers.c.account != ""))
    return None if record is None else _DECODE(record)


def keep_peer(store: Store, peer: Peer) -> None:
    """Keep a peer, in place of the one of its name."""
    with store.engine.begin() as connection:
        connection.execute(delete(schema.peers).where(schema.peers.c.name == peer.name))
        insert_rows(connection, "peers", [(peer.name, peer.account, peer.observatory, msgspec.json.encode(peer))])


def remove_peer(store: Store, name: str) -> None:
    """Forget a peer; what came from it stays.

    Raises:
        InputError: where there is none.
    """
    find_peer(store, name)
    with store.engine.begin() as connection:
        connection.execute(delete(schema.peers).where(schema.peers.c.name == name))
