"""`marsad account key`: keys of the API, for programs."""

import click

from marsad.cli.stored import existing, settings_for, store_option
from marsad.errors import InputError
from marsad.store.api_keys import list_keys, remove_key
from marsad.store.audit import AuditEntry, add_audit
from marsad.store.store import Store
from marsad.web.context import utc_now
from marsad.web.security.members import known_name, make_key, told
from marsad.web.security.principal import ROLES


@click.group("key")
def key() -> None:
    """Make, list and remove keys that programs show in place of a login."""


@key.command()
@click.argument("name")
@click.option("--label", required=True, help="What the key is for.")
@click.option("--role", type=click.Choice(ROLES), help="What it may do, at most what its account may. [the account's role]")
@click.option("--expires", metavar="DAY", help="The last day on which it holds, such as 2027-01-31. [it holds until removed]")
@store_option
def add(name: str, label: str, role: str | None, expires: str | None, store: str | None) -> None:
    """Make a key for the account NAME. The key alone goes to the output, and is shown this once.

    \b
    marsad account key add rim --label "nightly export" --role analyst --expires 2027-01-31 > key.txt
    curl -H "Authorization: Bearer $(cat key.txt)" http://127.0.0.1:8000/api/v1/events
    """
    with Store(existing(settings_for(store).store)) as kept:
        owner = told(kept, name)
        made = make_key(kept, owner, label, role or owner.role, expires, utc_now())
        _log(kept, "account key add", f"{owner.name}: key {made.kept.id}: {made.kept.role}")
    click.echo(f"key {made.kept.id} of {owner.name}, as {made.kept.role}, {_until(made.kept.expires)}", err=True)
    click.echo(made.key)


@key.command("list")
@click.argument("name", default="")
@store_option
def list_(name: str, store: str | None) -> None:
    """List the keys, of the account NAME or of all: id, account, role, end, last use, label."""
    with Store(existing(settings_for(store).store)) as kept:
        for held in list_keys(kept, known_name(name)):
            used = (held.used or "never")[:16]
            click.echo(f"{held.id}\t{held.account}\t{held.role}\t{_until(held.expires)}\tlast use {used}\t{held.label}")


@key.command()
@click.argument("identifier", metavar="ID")
@store_option
def remove(identifier: str, store: str | None) -> None:
    """Remove the key of this id: it opens nothing from now on."""
    with Store(existing(settings_for(store).store)) as kept:
        if not remove_key(kept, identifier):
            raise InputError(f"there is no key {identifier!r}; `marsad account key list` shows them")
        _log(kept, "account key remove", f"key {identifier}")
    click.echo(f"key {identifier} is removed")


def _until(expires: str | None) -> str:
    return f"until {expires}" if expires is not None else "without end"


def _log(store: Store, path: str, detail: str) -> None:
    add_audit(store, AuditEntry(utc_now(), "", "command line", "", "CLI", path, 0, detail))
