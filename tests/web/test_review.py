"""Judging over the API: who decided what, when and why; that all of it can be taken back; that two who differ are shown to differ."""

import pytest
from tests.web.team import browser

JUDGEMENTS = "/api/v1/judgements"


@pytest.fixture
def event(client) -> dict:
    """An event that two outlets tell of."""
    (found,) = client.get("/api/v1/events", params={"words": "دوما", "sources": 2}).json()["items"]
    return found


def judge(client, action: str, event: str, **more) -> dict:
    answered = client.post(JUDGEMENTS, json={"action": action, "event": event, **more})
    assert answered.status_code == 201, answered.text
    return answered.json()


def undo(client, judgement: dict) -> dict:
    answered = client.post(f"{JUDGEMENTS}/{judgement['judgement']['id']}/undo", json={"reason": "mistaken"})
    assert answered.status_code == 201, answered.text
    return answered.json()


def state_of(client, event: str) -> str:
    return client.get(f"/api/v1/events/{event}").json()["review"]


@pytest.mark.parametrize(
    ("action", "more", "state"),
    [
        ("accept", {}, "accepted"),
        ("reject", {}, "rejected"),
        ("correct", {"field": "killed", "value": [20, None]}, "corrected"),
        ("correct", {"field": "place", "value": {"id": "geonames:170592"}}, "corrected"),
        ("correct", {"field": "date", "value": None}, "corrected"),
    ],
)
def test_a_judgement_is_taken_back_and_given_again(client, event, action, more, state) -> None:
    before = client.get(f"/api/v1/events/{event['id']}").json()
    given = judge(client, action, event["id"], reason="seen the pictures", **more)
    assert (given["judgement"]["by"], given["judgement"]["reason"], given["judgement"]["standing"]) == ("local", "seen the pictures", True)
    assert given["judgement"]["at"].endswith("+00:00")
    assert state_of(client, event["id"]) == state
    taken = undo(client, given)
    after = client.get(f"/api/v1/events/{event['id']}").json()
    assert {key: after[key] for key in ("review", "toll", "place", "begin")} == {key: before[key] for key in ("review", "toll", "place", "begin")}
    undo(client, taken)
    assert state_of(client, event["id"]) == state
    assert client.post(f"{JUDGEMENTS}/{taken['judgement']['id']}/undo", json={}).status_code == 409


def test_the_list_says_what_stands_and_of_which_event(client, event) -> None:
    taken = undo(client, judge(client, "accept", event["id"]))
    listed = client.get(JUDGEMENTS, params={"event": event["id"]}).json()
    assert [(line["action"], line["standing"], line["event"]) for line in listed["items"]] == [
        ("undo", True, event["id"]),
        ("accept", False, event["id"]),
    ]
    assert [told["id"] for told in listed["events"]] == [event["id"]]
    assert listed["reviewers"] == ["local"]
    assert listed["items"][0]["undoes"] == listed["items"][1]["id"]
    assert listed["items"][0]["id"] == taken["judgement"]["id"]
    rest = client.get(JUDGEMENTS, params={"most": 1, "after": listed["items"][0]["id"]}).json()
    assert [line["id"] for line in rest["items"]] == [listed["items"][1]["id"]]
    assert rest["cursor"] == ""


def test_two_reviewers_who_differ_are_shown_until_one_gives_way(team_app) -> None:
    reviewer, admin = browser(team_app, "reviewer"), browser(team_app, "admin")
    (event,) = reviewer.get("/api/v1/events", params={"words": "دوما", "sources": 2}).json()["items"]
    judge(reviewer, "correct", event["id"], field="killed", value=[20, 20])
    judge(admin, "correct", event["id"], field="killed", value=[25, 25])
    whole = admin.get(f"/api/v1/events/{event['id']}").json()
    ((field, opinions),) = [(told["field"], told["opinions"]) for told in whole["disagreements"]]
    assert (whole["review"], field) == ("disputed", "killed")
    assert [(opinion["by"], opinion["value"]) for opinion in opinions] == [("reviewer", [20, 20]), ("admin", [25, 25])]
    (first, *_) = admin.get("/api/v1/review/queue").json()["items"]
    assert (first["id"], first["reasons"][0]["code"]) == (event["id"], "reviewers_differ")
    judge(reviewer, "correct", event["id"], field="killed", value=[25, 25])
    assert state_of(admin, event["id"]) == "corrected"


def test_what_was_not_looked_at_is_not_judged(client, event) -> None:
    judge(client, "correct", event["id"], field="killed", value=[1, 1])
    stale = client.post(JUDGEMENTS, json={"action": "accept", "event": event["id"], "expected_version": event["version"]})
    assert stale.status_code == 409
    assert "look again" in stale.json()["detail"]
    assert state_of(client, event["id"]) == "corrected"


def test_what_parted_two_events_is_told_of_both_and_can_be_taken_back_from_either(client, event) -> None:
    whole = client.get(f"/api/v1/events/{event['id']}").json()
    given = judge(client, "split", event["id"], reports=[whole["versions"][1]["id"]])
    for part in given["events"]:
        (told,) = client.get(f"/api/v1/events/{part['id']}").json()["judgements"]
        assert (told["id"], told["standing"]) == (given["judgement"]["id"], True)
        assert [one["id"] for one in client.get(JUDGEMENTS, params={"event": part["id"]}).json()["items"]] == [told["id"]]


def test_split_apart_they_are_each_others_likeliest(client, event) -> None:
    whole = client.get(f"/api/v1/events/{event['id']}").json()
    parts = judge(client, "split", event["id"], reports=[whole["versions"][1]["id"]])["events"]
    one, other = sorted(part["id"] for part in parts)
    alike = client.get(f"/api/v1/events/{one}/alike").json()["items"]
    assert alike[0]["id"] == other
    assert alike[0]["score"] > 0.5
    assert (alike[0]["days"], alike[0]["distance_m"]) == (0, 0)
    merged = judge(client, "merge", one, events=[other])
    assert len(merged["events"]) == 1
    assert merged["removed"]


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ({"id": "geonames:170592"}, 1),
        ({"lat": 33.5, "lon": 36.3}, 1),
        ({"lat": 33.5, "lon": 36.3, "radius_m": 20_000}, 2),
        ({"lat": 33.5, "lon": 36.3, "kind": "region"}, 3),
        (None, 3),
    ],
)
def test_a_place_set_by_hand_is_as_exact_as_it_is(client, event, value, precision) -> None:
    (told,) = judge(client, "correct", event["id"], field="place", value=value)["events"]
    assert told["geo_precision"] == precision
