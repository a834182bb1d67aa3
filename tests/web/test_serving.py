"""The server around the application: whom it believes behind a proxy, and where it can listen."""

import pytest
from fastapi.testclient import TestClient
from tests.web.team import PASSWORD, app_over

from marsad.errors import SettingError
from marsad.store.audit import list_audit
from marsad.web.security import passwords
from marsad.web.security.reach import access_for
from marsad.web.serving import config_for, listen

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "Host": "marsad.example"}
PROXY, OTHER = "127.0.0.1", "198.51.100.7"
API = "/api/v1"


def behind(app, proxy: str | None, peer: str) -> TestClient:
    """A client whose requests reach the server from `peer`."""
    config = config_for(app, proxy)
    config.load()
    return TestClient(config.loaded_app, base_url="http://marsad.example", client=(peer, 50_000))


@pytest.fixture
def proxied(team_app):
    here = team_app.state.context
    return app_over(here, access_for(here.store, PROXY, PROXY))


@pytest.mark.parametrize(("peer", "believed"), [(PROXY, True), (OTHER, False)])
def test_the_proxy_is_believed_who_asks_and_how_and_nobody_else(proxied, peer, believed) -> None:
    answer = behind(proxied, PROXY, peer).post(f"{API}/session", json={"name": "viewer", "password": PASSWORD}, headers=FORWARDED)
    assert answer.status_code == 200
    assert ("Secure" in answer.headers["set-cookie"]) is believed
    assert ("strict-transport-security" in answer.headers) is believed
    assert list_audit(proxied.state.context.store, 1).entries[0].address == ("203.0.113.9" if believed else OTHER)


def test_without_a_proxy_no_header_makes_another_address(team_app) -> None:
    client = behind(team_app, None, PROXY)
    client.post(f"{API}/session", json={"name": "viewer", "password": PASSWORD}, headers=FORWARDED | {"Host": "localhost"})
    assert list_audit(team_app.state.context.store, 1).entries[0].address == PROXY


def test_when_too_many_log_in_at_once_the_rest_goes_on(team_app, monkeypatch) -> None:
    monkeypatch.setattr(passwords, "LONGEST_WAIT_SECONDS", 0.01)
    client = TestClient(team_app, base_url="http://localhost")
    for _ in range(passwords.MOST_AT_ONCE):
        passwords._turns.acquire()
    try:
        busy = client.post(f"{API}/session", json={"name": "viewer", "password": PASSWORD})
        assert (busy.status_code, busy.headers["content-type"]) == (503, "application/problem+json")
        assert client.get(f"{API}/session").status_code == 200
    finally:
        for _ in range(passwords.MOST_AT_ONCE):
            passwords._turns.release()
    assert client.post(f"{API}/session", json={"name": "viewer", "password": PASSWORD}).status_code == 200


def test_a_port_that_is_taken_is_told() -> None:
    with listen("127.0.0.1", 0) as first:
        first.listen()
        with pytest.raises(SettingError, match="choose another with --port"):
            listen("127.0.0.1", first.getsockname()[1])
    with pytest.raises(SettingError, match="cannot listen"):
        listen("203.0.113.1", 0)
