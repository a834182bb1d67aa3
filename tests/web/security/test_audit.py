"""The audit log: what stands in it, and what does not."""

import pytest
from tests.web.filling import PUBLISHED
from tests.web.team import PASSWORD, browser, program, stranger

from marsad.engine.ingest import ingest
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.model import Document
from marsad.settings import Settings
from marsad.store.audit import list_audit
from marsad.web.security.limits import NOTED

API = "/api/v1"


def log(app) -> list[tuple[str, str, str, str, int, str]]:
    entries = list_audit(app.state.context.store, 500).entries
    return [(entry.account, entry.via.partition(" ")[0], entry.method, entry.path.removeprefix(API), entry.status, entry.detail) for entry in entries]


def test_reads_of_what_is_restricted_stand_in_it_and_others_do_not(team_app) -> None:
    admin, key = browser(team_app, "admin"), program(team_app, "analyst")
    (sha256,) = team_app.state.context.store.known_captures()
    for path in ("events", "articles", "about", "captures/" + sha256):
        assert admin.get(f"{API}/{path}").status_code == 200
    assert log(team_app) == []
    key.get(f"{API}/captures/{sha256}/bytes")
    key.get(f"{API}/captures/{'0' * 64}/bytes")
    browser(team_app, "viewer").get(f"{API}/captures/{sha256}/bytes")
    admin.get(f"{API}/accounts")
    admin.get(f"{API}/audit")
    assert [entry[:5] for entry in log(team_app)[::-1]] == [
        ("analyst", "key", "GET", f"/captures/{sha256}/bytes", 200),
        ("analyst", "key", "GET", f"/captures/{'0' * 64}/bytes", 404),
        ("viewer", "session", "GET", f"/captures/{sha256}/bytes", 403),
        ("admin", "session", "GET", "/accounts", 200),
        ("admin", "session", "GET", "/audit", 200),
    ]


@pytest.mark.parametrize(("marking", "kept"), [("GREEN", False), ("AMBER", True), ("RED", True)])
def test_reads_of_what_is_marked_stand_in_it(team_app, marking, kept) -> None:
    store = team_app.state.context.store
    ingest([Document("marked", "قتل أربعة جنود في هجوم شنه مسلحون على حاجز في مدينة تدمر أمس.", published=PUBLISHED, tlp=marking)], store, Settings())
    reconcile_new(StoredReports(store))
    admin = browser(team_app, "admin")
    event = next(iter(store.homes_of(["marked"])["marked"].values()))
    answers = [admin.get(f"{API}/{path}") for path in ("articles/marked", f"events/{event}", "articles/a")]
    assert [answer.status_code for answer in answers] == [200] * 3
    wanted = [(200, f"TLP:{marking}"), (200, f"TLP:{marking}")] if kept else []
    assert [entry[4:] for entry in log(team_app)] == wanted
    assert (answers[0].headers["cache-control"] == "no-store") is kept
    assert browser(team_app, "viewer").get(f"{API}/articles/marked").status_code == (404 if kept else 200)


def test_every_write_stands_in_it_with_what_came_of_it(team_app) -> None:
    admin, reviewer = browser(team_app, "admin"), browser(team_app, "reviewer")
    event = reviewer.get(f"{API}/events").json()["items"][0]["id"]
    judged = reviewer.post(f"{API}/judgements", json={"action": "accept", "event": event}).json()["judgement"]["id"]
    reviewer.post(f"{API}/judgements/{judged}/undo", json={})
    reviewer.post(f"{API}/judgements", json={"action": "accept", "event": "none"})
    reviewer.post(f"{API}/judgements", json={"action": "accept", "event": event}, headers={"X-CSRF-Token": "forged"})
    browser(team_app, "viewer").post(f"{API}/judgements", json={"action": "accept", "event": event})
    admin.post(f"{API}/accounts", json={"name": "new", "password": PASSWORD, "role": "viewer"})
    admin.patch(f"{API}/accounts/new", json={"role": "analyst", "password": PASSWORD + "2"})
    assert [(entry[0], *entry[2:]) for entry in log(team_app)[::-1]] == [
        ("reviewer", "POST", "/judgements", 201, f"accept {event}"),
        ("reviewer", "POST", f"/judgements/{judged}/undo", 201, ""),
        ("reviewer", "POST", "/judgements", 404, "accept none"),
        ("reviewer", "POST", "/judgements", 403, ""),
        ("viewer", "POST", "/judgements", 403, ""),
        ("admin", "POST", "/accounts", 201, "new: viewer"),
        ("admin", "PATCH", "/accounts/new", 200, "new: role analyst, password"),
    ]


