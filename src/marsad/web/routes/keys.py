"""Keys of the API: everybody's own, and all of them for admins."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Response
from pydantic import Field

from marsad.store.accounts import HIGHEST_ROLE, find_account
from marsad.store.api_keys import list_keys, remove_key
from marsad.web.answers import answer, shaped
from marsad.web.asked import Body
from marsad.web.context import Server
from marsad.web.faults import ConflictError, NotHereError
from marsad.web.routes.accounts import Role
from marsad.web.security.members import MOST_LABEL_LETTERS, make_key
from marsad.web.security.noting import Note
from marsad.web.security.principal import Account, Principal
from marsad.web.views.access import KeysView, NewKeyView

router = APIRouter(prefix="/keys", tags=["accounts"])


class NewKey(Body):
    """A key to be made: what it is for, its role, and the day or time at which it ends (none: it does not)."""

    label: Annotated[str, Field(min_length=1, max_length=MOST_LABEL_LETTERS)]
    role: Role
    expires: Annotated[str, Field(max_length=40)] | None = None


@router.get("", summary="Keys", responses=shaped(KeysView))
def keys(here: Server, account: Account) -> Response:
    """One's own keys; an admin sees everybody's."""
    return answer(KeysView(list_keys(here.store, _whose(account))))


@router.post("", summary="Make a key", responses=shaped(NewKeyView, "The key, shown this once.", 201), status_code=201)
def add(here: Server, account: Account, note: Note, asked: NewKey) -> Response:
    """Make a key of one's own, in a role not above one's own.

    Raises:
        ConflictError: where there are no accounts yet, so that nobody could own it.
        InputError: for a role, label or time that cannot be.
    """
    owner = find_account(here.store, account.name)
    if owner is None:
        raise ConflictError("a key belongs to an account, and there is none yet; make one first: marsad account add NAME --role admin")
    made = make_key(here.store, owner, asked.label, asked.role, asked.expires, here.now())
    note(f"key {made.kept.id}: {asked.role}")
    return answer(NewKeyView(**msgspec.structs.asdict(made.kept), key=made.key), 201)


@router.delete("/{key_id}", summary="Remove a key", status_code=204, response_class=Response)
def remove(here: Server, account: Account, key_id: str) -> Response:
    """Remove a key; it opens nothing from now on.

    Raises:
        NotHereError: when there is no such key, or it is another's.
    """
    if not remove_key(here.store, key_id, _whose(account)):
        raise NotHereError(f"there is no key {key_id[:20]!r}")
    return Response(status_code=204)


def _whose(account: Principal) -> str:
    """Whose keys somebody has to do with: `""` for all."""
    return "" if account.role == HIGHEST_ROLE else account.name
