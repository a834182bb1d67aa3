"""What the tests of OASIS's reference server (cti-taxii-server, "medallion") look at, asked of ours, and where ours answers otherwise on purpose.

The list was made by reading `medallion/test/test_backends.py`; the tests are our own. Where we differ stands in docs/share.md.
"""

from types import SimpleNamespace

import msgspec
import pytest
from tests.sharing.observatories import ROOT, admit, app_of, ask, fill, objects, open_observatory
from tests.store.documents import make_documents

from marsad.formats.stix_ids import read_time, taxii_time
from marsad.web.taxii.media import MEDIA_TYPE

COLLECTIONS = f"{ROOT}collections/"
REPORTS = f"{COLLECTIONS}reports/"
NOTHING = "report--3f0c9a00-0000-4000-8000-000000000000"
PARTS = ("manifest/", "objects/", f"objects/{NOTHING}/", f"objects/{NOTHING}/versions/")
ENVELOPE = {"method": "POST", "content": b'{"objects":[{}]}', "headers": {"Content-Type": MEDIA_TYPE}}
FIRST, LAST = "x-taxii-date-added-first", "x-taxii-date-added-last"


@pytest.mark.parametrize("path", ["/taxii2/other/", "/taxii2/other/collections/", "/taxii2/other/collections/reports/", "/taxii2/other/status/x/"])
def test_another_api_root_is_not_there(there, path) -> None:
    assert ask(there, path).status_code == 404


@pytest.mark.parametrize(
    ("collection", "who", "status"), [("nothing", "all", 404), ("reports", "none", 404), ("reports", "writer", 403), ("judgements", "writer", 404)]
)
@pytest.mark.parametrize("part", PARTS)
def test_a_collection_that_is_not_there_or_may_not_be_read(there, collection, who, status, part) -> None:
    """A collection of which an account may do nothing is not there for it; one that it may only write, it may not read."""
    assert ask(there, f"{COLLECTIONS}{collection}/{part}", who).status_code == status


@pytest.mark.parametrize(
    ("collection", "who", "status"), [("nothing", "all", 404), ("reports", "none", 404), ("reports", "reader", 403), ("events", "all", 403)]
)
@pytest.mark.parametrize(("part", "sent"), [("objects/", ENVELOPE), (f"objects/{NOTHING}/", {"method": "DELETE"})])
def test_a_collection_that_is_not_there_or_may_not_be_written(there, collection, who, status, part, sent) -> None:
    assert ask(there, f"{COLLECTIONS}{collection}/{part}", who, **sent).status_code == status


@pytest.mark.parametrize("body", [b'{"type":"report","id":"report--1"}', b'[{"type":"report"}]', b'"objects"', b"null", b"", b'{"objects":{}}'])
def test_what_is_no_envelope_is_refused_as_a_whole(there, body) -> None:
    answer = ask(there, f"{REPORTS}objects/", **{**ENVELOPE, "content": body})
    assert answer.status_code == 422
    assert answer.json()["http_status"] == "422"


@pytest.mark.parametrize("path", ["", "objects", "manifest", "objects/{id}", "objects/{id}/versions"])
def test_an_address_without_its_last_slash_leads_to_the_one_with_it(there, path) -> None:
    (one,) = objects(there, "reports", limit="1")
    address = f"{REPORTS}{path.format(id=one['id'])}".rstrip("/")
    assert ask(there, f"{address}/").status_code == 200
    led = there.client.get(address, headers={"Accept": MEDIA_TYPE, "Authorization": f"Bearer {there.keys['all']}"}, follow_redirects=True)
    assert led.status_code == 200
    assert led.url.path == f"{address}/"
    assert led.json() == ask(there, f"{address}/").json()


@pytest.mark.parametrize("collection", ["reports", "judgements", "events"])
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_each_page_says_whether_there_is_more_and_when_its_ends_were_added(there, collection, limit) -> None:
    whole = [entry["id"] for entry in ask(there, f"{COLLECTIONS}{collection}/manifest/").json()["objects"]]
    asked, found, goes_on = {"limit": str(limit)}, [], True
    while goes_on:
        manifest, answer = (ask(there, f"{COLLECTIONS}{collection}/{part}", params=asked) for part in ("manifest/", "objects/"))
        entries, page = manifest.json()["objects"], answer.json()
        assert [one["id"] for one in page["objects"]] == [entry["id"] for entry in entries]
        for headers in (manifest.headers, answer.headers):
            assert (headers[FIRST], headers[LAST]) == (entries[0]["date_added"], entries[-1]["date_added"])
        goes_on = page["more"]
        assert ("next" in page) is goes_on, "what goes on says where"
        assert len(entries) == limit or not goes_on
        asked["next"] = page.get("next", "")
        found += [entry["id"] for entry in entries]
    assert list(dict.fromkeys(found)) == whole, "in the order in which they were added"
    assert collection == "events" or len(found) == len(whole), "places and actors alone come again, with the events that name them"


def filters(one, added):
    """Filters, and whether the object with this moment of its adding passes them."""
    before, modified, other = taxii_time(read_time(added) - 1), one["modified"], "2001-01-01T00:00:00Z"
    return [
        ({}, True), ({"added_after": before}, True), ({"added_after": added}, False), ({"added_after": "2100-01-01T00:00:00Z"}, False),
        ({"limit": "1"}, True), ({"match[version]": "first"}, True), ({"match[version]": "last"}, True), ({"match[version]": "all"}, True),
        ({"match[version]": "first,last"}, True), ({"match[version]": modified}, True), ({"match[version]": f"{other},{modified}"}, True),
        ({"match[version]": other}, False), ({"match[spec_version]": "2.1"}, True), ({"match[spec_version]": "2.0"}, False),
        ({"match[spec_version]": "2.0,2.1"}, True), ({"match[spec_version]": "2.1", "match[version]": other}, False),
    ]  # fmt: skip


