"""The TAXII 2.1 server: what OASIS's reference server promises in its tests, over the wire, and with OASIS's own client."""

import re
from types import SimpleNamespace

import pytest
from stix2validator import ValidationOptions, validate_instance
from taxii2client import v21
from tests.sharing.observatories import ROOT, admit, app_of, ask, fill, objects, open_observatory, serving
from tests.store.documents import make_documents

from marsad.engine.taking import withdraw_documents
from marsad.web.security.permissions import RULES
from marsad.web.taxii import shelves
from marsad.web.taxii.media import MEDIA_TYPE

STRICT = ValidationOptions(strict=True, version="2.1", disabled=["uuid-check", "extref-hashes"])
SENT = {"method": "POST", "content": b'{"objects":[{}]}', "headers": {"Content-Type": MEDIA_TYPE}}


@pytest.mark.parametrize(
    ("path", "status", "given"),
    [
        ("/taxii2/", 200, {}),
        ("/taxii2/", 401, {"who": "wrong"}),
        ("/taxii2/", 406, {"headers": {"Accept": "application/json"}}),
        ("/taxii2/", 406, {"headers": {"Accept": "application/taxii+json;version=2.0"}}),
        ("/taxii2/", 200, {"headers": {"Accept": "application/taxii+json"}}),
        ("/taxii2/", 200, {"headers": {"Accept": "text/html, */*;q=0.1"}}),
        (ROOT, 200, {}),
        ("/taxii2/other/", 404, {}),
        (f"{ROOT}status/5a0f9e2d-1d1b-4c2a-9a57-ffb1d5a1e0a9/", 404, {}),
        (f"{ROOT}collections/", 200, {}),
        (f"{ROOT}collections/reports/", 200, {}),
        (f"{ROOT}collections/nothing/", 404, {}),
        (f"{ROOT}collections/reports/", 404, {"who": "none"}),
        (f"{ROOT}collections/reports/objects/", 403, {"who": "writer"}),
        (f"{ROOT}collections/reports/manifest/", 403, {"who": "writer"}),
        (f"{ROOT}collections/reports/objects/?added_after=yesterday", 400, {}),
        (f"{ROOT}collections/reports/objects/?added_after=2018-01-01T00:00:00", 400, {}),
        (f"{ROOT}collections/reports/objects/?limit=0", 400, {}),
        (f"{ROOT}collections/reports/objects/?limit=-1", 400, {}),
        (f"{ROOT}collections/reports/objects/?limit=many", 400, {}),
        (f"{ROOT}collections/reports/objects/?next=elsewhere", 400, {}),
        (f"{ROOT}collections/reports/objects/?match[version]=newest", 400, {}),
        (f"{ROOT}collections/reports/objects/report--3f0c9a00-0000-4000-8000-000000000000/", 404, {}),
        (f"{ROOT}collections/reports/objects/report--3f0c9a00-0000-4000-8000-000000000000/versions/", 404, {}),
        (f"{ROOT}collections/reports/objects/", 405, {"method": "PUT"}),
        (f"{ROOT}collections/reports/objects/", 415, {"method": "POST", "content": b"{}", "headers": {"Content-Type": "application/json"}}),
        (f"{ROOT}collections/reports/objects/", 422, {"method": "POST", "content": b"{", "headers": {"Content-Type": MEDIA_TYPE}}),
        (f"{ROOT}collections/reports/objects/", 422, {"method": "POST", "content": b'{"objects":[]}', "headers": {"Content-Type": MEDIA_TYPE}}),
        (f"{ROOT}collections/reports/objects/", 422, {"method": "POST", "content": b'{"objects":[5]}', "headers": {"Content-Type": MEDIA_TYPE}}),
        (f"{ROOT}collections/reports/objects/", 413, {"method": "POST", "content": b" " * 10_000_001, "headers": {"Content-Type": MEDIA_TYPE}}),
        (f"{ROOT}collections/reports/objects/", 403, SENT | {"who": "reader"}),
        (f"{ROOT}collections/events/objects/", 403, SENT),
        (f"{ROOT}collections/reports/objects/report--3f0c9a00-0000-4000-8000-000000000000/", 404, {"method": "DELETE"}),
        (f"{ROOT}collections/reports/objects/report--3f0c9a00-0000-4000-8000-000000000000/", 403, {"method": "DELETE", "who": "reader"}),
    ],
)  # fmt: skip
def test_answers_are_of_taxii_and_errors_say_why(there, path, status, given) -> None:
    answer = ask(there, path, **given)
    assert answer.status_code == status
    if status >= 400:
        told = answer.json()
        assert told["http_status"] == str(status)
        assert told["title"]
        assert told["description"]
    if status == 401:
        assert answer.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize("route", [route for route in RULES if "/taxii2/" in route])
