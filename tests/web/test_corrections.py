"""The review queue, and what may and may not be made of an event by hand: whatever is sent, nothing is kept that spoils the store."""

import json

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.filling import SCRIPT
from tests.web.team import browser, owner

API = "/api/v1"


def events(client, **asked):
    return client.get(f"{API}/events", params={"most": 500, **asked}).json()["items"]


def judge(client, action: str, event: str, **more):
    return client.post(f"{API}/judgements", json={"action": action, "event": event, **more})


@pytest.fixture
def twice_told(client) -> dict:
    """The event that two outlets tell of."""
    (event,) = events(client, sources=2)
    return event


def test_the_queue_says_why_and_empties_as_people_judge(client) -> None:
    page = client.get(f"{API}/review/queue", params={"most": 100}).json()
    assert page["open"] == len(page["items"]) == len(events(client))
    priorities = [event["priority"] for event in page["items"]]
    assert priorities == sorted(priorities, reverse=True)
    assert all(event["reasons"] for event in page["items"] if event["priority"] > 0)
    assert judge(client, "accept", page["items"][0]["id"]).status_code == 201
    assert judge(client, "reject", page["items"][1]["id"]).status_code == 201
    left = client.get(f"{API}/review/queue", params={"most": 100}).json()
    assert left["open"] == page["open"] - 2
    assert {event["id"] for event in events(client, review="rejected")} == {page["items"][1]["id"]}
    assert page["items"][1]["id"] not in {event["id"] for event in events(client)}


def test_the_queue_goes_on_where_the_page_before_ended(client) -> None:
    whole = [event["id"] for event in client.get(f"{API}/review/queue", params={"most": 100}).json()["items"]]
    found, after = [], ""
    for _ in range(20):
        page = client.get(f"{API}/review/queue", params={"most": 3, "after": after}).json()
        assert (page["open"] is None) is bool(after), "only the first page counts"
        found += [event["id"] for event in page["items"]]
        if not (after := page["cursor"]):
            break
    assert found == whole


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("status", "planned", ("status", "planned")),
        ("date", {"begin": "2018-03-09"}, ("begin", "2018-03-09")),
        ("killed", [20, 25], ("toll", {"killed": [20, 25]})),
        ("injured", [4, None], ("toll", {"killed": [23, 23], "injured": [4, None]})),
        ("killed", None, ("toll", {})),
        ("type", {"type": "PROTEST"}, ("type", "PROTEST")),
        ("place", None, ("place", None)),
    ],
)  # fmt: skip
def test_a_field_is_corrected_and_what_the_machine_had_stays_beside_it(client, twice_told, field, value, kept) -> None:
    before = client.get(f"{API}/events/{twice_told['id']}").json()
    answer = judge(client, "correct", twice_told["id"], field=field, value=value, reason="seen on the spot", expected_version=before["version"])
    assert answer.status_code == 201, answer.text
    told = answer.json()
    (now,) = told["events"]
    name, wanted = kept
    assert (now[name], now["review"]) == (wanted, "corrected")
    assert (told["judgement"]["by"], told["judgement"]["reason"], told["judgement"]["field"]) == ("local", "seen on the spot", field)
    whole = client.get(f"{API}/events/{now['id']}").json()
    assert list(whole["machine"]) == [field]
    undone = client.post(f"{API}/judgements/{told['judgement']['id']}/undo", json={"reason": "no"})
    assert undone.status_code == 201
    after = client.get(f"{API}/events/{undone.json()['events'][0]['id']}").json()
    assert {key: after[key] for key in ("type", "toll", "place", "begin", "status", "review")} == {
        key: before[key] for key in ("type", "toll", "place", "begin", "status", "review")
    }
    assert client.post(f"{API}/judgements/{told['judgement']['id']}/undo", json={}).status_code == 409


def test_a_place_is_named_or_set_on_the_map_and_sides_come_from_the_list(client, twice_told) -> None:
    place = client.get(f"{API}/places", params={"q": "حلب"}).json()["items"][0]
    (named,) = judge(client, "correct", twice_told["id"], field="place", value={"id": place["id"]}).json()["events"]
    assert (named["place"]["name_ar"], named["place"]["lat"]) == (place["name_ar"], place["lat"])
    (put,) = judge(client, "correct", twice_told["id"], field="place", value={"lat": 33.51, "lon": 36.4, "name_ar": "دوما"}).json()["events"]
    assert (put["place"]["lat"], put["place"]["lon"], put["place"]["radius_m"]) == (33.51, 36.4, 1_000)
    assert judge(client, "correct", twice_told["id"], field="place", value={"id": "none"}).status_code == 400
    actor = client.get(f"{API}/actors", params={"q": "الحوثي"}).json()["items"][0]
    (sided,) = judge(client, "correct", twice_told["id"], field="actors", value=[{"actor": actor["id"]}, {"name": "مسلحون"}]).json()["events"]
    assert [(side["actor"], side["name"]) for side in sided["actors"]] == [(actor["id"], actor["name_ar"]), ("", "مسلحون")]