def test_logins_stand_in_it_and_what_was_typed_does_not(team_app) -> None:
    for name, password in (("reviewer", PASSWORD), ("reviewer", "wrong horse battery"), ("my-password-in-the-wrong-box", "reviewer")):
        stranger(team_app).post(f"{API}/session", json={"name": name, "password": password})
    client = browser(team_app, "reviewer")
    client.delete(f"{API}/session", headers={"X-CSRF-Token": client.get(f"{API}/session").json()["csrf"]})
    stranger(team_app).get(f"{API}/events", headers={"Authorization": "Bearer guess"})
    stranger(team_app).get(f"{API}/events")
    entries = log(team_app)[::-1]
    assert [(entry[0], *entry[2:]) for entry in entries] == [
        ("reviewer", "POST", "/session", 200, "logged in"),
        ("", "POST", "/session", 401, "login refused: reviewer"),
        ("", "POST", "/session", 401, "login refused: unknown or inactive account"),
        ("reviewer", "DELETE", "/session", 204, ""),
        ("", "GET", "/events", 401, ""),
    ], "who asks without any secret is nobody's news"
    assert "horse" not in str(entries)
    assert "my-password" not in str(entries)


def test_whoever_guesses_on_and_on_does_not_fill_it(team_app) -> None:
    for number in range(60):
        stranger(team_app).post(f"{API}/session", json={"name": f"name{number}", "password": "wrong horse battery"})
        stranger(team_app).get(f"{API}/events", headers={"Authorization": "Bearer guess"})
    assert 0 < len(log(team_app)) < 40


STRANGERS = {
    "led here by another site": (API + "/session", {"Origin": "https://elsewhere.example"}, 403),
    "no address": (API + "/session?x=%00", {}, 400),
    "too large": (API + "/session", {"Content-Length": "9999999"}, 413),
    "no login": (API + "/session", {}, 422),
    "no key": (API + "/judgements", {"Authorization": "Bearer guess"}, 401),
}


@pytest.mark.parametrize(("path", "headers", "status"), STRANGERS.values(), ids=STRANGERS)
def test_nothing_that_a_stranger_sends_fills_it(team_app, path, headers, status) -> None:
    answers = {stranger(team_app).post(path, content=b"{}", headers=headers).status_code for _ in range(8)}
    assert answers == {status}
    assert len(log(team_app)) == NOTED.burst


def test_no_restricted_thing_is_read_when_it_cannot_be_noted(team_app, monkeypatch) -> None:
    (sha256,) = team_app.state.context.store.known_captures()

    def broken(store, entry) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("marsad.web.security.guard.add_audit", broken)
    answer = browser(team_app, "analyst").get(f"{API}/captures/{sha256}/bytes")
    assert answer.status_code == 500
    assert "<html" not in answer.text


def test_an_admin_reads_it_backwards_in_pages(team_app) -> None:
    admin, reviewer = browser(team_app, "admin"), browser(team_app, "reviewer")
    for number in range(5):
        reviewer.post(f"{API}/judgements", json={"action": "accept", "event": f"e{number}"})
    first = admin.get(f"{API}/audit", params={"most": 2, "account": "reviewer"}).json()
    second = admin.get(f"{API}/audit", params={"most": 5, "account": "reviewer", "after": first["cursor"]}).json()
    assert [entry["detail"] for entry in [*first["items"], *second["items"]]] == [f"accept e{number}" for number in (4, 3, 2, 1, 0)]
    assert second["cursor"] == ""
    assert first["items"][0].keys() == {"at", "account", "via", "address", "method", "path", "status", "detail"}


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "\N{ARABIC-INDIC DIGIT ONE}", "9" * 19])
def test_a_made_up_cursor_is_refused(shared_app, cursor) -> None:
    assert browser(shared_app, "admin").get(f"{API}/audit", params={"after": cursor}).status_code == 400


@pytest.mark.parametrize("path", ["a" * 2000, "\N{ARABIC LETTER AIN}" * 900])
def test_what_is_kept_of_a_path_is_bounded(shared_app, path) -> None:
    browser(shared_app, "admin").patch(f"{API}/accounts/{path}", json={"role": "viewer"})
    assert len(list_audit(shared_app.state.context.store, 1).entries[0].path) <= 300


def test_what_is_kept_of_a_path_drives_no_terminal(shared_app) -> None:
    browser(shared_app, "admin").patch(f"{API}/accounts/%1b[2J%0a%E2%80%AEx", json={"role": "viewer"})
    (entry,) = list_audit(shared_app.state.context.store, 1).entries
    assert entry.path == f"{API}/accounts/\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}x"
    assert entry.detail.isprintable()


def test_a_write_that_met_a_bug_stands_in_it_too(team_app, monkeypatch) -> None:
    monkeypatch.setattr("marsad.web.routes.review._judge", lambda *given: 1 / 0)
    browser(team_app, "reviewer").post(f"{API}/judgements", json={"action": "accept", "event": "e"})
    browser(team_app, "reviewer").get(f"{API}/events")
    assert [entry[0:1] + entry[2:] for entry in log(team_app)] == [("reviewer", "POST", "/judgements", 500, "accept e")]
