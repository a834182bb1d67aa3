"""Who is looking: logging in and out, and the password of one's own."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from marsad.store.accounts import change_account, note_login, password_hash
from marsad.store.sessions import add_session, end_old_sessions, end_session
from marsad.web.answers import answer, shaped
from marsad.web.asked import Body
from marsad.web.context import Context, Server
from marsad.web.security.admission import COOKIE, IDLE, LONGEST, SECURE_COOKIE, Doorkeeper, address_of
from marsad.web.security.limits import LOGINS_AS, LOGINS_AT_ONE, LOGINS_FROM, Limit
from marsad.web.security.members import known_name, told
from marsad.web.security.noting import Note
from marsad.web.security.passwords import MOST_LETTERS, hash_password, is_right
from marsad.web.security.principal import Account, Asker, Asking, principal_of
from marsad.web.security.tokens import csrf_of, digest_of, new_token
from marsad.web.views.access import SessionView, WhoView

router = APIRouter(tags=["session"])
Password = Annotated[str, Field(min_length=1, max_length=4 * MOST_LETTERS)]


class LoginRequest(Body):
    """A name and its password."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    password: Password


class PasswordRequest(Body):
    """The password that one has, and the one to have."""

    current: Password
    new: Password


@router.get("/session", summary="Who is looking", responses=shaped(SessionView))
def session(request: Request, asker: Asking) -> Response:
    """The account of this session (none before a login), and the token that its writes carry in the header X-CSRF-Token."""
    return answer(_view(asker, login_needed=_door(request).login_needed()))


@router.post("/session", summary="Log in", responses=shaped(SessionView))
def login(request: Request, here: Server, asker: Asking, note: Note, asked: LoginRequest) -> Response:
    """Begin a session; the one that the browser had ends. A wrong name and a wrong password are answered alike.

    Raises:
        HTTPException: 401 for a wrong name or password, 429 after too many.
    """
    name = known_name(asked.name)
    tries = _tries(request, name)
    _spend(request, tries)
    hashed = password_hash(here.store, name)
    if not is_right(asked.password, hashed):
        note(f"login refused: {name if hashed is not None else 'unknown or inactive account'}")
        raise HTTPException(401, "the name or the password is wrong")
    for bucket, limit in tries:
        _door(request).limits.give_back(bucket, limit)
    if asker.session:
        end_session(here.store, asker.session)
    token = _begin(here, name)
    principal = principal_of(name, told(here.store, name).role)
    request.state.asker = Asker(principal, "session", csrf_of(token), digest_of(token))
    note("logged in")
    response = answer(_view(request.state.asker, login_needed=True))
    _set_cookie(request, response, token)
    return response


@router.delete("/session", summary="Log out", status_code=204, response_class=Response)
def logout(request: Request, here: Server, asker: Asking) -> Response:
    """End the session, in the store and in the browser."""
    if asker.session:
        end_session(here.store, asker.session)
    response = Response(status_code=204)
    for name in (COOKIE, SECURE_COOKIE):
        response.delete_cookie(name, secure=name == SECURE_COOKIE, httponly=True, samesite="strict")
    return response


@router.post("/session/password", summary="Change one's password", responses=shaped(SessionView))
def change_password(request: Request, here: Server, account: Account, note: Note, asked: PasswordRequest) -> Response:
    """Take a new password. All sessions of the account end, and this browser begins another.

    Raises:
        HTTPException: 403 where the present password is wrong, 429 after too many.
        InputError: for a password that cannot be one.
    """
    tries = _tries(request, account.name)
    _spend(request, tries)
    if not is_right(asked.current, password_hash(here.store, account.name)):
        note("wrong present password")
        raise HTTPException(403, "the present password is wrong")
    change_account(here.store, account.name, password=hash_password(asked.new, account.name))
    for bucket, limit in tries:
        _door(request).limits.give_back(bucket, limit)
    token = _begin(here, account.name)
    response = answer(_view(Asker(account, "session", csrf_of(token)), login_needed=True))
    _set_cookie(request, response, token)
    return response


def _view(asker: Asker, *, login_needed: bool) -> SessionView:
    who = WhoView(asker.principal.name, asker.principal.role) if asker.principal is not None else None
    return SessionView(who, asker.csrf, login_needed)


def _door(request: Request) -> Doorkeeper:
    door: Doorkeeper = request.app.state.doorkeeper
    return door


def _tries(request: Request, name: str) -> list[tuple[str, Limit]]:
    """What a login is counted under: this name from this address, the address, the name."""
    address = address_of(request)
    return [(f"login {name} {address}", LOGINS_AT_ONE), (f"logins from {address}", LOGINS_FROM), (f"logins as {name}", LOGINS_AS)]


def _spend(request: Request, tries: list[tuple[str, Limit]]) -> None:
    """Count before the password is looked at: else a hundred at once would pass."""
    for bucket, limit in tries:
        if wait := _door(request).limits.spend(bucket, limit):
            seconds = max(1, round(wait + 0.5))
            raise HTTPException(429, f"too many logins were tried; wait {seconds} seconds", {"Retry-After": str(seconds)})


def _begin(here: Context, name: str) -> str:
    """A new session's token; sessions that ended by themselves are cleared away."""
    token, now = new_token(), here.now()
    moment = datetime.fromisoformat(now)
    end_old_sessions(here.store, (moment - IDLE).isoformat(timespec="milliseconds"), (moment - LONGEST).isoformat(timespec="milliseconds"))
    add_session(here.store, digest_of(token), name, now)
    note_login(here.store, name, now)
    return token


def _set_cookie(request: Request, response: Response, token: str) -> None:
    """Hand the token to the browser alone: no script reads it, no other site has it sent, and over TLS it goes over TLS only."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        SECURE_COOKIE if secure else COOKIE, token, max_age=int(LONGEST.total_seconds()), path="/", secure=secure, httponly=True, samesite="strict"
    )
