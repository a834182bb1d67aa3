"""`marsad export --format stix`: what the collection `events` serves, in one file."""

import io
import json

import pytest
import stix2
from stix2validator import ValidationOptions, validate_string
from tests.sharing.observatories import fill, open_observatory
from tests.store.documents import make_documents

from marsad.engine.export import Order, export, provinces_of
from marsad.engine.giving import give
from marsad.engine.taking import withdraw_documents
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.pipeline import load_version
from marsad.store.event_search import EventQuery
from marsad.store.shared import Asked
from marsad.store.store import Store
from marsad.store.stubs import find_shared

GAZETTEER = open_gazetteer(None)
STRICT = ValidationOptions(strict=True, version="2.1", disabled=["uuid-check", "extref-hashes"])


@pytest.fixture
def store(tmp_path):
    with open_observatory(tmp_path, "here") as store:
        yield fill(store, make_documents(6, "h"))


def exported(store: Store, since: str = "") -> tuple[dict, str]:
    stream = io.BytesIO()
    version, at = load_version(GAZETTEER), "2026-01-01T00:00:00+00:00"
    order = Order(form="stix", query=EventQuery(), at=at, version=version, since=since, provinces=provinces_of(GAZETTEER))
    heading = export(store, order, stream)
    result = validate_string(stream.getvalue().decode(), STRICT)
    assert result.is_valid, [str(error) for one in result.object_results for error in one.errors or []][:5]
    return json.loads(stream.getvalue()), heading.cursor


def test_a_bundle_holds_what_taxii_serves(store) -> None:
    bundle, _ = exported(store)
    served = {given.stix["id"]: json.loads(json.dumps(given.stix)) for given in give(store, find_shared(store, Asked(kind="event"), 100))}
    written = {stix["id"]: stix for stix in bundle["objects"]}
    assert served == {id_: written.get(id_) for id_ in served}
    assert {stix["type"] for id_, stix in written.items() if id_ not in served} == {"identity", "extension-definition", "marking-definition"}
    assert len(stix2.parse(json.dumps(bundle)).objects) == len(written) == len(bundle["objects"])


def test_what_changed_since_holds_what_is_no_more_as_revoked(store) -> None:
    before, cursor = exported(store)
    withdraw_documents(store, ["h-0"])
    fill(store, [])
    changed, _ = exported(store, cursor)
    gone = [stix for stix in changed["objects"] if stix["type"] == "incident"]
    assert [stix["revoked"] for stix in gone] == [True] * len(gone)
    assert gone
    assert {stix["id"] for stix in gone} <= {stix["id"] for stix in before["objects"]}
