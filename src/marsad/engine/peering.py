"""Fetching from peers and sending to them over TAXII 2.1, page by page: each is noted when it was taken in, and an interrupted run goes on there.

Our own client, on the HTTP library that is there already: `taxii2-client` brings another, has no limit on what it reads, and hides the header by
which an interrupted run goes on.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import httpx
import msgspec

from marsad.engine.giving import KINDS, Given, give
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.engine.taking import take
from marsad.errors import MarsadError
from marsad.model import level_of
from marsad.store.peers import Peer, keep_peer
from marsad.store.shared import Asked
from marsad.store.store import Store
from marsad.store.stubs import find_shared

MEDIA_TYPE = "application/taxii+json;version=2.1"
DISCOVERY = "/taxii2/"
PAGE_OBJECTS = 50
"""A page is taken in as a whole: what a crash may cost."""
PAGE_BYTES = 64_000_000
"""The largest page that is read: fifty articles are some two hundred thousand bytes."""
SENT_BYTES = 4_000_000
"""The largest envelope that is sent; a server says what it takes, and ten million is what ours does."""
TIMEOUT_SECONDS = 120.0
"""A server reconciles what it is sent before it answers."""
_STEPS = ("reports", "judgements")
"""The order in which collections are exchanged: judgements speak of reports."""


class PeerError(MarsadError):
    """A peer that cannot be reached, refuses us, or answers what is no TAXII 2.1."""


class Exchanged(NamedTuple):
    """What was exchanged: objects taken by whoever got them, and what was not, with the reasons."""

    collection: str
    taken: int
    refused: tuple[tuple[str, str], ...] = ()


Progress = Callable[[Exchanged], None]


@contextmanager
def talking_to(peer: Peer, transport: httpx.BaseTransport | None = None) -> Iterator["Line"]:
    """A line to a peer's server; `transport` stands in for the network in tests.

    Raises:
        PeerError: when there is no server to talk to.
    """
    if not peer.url:
        raise PeerError(f"the peer {peer.name} has no address: it comes to us, and we cannot go to it; give one with `marsad peer add`")
    headers = {"Accept": MEDIA_TYPE, **({"Authorization": f"Bearer {peer.key}"} if peer.key else {})}
    with httpx.Client(headers=headers, timeout=TIMEOUT_SECONDS, follow_redirects=False, transport=transport) as client:
        yield Line(client, peer)


class Line:
    """The server of a peer, as its API root answers."""

    def __init__(self, client: httpx.Client, peer: Peer) -> None:
        self._client, self._peer = client, peer
        told = self._ask("GET", peer.url.rstrip("/") + DISCOVERY)
        root = told.get("default") or next(iter(told.get("api_roots") or ()), None)
        if not isinstance(root, str):
            raise PeerError(f"{peer.url} names no API root; is it the address of a TAXII 2.1 server?")
        self._root = str(httpx.URL(peer.url).join(root))
        about = told.get("x_marsad")
        self.observatory = str(about.get("observatory", "")) if isinstance(about, dict) else ""

    def objects(self, collection: str, after: str, go_on: str) -> tuple[list[dict[str, Any]], str, str]:
        """A page of objects added after a time, when the last of them was added, and from where to go on (`""`: there are no more)."""
        asked = {"limit": str(PAGE_OBJECTS), **({"added_after": after} if after else {}), **({"next": go_on} if go_on else {})}
        answer = self._send("GET", f"{self._root}collections/{collection}/objects/", params=asked)
        envelope = self._read(answer)
        last = answer.headers.get("x-taxii-date-added-last", "")
        more = str(envelope.get("next") or "") if envelope.get("more") else ""
        objects = envelope.get("objects") or []
        if not isinstance(objects, list) or not all(isinstance(stix, dict) for stix in objects):
            raise PeerError(f"{self._peer.name} answered with an envelope that holds no list of objects")
        return objects, last, more

    def add(self, collection: str, objects: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
        """Send objects; those that were refused, with the reasons."""
        body = msgspec.json.encode({"objects": objects})
        told = self._ask("POST", f"{self._root}collections/{collection}/objects/", content=body, headers={"Content-Type": MEDIA_TYPE})
        return [(str(one.get("id", "")), str(one.get("message", "no reason given"))) for one in told.get("failures") or ()]

    def _ask(self, method: str, url: str, **given: Any) -> dict[str, Any]:
        return self._read(self._send(method, url, **given))

    def _send(self, method: str, url: str, **given: Any) -> httpx.Response:
        try:
            with self._client.stream(method, url, **given) as answer:
                body = b""
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > PAGE_BYTES:
                        raise PeerError(f"{self._peer.name} answered with more than {PAGE_BYTES} bytes; nothing of it was taken")
                return httpx.Response(answer.status_code, headers=_plain(answer.headers), content=body)
        except httpx.HTTPError as error:
            raise PeerError(
                f"{self._peer.name} at {self._peer.url} cannot be reached ({error}); try again later: what was exchanged stays"
            ) from error

    def _read(self, answer: httpx.Response) -> dict[str, Any]:
        if answer.status_code >= 300:
            said = answer.text[:200]
            raise PeerError(f"{self._peer.name} answered with the status {answer.status_code}: {said}")
        try:
            told = msgspec.json.decode(answer.content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise PeerError(f"{self._peer.name} answered with what is no JSON; is {self._peer.url} a TAXII 2.1 server?") from error
        if not isinstance(told, dict):
            raise PeerError(f"{self._peer.name} answered with what is no resource of TAXII 2.1")
        return told


def _plain(headers: httpx.Headers) -> dict[str, str]:
    """The headers without those that tell how the body was sent, which was undone already."""
    return {name: value for name, value in headers.items() if name not in ("content-encoding", "content-length", "transfer-encoding")}


def meet(store: Store, peer: Peer, line: Line) -> Peer:
    """The peer, known by its observatory from now on.

    Raises:
        PeerError: when it is another observatory than it was, or our own.
    """
    if line.observatory == store.observatory().id:
        raise PeerError(f"the peer {peer.name} is this observatory itself")
    if peer.observatory and line.observatory != peer.observatory:
        raise PeerError(f"{peer.url} is another observatory than {peer.name} was; if that is meant, remove the peer and add it again")
    known = msgspec.structs.replace(peer, observatory=line.observatory)
    if known != peer:
        keep_peer(store, known)
    return known


def pull(store: Store, peer: Peer, line: Line, progress: Progress = lambda _: None) -> list[Exchanged]:
    """Fetch what a peer has for us, take it in and reconcile it.

    Raises:
        PeerError: when it cannot be reached, or answers wrongly; what was taken in stays, and the next call goes on from there.
    """
    peer = meet(store, peer, line)
    done = []
    for collection in (step for step in _STEPS if step in peer.pulls):
        taken, refused, cursor, go_on = 0, list[tuple[str, str]](), f"pull {collection}", ""
        after = peer.cursors.get(cursor, "")
        while True:
            objects, last, go_on = line.objects(collection, after, go_on)
            told = take(store, peer, collection, objects)
            taken += sum(not one.problem for one in told)
            refused += [(one.id, one.problem) for one in told if one.problem]
            if last:
                peer = _note(store, peer, cursor, last)
            progress(Exchanged(collection, taken, tuple(refused)))
            if not go_on or not objects:
                break
        done.append(Exchanged(collection, taken, tuple(refused)))
    reconcile_new(StoredReports(store))
    return done


def push(store: Store, peer: Peer, line: Line, progress: Progress = lambda _: None) -> list[Exchanged]:
    """Send a peer what we have that it may see and that did not come from it.

    Raises:
        PeerError: when it cannot be reached, or refuses us; what was sent stays, and the next call goes on from there.
    """
    peer = meet(store, peer, line)
    seen, done = store.cleared(level_of(peer.given)), list[Exchanged]()
    for collection in (step for step in _STEPS if step in peer.pushes):
        taken, refused, cursor = 0, list[tuple[str, str]](), f"push {collection}"
        while True:
            after = int(peer.cursors.get(cursor, "-1"))
            rows = find_shared(seen, Asked(kind=KINDS[collection], after=after, peer=peer.name, observatory=peer.observatory), PAGE_OBJECTS)
            if not rows:
                break
            for envelope in _envelopes(give(seen, rows)):
                failed = line.add(collection, envelope)
                taken, refused = taken + len(envelope) - len(failed), refused + failed
            peer = _note(store, peer, cursor, str(rows[-1].at))
            progress(Exchanged(collection, taken, tuple(refused)))
        done.append(Exchanged(collection, taken, tuple(refused)))
    return done


def _envelopes(given: Sequence[Given]) -> Iterator[list[dict[str, Any]]]:
    envelope: list[dict[str, Any]] = []
    size = 0
    for one in given:
        length = len(msgspec.json.encode(one.stix))
        if envelope and size + length > SENT_BYTES:
            yield envelope
            envelope, size = [], 0
        envelope.append(one.stix)
        size += length
    if envelope:
        yield envelope


def begin_anew(store: Store, peer: Peer, way: str) -> Peer:
    """The peer, with which the exchange of that way (`pull` or `push`) begins again from the beginning."""
    known = msgspec.structs.replace(peer, cursors={name: at for name, at in peer.cursors.items() if not name.startswith(way)})
    keep_peer(store, known)
    return known


def _note(store: Store, peer: Peer, cursor: str, at: str) -> Peer:
    known = msgspec.structs.replace(peer, cursors={**peer.cursors, cursor: at})
    keep_peer(store, known)
    return known
