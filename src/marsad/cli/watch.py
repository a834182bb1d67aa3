"""`marsad watch`: sources visited at their pace."""

from pathlib import Path

import click

from marsad.cli.collecting import archive_option, show_outcomes, sources_option, stopping_clock
from marsad.engine.collect import open_collector
from marsad.settings import read_settings
from marsad.stages.collect.sources import read_sources
from marsad.store.archive import Archive


@click.command("watch")
@click.argument("names", nargs=-1, metavar="[SOURCE…]")
@sources_option
@archive_option
@click.option("--jobs", type=click.IntRange(1, 32), default=4, show_default=True, help="Sources visited at once; a host has one request at a time.")
def command(names: tuple[str, ...], folder: Path, path: Path, jobs: int) -> None:
    """Visit sources again and again, each at its pace (every_minutes), until stopped.

    Ctrl-C or SIGTERM ends it in order: the request under way is ended, what was had is kept, what was not is remembered for the next time.
    A source that fails is visited less and less often, at least once a day. The folder of sources is read at the start only.

    \b
    marsad watch
    marsad watch bbc-arabic --archive /data/archive
    """
    sources = read_sources(folder, names)
    with Archive(path).writing() as archive:
        collector = open_collector(archive, folder, stopping_clock(), read_settings().contact)
        show_outcomes(collector.watch(sources, jobs))