def test_nobody_known_gets_in(there, route) -> None:
    method, path = route.split()
    answer = there.client.request(method, re.sub(r"{\w+}", "x", path), headers={"Accept": MEDIA_TYPE, "Content-Type": MEDIA_TYPE})
    assert answer.status_code == 401


def test_collections_say_what_an_account_may_do_with_them(there) -> None:
    def rights(who):
        told = ask(there, f"{ROOT}collections/", who).json().get("collections", [])
        return {one["alias"]: (one["can_read"], one["can_write"]) for one in told}

    assert rights("all") == {"reports": (True, True), "judgements": (True, True), "events": (True, False)}
    assert rights("reader") == dict.fromkeys(("reports", "judgements", "events"), (True, False))
    assert rights("writer") == {"reports": (False, True)}
    assert rights("none") == {}
    (told,) = [one for one in ask(there, f"{ROOT}collections/").json()["collections"] if one["alias"] == "reports"]
    assert ask(there, f"{ROOT}collections/{told['id']}/").json() == told, "the id and the alias name one collection"


@pytest.mark.parametrize("collection", ["reports", "judgements", "events"])
def test_what_is_served_is_valid_stix_and_each_object_is_there_by_its_id(there, collection) -> None:
    served = objects(there, collection)
    assert served
    for stix in served:
        result = validate_instance(stix, STRICT)
        assert result.is_valid, (stix, result.errors)
        path = f"{ROOT}collections/{collection}/objects/{stix['id']}/"
        assert ask(there, path).json()["objects"] == [stix]
        assert ask(there, f"{path}versions/").json()["versions"] == [stix["modified"]]


@pytest.mark.parametrize("collection", ["reports", "events"])
@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_pages_hold_all_once_by_next_and_by_added_after(there, collection, limit) -> None:
    whole = [stix["id"] for stix in objects(there, collection)]
    path = f"{ROOT}collections/{collection}/objects/"
    for by_time in (False, True):
        found, go_on, asked = [], True, {"limit": str(limit)}
        while go_on:
            answer = ask(there, path, params=asked)
            page = answer.json()
            assert len(page["objects"]) <= limit
            assert answer.headers["x-taxii-date-added-first"] <= answer.headers["x-taxii-date-added-last"]
            found += [stix["id"] for stix in page["objects"]]
            go_on = page.get("more", False)
            asked |= {"added_after": answer.headers["x-taxii-date-added-last"]} if by_time else {"next": page.get("next", "")}
        assert list(dict.fromkeys(found)) == whole
    empty = ask(there, path, params={"added_after": "2100-01-01T00:00:00Z"})
    assert empty.json() == {}
    assert "x-taxii-date-added-first" not in empty.headers, "no object, no moment"


def test_filters_and_manifests_agree_with_the_objects(there) -> None:
    events = objects(there, "events")
    manifest = ask(there, f"{ROOT}collections/events/manifest/").json()["objects"]
    assert [(entry["id"], entry["version"]) for entry in manifest] == [(stix["id"], stix["modified"]) for stix in events]
    assert {entry["media_type"] for entry in manifest} == {"application/stix+json;version=2.1"}
    times = [entry["date_added"] for entry in manifest]
    assert times == sorted(set(times)), "each is added at a moment of its own"
    assert {len(time) for time in times} == {len("2018-02-05T00:00:00.000000Z")}, "they sort as texts do"
    for types in ("incident", "location,note"):
        assert [s["id"] for s in objects(there, "events", **{"match[type]": types})] == [s["id"] for s in events if s["type"] in types.split(",")]
    assert objects(there, "events", **{"match[type]": "indicator"}) == []
    two = [events[0]["id"], events[-1]["id"]]
    assert {s["id"] for s in objects(there, "events", **{"match[id]": ",".join(two)})} == set(two)
    assert {s["modified"] for s in objects(there, "events", **{"match[version]": events[-1]["modified"]})} == {events[-1]["modified"]}
    for word in ("first", "last", "all", "last,first"):
        assert objects(there, "events", **{"match[version]": word}) == events
    assert objects(there, "events", **{"match[version]": "2001-01-01T00:00:00Z"}) == []
    assert objects(there, "events", **{"match[spec_version]": "2.1"}) == events
    assert objects(there, "events", **{"match[spec_version]": "2.0"}) == []
    assert objects(there, "events", **{"match[unheard]": "of"}) == events


