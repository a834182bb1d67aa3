"""`marsad collect`: sources visited once."""

import sys
from pathlib import Path

import click

from marsad.cli.collecting import archive_option, show_outcomes, sources_option, stopping_clock
from marsad.engine.collect import open_collector
from marsad.settings import read_settings
from marsad.stages.collect.sources import read_sources
from marsad.store.archive import Archive


@click.command("collect")
@click.argument("names", nargs=-1, metavar="[SOURCE…]")
@sources_option
@archive_option
@click.option("--jobs", type=click.IntRange(1, 32), default=4, show_default=True, help="Sources visited at once; a host has one request at a time.")
def command(names: tuple[str, ...], folder: Path, path: Path, jobs: int) -> None:
    """Visit sources once, and keep what is new in the archive.

    All sources of the folder, or those named. Feeds and sitemaps are asked for only if they changed, pages only once. robots.txt is obeyed;
    a source that failed is left alone for a while. Whatever goes wrong is noted in the archive's issues.jsonl, and the rest goes on.

    \b
    marsad collect
    marsad collect bbc-arabic my-telegram-export --archive /data/archive

    Exit status: 0 when all went well, 1 when there were issues, 2 for a wrong call.
    """
    sources = read_sources(folder, names)
    with Archive(path).writing() as archive:
        collector = open_collector(archive, folder, stopping_clock(), read_settings().contact)
        issues = show_outcomes(collector.collect(sources, jobs))
    sys.exit(1 if issues else 0)
