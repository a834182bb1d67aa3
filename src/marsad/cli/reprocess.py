"""`marsad reprocess`: what older code or lexicons read, read again."""

import click

from marsad.cli.stored import existing, jobs_option, resumable, settings_for, store_option
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.engine.reprocess import reprocess
from marsad.store.store import Store


@click.command("reprocess")
@store_option
@jobs_option
def command(store: str | None, jobs: int | None) -> None:
    """Read again, with today's code and lexicons, the articles that older ones read.

    People's judgements are kept. An interrupted run goes on where it stopped when it is started again.

    \b
    marsad reprocess --store marsad.db
    """
    settings = settings_for(store, jobs)
    with resumable(), Store(existing(settings.store)) as kept:
        tally = reprocess(kept, settings)
        reconcile_new(StoredReports(kept))
    click.echo(f"{tally.kept} read again, {tally.issues} issues", err=True)
