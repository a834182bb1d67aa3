"""Role by marking by way out: nothing of what is marked above a reader leaves by any door, and all that he may see does."""

import io
import json

import msgspec
import pytest
from click.testing import CliRunner
from tests.sharing.observatories import admit, app_of, fill, open_observatory
from tests.store.documents import make_documents

from marsad.cli.main import group
from marsad.engine.export import Order, export, provinces_of
from marsad.engine.reconcile import judge_event
from marsad.engine.report_store import StoredReports
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.model import MARKINGS, Capture, level_of
from marsad.pipeline import load_version
from marsad.stages.share.formats import FORMATS
from marsad.store.accounts import Account, add_account
from marsad.store.api_keys import ApiKey, add_key
from marsad.store.event_search import EventQuery, list_events
from marsad.web.security.permissions import RULES
from marsad.web.security.principal import CLEARANCES, ROLES
from marsad.web.security.tokens import digest_of, new_key

AT = "2024-01-01T00:00:00+00:00"
GAZETTEER = open_gazetteer(None)
TAXII = "application/taxii+json;version=2.1"
WORDS = {marking: f"outlet{number}x" for number, marking in enumerate(MARKINGS)}
"""By marking, the outlet of what is marked so: a word that stands in all that is told of it."""


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    """A store with an article, a capture and a judgement of each marking on the same happenings, and an account and a peer of each clearance."""
    folder = tmp_path_factory.mktemp("ways")
    with open_observatory(folder, "there") as store:
        for marking, outlet in WORDS.items():
            made = [msgspec.structs.replace(d, tlp=marking, capture=f"{level_of(marking)}" * 64) for d in make_documents(3, outlet)]
            fill(store, made)
            store.keep_captures([Capture(made[0].capture, f"https://{outlet}.example/", tlp=marking)])
        for marking, outlet in WORDS.items():
            seen = store.cleared(level_of(marking))
            event = next(one for one in list_events(seen, EventQuery(outlet=outlet), 9).events)
            judge_event(StoredReports(seen), event.id, "accept", f"by-{outlet}", AT, reason=outlet)
        keys = {}
        for role in ROLES:
            add_account(store, Account(role, role, True, AT), "no password opens this")
            keys[role], id_ = new_key()
            add_key(store, ApiKey(id_, role, "test", role, AT), digest_of(keys[role]))
        for marking in MARKINGS:
            keys[f"peer {marking}"] = admit(store, f"peer-{level_of(marking)}", given=marking)
        store.engine.dispose()
        yield store, app_of(store, folder), keys


READERS = {role: CLEARANCES[role] for role in ROLES} | {f"peer {marking}": marking for marking in MARKINGS}
NOT_OF_MARKED = ("openapi.json", "session", "keys", "accounts", "audit")
GIVEN = {"/api/v1/report": "?period=2018-06-03", "/api/v1/events": "?most=500", "/api/v1/export": "?format=jsonl"}
GET = [
    path + GIVEN.get(path, "") for route in RULES if route.startswith("GET /api/") and "{" not in route
    for path in [route.removeprefix("GET ")] if path.rpartition("/")[2] not in NOT_OF_MARKED
]  # fmt: skip
"""Every address of the API that answers out of the store, also those that are still to come."""
COLLECTIONS = ("reports", "judgements", "events")


def get(there, who: str, path: str, accept: str = "application/json"):
    _, client, keys = there
    return client.get(path, headers={"Authorization": f"Bearer {keys[who]}", "Accept": accept})


def told_of(text: str) -> set[str]:
    return {marking for marking, outlet in WORDS.items() if outlet in text}


def below(marking: str) -> set[str]:
    return set(MARKINGS[: level_of(marking) + 1])


@pytest.mark.parametrize("path", GET)
@pytest.mark.parametrize(("who", "clearance"), READERS.items())
def test_the_api_tells_of_nothing_above(there, who, clearance, path) -> None:
    answer = get(there, who, path)
    assert answer.status_code in (200, 403)
    if answer.status_code == 403:
        return
    assert told_of(answer.text) <= below(clearance)
    if path in ("/api/v1/judgements", "/api/v1/sources"):
        assert told_of(answer.text) == below(clearance)
    if path == "/api/v1/about":
        assert answer.json()["counts"]["documents"] == 3 * len(below(clearance))
    if path == "/api/v1/events/timeline":
        assert sum(bin_["sources"] for bin_ in answer.json()["bins"]) == sum(
            event.sources for event in list_events(there[0].cleared(level_of(clearance)), EventQuery(), 500).events if event.begin
        )  # fmt: skip


