"""Requests that no page of this server made: from other sites, under other names, without the token; and what they are told."""

import pytest
from sqlalchemy.exc import OperationalError
from tests.web.team import ADDRESS, browser, owner, program, stranger

JUDGEMENT = {"action": "accept", "event": "none"}
NO_EVENT = 404
"""The answer of the route: the request came through."""


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:9", "localhost.", "[::1]:8000"])
def test_this_machine_is_asked_under_its_own_names(open_app, host) -> None:
    assert stranger(open_app).get("/api/v1/about", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/about", "/", "/api/v1/openapi.json"])
@pytest.mark.parametrize("host", ["attacker.example", "attacker.example:8000", "127.0.0.1.attacker.example", "localhost@attacker.example", "", "["])
def test_a_name_that_was_bent_to_this_machine_gets_nothing(open_app, host, path) -> None:
    answer = stranger(open_app).get(path, headers={"Host": host})
    assert (answer.status_code, answer.headers["content-type"]) == (421, "application/problem+json")


def test_on_this_machine_without_accounts_nobody_logs_in(open_app) -> None:
    told = stranger(open_app).get("/api/v1/session").json()
    assert (told["account"], told["login_needed"]) == ({"name": "local", "role": "admin"}, False)
    assert len(told["csrf"]) >= 40
    assert stranger(open_app).get("/api/v1/about").json()["restricted"] is False


def test_with_the_first_account_the_login_is_needed_here_too(client) -> None:
    assert client.post("/api/v1/accounts", json={"name": "omar", "password": "correct horse battery", "role": "viewer"}).status_code == 400
    assert client.post("/api/v1/keys", json={"label": "l", "role": "viewer"}).status_code == 409
    assert client.post("/api/v1/accounts", json={"name": "Rim", "password": "correct horse battery", "role": "admin"}).status_code == 201
    assert client.get("/api/v1/events").status_code == 401
    assert client.get("/api/v1/session").json() == {"account": None, "csrf": "", "login_needed": True}
    assert client.post("/api/v1/session", json={"name": "rim", "password": "correct horse battery"}).status_code == 200
    assert client.get("/api/v1/about").json()["restricted"] is True


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "0" * 64},
        {"X-CSRF-Token": "\N{LATIN SMALL LETTER E WITH ACUTE}".encode("latin-1")},
        {"Origin": "https://attacker.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://["},
        {"Origin": "http://127.0.0.1:3000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
@pytest.mark.parametrize("team", [False, True])
def test_forged_writes_are_refused(open_app, shared_app, team, headers) -> None:
    asking = browser(shared_app, "reviewer") if team else owner(open_app)
    assert asking.post("/api/v1/judgements", json=JUDGEMENT).status_code == NO_EVENT
    answer = asking.post("/api/v1/judgements", json=JUDGEMENT, headers=headers)
    assert (answer.status_code, answer.json()["status"]) == (403, 403)


def test_a_login_cannot_be_forged_either(shared_app) -> None:
    asked = {"name": "viewer", "password": "correct horse battery"}
    assert stranger(shared_app).post("/api/v1/session", json=asked, headers={"Origin": "https://attacker.example"}).status_code == 403
    plain = stranger(shared_app).post(
        "/api/v1/session", content=b'{"name":"viewer","password":"correct horse battery"}', headers={"Content-Type": "text/plain"}
    )
    assert plain.status_code == 422, "a form of another page can send text/plain, and no JSON"


@pytest.mark.parametrize(("mode", "status"), [("no-cors", 403), ("cors", 403), ("navigate", 200)])
def test_other_sites_read_nothing_but_may_link_here(open_app, mode, status) -> None:
    client = owner(open_app)
    assert client.get("/api/v1/about", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode}).status_code == status
    assert "access-control-allow-origin" not in client.get("/api/v1/about", headers={"Origin": "https://attacker.example"}).headers


def test_the_page_of_a_proxy_is_this_servers_own(shared_app) -> None:
    reviewer = browser(shared_app, "reviewer")
    headers = {"Host": "localhost", "Origin": "https://localhost"}
    assert reviewer.post("/api/v1/judgements", json=JUDGEMENT, headers=headers).status_code == NO_EVENT


def test_a_key_needs_no_token_since_no_browser_sends_it_by_itself(shared_app) -> None:
    assert program(shared_app, "reviewer").post("/api/v1/judgements", json=JUDGEMENT).status_code == NO_EVENT


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/none", 404), ("GET", "/none", 404), ("PUT", "/api/v1/about", 405), ("TRACE", "/api/v1/about", 405),
        ("GET", "/api/v1/about/", 404), ("GET", "//api/v1/about", 404), ("GET", "/api/v1//about", 404), ("GET", "/API/v1/about", 404),
        ("POST", "/", 405),
    ],
)  # fmt: skip
def test_what_is_nowhere_is_told_as_a_problem(open_app, method, path, status) -> None:
    client = owner(open_app)
    answer = client.request(method, ADDRESS + path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert {"type", "title", "status", "detail"} == answer.json().keys()
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_bug_is_told_without_its_traceback(client, app, monkeypatch) -> None:
    monkeypatch.setattr("marsad.web.routes.reference.find_named", lambda q, most: 1 / 0)
    answer = client.get("/api/v1/actors?q=x")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "ZeroDivision" not in answer.text
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("where", ["marsad.web.security.admission.has_accounts", "marsad.web.routes.events.list_events"])
def test_a_store_that_is_held_or_gone_is_told(client, monkeypatch, where) -> None:
    def gone(*given: object) -> None:
        raise OperationalError("SELECT secret", {}, Exception("database is locked"))

    monkeypatch.setattr(where, gone)
    answer = client.get("/api/v1/events")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert "SELECT" not in answer.text
