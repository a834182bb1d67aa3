"""What each route asks of whoever calls it. A route that is not in the table keeps the application from starting."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount, compile_path

from marsad.web.page import FOLDERS, PATHS

MOST_TAXII_BYTES = 10_000_000
"""Some two thousand articles as observatories exchange them."""
MOST_BODY_BYTES = 1_000_000
"""A judgement is a few hundred bytes; the split of an event of many reports some tens of thousands."""


class Rule(NamedTuple):
    """The least role that may call a route, `""` for anybody.

    Reads of a `logged` route stand in the audit log, as all writes do. A route without `keys` asks for a login: a key that leaked cannot make
    another or change a password. `most_bytes` is the largest body, `cost` as how many
    requests one is counted: what keeps the machine busy for long counts for many.
    """

    least: str
    logged: bool = False
    keys: bool = True
    most_bytes: int = MOST_BODY_BYTES
    cost: int = 1


ANYBODY = Rule("")
RULES = {
    "GET /api/v1/openapi.json": ANYBODY,
    "GET /api/v1/session": ANYBODY,
    "POST /api/v1/session": Rule("", keys=False),
    "DELETE /api/v1/session": Rule("", keys=False),
    "POST /api/v1/session/password": Rule("viewer", keys=False),
    "GET /api/v1/about": Rule("viewer"),
    "GET /api/v1/events": Rule("viewer"),
    "GET /api/v1/events/cells": Rule("viewer"),
    "GET /api/v1/events/timeline": Rule("viewer"),
    "GET /api/v1/events/points": Rule("viewer"),
    "GET /api/v1/events/{event_id}": Rule("viewer"),
    "GET /api/v1/events/{event_id}/alike": Rule("viewer"),
    "GET /api/v1/changes": Rule("viewer"),
    "GET /api/v1/changes.atom": Rule("viewer"),
    "GET /api/v1/export": Rule("analyst", logged=True, cost=30),
    "GET /api/v1/alerts": Rule("viewer"),
    "GET /api/v1/alerts.atom": Rule("viewer"),
    "GET /api/v1/alerts/changes": Rule("viewer"),
    "GET /api/v1/alerts/changes/{alert_id}": Rule("viewer"),
    "GET /api/v1/alerts/{place}": Rule("viewer"),
    "GET /api/v1/alerts/{place}/history": Rule("viewer"),
    "GET /api/v1/articles": Rule("analyst"),
    "GET /api/v1/articles/{document_id}": Rule("viewer"),
    "GET /api/v1/captures/{sha256}": Rule("viewer"),
    "GET /api/v1/captures/{sha256}/bytes": Rule("analyst", logged=True),
    "GET /api/v1/review/queue": Rule("viewer"),
    "GET /api/v1/judgements": Rule("viewer"),
    "POST /api/v1/judgements": Rule("reviewer"),
    "POST /api/v1/judgements/{judgement_id}/undo": Rule("reviewer"),
    "GET /api/v1/sources": Rule("viewer"),
    "GET /api/v1/codebook": Rule("viewer"),
    "GET /api/v1/actors": Rule("viewer"),
    "GET /api/v1/places": Rule("viewer"),
    "GET /api/v1/report": Rule("analyst", logged=True, cost=30),
    "GET /api/v1/keys": Rule("viewer", logged=True, keys=False),
    "POST /api/v1/keys": Rule("viewer", keys=False),
    "DELETE /api/v1/keys/{key_id}": Rule("viewer", keys=False),
    "GET /api/v1/accounts": Rule("admin", logged=True, keys=False),
    "POST /api/v1/accounts": Rule("admin", keys=False),
    "PATCH /api/v1/accounts/{name}": Rule("admin", keys=False),
    "GET /api/v1/audit": Rule("admin", logged=True),
    "GET /taxii2/": Rule("viewer"),
    "GET /taxii2/marsad/": Rule("viewer"),
    "GET /taxii2/marsad/status/{status_id}/": Rule("viewer"),
    "GET /taxii2/marsad/collections/": Rule("viewer"),
    "GET /taxii2/marsad/collections/{collection_id}/": Rule("viewer"),
    "GET /taxii2/marsad/collections/{collection_id}/manifest/": Rule("viewer"),
    "GET /taxii2/marsad/collections/{collection_id}/objects/": Rule("viewer"),
    "POST /taxii2/marsad/collections/{collection_id}/objects/": Rule("viewer", most_bytes=MOST_TAXII_BYTES),
    "GET /taxii2/marsad/collections/{collection_id}/objects/{object_id}/": Rule("viewer"),
    "DELETE /taxii2/marsad/collections/{collection_id}/objects/{object_id}/": Rule("viewer"),
    "GET /taxii2/marsad/collections/{collection_id}/objects/{object_id}/versions/": Rule("viewer"),
}
"""By method and path, as the OpenAPI document writes them."""
API_FOLDER = "/api/"
PAGE = frozenset((*PATHS, *FOLDERS))
"""What the built page is made of: the same for everybody, and without anything of the store in it."""
_CONVERTER = re.compile(r":\w+}")
_HEAD = "HEAD"


class UnruledError(Exception):
    """A route that the table does not know, or an entry that no route has: a fault of the program, found when the application is made."""


class Gate(NamedTuple):
    """A route's address as a pattern, the methods that it answers, and what each asks."""

    pattern: re.Pattern[str]
    rules: dict[str, Rule]


def gates_of(app: FastAPI) -> list[Gate]:
    """The gates of all routes of `app`, in the order in which they are tried.

    Raises:
        UnruledError: when a route has no rule, or a rule no route.
    """
    gates, seen = [], set()
    for path, methods, is_mount in _routes(app):
        rules = {method: _rule(path, method) for method in methods}
        seen |= {f"{method} {_plain(path)}" for method in methods}
        gates.append(Gate(compile_path(f"{path}/{{rest:path}}" if is_mount else path)[0], rules))
    if idle := RULES.keys() - seen:
        raise UnruledError(f"no route has the rules {', '.join(sorted(idle))}; take them out of marsad.web.security.permissions")
    return gates


def find_rule(gates: Iterable[Gate], method: str, path: str) -> Rule | None:
    """What the route asks that answers this, None where none does."""
    return next((rule for gate in gates if gate.pattern.match(path) and (rule := gate.rules.get(method)) is not None), None)


def allowed_methods(gates: Iterable[Gate], path: str) -> str:
    """The methods that a path answers to, as the header Allow has them; `""` where there is no such path."""
    return ", ".join(sorted({method for gate in gates if gate.pattern.match(path) for method in gate.rules}))


def _routes(app: FastAPI) -> Iterable[tuple[str, set[str], bool]]:
    for context in iter_route_contexts(app.routes):
        is_mount = isinstance(context.original_route, Mount)
        yield context.path or "", {"GET", _HEAD} if is_mount else set(context.methods or ()), is_mount


def _rule(path: str, method: str) -> Rule:
    if path in PAGE:
        return ANYBODY
    rule = RULES.get(f"{'GET' if method == _HEAD else method} {_plain(path)}")
    if rule is None:
        raise UnruledError(f"the route {method} {path} has no rule; say in marsad.web.security.permissions who may call it")
    return rule


def _plain(path: str) -> str:
    return _CONVERTER.sub("}", path)
