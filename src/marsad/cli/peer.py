"""`marsad peer`: the observatories that this one exchanges with."""

import sys

import click
import msgspec

from marsad.cli.stored import open_cleared, store_option
from marsad.errors import InputError
from marsad.model import MARKINGS
from marsad.store.accounts import find_account
from marsad.store.peers import COLLECTIONS, Peer, find_peer, keep_peer, list_peers, remove_peer
from marsad.store.stubs import rename_observatory

_EXCHANGED = click.Choice(COLLECTIONS[:2])
_MARKING = click.Choice(MARKINGS)


@click.group("peer")
def command() -> None:
    """Peers: observatories to exchange with, what, by which key, and how far either trusts the other.

    \b
    marsad peer self north
    marsad account add south --role viewer && marsad account key add south --label exchange
    marsad peer add south https://south.example --account south --pull reports --push reports --read reports --given GREEN --taken GREEN
    """


@command.command()
@click.argument("name")
@click.argument("url", default="")
@store_option
@click.option("--account", default="", help="The account with which it comes to this server.")
@click.option("--key/--no-key", "keyed", default=True, help="Whether its server gave us a key: asked for, or the first line of the input.")
@click.option("--pull", "pulls", multiple=True, type=_EXCHANGED, help="Fetch this collection from it; may be given more than once.")
@click.option("--push", "pushes", multiple=True, type=_EXCHANGED, help="Send it this collection.")
@click.option("--read", "reads", multiple=True, type=click.Choice(COLLECTIONS), help="Let it read this collection here.")
@click.option("--write", "writes", multiple=True, type=_EXCHANGED, help="Let it write this collection here.")
@click.option("--given", type=_MARKING, default="CLEAR", show_default=True, help="The highest TLP 2.0 marking that it gets.")
@click.option("--taken", type=_MARKING, default="CLEAR", show_default=True, help="The highest TLP 2.0 marking that is accepted from it.")
def add(
    name: str, url: str, store: str | None, account: str, keyed: bool, pulls: tuple[str, ...], pushes: tuple[str, ...], reads: tuple[str, ...],
    writes: tuple[str, ...], given: str, taken: str,
) -> None:  # fmt: skip
    """Add the peer NAME, whose server is at URL, or change it; up to where was exchanged with it stays."""
    if url and not url.startswith(("https://", "http://")):
        raise InputError(f"{url!r} is no address of a server; it begins with https://")
    if not name.strip() or not name.isprintable() or "@" in name:
        raise InputError(f"{name!r} cannot be the name of a peer; leave @ out, which joins people's names with it")
    key = _read_key(name) if url and keyed else ""
    with open_cleared(store, MARKINGS[-1]) as kept:
        if account and find_account(kept, account) is None:
            raise InputError(f"there is no account {account!r}; make it first: marsad account add {account} --role viewer")
        if taken_by := next((peer.name for peer in list_peers(kept) if account and peer.account == account and peer.name != name), ""):
            raise InputError(f"with the account {account!r} comes the peer {taken_by}; give each its own")
        known = next((peer for peer in list_peers(kept) if peer.name == name), Peer(name))
        peer = msgspec.structs.replace(
            known, url=url, key=key, account=account, given=given, taken=taken, pulls=pulls, pushes=pushes, reads=reads, writes=writes
        )
        keep_peer(kept, peer)
    click.echo(f"{name}: {_said(peer)}")


def _read_key(name: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(f"the key that {name} gave us", hide_input=True))
    return sys.stdin.readline().strip()


@command.command("list")
@store_option
def list_(store: str | None) -> None:
    """List the peers; keys are not shown."""
    with open_cleared(store, MARKINGS[-1]) as kept:
        own = kept.observatory()
        click.echo(f"this is {own.name} ({own.id})")
        for peer in list_peers(kept):
            click.echo(f"{peer.name}\t{peer.url or 'comes to us'}\t{_said(peer)}")


def _said(peer: Peer) -> str:
    ways = (("pulled", peer.pulls), ("pushed", peer.pushes), ("may read", peer.reads), ("may write", peer.writes))
    told = [f"{way} {', '.join(names)}" for way, names in ways if names]
    return "; ".join([*told, f"gets up to TLP:{peer.given}", f"accepted up to TLP:{peer.taken}"])


@command.command()
@click.argument("name")
@store_option
def remove(name: str, store: str | None) -> None:
    """Forget a peer; what came from it stays, and its account too."""
    with open_cleared(store, MARKINGS[-1]) as kept:
        peer = find_peer(kept, name)
        remove_peer(kept, name)
    click.echo(f"{name} is no peer any more" + (f"; close its account with: marsad account disable {peer.account}" if peer.account else ""))


@command.command("self")
@click.argument("name")
@store_option
def self_(name: str, store: str | None) -> None:
    """Give this observatory the NAME that others know it by."""
    if not name.strip() or not name.isprintable() or "@" in name:
        raise InputError(f"{name!r} cannot be the name of an observatory; leave @ out, which joins people's names with it")
    with open_cleared(store, MARKINGS[-1]) as kept:
        rename_observatory(kept, name.strip())
        click.echo(f"this is {name.strip()} ({kept.observatory().id})")
