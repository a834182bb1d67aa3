"""TAXII 2.1: discovery, the one API root, its collections, and what became of what was sent."""

import uuid
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Body, Depends, HTTPException, Response

from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.engine.taking import Taken, take, take_back
from marsad.formats.stix_ids import read_time, taxii_time
from marsad.store.peers import Peer, peer_of_account
from marsad.store.store import Store
from marsad.store.stubs import keep_status, read_status
from marsad.version import VERSION
from marsad.web.context import Here, Server
from marsad.web.security.permissions import MOST_TAXII_BYTES
from marsad.web.security.principal import Account
from marsad.web.taxii.asking import Asked, Wanted
from marsad.web.taxii.collections import STIX_TYPE, collections_for, find_collection
from marsad.web.taxii.media import FOLDER, MEDIA_TYPE, check_accept, taxii_answer
from marsad.web.taxii.shelves import Shelf, read_shelf

ROOT = "marsad"
MOST_SENT = 1_000
"""Objects of one envelope."""
router = APIRouter(prefix=FOLDER.rstrip("/"), tags=["sharing"], dependencies=[Depends(check_accept)], include_in_schema=False)


def asking_peer(here: Server, account: Account) -> Peer | None:
    """The peer that asks, None for everybody else."""
    return peer_of_account(here.store, account.name)


AskingPeer = Annotated[Peer | None, Depends(asking_peer)]


@router.get("/")
def discovery(here: Here) -> Response:
    """What this server is. `x_marsad` says which observatory."""
    own = here.store.observatory()
    root = f"{FOLDER}{ROOT}/"
    return taxii_answer({
        "title": f"Marsad: {own.name}", "description": "What many Arabic articles tell of one event, by source.", "default": root,
        "api_roots": [root],
        "x_marsad": {"observatory": own.id, "name": own.name, "version": VERSION},
    })  # fmt: skip


@router.get(f"/{ROOT}/")
def api_root(here: Here) -> Response:
    """The one API root."""
    return taxii_answer({
        "title": here.store.observatory().name, "versions": [MEDIA_TYPE], "max_content_length": MOST_TAXII_BYTES,
    })  # fmt: skip


@router.get(f"/{ROOT}/status/{{status_id}}/")
def status(here: Here, account: Account, status_id: str) -> Response:
    """What became of what was sent.

    Raises:
        HTTPException: 404, where this account sent nothing of that id.
    """
    record = read_status(here.store, status_id, account.name)
    if record is None:
        raise HTTPException(404, "there is no such status for this account")
    return Response(record, media_type=MEDIA_TYPE)


@router.get(f"/{ROOT}/collections/")
def collections(peer: AskingPeer) -> Response:
    """The collections that this account may use."""
    listed = [collection.resource() for collection in collections_for(peer)]
    return taxii_answer({"collections": listed} if listed else {})


@router.get(f"/{ROOT}/collections/{{collection_id}}/")
def collection(peer: AskingPeer, collection_id: str) -> Response:
    """One collection."""
    return taxii_answer(find_collection(collection_id, peer).resource())


@router.get(f"/{ROOT}/collections/{{collection_id}}/manifest/")
def manifest(here: Here, peer: AskingPeer, collection_id: str, wanted: Asked) -> Response:
    """What a collection holds, without the objects."""
    shelf = read_shelf(here.store, find_collection(collection_id, peer, read=True).alias, wanted, peer)
    entries = [
        {"id": given.stix["id"], "date_added": taxii_time(given.added), "version": given.stix["modified"], "media_type": STIX_TYPE}
        for given in shelf.given
    ]
    return _page(shelf, entries)


@router.get(f"/{ROOT}/collections/{{collection_id}}/objects/")
def objects(here: Here, peer: AskingPeer, collection_id: str, wanted: Asked) -> Response:
    """A page of a collection's objects, in the order in which they were added."""
    shelf = read_shelf(here.store, find_collection(collection_id, peer, read=True).alias, wanted, peer)
    return _page(shelf, [given.stix for given in shelf.given])