def test_judgements_are_listed_backwards_in_pages_with_filters(client, twice_told) -> None:
    other = next(event["id"] for event in events(client) if event["id"] != twice_told["id"])
    judge(client, "accept", twice_told["id"])
    judge(client, "reject", other)
    judge(client, "correct", twice_told["id"], field="status", value="possible")
    whole = client.get(f"{API}/judgements").json()
    assert [judgement["action"] for judgement in whole["items"]] == ["correct", "reject", "accept"]
    assert whole["cursor"] == ""
    first = client.get(f"{API}/judgements", params={"most": 2}).json()
    second = client.get(f"{API}/judgements", params={"most": 2, "after": first["cursor"]}).json()
    assert [*first["items"], *second["items"]] == whole["items"]
    assert [one["action"] for one in client.get(f"{API}/judgements", params={"event": other}).json()["items"]] == ["reject"]
    assert [one["action"] for one in client.get(f"{API}/judgements", params={"action": "accept"}).json()["items"]] == ["accept"]
    assert client.get(f"{API}/judgements", params={"after": "nowhere"}).status_code == 400


def test_a_script_in_a_reason_stays_text(client, twice_told) -> None:
    judge(client, "accept", twice_told["id"], reason=SCRIPT)
    for path in ("judgements", f"events/{twice_told['id']}"):
        answer = client.get(f"{API}/{path}")
        assert answer.headers["content-type"] == "application/json"
        assert SCRIPT in str(answer.json())


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"action": "accept", "event": "none"}, 404),
        ({"action": "explode", "event": "none"}, 422),
        ({"action": "accept"}, 422),
        ({"action": "accept", "event": "none", "by": "somebody else"}, 422),
        ({"action": "accept", "event": "none\0"}, 422),
        ({"action": "accept", "event": "none", "reason": "x" * 2_001}, 422),
        ([], 422),
        ("accept", 422),
    ],
)
def test_what_is_no_judgement_is_refused(open_app, request_, status) -> None:
    answer = owner(open_app).post(f"{API}/judgements", json=request_)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


HUGE = 2**70
HOSTILE = [
    ("date", {"begin": "9999-12-31"}), ("date", {"begin": "20180203"}), ("date", {"begin": "2018-W05-6"}),
    ("date", {"begin": "2018-02-03", "end": "2018-02-03"}),
    ("killed", [HUGE, None]), ("killed", [0, HUGE]), ("killed", [2**31 - 1, None]), ("killed", [-1, 3]), ("killed", [3, 1]), ("killed", [None, 3]),
    ("place", {"lat": HUGE, "lon": 1}), ("place", {"lat": 1, "lon": 1, "radius_m": HUGE}), ("place", {"lat": 1, "lon": 1, "radius_m": -5}),
    ("place", {"lat": 1, "lon": None}), ("place", {"lat": 1, "lon": 1, "population": HUGE}), ("place", {"lat": 1, "lon": 1, "name_ar": "x" * 400}),
    ("actors", [{"name": "\ud800"}]), ("actors", [{"name": None}]), ("actors", [{"name": "a\0"}]), ("actors", [{}]), ("actors", [[]]),
    ("status", "\ud800"), ("status", "happened"), ("type", {"type": "NONE"}), ("type", "ASSAULT"), ("no such field", 1),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), HOSTILE)
def test_what_no_event_can_have_is_refused_and_leaves_nothing_behind(shared_app, field, value) -> None:
    reviewer = browser(shared_app, "reviewer")
    event = events(reviewer)[0]["id"]
    assert correct(reviewer, event, field, value).status_code in (400, 422)
    assert client_sees_all(reviewer, event)
    assert judge(reviewer, "accept", event).status_code == 201


