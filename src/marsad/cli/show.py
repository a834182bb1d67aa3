"""`marsad show`: one document, report or event of a store, whole."""

import click
import msgspec

from marsad.cli.stored import clearance_option, open_cleared, store_option
from marsad.errors import InputError
from marsad.stages.share.records import public_record


@click.command("show")
@click.argument("id_", metavar="ID")
@store_option
@clearance_option
def command(id_: str, store: str | None, clearance: str) -> None:
    """Show a document, a report or an event as JSON.

    \b
    marsad show sha256:1a275ae04ff41a7c
    marsad show 0680642f95cf3bcf | jq .settled
    """
    with open_cleared(store, clearance) as kept:
        extraction = kept.document(id_)
        found = [public_record(extraction)] if extraction is not None else [*kept.events([id_]), *kept.reports([id_])]
    if not found:
        raise InputError(f"there is no document, report or event {id_!r} in {kept.address}; `marsad search` lists ids")
    click.echo(msgspec.json.format(msgspec.json.encode(found[0]), indent=2))
