"""Logging in: what a browser is given, how long it holds, and what guessing gets."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.web.team import ADDRESS, PASSWORD, WITH_LOGIN, add_team, app_over, browser, stranger

from marsad.store.accounts import change_account
from marsad.web.security import passwords
from marsad.web.security.admission import COOKIE, IDLE, LONGEST, SECURE_COOKIE
from marsad.web.security.limits import LOGINS_AT_ONE, LOGINS_FROM

API = "/api/v1"
MOMENT = timedelta(seconds=1)


class Clock:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.time = datetime(2024, 1, 1, tzinfo=UTC)

    def __call__(self) -> str:
        return self.time.isoformat(timespec="milliseconds")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(here, clock):
    """The workbench of a team, whose time is the clock's."""
    add_team(here.store)
    return app_over(here._replace(now=clock), WITH_LOGIN)


def log_in(client, name: str = "reviewer", password: str = PASSWORD):
    return client.post(f"{API}/session", json={"name": name, "password": password})


def cookie_of(answer) -> str:
    return answer.headers["set-cookie"]


def test_a_login_gives_a_cookie_that_no_script_reads(shared_app) -> None:
    client = stranger(shared_app)
    answer = log_in(client, " Reviewer ")
    assert answer.json()["account"] == {"name": "reviewer", "role": "reviewer"}
    said = cookie_of(answer).lower()
    assert said.startswith(f"{COOKIE}=")
    assert "httponly" in said
    assert "samesite=strict" in said
    assert "path=/" in said
    assert "domain" not in said
    assert client.get(f"{API}/session").json() == answer.json()
    assert client.get(f"{API}/events").status_code == 200
    assert answer.json()["csrf"] not in cookie_of(answer)


def test_over_tls_the_cookie_goes_over_tls_only(shared_app) -> None:
    client = stranger(shared_app, ADDRESS.replace("http", "https"))
    said = cookie_of(log_in(client))
    assert said.startswith(f"{SECURE_COOKIE}=")
    assert "Secure" in said
    assert client.get(f"{API}/events").status_code == 200
    assert "max-age" in client.get(f"{API}/events").headers["strict-transport-security"]


def test_a_name_that_is_not_there_is_answered_like_a_wrong_password(team_app, monkeypatch) -> None:
    compared = []
    verify = passwords.HASHER.verify
    monkeypatch.setattr(type(passwords.HASHER), "verify", lambda self, hashed, plain: compared.append(hashed) or verify(hashed, plain))
    wrong = log_in(stranger(team_app), "reviewer", "wrong horse battery")
    unknown = log_in(stranger(team_app), "nobody", "wrong horse battery")
    change_account(team_app.state.context.store, "viewer", active=False)
    closed = log_in(stranger(team_app), "viewer", PASSWORD)
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json()) == (closed.status_code, closed.json())
    assert wrong.status_code == 401
    costs = [hashed.split("$")[1:4] for hashed in compared]
    assert len(costs) == 3
    assert all(cost == costs[0] for cost in costs), "the work is the same, so the time tells nothing"


def test_guessing_a_password_soon_ends(team_app) -> None:
    client = stranger(team_app)
    tried = [log_in(client, "admin", f"wrong horse battery {number}").status_code for number in range(LOGINS_AT_ONE.burst + 3)]
    assert tried == [401] * LOGINS_AT_ONE.burst + [429] * 3
    refused = log_in(client, "admin", PASSWORD)
    assert refused.status_code == 429, "the right one too: else the answer would tell which it was"
    assert int(refused.headers["retry-after"]) > 0
    assert log_in(client, "viewer").status_code == 200, "others may still log in from there"


def test_guessing_names_soon_ends(team_app) -> None:
    client = stranger(team_app)
    tried = [log_in(client, f"name{number}").status_code for number in range(LOGINS_FROM.burst + 2)]
    assert tried == [401] * LOGINS_FROM.burst + [429] * 2


def test_logging_in_rightly_is_not_limited(shared_app) -> None:
    assert {log_in(stranger(shared_app)).status_code for _ in range(3 * LOGINS_AT_ONE.burst)} == {200}


def test_a_session_that_was_slipped_in_is_not_taken_over(shared_app) -> None:
    attacker, victim = stranger(shared_app), stranger(shared_app)
    victim.cookies.set(COOKIE, "chosen-by-the-attacker")
    log_in(victim)
    attacker.cookies.set(COOKIE, "chosen-by-the-attacker")
    assert attacker.get(f"{API}/events").status_code == 401
    before = browser(shared_app, "viewer")
    old = before.cookies[COOKIE]
    before.cookies.delete(COOKIE)
    before.cookies.set(COOKIE, old)
    assert log_in(before).status_code == 200
    attacker.cookies.set(COOKIE, old)
    assert attacker.get(f"{API}/events").status_code == 401, "the session from before the login has ended"


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "\N{ARABIC LETTER AIN}", "a" * 4000])
def test_a_made_up_token_is_nobody(shared_app, token) -> None:
    answer = stranger(shared_app).get(f"{API}/events", headers={"Cookie": f"{COOKIE}={token}".encode()})
    assert answer.status_code == 401


