"""What the routes work on: the store, and what stands beside it on this machine."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NamedTuple, cast

from fastapi import Depends, Request

from marsad.lexicon.gazetteer import JoinedGazetteer, SqliteGazetteer
from marsad.model import level_of
from marsad.store.peers import peer_of_account
from marsad.store.store import Store
from marsad.web.security.principal import Account


def utc_now() -> str:
    """The time, in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Context(NamedTuple):
    """The store, the gazetteer, where the archive of captures and the sources' files are, and the clock (ISO 8601 in UTC)."""

    store: Store
    gazetteer: SqliteGazetteer | JoinedGazetteer
    archive: Path
    sources: Path
    now: Callable[[], str] = utc_now


def server_of(request: Request) -> Context:
    """The context of the application that answers a request, its store open as far as the server's own."""
    return cast("Context", request.app.state.context)


def context_of(request: Request, account: Account) -> Context:
    """The context of the application that answers a request, its store no further open than to who asks: a peer sees what it is given."""
    context = server_of(request)
    peer = peer_of_account(context.store, account.name)
    return context._replace(store=context.store.cleared(level_of(account.clearance if peer is None else peer.given)))


Here = Annotated[Context, Depends(context_of)]
"""As a parameter of a route: what it works on."""
Server = Annotated[Context, Depends(server_of)]
"""As a parameter of a route that sees to accounts and sessions alone, and asks nothing of what is marked."""