@pytest.mark.parametrize(("who", "clearance"), READERS.items())
@pytest.mark.parametrize("marking", MARKINGS)
def test_one_thing_is_there_or_not(there, who, clearance, marking) -> None:
    store = there[0]
    may, event = marking in below(clearance), list_events(store.cleared(level_of(marking)), EventQuery(outlet=WORDS[marking]), 9).events[0]
    article = get(there, who, f"/api/v1/articles/{WORDS[marking]}-0")
    assert article.status_code == (200 if may else 404)
    assert get(there, who, f"/api/v1/captures/{str(level_of(marking)) * 64}").status_code == (200 if may else 404)
    whole = get(there, who, f"/api/v1/events/{event.id}")
    assert told_of(whole.text) <= below(clearance)
    if may:
        assert marking in told_of(whole.text)


@pytest.mark.parametrize(("who", "clearance"), [pair for pair in READERS.items() if pair[0] in ROLES[1:]])
def test_searching_finds_nothing_above(there, who, clearance) -> None:
    for words in ("", *(f"?outlet={outlet}" for outlet in WORDS.values())):
        assert told_of(get(there, who, f"/api/v1/articles{words}").text) <= below(clearance)
    assert told_of(get(there, who, "/api/v1/articles?most=100").text) == below(clearance)
    for form in FORMATS:
        assert told_of(get(there, who, f"/api/v1/export?format={form}").text) <= below(clearance)


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize(("who", "clearance"), READERS.items())
def test_taxii_gives_nothing_above(there, who, clearance, collection) -> None:
    text = json.dumps(get(there, who, f"/taxii2/marsad/collections/{collection}/objects/?limit=1000", TAXII).json())
    assert told_of(text) == below(clearance)
    manifest = get(there, who, f"/taxii2/marsad/collections/{collection}/manifest/?limit=1000", TAXII).json()["objects"]
    assert len(manifest) == len(json.loads(text)["objects"])


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("clearance", MARKINGS)
def test_an_export_holds_nothing_above(there, form, clearance) -> None:
    stream = io.BytesIO()
    seen = there[0].cleared(level_of(clearance))
    for since in ("", "1"):
        order = Order(form=form, query=EventQuery(), at=AT, version=load_version(GAZETTEER), since=since, provinces=provinces_of(GAZETTEER))
        export(seen, order, stream)
    assert told_of(stream.getvalue().decode("utf-8", "replace")) <= below(clearance)


CLI = (["search", "--most", "100"], ["events", "list", "--format", "json"], ["events", "judgements"], ["status"], ["export", "--format", "jsonl"])


@pytest.mark.parametrize("command", CLI, ids=lambda command: " ".join(command[:2]))
@pytest.mark.parametrize("clearance", [*MARKINGS, ""])
def test_the_command_line_shows_what_it_is_asked_for(there, command, clearance) -> None:
    """Without being asked for a clearance the owner is shown all, and an export, which goes elsewhere, holds what all may see."""
    address = there[0].address.removeprefix("sqlite:///")
    given = [*command, "--store", address, *(["--clearance", clearance] if clearance else [])]
    done = CliRunner().invoke(group, given, catch_exceptions=False)
    assert done.exit_code == 0
    reached = below(clearance or ("CLEAR" if command[0] == "export" else "RED"))
    assert told_of(done.output) <= reached
    if command[0] in ("search", "export") or command[-1] == "judgements":
        assert told_of(done.output) == reached


@pytest.mark.parametrize(("who", "clearance"), READERS.items())
def test_an_answer_known_by_its_tag_is_one_of_the_same_clearance(there, who, clearance) -> None:
    tags = {other: get(there, other, "/api/v1/events").headers["etag"] for other in READERS}
    same = {other for other, tag in tags.items() if tag == tags[who]}
    assert {READERS[other] for other in same} == {clearance}


@pytest.mark.parametrize("role", ["reviewer", "admin"])
def test_what_is_above_cannot_be_judged(there, role) -> None:
    store, client, keys = there
    above = [event for event in list_events(store, EventQuery(), 500).events if level_of(event.tlp) > level_of(CLEARANCES[role])]
    for event in above:
        visible = store.cleared(level_of(CLEARANCES[role])).events([event.id])
        sent = {"action": "accept", "event": event.id, "expected_version": "another"}
        answer = client.post("/api/v1/judgements", json=sent, headers={"Authorization": f"Bearer {keys[role]}"})
        assert answer.status_code == (409 if visible else 404)
