"""The OpenAPI document: FastAPI's, with the shapes of the answers that the records' own encoder writes."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from marsad.store.event_counts import Points
from marsad.web.answers import schemas_of
from marsad.web.problems import MEDIA_TYPE, PROBLEM_SCHEMA
from marsad.web.security.admission import COOKIE
from marsad.web.views import access, alerts, articles, changes, events, others

VIEWS: list[type] = [
    access.AccountsView, access.AuditPageView, access.KeysView, access.NewKeyView, access.SessionView,
    alerts.AreaAlertView, alerts.BoardView, alerts.LevelChangesView, alerts.LevelChangeView,
    articles.ArticlePageView, articles.ArticleView, articles.CaptureView, changes.ChangePageView, events.AlikeView,
    events.EventPageView, events.EventView, events.JudgedView,
    events.JudgementPageView, events.QueuePageView, others.AboutView, others.ActorsView, others.CellsView, others.CodebookView,
    others.OutletsView, others.PlacesView, others.TimelineView, Points,
]  # fmt: skip
"""What routes answer with."""
TAGS = [
    {"name": "events", "description": "What happened, as many articles tell of it."},
    {"name": "articles", "description": "The articles, their layers, and the captures behind them."},
    {"name": "review", "description": "What a person should look at first, and what people decided."},
    {"name": "sharing", "description": "Exports in the formats of the field, and the feed of changes."},
    {"name": "sources", "description": "Who reports."},
    {"name": "session", "description": "Who is looking."},
    {"name": "accounts", "description": "Who may look, with which keys, and what was done."},
    {"name": "alerts", "description": "How dangerous places have become, and why."},
    {"name": "report", "description": "Situation reports."},
    {"name": "reference", "description": "The codebook, actors and places to choose from."},
]
SECURITY = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key of the API: `marsad account key add NAME`."},
    "session": {
        "type": "apiKey", "in": "cookie", "name": COOKIE,
        "description": "A browser's session; its writes carry the header X-CSRF-Token, with what `GET /session` gives as `csrf`.",
    },
}  # fmt: skip
"""How requests say who asks; on this machine, without accounts, they need not."""
_ABOUT = """Everything that the workbench shows, over HTTP.

Lists page by `after=CURSOR`; days are ISO dates, and a stretch's end is excluded; bounds are `[low, high]`, with `null` for an open end.
Answers carry an ETag. Errors are `application/problem+json`. Offsets count code points of the article's text."""


def document(app: FastAPI) -> None:
    """Have `app` describe itself fully."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _describe(app: FastAPI) -> dict[str, Any]:
    said = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=app.routes, tags=app.openapi_tags)
    schemas = said.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(schemas_of(VIEWS), Problem=PROBLEM_SCHEMA)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    said["components"]["securitySchemes"] = SECURITY
    said["security"] = [{name: []} for name in SECURITY]
    for operations in said["paths"].values():
        for operation in operations.values():
            if "422" in operation["responses"]:
                operation["responses"]["422"]["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return said
