"""Who may do what: every route with every role. A route that is missing here, or in the program's own table, is an error."""

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from tests.web.team import PASSWORD, browser, program, stranger

from marsad.web.app import make_app
from marsad.web.security.permissions import PAGE, RULES, UnruledError, gates_of
from marsad.web.security.principal import ROLES
from marsad.web.taxii.media import FOLDER

ANYBODY = ""
ASKED: dict[str, tuple[str, str, dict[str, object] | None]] = {
    "GET /api/v1/openapi.json": (ANYBODY, "openapi.json", None),
    "GET /api/v1/session": (ANYBODY, "session", None),
    "POST /api/v1/session": (ANYBODY, "session", {"name": "viewer", "password": PASSWORD}),
    "DELETE /api/v1/session": (ANYBODY, "session", None),
    "POST /api/v1/session/password": ("viewer", "session/password", {"current": PASSWORD, "new": PASSWORD}),
    "GET /api/v1/about": ("viewer", "about", None),
    "GET /api/v1/events": ("viewer", "events", None),
    "GET /api/v1/events/cells": ("viewer", "events/cells", None),
    "GET /api/v1/events/timeline": ("viewer", "events/timeline", None),
    "GET /api/v1/events/points": ("viewer", "events/points", None),
    "GET /api/v1/events/{event_id}": ("viewer", "events/none", None),
    "GET /api/v1/events/{event_id}/alike": ("viewer", "events/none/alike", None),
    "GET /api/v1/changes": ("viewer", "changes", None),
    "GET /api/v1/changes.atom": ("viewer", "changes.atom", None),
    "GET /api/v1/export": ("analyst", "export?format=jsonl", None),
    "GET /api/v1/articles": ("analyst", "articles", None),
    "GET /api/v1/articles/{document_id}": ("viewer", "articles/a", None),
    "GET /api/v1/captures/{sha256}": ("viewer", f"captures/{'0' * 64}", None),
    "GET /api/v1/captures/{sha256}/bytes": ("analyst", f"captures/{'0' * 64}/bytes", None),
    "GET /api/v1/review/queue": ("viewer", "review/queue", None),
    "GET /api/v1/judgements": ("viewer", "judgements", None),
    "POST /api/v1/judgements": ("reviewer", "judgements", {"action": "accept", "event": "none"}),
    "POST /api/v1/judgements/{judgement_id}/undo": ("reviewer", "judgements/none/undo", {}),
    "GET /api/v1/sources": ("viewer", "sources", None),
    "GET /api/v1/alerts": ("viewer", "alerts", None),
    "GET /api/v1/alerts.atom": ("viewer", "alerts.atom", None),
    "GET /api/v1/alerts/changes": ("viewer", "alerts/changes", None),
    "GET /api/v1/alerts/changes/{alert_id}": ("viewer", "alerts/changes/none", None),
    "GET /api/v1/alerts/{place}": ("viewer", "alerts/SY", None),
    "GET /api/v1/alerts/{place}/history": ("viewer", "alerts/SY/history", None),
    "GET /api/v1/report": ("analyst", "report?period=2018-03-10", None),
    "GET /api/v1/codebook": ("viewer", "codebook", None),
    "GET /api/v1/actors": ("viewer", "actors?q=a", None),
    "GET /api/v1/places": ("viewer", "places?q=a", None),
    "GET /api/v1/keys": ("viewer", "keys", None),
    "POST /api/v1/keys": ("viewer", "keys", {"label": "l", "role": "viewer"}),
    "DELETE /api/v1/keys/{key_id}": ("viewer", "keys/none", None),
    "GET /api/v1/accounts": ("admin", "accounts", None),
    "POST /api/v1/accounts": ("admin", "accounts", {"name": "new", "password": PASSWORD, "role": "viewer"}),
    "PATCH /api/v1/accounts/{name}": ("admin", "accounts/viewer", {"role": "viewer"}),
    "GET /api/v1/audit": ("admin", "audit", None),
}
"""By method and path: the least role, an address to ask, and what to send."""
NOT_WITH_A_KEY = {route for route in ASKED if any(f"/{name}" in route for name in ("keys", "accounts", "session"))} - {"GET /api/v1/session"}


def routes_of(app: FastAPI) -> set[str]:
    """All but the page, and TAXII's, which tests/sharing asks."""
    contexts = [context for context in iter_route_contexts(app.routes) if context.path not in PAGE and not (context.path or "").startswith(FOLDER)]
    return {f"{method} {(context.path or '').replace(':path', '')}" for context in contexts for method in (context.methods or ()) - {"HEAD"}}


def ask(client: TestClient, route: str) -> int:
    _, path, body = ASKED[route]
    return client.request(route.split(maxsplit=1)[0], f"/api/v1/{path}", json=body).status_code


def test_every_route_has_its_row(shared_app) -> None:
    assert routes_of(shared_app) == set(ASKED)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", ASKED)
def test_role_and_route(shared_app, route, role) -> None:
    least = ASKED[route][0]
    admitted = least == ANYBODY or ROLES.index(role) >= ROLES.index(least)
    status = ask(browser(shared_app, role), route)
    assert (status not in (401, 403)) if admitted else (status == 403)
    assert status < 500


@pytest.mark.parametrize("route", ASKED)
def test_nobody_known_gets_in(shared_app, route) -> None:
    status = ask(stranger(shared_app), route)
    assert (status in (200, 204)) if ASKED[route][0] == ANYBODY else (status == 401)


@pytest.mark.parametrize("route", ASKED)
def test_a_key_opens_what_its_role_opens_and_makes_no_other(shared_app, route) -> None:
    status = ask(program(shared_app, "admin"), route)
    assert (status == 403) if route in NOT_WITH_A_KEY else (status not in (401, 403))


def test_a_key_can_do_no_more_than_its_owner(shared_app) -> None:
    assert ask(program(shared_app, "analyst", "admin"), "POST /api/v1/judgements") == 403
    assert ask(program(shared_app, "admin", "viewer"), "GET /api/v1/articles") == 403


def test_a_new_route_without_a_rule_keeps_the_program_from_starting() -> None:
    app = make_app(None)
    app.get("/api/v1/everything")(lambda: None)
    with pytest.raises(UnruledError, match="GET /api/v1/everything has no rule"):
        gates_of(app)


def test_a_rule_without_a_route_keeps_the_program_from_starting(monkeypatch) -> None:
    monkeypatch.setitem(RULES, "GET /gone", RULES["GET /api/v1/about"])
    with pytest.raises(UnruledError, match="GET /gone"):
        make_app(None)


@pytest.mark.parametrize("path", ["/", "/events/1", "/login", "/accounts"])
def test_the_page_itself_is_the_same_for_everybody(shared_app, path) -> None:
    assert stranger(shared_app).get(path).status_code in (200, 503)
