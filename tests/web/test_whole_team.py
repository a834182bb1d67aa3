"""A team at work over each database: an account, a login, a key, a judgement and the log of it all."""

from tests.web.team import PASSWORD, browser, stranger

from marsad.web.security.reach import access_for

API = "/api/v1"


def test_from_an_account_to_the_log(anywhere) -> None:
    admin, new = browser(anywhere, "admin"), stranger(anywhere)
    asked = {"name": "ريم", "password": PASSWORD, "role": "reviewer"}
    assert admin.post(f"{API}/accounts", json=asked).status_code == 201
    name = admin.get(f"{API}/accounts").json()["items"][-1]["name"]
    session = new.post(f"{API}/session", json={"name": name, "password": PASSWORD})
    assert session.json()["account"] == {"name": name, "role": "reviewer"}
    new.headers["X-CSRF-Token"] = session.json()["csrf"]
    key = new.post(f"{API}/keys", json={"label": "nightly", "role": "analyst"}).json()
    assert stranger(anywhere).get(f"{API}/articles", headers={"Authorization": f"Bearer {key['key']}"}).status_code == 200
    event = new.get(f"{API}/review/queue").json()["items"][0]
    judged = new.post(f"{API}/judgements", json={"action": "accept", "event": event["id"], "expected_version": event["version"]})
    assert judged.status_code == 201
    assert new.get(f"{API}/judgements").json()["items"][0]["by"] == name
    undone = new.post(f"{API}/judgements/{judged.json()['judgement']['id']}/undo", json={})
    assert undone.status_code == 201
    assert new.delete(f"{API}/keys/{key['id']}").status_code == 204
    assert new.delete(f"{API}/session").status_code == 204
    log = admin.get(f"{API}/audit", params={"account": name}).json()["items"]
    assert [(entry["method"], entry["status"]) for entry in log][::-1] == [
        ("POST", 200), ("POST", 201), ("POST", 201), ("POST", 201), ("DELETE", 204), ("DELETE", 204)
    ]  # fmt: skip


def test_a_store_that_many_share_is_never_open(anywhere) -> None:
    store = anywhere.state.context.store
    assert access_for(store, "127.0.0.1", None)[:2] == (store.engine.dialect.name == "sqlite", True)


def test_what_one_database_would_choke_on_is_refused_by_both(anywhere) -> None:
    admin = browser(anywhere, "admin")
    for path in ("events/%00", "articles/%00", "events?words=%00", "events?after=2018~%00", "judgements?event=%00", "audit?account=%00"):
        assert admin.get(f"{API}/{path}").status_code == 400, path
    assert admin.post(f"{API}/judgements", json={"action": "accept", "event": "a\0"}).status_code == 422
    assert admin.post(f"{API}/judgements", json={"action": "accept", "event": "none", "reason": "a\0"}).status_code == 422
    assert admin.patch(f"{API}/accounts/a%00b", json={"role": "viewer"}).status_code == 400
    for cursor in ("nan~x", "inf~x", "1e999~x", "x~x", "0.5~"):
        assert admin.get(f"{API}/review/queue", params={"after": cursor}).status_code == 400, cursor
    assert admin.get(f"{API}/review/queue", params={"after": "-1~x"}).json()["items"] == []
