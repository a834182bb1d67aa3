"""The media type of TAXII 2.1: asked for, answered in, and the form of its errors."""

import json
from typing import Any

import msgspec
from fastapi import HTTPException, Request, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEDIA_TYPE = "application/taxii+json;version=2.1"
FOLDER = "/taxii2/"
_NAME = "application/taxii+json"
_VERSION = "2.1"
_PROBLEM = "application/problem+json"
_ENCODE = msgspec.json.Encoder().encode


def taxii_answer(resource: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """The response that carries a resource."""
    return Response(_ENCODE(resource), status, headers=headers, media_type=MEDIA_TYPE)


def check_accept(request: Request) -> None:
    """Before every route.

    Raises:
        HTTPException: 406, where the client takes no TAXII 2.1; 415, where it sends something else.
    """
    asked = request.headers.get("accept", "*/*").split(",")
    if not any(_is_ours(one, wild=True) for one in asked):
        raise HTTPException(406, f"this answers in {MEDIA_TYPE} alone; ask for that in the header Accept")
    if request.method == "POST" and not _is_ours(request.headers.get("content-type", ""), wild=False):
        raise HTTPException(415, f"what is sent must be {MEDIA_TYPE}, and its header Content-Type say so")


def _is_ours(given: str, *, wild: bool) -> bool:
    name, *parameters = (part.strip().lower() for part in given.split(";"))
    if wild and name in ("*/*", "application/*"):
        return True
    versions = [value.strip("\"' ") for key, _, value in (part.partition("=") for part in parameters) if key.strip() == "version"]
    return name == _NAME and all(version == _VERSION for version in versions)


class TaxiiManners:
    """What clients of TAXII expect of any address under `FOLDER`: problems as error messages of TAXII, a login asked for as they know it, and that
    an address without its last slash leads to the one with it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not f"{scope['path']}/".startswith(FOLDER):
            await self._app(scope, receive, send)
        elif not scope["path"].endswith("/"):
            await RedirectResponse(_with_slash(scope), 308)(scope, receive, send)
        else:
            await self._app(scope, receive, _Converting(send).send)


def _with_slash(scope: Scope) -> str:
    """The same address with a slash behind its path, without the name of the server."""
    path, query = scope["raw_path"].decode("latin-1"), scope["query_string"].decode("latin-1")
    return f"{path}/?{query}" if query else f"{path}/"


class _Converting:
    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and Headers(raw=message["headers"]).get("content-type", "").startswith(_PROBLEM):
            self._start = message
            return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            body = _ENCODE(_error_of(json.loads(self._body)))
            headers = MutableHeaders(scope=self._start)
            headers.update({"content-type": MEDIA_TYPE, "content-length": str(len(body))})
            if self._start["status"] == 401:
                headers["www-authenticate"] = 'Basic realm="marsad", Bearer'
            await self._send(self._start)
            await self._send({"type": "http.response.body", "body": body})


def _error_of(problem: dict[str, Any]) -> dict[str, str]:
    return {"title": problem["title"], "description": problem["detail"], "http_status": str(problem["status"])}