def _page(shelf: Shelf, listed: list[Any], name: str = "objects") -> Response:
    """What a shelf gave, under its name; one that gave nothing, and behind which nothing comes, is an empty page."""
    if not listed and shelf.next is None:
        return taxii_answer({})
    more: dict[str, Any] = {"more": False} if shelf.next is None else {"more": True, "next": str(shelf.next)}
    ends = {"First": shelf.given[0].added, "Last": shelf.given[-1].added} if shelf.given else {}
    headers = {f"X-TAXII-Date-Added-{end}": taxii_time(at) for end, at in ends.items()}
    return taxii_answer({**more, **({name: listed} if listed else {})}, headers=headers)


@router.get(f"/{ROOT}/collections/{{collection_id}}/objects/{{object_id}}/")
def one_object(here: Here, peer: AskingPeer, collection_id: str, object_id: str, wanted: Asked) -> Response:
    """An object of a collection; the last version alone is kept."""
    shelf = _shelf_of(here.store, peer, collection_id, object_id, wanted)
    return _page(shelf, [given.stix for given in shelf.given])


@router.get(f"/{ROOT}/collections/{{collection_id}}/objects/{{object_id}}/versions/")
def versions(here: Here, peer: AskingPeer, collection_id: str, object_id: str, wanted: Asked) -> Response:
    """The versions of an object: the last."""
    shelf = _shelf_of(here.store, peer, collection_id, object_id, wanted)
    return _page(shelf, [given.stix["modified"] for given in shelf.given], "versions")


def _shelf_of(store: Store, peer: Peer | None, collection_id: str, object_id: str, wanted: Wanted) -> Shelf:
    alias = find_collection(collection_id, peer, read=True).alias
    shelf = read_shelf(store, alias, msgspec.structs.replace(wanted, ids=(object_id,)), peer)
    if not shelf.given and not read_shelf(store, alias, Wanted(ids=(object_id,)), peer).given:
        raise HTTPException(404, f"the collection {alias} holds no object of this id")
    return shelf


@router.post(f"/{ROOT}/collections/{{collection_id}}/objects/", status_code=202)
def add(server: Server, account: Account, peer: AskingPeer, collection_id: str, envelope: Annotated[dict[str, Any], Body()]) -> Response:
    """Take in what a peer sends; the answer says what became of each object."""
    alias = find_collection(collection_id, peer, write=True).alias
    sent = envelope.get("objects")
    if not isinstance(sent, list) or not sent or not all(isinstance(stix, dict) for stix in sent):
        raise HTTPException(422, "an envelope holds a list of objects, one or more")
    if len(sent) > MOST_SENT:
        raise HTTPException(413, f"an envelope holds no more than {MOST_SENT} objects")
    assert peer is not None, "nobody else may write"
    taken = take(server.store, peer, alias, sent)
    reconcile_new(StoredReports(server.store))
    told = _status(taken, server.now())
    keep_status(server.store, str(told["id"]), account.name, msgspec.json.encode(told))
    return taxii_answer(told, 202)


def _status(taken: list[Taken], now: str) -> dict[str, object]:
    well = [{"id": one.id, "version": one.version} for one in taken if not one.problem]
    ill = [{"id": one.id, "version": one.version, "message": one.problem} for one in taken if one.problem]
    return {
        "id": str(uuid.uuid4()), "status": "complete", "request_timestamp": taxii_time(read_time(now)), "total_count": len(taken),
        "success_count": len(well), "successes": well, "failure_count": len(ill), "failures": ill, "pending_count": 0, "pendings": [],
    }  # fmt: skip


@router.delete(f"/{ROOT}/collections/{{collection_id}}/objects/{{object_id}}/")
def remove(server: Server, peer: AskingPeer, collection_id: str, object_id: str, wanted: Asked) -> Response:
    """Take back what the peer gave: as if it had sent the object revoked.

    Raises:
        HTTPException: 404 where it gave no such object.
    """
    alias = find_collection(collection_id, peer, read=True, write=True).alias
    assert peer is not None, "nobody else may write"
    if wanted.none or not take_back(server.store, peer, alias, object_id, wanted.versions):
        raise HTTPException(404, f"this account gave no such object to the collection {alias}")
    reconcile_new(StoredReports(server.store))
    return taxii_answer({})
