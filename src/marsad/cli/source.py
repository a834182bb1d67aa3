"""`marsad source`: add, check and watch over sources."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from marsad.cli.collecting import archive_option, sources_option, stopping_clock
from marsad.engine.health import Health, check_health
from marsad.engine.survey import look_at, look_at_path, with_fields
from marsad.errors import SourceError
from marsad.model import Source
from marsad.model.source import FETCHED_KINDS
from marsad.settings import read_settings
from marsad.stages.collect.fetch import Fetcher, Visitor
from marsad.stages.collect.sources import check_sources, read_sources, write_source
from marsad.store.archive import Archive
from marsad.store.archive_state import Notes

SURVEY_DELAY_SECONDS = 1.0
"""Pause between the two or three requests of a look at an address."""


@click.group("source")
def command() -> None:
    """Add sources, check their files, and see how they are."""


@command.command()
@click.argument("address", metavar="URL|PATH")
@sources_option
@click.option("--id", "identifier", default="", help="The source's name, which is its file's (default: the host).")
@click.option("--outlet", default="", help="The outlet's name (default: what the feed or page calls itself).")
@click.option("--owner", help="Who stands behind the outlet.")
@click.option("--country", help="ISO 3166-1 alpha-2, such as LB.")
@click.option("--time-zone", help="IANA name of the zone of times that state none, such as Asia/Beirut.")
@click.option("--rights", help="What may be done with the texts.")
@click.option("--every-minutes", type=click.IntRange(1), help="Pace of visits.")
@click.option("--private", multiple=True, metavar="NETWORK", help="A network that is not public and may be visited, such as 127.0.0.1.")
def add(address: str, folder: Path, identifier: str, outlet: str, private: tuple[str, ...], **fields: str | int | None) -> None:
    """Look at an address and write a source's file for it.

    URL may be a feed, a sitemap, or a page: then the feed that it names is taken, or the sitemap of its robots.txt. PATH is a WARC file, a
    Telegram export (result.json), a JSONL file or a folder. Read the file that is written: owner, country and rights are yours to state.

    \b
    marsad source add https://www.bbc.com/arabic --owner BBC --country GB
    marsad source add exports/channel/result.json --id channel --time-zone Asia/Damascus
    """
    if address.startswith(("http://", "https://")):
        fetcher = Fetcher(stopping_clock(), contact=read_settings().contact)
        look = look_at(address, fetcher, Visitor(SURVEY_DELAY_SECONDS, private), identifier, outlet)
    elif Path(address).exists():
        look = look_at_path(Path(address), folder, identifier, outlet)
    else:
        raise SourceError(f"{address!r} is neither an address of http or https nor a file or folder that is there")
    path = write_source(folder, with_fields(look.source, **fields))
    for note in look.notes:
        click.echo(note)
    click.echo(f"written to {path}; state its owner, country and rights there, then `marsad collect {path.stem}`")


@command.command()
@sources_option
@click.option("--fetch", is_flag=True, help="Ask every feed and sitemap too whether it is there.")
def check(folder: Path, fetch: bool) -> None:
    """Check the files of the sources: unknown fields, wrong values, doubles; with --fetch their addresses too.

    Exit status: 0 when all are right, 1 when some are not.
    """
    issues = check_sources(folder)
    for issue in issues:
        click.echo(f"marsad: {issue.message} [{issue.code}]", err=True)
    wrong = len(issues)
    if fetch and not issues:
        fetcher = Fetcher(stopping_clock(), contact=read_settings().contact)
        wrong += sum(not _has_listing(source, fetcher) for source in read_sources(folder) if source.kind in FETCHED_KINDS)
    click.echo(f"{len(list(folder.glob('*.yaml')))} sources, {wrong} issues")
    sys.exit(1 if wrong else 0)


def _has_listing(source: Source, fetcher: Fetcher) -> bool:
    try:
        look = look_at(source.address, fetcher, Visitor(source.delay_seconds, source.private_networks))
    except SourceError as error:
        click.echo(f"marsad: {source.id}: {error}", err=True)
        return False
    same = look.source.kind == source.kind
    click.echo(f"{source.id}: {'; '.join(look.notes)}" + ("" if same else f"; its file says {source.kind}"))
    return same


@command.command()
@click.argument("names", nargs=-1, metavar="[SOURCE…]")
@sources_option
@archive_option
@click.option("--read", "most_read", type=click.IntRange(0), default=10, show_default=True, help="Latest captures of each source that are read.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a source.")
def health(names: tuple[str, ...], folder: Path, path: Path, most_read: int, as_json: bool) -> None:
    """Say how sources are: silent, failing, not visited, in another language, without articles.

    Reads the archive and its notes alone. Its latest captures are read as the pipeline reads them, a second a page or so; --read 0 leaves
    that out.

    Exit status: 0 when all are well, 1 when there are findings.
    """
    archive, notes = Archive(path), Notes(path)
    found = 0
    for source in read_sources(folder, names):
        state = check_health(source, notes.state(source.id), archive, datetime.now(UTC), most_read)
        found += len(state.findings)
        click.echo(_as_json(state) if as_json else _as_line(state))
    sys.exit(1 if found else 0)


@command.command()
@click.argument("name", default="", metavar="[SOURCE]")
@archive_option
@click.option("--last", type=click.IntRange(1), default=50, show_default=True, help="How many.")
def issues(name: str, path: Path, last: int) -> None:
    """Print the issues noted on visits, the latest last."""
    for noted in list(Notes(path).issues(name))[-last:]:
        click.echo(f"{noted.time:%Y-%m-%d %H:%M} {noted.source} [{noted.issue.code}] {noted.issue.origin}: {noted.issue.message}")


def _as_line(health: Health) -> str:
    daily = "?" if health.daily is None else f"{health.daily:.1f}"
    last = f"{health.last_new:%Y-%m-%d %H:%M}" if health.last_new else "never"
    findings = "".join(f"\n  {issue.code}: {issue.message}" for issue in health.findings)
    return f"{health.source.id}: last new {last}, {daily} a day of {health.source.daily_volume:g} expected{'' if findings else ', well'}{findings}"


def _as_json(health: Health) -> str:
    row = {
        "source": health.source.id,
        "last_visit": health.last_visit,
        "last_new": health.last_new,
        "daily": health.daily,
        "findings": health.findings,
    }
    return msgspec.json.encode(row).decode()
