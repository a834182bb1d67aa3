"""Accounts: made, listed and changed by admins."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from marsad.store.accounts import Account as Kept
from marsad.store.accounts import find_account, list_accounts
from marsad.web.answers import answer, shaped
from marsad.web.asked import Body
from marsad.web.context import Server
from marsad.web.faults import ConflictError, NotHereError
from marsad.web.routes.session import Password
from marsad.web.security.members import alter_account, known_name, make_account, read_name
from marsad.web.security.noting import Note
from marsad.web.views.access import AccountsView

router = APIRouter(prefix="/accounts", tags=["accounts"])
Role = Annotated[str, Field(pattern="^(viewer|analyst|reviewer|admin)$")]


class NewAccount(Body):
    """An account to be made."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    password: Password
    role: Role


class AccountChange(Body):
    """What is to be changed of an account; what is not given stays."""

    role: Role | None = None
    password: Password | None = None
    active: bool | None = None


@router.get("", summary="All accounts", responses=shaped(AccountsView))
def accounts(here: Server) -> Response:
    """Who may log in, in which role, since when, and when they last did."""
    return answer(AccountsView(list_accounts(here.store)))


@router.post("", summary="Make an account", responses=shaped(Kept, "The account.", 201), status_code=201)
def add(here: Server, note: Note, asked: NewAccount) -> Response:
    """Make an account. With the first one, which must be an admin's, the workbench begins to ask for a login.

    Raises:
        ConflictError: where there is one of that name.
        InputError: for a name or password that cannot be one.
    """
    name = read_name(asked.name)
    note(f"{name}: {asked.role}")
    if find_account(here.store, name) is not None:
        raise ConflictError(f"there is an account {name!r} already")
    return answer(make_account(here.store, name, asked.password, asked.role, here.now()), 201)


@router.patch("/{name}", summary="Change an account", responses=shaped(Kept))
def change(here: Server, note: Note, name: str, asked: AccountChange) -> Response:
    """Change an account's role, give it another password, or close or open it. A new password, or closing it, ends its sessions.

    Raises:
        NotHereError: when there is no such account.
        InputError: when no admin would be left, or for a password that cannot be one.
    """
    known = known_name(name)
    if find_account(here.store, known) is None:
        raise NotHereError(f"there is no account {known!r}")
    given = asked.model_dump(exclude_none=True)
    note(f"{known}: {', '.join('password' if field == 'password' else f'{field} {value}' for field, value in given.items())}")
    return answer(alter_account(here.store, known, **given))
