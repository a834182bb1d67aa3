"""The one gate before all routes: who asks is found, limited, admitted or refused, and what must be kept of it is kept."""

from collections.abc import Sequence

from fastapi import Request
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.store.audit import AuditEntry, add_audit
from marsad.web.problems import NO_STORE, NO_STORE_DETAIL, problem
from marsad.web.security.admission import Doorkeeper, Refused, address_of
from marsad.web.security.limits import NOTED
from marsad.web.security.origins import SAFE_METHODS
from marsad.web.security.permissions import ANYBODY, API_FOLDER, Gate, Rule, allowed_methods, find_rule
from marsad.web.security.principal import NOBODY, Asker, asker_of

MOST_LETTERS = 300
"""Of a path or detail in the log."""
MOST_DIGITS = 18
"""Of a size; more say no less that it is too large."""
TOO_LARGE = "at most {most:,} bytes are read here"
FAULT = 500
"""How a request is kept that met a bug: its answer is made further out."""
UNREMARKABLE = frozenset((401, 429))
"""Refusals of nobody known that say no more than that: kept where a secret was tried in vain, or a write."""


class Guard:
    """Around the application: nothing reaches a route that its rule does not admit, and no path that has no rule reaches anything."""

    def __init__(self, app: ASGIApp, gates: Sequence[Gate]) -> None:
        self._app, self._gates = app, gates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        rule = find_rule(self._gates, request.method, request.scope["path"])
        try:
            request.state.asker = await self._admit(request, rule)
        except Refused as refused:
            answer = problem(refused.status, refused.title, refused.detail, refused.headers)
            request.state.asker = refused.asker
            await answer(scope, receive, self._keeping(request, rule, send))
            return
        most = rule.most_bytes if rule is not None else 0
        try:
            await self._app(scope, _bounded(receive, most), self._keeping(request, rule, send))
        finally:
            if rule is not None and not getattr(request.state, "is_answered", False):
                await self._keep(request, rule, FAULT)

    async def _admit(self, request: Request, rule: Rule | None) -> Asker:
        _door(request).check_host(request)
        if "\0" in request.scope["path"] or b"%00" in request.scope["query_string"]:
            raise Refused(400, "This cannot be asked", "the address holds a NUL, which no database keeps")
        if rule is None:
            if methods := allowed_methods(self._gates, request.scope["path"]):
                raise Refused(405, "Not with this method", f"this answers to {methods}", {"Allow": methods})
            raise Refused(404, "Not here", "there is nothing at this address")
        if _said_bytes(request) > rule.most_bytes:
            raise Refused(413, "Too large", TOO_LARGE.format(most=rule.most_bytes))
        if rule is ANYBODY and not request.scope["path"].startswith(API_FOLDER):
            return NOBODY
        try:
            return await run_in_threadpool(_door(request).admit, request, rule)
        except OperationalError as error:
            raise Refused(503, NO_STORE, NO_STORE_DETAIL) from error

    def _keeping(self, request: Request, rule: Rule | None, send: Send) -> Send:
        """Sends an answer after what it says was kept in the log: no restricted thing is read without an entry."""

        async def send_kept(message: Message) -> None:
            if message["type"] == "http.response.start" and rule is not None:
                if rule.logged or getattr(request.state, "restricted", False):
                    MutableHeaders(scope=message)["Cache-Control"] = "no-store"
                request.state.is_answered = True
                await self._keep(request, rule, message["status"])
            await send(message)

        return send_kept

    async def _keep(self, request: Request, rule: Rule, status: int) -> None:
        if self._is_kept(request, rule, status):
            await run_in_threadpool(add_audit, _door(request).here.store, self._entry(request, status))

    def _is_kept(self, request: Request, rule: Rule, status: int) -> bool:
        """Of nobody known only so many, whatever they are answered: a stranger could fill the disk otherwise."""
        kept = rule.logged or request.method not in SAFE_METHODS or getattr(request.state, "restricted", False)
        if asker_of(request).principal is not None:
            return kept
        if status in UNREMARKABLE:
            kept = "authorization" in request.headers or request.method not in SAFE_METHODS
        return kept and _door(request).limits.spend(f"noted {address_of(request)}", NOTED) == 0

    def _entry(self, request: Request, status: int) -> AuditEntry:
        asker = asker_of(request)
        detail = getattr(request.state, "detail", "")
        name = asker.principal.name if asker.principal is not None else ""
        host = request.client.host if request.client is not None else ""
        path = request.scope["path"]
        return AuditEntry(_door(request).here.now(), name, asker.via, host, request.method, _plain(path), status, _plain(detail))


def _door(request: Request) -> Doorkeeper:
    door: Doorkeeper = request.app.state.doorkeeper
    return door


def _bounded(receive: Receive, most_bytes: int) -> Receive:
    """Reads no more than so many bytes, also of a body that does not say how large it is."""
    read = 0

    async def receive_bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most_bytes:
            raise HTTPException(413, TOO_LARGE.format(most=most_bytes))
        return message

    return receive_bounded


def _said_bytes(request: Request) -> int:
    """How large the body is said to be; one that says nothing is counted as it comes in."""
    said = request.headers.get("content-length", "")
    return int(said[:MOST_DIGITS]) if said.isdecimal() else 0


def _plain(text: str) -> str:
    """The text as every database keeps it, and as a terminal shows it: a path that holds control characters must not drive one."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text[:MOST_LETTERS])
