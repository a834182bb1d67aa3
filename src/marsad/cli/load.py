"""`marsad load`: a lake into a store."""

import click

from marsad.cli.progress import show_progress
from marsad.cli.stored import jobs_option, resumable, settings_for, store_option
from marsad.engine.lake.folder import LocalFolder
from marsad.engine.lake.found import local_path, record_files
from marsad.engine.lake.load import load_lake
from marsad.store.store import Store


@click.command("load")
@click.argument("lake", metavar="DIR")
@store_option
@jobs_option
def command(lake: str, store: str | None, jobs: int | None) -> None:
    """Keep everything that a lake holds in a store, SQLite or PostgreSQL: documents, reports, issues and events. Nothing is read anew.

    \b
    marsad load lake --store news.db
    marsad load lake --store postgresql://marsad@db/news --jobs 8

    A load that was stopped goes on when it is started again; a second one changes nothing.
    """
    settings = settings_for(store, jobs)
    path = local_path(lake)
    record_files(LocalFolder(path))  # so that no store is begun for a lake that cannot be read
    with resumable(), Store(settings.store) as kept, show_progress() as progress:
        task = progress.add_task("articles", total=None)
        tally = load_lake(path, kept, settings.jobs, lambda done: progress.update(task, completed=sum(done)))
    click.echo(f"{tally.kept} kept, {tally.passed} kept already, {tally.issues} issues in {kept.address}", err=True)
