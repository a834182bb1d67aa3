"""People for the tests of the workbench: one account a role, and browsers and programs that they use."""

from copy import copy
from functools import cache
from typing import cast

from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.datastructures import State

from marsad.store.accounts import Account as Kept
from marsad.store.accounts import add_account
from marsad.store.api_keys import ApiKey, add_key
from marsad.store.sessions import add_session
from marsad.store.store import Store
from marsad.web.app import make_app, put_over
from marsad.web.context import Context
from marsad.web.security.admission import COOKIE, HERE_ALONE, Access
from marsad.web.security.limits import Limits
from marsad.web.security.passwords import hash_password
from marsad.web.security.principal import ROLES
from marsad.web.security.tokens import csrf_of, digest_of, new_key, new_token

ADDRESS = "http://127.0.0.1:8000"
PASSWORD = "correct horse battery"
AT = "2024-01-01T00:00:00.000+00:00"
WITH_LOGIN = Access(is_open=False, on_loopback=True)


@cache
def _made() -> FastAPI:
    return make_app(cast("Context", None))


def app_over(here: Context, access: Access = HERE_ALONE, limits: Limits | None = None) -> FastAPI:
    """What `make_app` makes; the routes are made once for all tests, since that takes longest."""
    app = copy(_made())
    app.state, app.middleware_stack = State(), None
    put_over(app, here, access, limits)
    return app


def add_team(store: Store) -> None:
    """An account a role, named as the role; all have one password."""
    hashed = hash_password(PASSWORD)
    for role in reversed(ROLES):
        add_account(store, Kept(role, role, True, AT), hashed)


def stranger(app: FastAPI, address: str = ADDRESS) -> TestClient:
    """A browser of nobody known."""
    return TestClient(app, base_url=address, raise_server_exceptions=False)


def owner(app: FastAPI) -> TestClient:
    """The browser of whoever sits at this machine, where there are no accounts; it has asked for the token that its writes carry."""
    client = stranger(app)
    client.headers["X-CSRF-Token"] = client.get("/api/v1/session").json()["csrf"]
    return client


def login(app: FastAPI, name: str) -> tuple[dict[str, str], dict[str, str]]:
    """The headers and cookies of a browser that logged in as `name`; its writes carry the token."""
    here, token = app.state.context, new_token()
    add_session(here.store, digest_of(token), name, here.now())
    return {"X-CSRF-Token": csrf_of(token), "Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}, {COOKIE: token}


def browser(app: FastAPI, name: str) -> TestClient:
    """A browser that logged in as `name`."""
    headers, cookies = login(app, name)
    return TestClient(app, base_url=ADDRESS, raise_server_exceptions=False, cookies=cookies, headers=headers)


def program(app: FastAPI, name: str, role: str = "", expires: str | None = None) -> TestClient:
    """A program with a key of `name`."""
    key, id_ = new_key()
    add_key(app.state.context.store, ApiKey(id_, name, "test", role or name, AT, expires), digest_of(key))
    return TestClient(app, base_url=ADDRESS, raise_server_exceptions=False, headers={"Authorization": f"Bearer {key}"})
