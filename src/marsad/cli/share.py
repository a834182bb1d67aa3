"""`marsad share`: exchanging with peers."""

from collections.abc import Callable

import click

from marsad.cli.stored import open_cleared, resumable, store_option
from marsad.engine.peering import Exchanged, Line, Progress, begin_anew, pull, push, talking_to
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.engine.taking import withdraw_documents
from marsad.model import MARKINGS
from marsad.store.peers import Peer, find_peer, list_peers
from marsad.store.store import Store

_AGAIN = click.option("--again", is_flag=True, help="From the beginning, as after a peer gives or accepts more; what is known is passed over.")
MOST_REFUSED = 10
"""Refusals shown one by one."""


@click.group("share")
def command() -> None:
    """Exchange reports and judgements with peers (see `marsad peer`).

    \b
    marsad share pull            fetch from all peers what is new
    marsad share push south      send a peer what is new here
    marsad share withdraw ID     take an article back, here and with everybody who has it from here
    """


@command.command("pull")
@click.argument("name", metavar="[PEER]", default="")
@store_option
@_AGAIN
def pull_(name: str, store: str | None, again: bool) -> None:
    """Fetch what is new from PEER, or from all, and reconcile it with what is here. Called again it goes on where it stopped."""
    _exchange(name, store, pull, "from", lambda peer: bool(peer.pulls), again=again)


@command.command("push")
@click.argument("name", metavar="[PEER]", default="")
@store_option
@_AGAIN
def push_(name: str, store: str | None, again: bool) -> None:
    """Send PEER, or all, what is new here and did not come from there. Called again it goes on where it stopped."""
    _exchange(name, store, push, "to", lambda peer: bool(peer.pushes), again=again)


def _exchange(
    name: str, store: str | None, way: Callable[[Store, Peer, Line, Progress], list[Exchanged]], preposition: str, is_meant: Callable[[Peer], bool],
    *, again: bool,
) -> None:  # fmt: skip
    with resumable(), open_cleared(store, MARKINGS[-1]) as kept:
        for known in [find_peer(kept, name)] if name else [one for one in list_peers(kept) if one.url and is_meant(one)]:
            peer = begin_anew(kept, known, way.__name__) if again else known
            with talking_to(peer) as line:
                for done in way(kept, peer, line, _show):
                    click.echo(f"{done.collection} {preposition} {peer.name}: {done.taken} taken, {len(done.refused)} refused")
                    for id_, why in done.refused[:MOST_REFUSED]:
                        click.echo(f"  {id_}: {why}", err=True)


def _show(done: Exchanged) -> None:
    click.echo(f"\r{done.collection}: {done.taken}", nl=False, err=True)


@command.command()
@click.argument("documents", nargs=-1, required=True)
@store_option
def withdraw(documents: tuple[str, ...], store: str | None) -> None:
    """Take articles back that were read here: peers that have them from here lose them when they next exchange."""
    with open_cleared(store, MARKINGS[-1]) as kept:
        count = withdraw_documents(kept, documents)
        reconcile_new(StoredReports(kept))
    click.echo(f"{count} taken back")
