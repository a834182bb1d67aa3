"""The application: the API under /api/v1, the built page beside it, and what stands around every answer."""

from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from marsad.version import VERSION
from marsad.web.context import Context
from marsad.web.etags import ETags, answer_if_changed
from marsad.web.headers import SafeHeaders
from marsad.web.openapi import TAGS, document
from marsad.web.page import add_page
from marsad.web.problems import PROBLEMS, add_problems
from marsad.web.routes import accounts, alerts, articles, audit, events, keys, reference, report, review, session, sharing, sources, taxii
from marsad.web.security.admission import HERE_ALONE, Access, Doorkeeper
from marsad.web.security.guard import Guard
from marsad.web.security.limits import Limits
from marsad.web.security.permissions import gates_of
from marsad.web.security.tokens import new_token
from marsad.web.taxii.media import TaxiiManners

SMALLEST_ZIPPED = 1_000
"""Bytes; what fits into one packet gains nothing."""
API = "/api/v1"


def make_app(context: Context, access: Access = HERE_ALONE, limits: Limits | None = None) -> FastAPI:
    """The workbench over a store, to be reached as `access` says; by default from this machine alone.

    The interactive documentation of FastAPI stays off, since it loads its scripts from elsewhere; the OpenAPI document is at
    /api/v1/openapi.json.
    """
    app = FastAPI(title="Marsad", version=VERSION, docs_url=None, redoc_url=None, openapi_url=f"{API}/openapi.json", openapi_tags=TAGS)
    app.include_router(_api())
    app.include_router(taxii.router)
    add_page(app)
    add_problems(app)
    document(app)
    app.add_middleware(ETags)
    app.add_middleware(Guard, gates=gates_of(app))
    app.add_middleware(TaxiiManners)
    app.add_middleware(SafeHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST_ZIPPED, compresslevel=6)
    put_over(app, context, access, limits)
    return app


def put_over(app: FastAPI, context: Context, access: Access = HERE_ALONE, limits: Limits | None = None) -> None:
    """Have the application answer from that store, to be reached as `access` says."""
    app.state.context = context
    app.state.run = new_token()
    app.state.doorkeeper = Doorkeeper(context, access, limits or Limits())


def _api() -> APIRouter:
    api = APIRouter(prefix=API, responses=PROBLEMS)
    cached = [Depends(answer_if_changed)]
    for router in (events.router, articles.router, review.router, reference.router, alerts.router):
        api.include_router(router, dependencies=cached)
    others = (articles.captures, report.router, review.judging, sources.router, sharing.router, session.router)
    for router in (*others, accounts.router, keys.router, audit.router):
        api.include_router(router)
    return api