@pytest.mark.parametrize("collection", ["reports", "judgements", "events"])
def test_a_filter_means_the_same_of_objects_manifests_an_object_and_its_versions(there, collection) -> None:
    entry = ask(there, f"{COLLECTIONS}{collection}/manifest/").json()["objects"][-1]
    (one,) = objects(there, collection, **{"match[id]": entry["id"]})
    named = {"match[id]": one["id"], "match[type]": one["type"]}
    ways = [
        ("objects/", named, "objects", one), ("manifest/", named, "objects", entry), (f"objects/{one['id']}/", {}, "objects", one),
        (f"objects/{one['id']}/versions/", {}, "versions", one["modified"]),
    ]  # fmt: skip
    for asked, passes in filters(one, entry["date_added"]):
        for part, more, name, expected in ways:
            answer = ask(there, f"{COLLECTIONS}{collection}/{part}", params={**more, **asked})
            assert answer.status_code == 200
            assert answer.json() == ({"more": False, name: [expected]} if passes else {}), (part, asked)
            assert (answer.headers.get(FIRST), answer.headers.get(LAST)) == ((entry["date_added"],) * 2 if passes else (None, None))
    assert objects(there, collection, **{"match[id]": one["id"], "match[type]": "indicator"}) == []


@pytest.fixture
def given(tmp_path):
    """A server, a peer that gives and one that reads, and an article of another observatory."""
    with open_observatory(tmp_path, "here") as here, open_observatory(tmp_path, "away") as away:
        fill(away, make_documents(2, "a"))
        away_app = SimpleNamespace(client=app_of(away, tmp_path), keys={"here": admit(away, "here")})
        sent = objects(away_app, "reports", "here")
        keys = {"away": admit(here, "away"), "third": admit(here, "third"), "boss": ""}
        yield SimpleNamespace(client=app_of(here, tmp_path), keys=keys, sent=sent)


def post(given, sent):
    content = msgspec.json.encode({"objects": sent})
    return ask(given, f"{REPORTS}objects/", "away", "POST", content=content, headers={"Content-Type": MEDIA_TYPE})


def test_what_is_sent_is_there_for_others_its_status_for_the_sender(given) -> None:
    answer = post(given, given.sent)
    assert answer.status_code == 202
    status = answer.json()
    assert {"id", "status", "total_count", "success_count", "failure_count", "pending_count", "successes", "failures", "pendings"} <= status.keys()
    assert (status["status"], status["success_count"], status["failures"], status["pendings"]) == ("complete", len(given.sent), [], [])
    assert [one["id"] for one in status["successes"]] == [one["id"] for one in given.sent]
    path = f"{ROOT}status/{status['id']}/"
    assert ask(given, path, "away").json() == status
    assert ask(given, path, "third").status_code == 404, "another account sent nothing of this id"
    for one in given.sent:
        assert [found["id"] for found in objects(given, "reports", "third", **{"match[id]": one["id"]})] == [one["id"]]
        manifest = ask(given, f"{REPORTS}manifest/", "third", params={"match[id]": one["id"]}).json()["objects"]
        assert [(entry["id"], entry["version"]) for entry in manifest] == [(one["id"], one["modified"])]


@pytest.mark.parametrize("changed", [{}, {"modified": "2001-01-01T00:00:00.000Z"}])
def test_what_is_known_is_taken_without_a_failure_and_changes_nothing(given, changed) -> None:
    post(given, given.sent)
    before = ask(given, f"{REPORTS}objects/", "third").json()
    status = post(given, [one | changed for one in given.sent]).json()
    assert (status["success_count"], status["failure_count"]) == (len(given.sent), 0)
    assert ask(given, f"{REPORTS}objects/", "third").json() == before


def test_one_bad_object_does_not_keep_the_others_out(given) -> None:
    status = post(given, [{"type": "artifact", "spec_version": "2.1", "id": NOTHING}, *given.sent]).json()
    assert (status["total_count"], status["success_count"], status["failure_count"]) == (1 + len(given.sent), len(given.sent), 1)
    assert status["failures"][0]["id"] == NOTHING
    assert status["failures"][0]["message"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 200), ({"match[version]": "all"}, 200), ({"match[version]": "last"}, 200), ({"match[version]": "first"}, 200),
        ({"match[version]": "own"}, 200), ({"match[spec_version]": "2.1"}, 200), ({"match[spec_version]": "2.0"}, 404),
        ({"match[version]": "2001-01-01T00:00:00Z"}, 404),
    ],
)  # fmt: skip
def test_what_is_taken_back_is_revoked_for_others(given, asked, status) -> None:
    one, other = given.sent
    post(given, given.sent)
    asked = {name: one["modified"] if value == "own" else value for name, value in asked.items()}
    path = f"{REPORTS}objects/{one['id']}/"
    assert ask(given, path, "third", "DELETE").status_code == 404, "who did not give it takes nothing back"
    assert ask(given, path, "away", "DELETE", params=asked).status_code == status
    (left,) = ask(given, path, "third").json()["objects"]
    assert left.get("revoked", False) is (status == 200)
    assert not ask(given, f"{REPORTS}objects/{other['id']}/", "third").json()["objects"][0].get("revoked")
    if status == 200:
        assert ask(given, path, "away", "DELETE").status_code == 404
        assert ask(given, path, "away").status_code == 404, "a peer is not given what it gave"
