"""`marsad load`: a lake into a store."""

from pathlib import Path

import click

from marsad.cli.stored import jobs_option, resumable, settings_for, store_option
from marsad.engine.lake.load import load_lake
from marsad.store.store import Store


@click.command("load")
@click.argument("lake", type=click.Path(path_type=Path))
@store_option
@jobs_option
def command(lake: Path, store: str | None, jobs: int | None) -> None:
    """Keep everything that a lake holds in a store, SQLite or PostgreSQL: documents, reports, issues and events. Nothing is read anew.

    \b
    marsad load lake --store news.db
    marsad load lake --store postgresql://marsad@db/news --jobs 8
    """
    settings = settings_for(store, jobs)
    with resumable(), Store(settings.store) as kept:
        tally = load_lake(lake, kept, settings.jobs)
    click.echo(f"{tally.kept} kept, {tally.passed} kept already, {tally.issues} issues in {kept.address}", err=True)
