"""The application."""

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse

from marsad.errors import MarsadError
from marsad.web.context import Context
from marsad.web.faults import ConflictError, NotHereError
from marsad.web.routes import articles, events, reference, review, sources


def make_app(context: Context) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None)
    app.state.context = context
    api = APIRouter(prefix="/api/v1")
    for router in (events.router, articles.router, articles.captures, review.router, review.judging, sources.router, reference.router):
        api.include_router(router)

    @api.get("/session")
    def session() -> dict[str, object]:
        return {"account": {"name": "local", "role": "admin"}, "csrf": "x", "login_needed": False}

    app.include_router(api)

    @app.exception_handler(MarsadError)
    def fault(request: Request, error: MarsadError) -> JSONResponse:
        status = 404 if isinstance(error, NotHereError) else 409 if isinstance(error, ConflictError) else 400
        return JSONResponse(
            {"type": "about:blank", "title": type(error).__name__, "status": status, "detail": str(error)},
            status,
            media_type="application/problem+json",
        )

    return app
