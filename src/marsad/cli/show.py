"""`marsad show`: one document, report or event of a store, whole."""

import click
import msgspec

from marsad.cli.stored import existing, settings_for, store_option
from marsad.errors import InputError
from marsad.stages.share.records import public_record
from marsad.store.store import Store


@click.command("show")
@click.argument("id_", metavar="ID")
@store_option
def command(id_: str, store: str | None) -> None:
    """Show a document, a report or an event as JSON.

    \b
    marsad show sha256:1a275ae04ff41a7c
    marsad show 0680642f95cf3bcf | jq .settled
    """
    settings = settings_for(store)
    with Store(existing(settings.store)) as kept:
        extraction = kept.document(id_)
        found = [public_record(extraction)] if extraction is not None else [*kept.events([id_]), *kept.reports([id_])]
    if not found:
        raise InputError(f"there is no document, report or event {id_!r} in {settings.store}; `marsad search` lists ids")
    click.echo(msgspec.json.format(msgspec.json.encode(found[0]), indent=2))