def correct(client, event: str, field: str, value: object):
    """Sent as it stands: half characters too, which a client of good faith does not send."""
    content = json.dumps({"action": "correct", "event": event, "field": field, "value": value})
    return client.post(f"{API}/judgements", content=content, headers={"Content-Type": "application/json"})


def client_sees_all(client, event: str) -> bool:
    paths = (f"events/{event}", "events", "events/cells", "events/timeline", "events/points", "review/queue", "sources", "judgements")
    return all(client.get(f"{API}/{path}").status_code == 200 for path in paths)


days = st.sampled_from(("2018-02-03", "2018-02-04", "9999-12-31", "0001-01-01", "20180203", "2018-02-30", "", "\0"))
counts = st.sampled_from((None, 0, 1, 25, -1, 10**9, 10**9 + 1, 2**63, HUGE))
names = st.one_of(st.none(), st.sampled_from(("", "houthis", "PROTEST", "planned", "SY", "\0", "\N{RIGHT-TO-LEFT OVERRIDE}")), st.text(max_size=5))
degrees = st.one_of(st.none(), st.floats(-181, 181), st.sampled_from((0, 90, -90, 180, HUGE)), names)
shapes = {
    "place": st.fixed_dictionaries({"lat": degrees, "lon": degrees}, optional={"radius_m": counts, "name_ar": names, "country": names}),
    "date": st.fixed_dictionaries({"begin": days}, optional={"end": st.one_of(st.none(), days)}),
    "type": st.fixed_dictionaries({"type": names}, optional={"mode": names, "sub_event_type": names}),
    "actors": st.lists(st.fixed_dictionaries({}, optional={"name": names, "actor": names, "kind": names}), max_size=2),
    "killed": st.tuples(counts, counts),
    "status": names,
}
json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), counts, st.floats(allow_nan=False, allow_infinity=False), names),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(("id", "lat", "begin", "type", "name")), inner, max_size=3)),
    max_leaves=4,
)
corrections = st.sampled_from(sorted(shapes)).flatmap(lambda field: st.tuples(st.just(field), st.one_of(shapes[field], shapes[field], json_values)))


@settings(max_examples=70, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(correction=corrections)
def test_whatever_a_correction_says_it_is_kept_or_refused(shared_app, correction) -> None:
    reviewer = browser(shared_app, "reviewer")
    event = events(reviewer)[0]["id"]
    answer = correct(reviewer, event, *correction)
    assert answer.status_code in (201, 400, 422), answer.text
    if answer.status_code == 201:
        assert client_sees_all(reviewer, answer.json()["events"][0]["id"])


@pytest.fixture
def differing(team_app) -> tuple[TestClient, TestClient, str]:
    """Two who differ on the sides, the place and the type of an event: the first accepted what the machine had, the second set all anew."""
    first, second = browser(team_app, "reviewer"), browser(team_app, "admin")
    event = next(event["id"] for event in events(first) if event["place"] and any(side["kind"] and not side["actor"] for side in event["actors"]))
    judge(first, "accept", event)
    set_anew = {"actors": [{"name": "قناصة"}], "place": {"lat": 33.5, "lon": 36.4, "name_ar": "قرب دوما"}, "type": {"type": "PROTEST"}}
    for field, value in set_anew.items():
        assert judge(second, "correct", event, field=field, value=value).status_code == 201
    return first, second, event


def opinions(client, event: str) -> dict[str, list]:
    return {one["field"]: one["opinions"] for one in client.get(f"{API}/events/{event}").json()["disagreements"]}


@pytest.mark.parametrize("whose", [0, 1])
@pytest.mark.parametrize("field", ["actors", "place", "type"])
def test_who_takes_what_another_holds_differs_from_him_no_longer(differing, field, whose) -> None:
    """The value is sent as it was shown, with romanised names and without what is kept and not shown."""
    *people, event = differing
    held = opinions(people[0], event)[field][whose]
    other = people[1 - whose]
    assert judge(other, "correct", event, field=field, value=held["value"]).status_code == 201
    assert field not in opinions(other, event)


def test_a_side_that_stays_keeps_its_kind(client) -> None:
    event = next(event for event in events(client) if any(side["kind"] and not side["actor"] for side in event["actors"]))
    (side,) = event["actors"]
    sent = [{"name": side["name"], "actor": ""}, {"name": "قناصة", "actor": ""}]
    (now,) = judge(client, "correct", event["id"], field="actors", value=sent).json()["events"]
    assert [one["kind"] for one in now["actors"]] == [side["kind"], ""]
