"""Whatever the OpenAPI document allows or forbids to ask, the answer is one that it describes, and never a fault of the server."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance
from tests.web.team import ADDRESS, login

from marsad.store.event_search import EventQuery, list_events
from marsad.web.app import make_app

MOST_EXAMPLES = 8
SEED = 4
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
"""What is accepted beyond the document is no fault: a filter that there is not is passed over, as the web has it."""
ALIKE = r"/events/(cells|timeline|points)|/review/queue"
"""They take the filters of `/events`, whose every bound is tried there: here some requests drawn at random do."""
seeded = settings(max_examples=MOST_EXAMPLES, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def described(*, every_bound: bool) -> schemathesis.BaseSchema:
    config = schemathesis.Config(seed=SEED)
    schema = schemathesis.openapi.from_dict(make_app(None).openapi(), config=config)
    config.projects.default.phases.coverage.enabled = every_bound
    return schema


bounds = described(every_bound=True).exclude(path_regex=ALIKE)
drawn = described(every_bound=False).include(path_regex=ALIKE)


@pytest.fixture(scope="module")
def known(shared_app) -> dict[str, str]:
    """Things that are there, so that not every request ends in there being no such thing."""
    store = shared_app.state.context.store
    return {
        "event_id": list_events(store, EventQuery(), 1).events[0].id,
        "document_id": "a",
        "sha256": min(store.known_captures()),
        "name": "viewer",
    }


@bounds.parametrize()
@seeded
def test_no_request_meets_a_fault(case, shared_app, known) -> None:
    answer(case, shared_app, known)


@drawn.parametrize()
@seeded
def test_no_filter_meets_a_fault(case, shared_app, known) -> None:
    answer(case, shared_app, known)


def answer(case, app, known) -> None:
    for name in set(case.path_parameters or {}) & set(known):
        if len(str(case.path_parameters[name])) % 2:
            case.path_parameters[name] = known[name]
    if isinstance(case.body, dict) and "event" in case.body:
        case.body["event"] = known["event_id"]
    headers, cookies = login(app, "admin")
    case.call_and_validate(ADDRESS, app=app, headers=headers, cookies=cookies, checks=CHECKS)
