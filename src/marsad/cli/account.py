"""`marsad account`: who may log in to the workbench, and in which role."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from marsad.cli.account_key import key
from marsad.cli.stored import existing, settings_for, store_option
from marsad.store.accounts import list_accounts
from marsad.store.audit import AuditEntry, add_audit, list_audit
from marsad.store.store import Store
from marsad.web.context import utc_now
from marsad.web.security.members import alter_account, make_account
from marsad.web.security.principal import ROLES

role_choice = click.Choice(ROLES)


@click.group("account")
def command() -> None:
    """Make, list and change the accounts of a store's workbench, and keys for programs.

    A viewer reads; an analyst also searches, exports and takes captures out; a reviewer also judges; an admin also sees to accounts and the log.
    Passwords are asked for, or read from the first line of the input; never give one as an argument, where other users of the machine see it.
    """


command.add_command(key)


@contextmanager
def _opened(store: str | None, path: str, detail: str = "") -> Iterator[Store]:
    """The store; what was done goes into its audit log."""
    with Store(existing(settings_for(store).store)) as kept:
        yield kept
        add_audit(kept, AuditEntry(utc_now(), "", "command line", "", "CLI", path, 0, detail))


def _read_password() -> str:
    """From the terminal, twice, unseen; else the first line of the input."""
    if sys.stdin.isatty():
        return str(click.prompt("password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


@command.command()
@click.argument("name")
@click.option("--role", type=role_choice, required=True, help="What the account may do; the first one must be an admin.")
@store_option
def add(name: str, role: str, store: str | None) -> None:
    """Make an account; its password is asked for.

    \b
    marsad account add rim --role admin
    pass show marsad/rim | marsad account add rim --role admin
    """
    with _opened(store, "account add", f"{name}: {role}") as kept:
        account = make_account(kept, name, _read_password(), role, utc_now())
    click.echo(f"{account.name} may log in as {account.role}")


@command.command("list")
@store_option
def list_(store: str | None) -> None:
    """List the accounts: name, role, whether open or closed, when made, last login."""
    with Store(existing(settings_for(store).store)) as kept:
        for account in list_accounts(kept):
            state = "open" if account.active else "closed"
            click.echo(f"{account.name}\t{account.role}\t{state}\tmade {account.created[:10]}\tlast login {(account.seen or 'never')[:16]}")


@command.command()
@click.argument("name")
@click.argument("role", type=role_choice)
@store_option
def role(name: str, role: str, store: str | None) -> None:
    """Give an account another role; it holds from its next request."""
    with _opened(store, "account role", f"{name}: {role}") as kept:
        click.echo(f"{alter_account(kept, name, role=role).name} is {role}")


@command.command()
@click.argument("name")
@store_option
def disable(name: str, store: str | None) -> None:
    """Close an account: its sessions end and its keys open nothing. What it judged stays, under its name."""
    with _opened(store, "account disable", name) as kept:
        click.echo(f"{alter_account(kept, name, active=False).name} is closed")


@command.command()
@click.argument("name")
@store_option
def enable(name: str, store: str | None) -> None:
    """Open a closed account again."""
    with _opened(store, "account enable", name) as kept:
        click.echo(f"{alter_account(kept, name, active=True).name} is open")


@command.command()
@click.argument("name")
@store_option
def password(name: str, store: str | None) -> None:
    """Give an account another password, which is asked for; its sessions end."""
    with _opened(store, "account password", name) as kept:
        click.echo(f"{alter_account(kept, name, password=_read_password()).name} has a new password, and must log in anew")


@command.command()
@click.option("--last", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many entries.")
@click.option("--account", "name", default="", help="Of this account alone.")
@store_option
def audit(last: int, name: str, store: str | None) -> None:
    """Print the audit log, the latest entry last: time, account, how it was known, from where, what, answer, detail."""
    with Store(existing(settings_for(store).store)) as kept:
        for entry in reversed(list_audit(kept, last, account=name).entries):
            who = (entry.account or "-", entry.via or "-", entry.address or "-")
            click.echo("\t".join((entry.at, *who, f"{entry.method} {entry.path}", str(entry.status), entry.detail)))