def test_a_session_ends_when_nothing_is_asked(timed, clock) -> None:
    client = browser(timed, "viewer")
    for _ in range(3):
        clock.time += IDLE - MOMENT
        assert client.get(f"{API}/events").status_code == 200
    clock.time += IDLE
    assert client.get(f"{API}/events").status_code == 401


def test_a_session_ends_at_last_however_much_is_asked(timed, clock) -> None:
    client = browser(timed, "viewer")
    end = clock.time + LONGEST
    while clock.time < end - IDLE:
        clock.time += IDLE / 2
        assert client.get(f"{API}/events").status_code == 200
    clock.time = end
    assert client.get(f"{API}/events").status_code == 401


def test_logging_out_ends_the_session_in_the_store(shared_app) -> None:
    client = browser(shared_app, "viewer")
    token = client.cookies[COOKIE]
    answer = client.delete(f"{API}/session")
    assert (answer.status_code, answer.content) == (204, b"")
    assert 'marsad=""' in cookie_of(answer)
    again = stranger(shared_app)
    again.cookies.set(COOKIE, token)
    assert again.get(f"{API}/events").status_code == 401


def test_a_role_that_was_lowered_holds_at_once_and_a_closed_account_is_out(team_app) -> None:
    client, admin = browser(team_app, "reviewer"), browser(team_app, "admin")
    assert admin.patch(f"{API}/accounts/reviewer", json={"role": "viewer"}).json()["role"] == "viewer"
    assert client.get(f"{API}/articles").status_code == 403
    assert client.get(f"{API}/events").status_code == 200
    assert admin.patch(f"{API}/accounts/reviewer", json={"active": False}).status_code == 200
    assert client.get(f"{API}/events").status_code == 401
    assert admin.patch(f"{API}/accounts/reviewer", json={"active": True}).status_code == 200
    assert client.get(f"{API}/events").status_code == 401, "it must log in anew"


def test_ones_own_password(team_app) -> None:
    client, elsewhere = browser(team_app, "analyst"), browser(team_app, "analyst")
    change = {"current": PASSWORD, "new": "another horse battery"}
    assert client.post(f"{API}/session/password", json=change | {"current": "wrong horse battery"}).status_code == 403
    assert client.post(f"{API}/session/password", json=change | {"new": "short"}).status_code == 400
    answer = client.post(f"{API}/session/password", json=change)
    assert answer.status_code == 200
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    assert client.get(f"{API}/events").status_code == 200
    assert elsewhere.get(f"{API}/events").status_code == 401
    assert log_in(stranger(team_app), "analyst").status_code == 401
    assert log_in(stranger(team_app), "analyst", "another horse battery").status_code == 200


def test_the_last_admin_stays_in(team_app) -> None:
    admin = browser(team_app, "admin")
    for change in ({"role": "viewer"}, {"active": False}):
        assert admin.patch(f"{API}/accounts/admin", json=change).status_code == 400
    assert admin.patch(f"{API}/accounts/nobody", json={"role": "viewer"}).status_code == 404
    assert admin.post(f"{API}/accounts", json={"name": "VIEWER", "password": PASSWORD, "role": "viewer"}).status_code == 409


@pytest.mark.parametrize("name", ["local", "a b", "../x", "<b>", "", "a\0b", "x" * 65, "\N{RIGHT-TO-LEFT OVERRIDE}admin"])
def test_names_that_would_mislead_are_refused(shared_app, name) -> None:
    answer = browser(shared_app, "admin").post(f"{API}/accounts", json={"name": name, "password": PASSWORD, "role": "viewer"})
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "newcomer.name", "x" * 300])
def test_passwords_that_anybody_tries_first_are_refused(shared_app, password) -> None:
    answer = browser(shared_app, "admin").post(f"{API}/accounts", json={"name": "newcomer.name", "password": password, "role": "viewer"})
    assert answer.status_code == 400
    assert password not in answer.text


def test_nothing_secret_is_kept_as_it_is(shared_app) -> None:
    client = stranger(shared_app)
    log_in(client)
    key = browser(shared_app, "viewer").post(f"{API}/keys", json={"label": "l", "role": "viewer"}).json()["key"]
    store = shared_app.state.context.store
    with store.engine.connect() as connection:
        rows = [row for table in ("accounts", "sessions", "api_keys", "audit") for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
    kept = str(rows)
    for secret in (PASSWORD, client.cookies[COOKIE], key, key[-43:]):
        assert secret not in kept
    assert "$argon2id$" in kept
