"""`marsad watch`: sources visited at their pace, and alerts raised as news comes in."""

from pathlib import Path

import click

from marsad.cli.alerting import raising
from marsad.cli.collecting import archive_option, show_outcomes, sources_option, stopping_clock
from marsad.cli.stored import settings_for, store_option
from marsad.engine.collect import open_collector
from marsad.engine.notify_config import read_channels
from marsad.lexicon.shown import LANGUAGES
from marsad.stages.collect.sources import read_sources
from marsad.store.archive import Archive
from marsad.store.store import Store


@click.command("watch")
@click.argument("names", nargs=-1, metavar="[SOURCE…]")
@sources_option
@archive_option
@store_option
@click.option("--alerts/--no-alerts", default=None, help="Read what comes in into the store and raise alerts. [where the store is there already]")
@click.option("--notify", "told", type=click.Path(dir_okay=False, path_type=Path), help="Tell the channels of this file of changes of level.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ar", show_default=True, help="Of the changes shown.")
@click.option("--jobs", type=click.IntRange(1, 32), default=4, show_default=True, help="Sources visited at once; a host has one request at a time.")
def command(
    names: tuple[str, ...], folder: Path, path: Path, store: str | None, alerts: bool | None, told: Path | None, language: str, jobs: int
) -> None:  # fmt: skip
    """Visit sources again and again, each at its pace (every_minutes), until stopped; raise alerts as news comes in.

    Ctrl-C or SIGTERM ends it in order: the request under way is ended, what was had is kept, what was not is remembered for the next time.
    A source that fails is visited less and less often, at least once a day. The folder of sources is read at the start only.

    \b
    marsad watch
    marsad watch bbc-arabic --archive /data/archive
    marsad watch --alerts --notify channels.toml
    """
    sources = read_sources(folder, names)
    settings = settings_for(store)
    channels = read_channels(told) if told else ()
    with Archive(path).writing() as archive:
        outcomes = open_collector(archive, folder, stopping_clock(), settings.contact).watch(sources, jobs)
        if alerts or (alerts is None and (told is not None or "://" in settings.store or Path(settings.store).exists())):
            with Store(settings.store) as kept:
                known = {source.id: source for source in read_sources(folder)}
                show_outcomes(raising(outcomes, kept, path, known, channels, language))
        else:
            show_outcomes(outcomes)
