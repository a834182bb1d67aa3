"""Keys of the API: what they open, how they end, and what guessing gets."""

from base64 import b64encode

import pytest
from tests.web.team import AT, PASSWORD, browser, program, stranger

from marsad.store.api_keys import list_keys
from marsad.web.security.limits import WRONG_KEYS

API = "/api/v1"


def make(client, role: str = "viewer", **more):
    return client.post(f"{API}/keys", json={"label": "nightly export", "role": role, **more})


def ask(app, header: str) -> int:
    return stranger(app).get(f"{API}/events", headers={"Authorization": header}).status_code


def test_a_key_is_shown_once_and_opens_the_api(shared_app) -> None:
    analyst = browser(shared_app, "analyst")
    made = make(analyst, "analyst", expires="2999-12-31")
    assert made.status_code == 201
    told = made.json()
    assert told["key"].startswith(f"marsad_{told['id']}_")
    assert (told["account"], told["role"], told["expires"], told["used"]) == ("analyst", "analyst", "2999-12-31T23:59:59+00:00", None)
    assert ask(shared_app, f"Bearer {told['key']}") == 200
    assert ask(shared_app, f"bearer  {told['key']} ") == 200
    assert ask(shared_app, "Basic " + b64encode(f"anything:{told['key']}".encode()).decode()) == 200
    listed = next(key for key in analyst.get(f"{API}/keys").json()["items"] if key["id"] == told["id"])
    assert "key" not in listed
    assert listed["used"] is not None
    assert analyst.delete(f"{API}/keys/{told['id']}").status_code == 204
    assert ask(shared_app, f"Bearer {told['key']}") == 401


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer letmein",
        "Basic",
        "Basic %%%",
        "Basic bm9jb2xvbg==",
        "Digest x",
        "Bearer marsad_0000000000_" + "x" * 43,
        "Bearer " + "x" * 9000,
    ],
)
def test_what_is_no_key_opens_nothing(shared_app, header) -> None:
    assert ask(shared_app, header) == 401


def test_a_key_whose_end_is_wrong_by_a_letter_opens_nothing(shared_app) -> None:
    key = make(browser(shared_app, "viewer")).json()["key"]
    assert ask(shared_app, f"Bearer {key[:-1]}{'A' if key[-1] != 'A' else 'B'}") == 401
    assert ask(shared_app, f"Bearer {key}x") == 401


def test_a_key_past_its_day_opens_nothing(shared_app) -> None:
    assert program(shared_app, "viewer", expires="2024-01-02T00:00:00+00:00").get(f"{API}/events").status_code == 401
    for expires in ("2024-01-01", "tomorrow", "0001-01-01", ""):
        assert make(browser(shared_app, "viewer"), expires=expires).status_code == 400


def test_a_key_ends_with_its_account_and_sinks_with_its_role(team_app) -> None:
    key, admin = program(team_app, "reviewer"), browser(team_app, "admin")
    assert key.get(f"{API}/articles").status_code == 200
    admin.patch(f"{API}/accounts/reviewer", json={"role": "viewer"})
    assert key.get(f"{API}/articles").status_code == 403
    admin.patch(f"{API}/accounts/reviewer", json={"active": False})
    assert key.get(f"{API}/events").status_code == 401


def test_everybody_has_his_own_keys_and_an_admin_all(team_app) -> None:
    viewer, analyst, admin = (browser(team_app, name) for name in ("viewer", "analyst", "admin"))
    key = make(analyst).json()["id"]
    assert make(viewer, "analyst").status_code == 400, "no key above one's own role"
    assert [held["id"] for held in viewer.get(f"{API}/keys").json()["items"]] == []
    assert viewer.delete(f"{API}/keys/{key}").status_code == 404
    assert [held["id"] for held in admin.get(f"{API}/keys").json()["items"]] == [key]
    assert admin.delete(f"{API}/keys/{key}").status_code == 204
    assert list_keys(team_app.state.context.store) == []


@pytest.mark.parametrize("label", ["", "   ", "x" * 101, "a\nb", "a\0b"])
def test_a_label_says_in_a_line_what_a_key_is_for(shared_app, label) -> None:
    assert browser(shared_app, "viewer").post(f"{API}/keys", json={"label": label, "role": "viewer"}).status_code in (400, 422)


def test_guessing_keys_soon_ends_and_keeps_no_one_out(team_app) -> None:
    right = program(team_app, "viewer")
    guesses = [ask(team_app, f"Bearer marsad_{number:010x}_{'x' * 43}") for number in range(WRONG_KEYS.burst + 3)]
    assert guesses == [401] * WRONG_KEYS.burst + [429] * 3
    assert right.get(f"{API}/events").status_code == 200, "who has a right key still gets in from there"
    known = right.headers["Authorization"][:-43]
    guesses = [ask(team_app, known + "x" * 43) for _ in range(WRONG_KEYS.burst + 3)]
    assert guesses == [401] * WRONG_KEYS.burst + [429] * 3
    refused = right.get(f"{API}/events")
    assert refused.status_code == 429, "of the key that is guessed at, the right one too"
    assert int(refused.headers["retry-after"]) > 0


def test_whoever_asks_without_pause_is_asked_to_wait(team_app) -> None:
    client = stranger(team_app)
    statuses = [client.get(f"{API}/session").status_code for _ in range(80)]
    assert statuses[:60] == [200] * 60
    assert 429 in statuses[60:]
    assert browser(team_app, "viewer").get(f"{API}/events").status_code == 200, "an account from the same address is counted by itself"


def test_the_last_use_is_kept_now_and_then_and_not_with_every_request(team_app) -> None:
    client = program(team_app, "viewer")
    store = team_app.state.context.store
    client.get(f"{API}/events")
    (first,) = list_keys(store)
    client.get(f"{API}/events")
    (second,) = list_keys(store)
    assert first.used == second.used > AT


def test_a_password_is_no_key(shared_app) -> None:
    assert ask(shared_app, "Basic " + b64encode(f"viewer:{PASSWORD}".encode()).decode()) == 401
