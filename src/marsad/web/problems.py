"""What goes wrong, as problem+json (RFC 9457): never a traceback, never an empty answer."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from marsad.errors import ArchiveError, MarsadError, StoreError
from marsad.web.faults import BusyError, ConflictError, NotHereError
from marsad.web.headers import SAFE_HEADERS

MEDIA_TYPE = "application/problem+json"
NO_STORE = "The store cannot be used"
NO_STORE_DETAIL = "the store is held by another program, or cannot be reached; try again in a moment"
_STATUS: tuple[tuple[type[MarsadError], int, str], ...] = (
    (NotHereError, 404, "Not here"),
    (ConflictError, 409, "It has changed"),
    (BusyError, 503, "Busy"),
    (StoreError, 503, NO_STORE),
    (ArchiveError, 503, "The archive cannot be used"),
    (MarsadError, 400, "This cannot be done"),
)
_BARE = {204, 304}
"""Statuses that carry no body."""
_TITLES = {
    401: "Who asks?",
    403: "Not allowed",
    429: "Too often",
    404: "Not here",
    405: "Not with this method",
    413: "Too large",
    422: "The request cannot be understood",
}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
}
_CONTENT = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_SAID = {
    400: "It cannot be done.", 401: "A login or key is needed.", 403: "It is not allowed.", 404: "There is no such thing.", 409: "It has changed.",
    422: "It cannot be understood.", 429: "It was asked too often.",
}  # fmt: skip
PROBLEMS: dict[int | str, dict[str, Any]] = {status: {"description": text, "content": _CONTENT} for status, text in _SAID.items()}


def problem(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer that tells of a problem."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def add_problems(app: FastAPI) -> None:
    """Have every error of `app` answered as a problem."""
    app.add_exception_handler(MarsadError, _marsad)
    app.add_exception_handler(OperationalError, _no_store)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unforeseen)


def _marsad(request: Request, error: Exception) -> JSONResponse:
    status, title = next((status, title) for kind, status, title in _STATUS if isinstance(error, kind))
    return problem(status, title, str(error))


def _no_store(request: Request, error: Exception) -> JSONResponse:
    """The database is held by another writer for too long, or is gone; what it said stays in the log."""
    return problem(503, NO_STORE, NO_STORE_DETAIL)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code in _BARE:
        return Response(status_code=error.status_code, headers=error.headers)
    title = _TITLES.get(error.status_code, str(error.detail))
    return problem(error.status_code, title, str(error.detail), dict(error.headers or {}))


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """Where it is wrong and why; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    said = (f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors())
    return problem(422, _TITLES[422], "; ".join(said))


def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    """A bug: the log has the traceback, the answer does not. It is made outside the middleware, so it brings their headers itself."""
    return problem(500, "A fault of the server", "the server met an error it did not foresee; its log says more", SAFE_HEADERS)
