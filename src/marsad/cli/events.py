"""`marsad events`: what many articles tell of one happening; listed, shown, split, merged, and judgements taken back."""

import getpass
import sys
from datetime import UTC, datetime

import click
import msgspec

from marsad.cli.stored import clearance_option, open_cleared, store_option
from marsad.engine.reconcile import Change, merge_events, reconcile_new, reconcile_reports, split_event, undo_judgement
from marsad.engine.report_store import StoredReports
from marsad.model import MARKINGS, Judgement
from marsad.stages.reconcile.settle import DEFAULT_RULE, RULES

TABLE_WIDTH = 160
"""Of a table that is no terminal's, in letters."""
_RULE = click.option("--rule", type=click.Choice(sorted(RULES)), default=DEFAULT_RULE, show_default=True, help="How one figure is settled on.")
_FORMAT = click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True, help="What is printed.")
_BY = click.option("--by", default=None, help="Who judges; the default is the name of the user.")
_REASON = click.option("--reason", default="", help="Why; kept with the judgement.")


@click.group("events")
def command() -> None:
    """What many articles tell of one happening.

    \b
    marsad ingest corpus.jsonl.gz                extract articles and reconcile their reports
    marsad events list --country SY --sources 2  events that two sources tell of
    marsad events show 3f0c9a                    every version side by side, figures by source
    marsad events split 3f0c9a 81be22 --reason "another town"
    marsad events merge 3f0c9a 77d1e0
    marsad events undo 5b2a90                    take a judgement back
    """


@command.command("reconcile")
@store_option
@_RULE
@click.option("--all", "everything", is_flag=True, help="Settle all figures anew, such as by another rule.")
def reconcile(store: str | None, rule: str, everything: bool) -> None:
    """Bring reports that stand in no event yet into events; `marsad ingest` does so at its end."""
    with open_cleared(store, MARKINGS[-1]) as kept:
        reports = StoredReports(kept)
        _tell(reconcile_reports(reports, kept.all_reports(), rule) if everything else reconcile_new(reports, rule))


@command.command("list")
@store_option
@clearance_option
@_FORMAT
@click.option("--country", help="ISO 3166-1 code of the place's country.")
@click.option("--type", "kind", help="PLOVER type, such as ASSAULT.")
@click.option("--since", metavar="DAY", help="First day, as 2018-02-05.")
@click.option("--until", metavar="DAY", help="Last day.")
@click.option("--sources", type=click.IntRange(1), default=1, help="Least number of independent sources.")
@click.option("--most", type=click.IntRange(1), default=1_000, show_default=True, help="How many, the latest first.")
def list_events(
    store: str | None, clearance: str, form: str, country: str | None, kind: str | None, since: str | None, until: str | None, sources: int, most: int
) -> None:
    """The events, by day."""
    from rich.console import Console

    from marsad.stages.share.event_views import event_json, print_events

    with open_cleared(store, clearance) as kept:
        events = kept.list_events((country or "").upper(), (kind or "").upper(), since or "", until or "", sources, most)
    if form == "table":
        print_events(events, Console(width=None if sys.stdout.isatty() else TABLE_WIDTH, emoji=False))
    else:
        for event in events:
            click.echo(event_json(event).decode())


@command.command("show")
@click.argument("event")
@store_option
@clearance_option
@_FORMAT
def show(event: str, store: str | None, clearance: str, form: str) -> None:
    """One event: every source's version side by side, its figures by source, and why its reports were joined."""
    from rich.console import Console

    from marsad.stages.share.event_views import event_json, print_event

    with open_cleared(store, clearance) as kept:
        (found,) = kept.find_events([event])
        reports = {report.id: report for report in kept.reports(found.reports)}
        judgements = [judgement for judgement in kept.judgements() if set(judgement.reports) & set(found.reports)]
    if form == "table":
        print_event(found, reports, judgements, Console(width=None if sys.stdout.isatty() else TABLE_WIDTH, emoji=False))
    else:
        click.echo(event_json(found, list(reports.values())).decode())


@command.command("split")
@click.argument("event")
@click.argument("reports", nargs=-1, required=True)
@store_option
@clearance_option
@_RULE
@_BY
@_REASON
def split(event: str, reports: tuple[str, ...], store: str | None, clearance: str, rule: str, by: str | None, reason: str) -> None:
    """Set REPORTS apart from the others of EVENT; the machine does not join them again."""
    with open_cleared(store, clearance) as kept:
        (found,) = kept.find_events([event])
        _tell_judged(split_event(StoredReports(kept), found.id, reports, by or getpass.getuser(), _now(), reason, rule))


@command.command("merge")
@click.argument("events", nargs=-1, required=True)
@store_option
@clearance_option
@_RULE
@_BY
@_REASON
def merge(events: tuple[str, ...], store: str | None, clearance: str, rule: str, by: str | None, reason: str) -> None:
    """Make one event of several; the machine does not part them again."""
    with open_cleared(store, clearance) as kept:
        ids = [found.id for found in kept.find_events(events)]
        _tell_judged(merge_events(StoredReports(kept), ids, by or getpass.getuser(), _now(), reason, rule))


@command.command("undo")
@click.argument("judgement")
@store_option
@clearance_option
@_RULE
@_BY
@_REASON
def undo(judgement: str, store: str | None, clearance: str, rule: str, by: str | None, reason: str) -> None:
    """Take a judgement back, also the taking back of one; the machine decides again."""
    with open_cleared(store, clearance) as kept:
        _tell_judged(undo_judgement(StoredReports(kept), judgement, by or getpass.getuser(), _now(), reason, rule))


@command.command("judgements")
@store_option
@clearance_option
def judgements(store: str | None, clearance: str) -> None:
    """All judgements, oldest first, as JSON lines."""
    with open_cleared(store, clearance) as kept:
        for judgement in kept.judgements():
            click.echo(msgspec.json.encode(judgement).decode())


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _tell(change: Change) -> None:
    click.echo(f"{change.reports} reports looked at; events taken out: {len(change.removed)}, put in: {len(change.added)}")


def _tell_judged(judged: tuple[Judgement, Change]) -> None:
    judgement, change = judged
    click.echo(f"judgement {judgement.id}")
    _tell(change)
    if change.added:
        click.echo("now: " + " ".join(change.added))
