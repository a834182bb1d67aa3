"""`marsad ingest`: articles read, coded and kept."""

from pathlib import Path

import click

from marsad.cli.collecting import archive_option, sources_option
from marsad.cli.lakes import fill, lake_options
from marsad.cli.progress import show_progress
from marsad.cli.stored import jobs_option, resumable, settings_for, store_option
from marsad.engine.collected import ingest_collected
from marsad.engine.ingest import Tally, ingest, mark_items
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.model import MARKINGS
from marsad.stages.collect.sources import read_sources
from marsad.stages.read.inputs import read_inputs
from marsad.store.archive import Archive
from marsad.store.store import Store


@click.command("ingest")
@click.argument("inputs", nargs=-1, metavar="FILE|DIR|-…")
@click.option("--collected", is_flag=True, help="Read the captures of the archive that the store has not read yet.")
@sources_option
@archive_option
@store_option
@jobs_option
@click.option("--published", metavar="DATE", help="Publication time where the input says none.")
@click.option("--tlp", type=click.Choice(MARKINGS), default="CLEAR", help="Least marking of what is read; rows may state a higher.")
@click.option("--again", is_flag=True, help="Read again what is kept already.")
@click.option("--reconcile/--no-reconcile", default=True, show_default=True, help="Bring what is new into events at the end.")
@lake_options
def command(
    inputs: tuple[str, ...],
    collected: bool,
    folder: Path,
    path: Path,
    store: str | None,
    jobs: int | None,
    published: str | None,
    tlp: str,
    again: bool,
    reconcile: bool,
    lake: str | None,
    engine: str,
    master: str,
    conf: tuple[str, ...],
) -> None:
    """Read articles, code their events and keep everything in the store.

    Takes what `marsad extract` takes. What is kept already is passed over, so that an interrupted run goes on where it stopped when it is
    started again; each batch is one transaction, and a crash leaves nothing half-written. Bad input is kept as issues (`marsad status`).

    \b
    marsad ingest corpus.jsonl.gz
    marsad ingest today/ --store postgresql://marsad@db/news --jobs 8
    marsad collect && marsad ingest --collected
    marsad ingest from-a-partner.jsonl --tlp AMBER
    marsad ingest s3a://news/2018/ --engine spark --master yarn --lake s3a://news/lake

    A lake (docs/scale.md) takes the place of the store; `marsad load` brings it into one.
    """
    if not inputs and not collected:
        raise click.UsageError("name files or folders to read, or --collected for what `marsad collect` kept")
    settings = settings_for(store, jobs)
    if lake is not None or engine == "spark":
        if collected or tlp != "CLEAR":
            raise click.UsageError("a lake takes files whose content is CLEAR: --collected and --tlp are for stores")
        fill(inputs, lake, engine, master, conf, settings, published, reconcile=reconcile)
    with resumable(), Store(settings.store) as kept, show_progress() as progress:
        task = progress.add_task("articles", total=None)

        def show(tally: Tally) -> None:
            progress.update(task, completed=tally.kept + tally.passed + tally.issues)

        tally = ingest(mark_items(read_inputs(list(inputs), published), tlp), kept, settings, again=again, progress=show)
        if collected:
            known = {source.id: source for source in read_sources(folder)}
            tally += ingest_collected(Archive(path), known, kept, settings, lambda done: show(tally + done))
        if reconcile:
            progress.update(task, description="reconciling")
            reconcile_new(StoredReports(kept))
    click.echo(f"{tally.kept} kept, {tally.passed} kept already, {tally.issues} issues in {kept.address}", err=True)
