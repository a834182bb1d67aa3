"""Observatories for the tests of exchanging: stores with accounts for their peers, and real servers before them."""

import base64
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import msgspec
from fastapi.testclient import TestClient
from tests.web.team import ADDRESS, WITH_LOGIN, app_over

from marsad.engine.ingest import ingest
from marsad.engine.peering import Exchanged, pull, push, talking_to
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.model import Document, Event, Report
from marsad.settings import Settings
from marsad.store.accounts import Account, add_account
from marsad.store.api_keys import ApiKey, add_key
from marsad.store.event_search import SHOWN_REVIEWS, EventQuery, list_events
from marsad.store.peers import Peer, find_peer, keep_peer
from marsad.store.store import Store
from marsad.store.stubs import rename_observatory
from marsad.web.context import Context
from marsad.web.security.limits import Limits
from marsad.web.security.tokens import digest_of, new_key
from marsad.web.taxii.media import MEDIA_TYPE

ROOT = "/taxii2/marsad/"
AT = "2024-01-01T00:00:00+00:00"
BOTH = ("reports", "judgements")
ALL = (*SHOWN_REVIEWS, "rejected")


def fill(store: Store, documents: Sequence[Document]) -> Store:
    ingest(documents, store, Settings())
    reconcile_new(StoredReports(store))
    return store


def open_observatory(folder: Path, name: str) -> Store:
    """A store with an admin, so that nobody gets in without an account."""
    store = Store(str(folder / f"{name}.db"))
    rename_observatory(store, name)
    add_account(store, Account("boss", "admin", True, AT), "no password opens this")
    return store


def admit(store: Store, name: str, **granted: Any) -> str:
    """A peer that may come to this store, and the key by which it does."""
    add_account(store, Account(name, "viewer", True, AT), "no password opens this")
    key, id_ = new_key()
    add_key(store, ApiKey(id_, name, "exchange", "viewer", AT), digest_of(key))
    keep_peer(store, Peer(name, account=name, **{"reads": (*BOTH, "events"), "writes": BOTH, **granted}))
    return key


def introduce(here: Store, there: Store, address: str, key: str, **granted: Any) -> Peer:
    """`there` becomes a peer of `here`, which goes to it by the key that it gave; what either may do is as `admit` has it."""
    name = there.observatory().name
    known: dict[str, Any] = {"pulls": BOTH, "pushes": BOTH, "account": name, "reads": (*BOTH, "events"), "writes": BOTH}
    peer = Peer(name, url=address, key=key, **{**known, **granted})
    keep_peer(here, peer)
    return peer


def befriend(one: Store, other: Store, addresses: tuple[str, str], **granted: Any) -> None:
    """Two observatories exchange, each by a key of the other's."""
    keys = admit(one, other.observatory().name), admit(other, one.observatory().name)
    introduce(one, other, addresses[1], keys[1], **granted)
    introduce(other, one, addresses[0], keys[0], **granted)


def befriend_again(stores: dict[str, Store], north: str, south: str) -> None:
    """The servers are at other addresses now."""
    for here, there, address in (("north", "south", south), ("south", "north", north)):
        keep_peer(stores[here], msgspec.structs.replace(find_peer(stores[here], there), url=address))


def app_of(store: Store, folder: Path) -> TestClient:
    """The server of a store, in this process; between two requests so much time goes by that none is one too many."""
    limits = Limits(clock=count(step=1000).__next__)
    return TestClient(app_over(Context(store, open_gazetteer(None), folder, folder), WITH_LOGIN, limits), base_url=ADDRESS)


def exchange(way: Callable[..., list[Exchanged]], store: Store, peer: Peer, client: TestClient | None = None) -> dict[str, Exchanged]:
    """What was exchanged, by collection; with a server in this process, or where the peer's address says."""
    transport: httpx.BaseTransport | None = client._transport if client is not None else None
    with talking_to(peer, transport) as line:
        return {done.collection: done for done in way(store, peer, line)}


def events_of(store: Store) -> list[Event]:
    """All events, by id."""
    found, cursor = [], ""
    while True:
        page = list_events(store, EventQuery(reviews=ALL), 500, cursor)
        found += page.events
        cursor = page.cursor
        if not cursor:
            return sorted(found, key=lambda event: event.id)


def reports_of(store: Store) -> list[Report]:
    """All reports, without what stands around their clauses, which is not exchanged."""
    return sorted(store.all_reports(), key=lambda report: report.id)


def ask(there: SimpleNamespace, path: str, who: str = "all", method: str = "GET", **given: Any) -> httpx.Response:
    """What a server answers to an account of its `keys`, which must be of TAXII whatever it says."""
    headers = {"Accept": MEDIA_TYPE, "Authorization": "Basic " + base64.b64encode(f"{who}:{there.keys.get(who, who)}".encode()).decode()}
    answer: httpx.Response = there.client.request(method, path, headers={**headers, **given.pop("headers", {})}, **given)
    assert answer.headers["content-type"] == MEDIA_TYPE
    return answer


def objects(there: SimpleNamespace, collection: str, who: str = "all", **asked: str) -> list[dict[str, Any]]:
    """A page of a collection's objects."""
    found: list[dict[str, Any]] = ask(there, f"{ROOT}collections/{collection}/objects/", who, params=asked).json().get("objects", [])
    return found


@contextmanager
def serving(store: Store) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A real server in a process of its own: its address, and the process, which may be killed."""
    command = [sys.executable, "-m", "marsad", "serve", "--port", "0", "--store", store.address.removeprefix("sqlite:///")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+?(?=/\s)", line)
        assert found, f"the server did not start: {line!r}"
        try:
            yield found.group(), process
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


__all__ = ["pull", "push"]