def test_a_page_that_a_filter_leaves_empty_goes_on_behind_what_was_looked_through(there, monkeypatch) -> None:
    found, asked = [], {"match[version]": objects(there, "reports")[-1]["modified"]}
    monkeypatch.setattr(shelves, "ROWS_AT_ONCE", 2)
    monkeypatch.setattr(shelves, "MOST_ROWS", 2)
    for _ in range(20):
        page = ask(there, f"{ROOT}collections/reports/objects/", params=asked).json()
        found += page.get("objects", [])
        if not page.get("more"):
            break
        assert page["next"] != asked.get("next")
        asked["next"] = page["next"]
    assert len(found) == 1


def test_a_peer_sees_no_more_than_it_is_given(there) -> None:
    for collection in ("reports", "events"):
        marked = {who: {ref for s in objects(there, collection, who) for ref in s["object_marking_refs"]} for who in ("all", "reader")}
        assert len(marked["all"]) == 2
        assert len(marked["reader"]) == 1
        above = [s["id"] for s in objects(there, collection) if s["id"] not in {one["id"] for one in objects(there, collection, "reader")}]
        assert above
        for id_ in above:
            assert ask(there, f"{ROOT}collections/{collection}/objects/{id_}/", "reader").status_code == 404


def test_the_real_client_reads_writes_pages_and_removes(tmp_path) -> None:
    with open_observatory(tmp_path, "here") as here, open_observatory(tmp_path, "away") as away:
        fill(here, make_documents(6, "h"))
        fill(away, make_documents(3, "a"))
        key, back = admit(here, "away"), admit(away, "here")
        here.engine.dispose()
        sent = objects(SimpleNamespace(client=app_of(away, tmp_path), keys={"here": back}), "reports", "here")
        with serving(here) as (address, _):
            server = v21.Server(f"{address}/taxii2/", user="away", password=key)
            assert server.title == "Marsad: here"
            root = server.default
            assert root.versions == [MEDIA_TYPE]
            collections = {collection.alias: collection for collection in root.collections}
            assert collections["events"].can_read
            assert not collections["events"].can_write
            pages = [page["objects"] for page in v21.as_pages(collections["reports"].get_objects, per_request=2)]
            assert [len(page) for page in pages] == [2, 2, 2]
            first = pages[0][0]
            assert collections["reports"].get_object(first["id"])["objects"] == [first]
            assert collections["reports"].object_versions(first["id"])["versions"] == [first["modified"]]
            assert len(collections["reports"].get_manifest(limit=4)["objects"]) == 4
            assert collections["events"].get_objects(type=["incident"])["objects"][0]["type"] == "incident"
            status = collections["reports"].add_objects({"objects": sent})
            assert (status.status, status.success_count, status.failure_count) == ("complete", 3, 0)
            assert root.get_status(status.id).success_count == 3
            again = collections["reports"].add_objects({"objects": [{**sent[0], "spec_version": "2.0"}]})
            assert (again.success_count, again.failure_count) == (0, 1)
            assert len([report for report in here.all_reports() if report.outlet == "a"]) > 0
            collections["reports"].delete_object(sent[0]["id"])
            assert sent[0]["external_references"][0]["external_id"] not in {report.document for report in here.all_reports()}


def test_what_is_withdrawn_is_served_revoked_and_comes_again_under_another_id(tmp_path) -> None:
    with open_observatory(tmp_path, "here") as store:
        documents = make_documents(2, "h")
        fill(store, documents)
        there = SimpleNamespace(store=store, client=app_of(store, tmp_path), keys={"all": admit(store, "all")})
        before = {stix["id"]: stix for name in ("reports", "events") for stix in objects(there, name)}
        withdraw_documents(store, ["h-0"])
        fill(store, [])
        revoked = {stix["id"]: stix for name in ("reports", "events") for stix in objects(there, name) if stix.get("revoked")}
        assert {stix["type"] for stix in revoked.values()} == {"report", "incident"}
        assert all(stix["modified"] > before[id_]["modified"] and stix["created"] == before[id_]["created"] for id_, stix in revoked.items())
        fill(store, documents)
        now = {stix["id"] for name in ("reports", "events") for stix in objects(there, name) if not stix.get("revoked")}
        assert revoked.keys().isdisjoint(now), "what was revoked stays so"
