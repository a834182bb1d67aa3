"""`marsad events`: what many articles tell of one happening; listed, shown, split, merged, and judgements taken back."""

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from marsad.engine.local import extract_all
from marsad.engine.reconcile import Change, merge_events, reconcile_new, split_event, undo_judgement
from marsad.engine.report_file import ReportFile
from marsad.model import Event, Extraction, Judgement
from marsad.settings import read_settings
from marsad.stages.read.inputs import read_inputs
from marsad.stages.reconcile.settle import DEFAULT_RULE, RULES

TABLE_WIDTH = 160
"""Of a table that is no terminal's, in letters."""
_STORE = click.option(
    "--store", "path", type=click.Path(dir_okay=False, path_type=Path), default=Path("events.marsad"), show_default=True, help="The file of events."
)
_RULE = click.option("--rule", type=click.Choice(sorted(RULES)), default=DEFAULT_RULE, show_default=True, help="How one figure is settled on.")
_FORMAT = click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True, help="What is printed.")
_BY = click.option("--by", default=None, help="Who judges; the default is the name of the user.")
_REASON = click.option("--reason", default="", help="Why; kept with the judgement.")


@click.group("events")
def command() -> None:
    """What many articles tell of one happening.

    \b
    marsad events add corpus.jsonl.gz            extract articles and reconcile their reports
    marsad events list --country SY --sources 2  events that two sources tell of
    marsad events show 3f0c9a                    every version side by side, figures by source
    marsad events split 3f0c9a 81be22 --reason "another town"
    marsad events merge 3f0c9a 77d1e0
    marsad events undo 5b2a90                    take a judgement back
    """


@command.command("add")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-…")
@click.option("--published", metavar="DATE", help="Publication time where the input says none.")
@click.option("--jobs", type=click.IntRange(1), help="Processes that share the extraction; the default is MARSAD_JOBS or 1.")
@_STORE
@_RULE
def add(inputs: tuple[str, ...], published: str | None, jobs: int | None, path: Path, rule: str) -> None:
    """Extract articles and bring their reports into events; only what lies near the new reports is looked at again."""
    settings = read_settings()
    settings = msgspec.structs.replace(settings, jobs=jobs or settings.jobs)
    store = ReportFile(path)
    items = list(extract_all(read_inputs(list(inputs), published), settings))
    store.add_extractions(item for item in items if isinstance(item, Extraction))
    _finish(store, reconcile_new(store, rule))
    issues = [item for item in items if not isinstance(item, Extraction)]
    for issue in issues:
        click.echo(f"marsad: {issue.origin}: {issue.message} [{issue.code}]", err=True)
    sys.exit(1 if issues else 0)


@command.command("list")
@_STORE
@_FORMAT
@click.option("--country", help="ISO 3166-1 code of the place's country.")
@click.option("--type", "kind", help="PLOVER type, such as ASSAULT.")
@click.option("--since", metavar="DAY", help="First day, as 2018-02-05.")
@click.option("--until", metavar="DAY", help="Last day.")
@click.option("--sources", type=click.IntRange(1), default=1, help="Least number of independent sources.")
def list_events(path: Path, form: str, country: str | None, kind: str | None, since: str | None, until: str | None, sources: int) -> None:
    """The events, by day."""
    from rich.console import Console

    from marsad.stages.share.event_views import event_json, print_events

    events = [event for event in ReportFile(path).all_events() if _is_asked(event, country, kind, since, until, sources)]
    if form == "table":
        print_events(events, Console(width=None if sys.stdout.isatty() else TABLE_WIDTH))
    else:
        for event in events:
            click.echo(event_json(event).decode())


def _is_asked(event: Event, country: str | None, kind: str | None, since: str | None, until: str | None, sources: int) -> bool:
    if country and (event.place is None or event.place.country != country.upper()):
        return False
    day = (event.begin or "")[:10]
    return (not kind or event.type == kind.upper()) and (not since or day >= since) and (not until or "" < day <= until) and event.sources >= sources


@command.command("show")
@click.argument("event")
@_STORE
@_FORMAT
def show(event: str, path: Path, form: str) -> None:
    """One event: every source's version side by side, its figures by source, and why its reports were joined."""
    from rich.console import Console

    from marsad.stages.share.event_views import event_json, print_event

    store = ReportFile(path)
    (found,) = store.find_events([event])
    reports = {report.id: report for report in store.reports(found.reports)}
    if form == "table":
        judgements = [judgement for judgement in store.judgements() if set(judgement.reports) & set(found.reports)]
        print_event(found, reports, judgements, Console(width=None if sys.stdout.isatty() else TABLE_WIDTH))
    else:
        click.echo(event_json(found, list(reports.values())).decode())


@command.command("split")
@click.argument("event")
@click.argument("reports", nargs=-1, required=True)
@_STORE
@_RULE
@_BY
@_REASON
def split(event: str, reports: tuple[str, ...], path: Path, rule: str, by: str | None, reason: str) -> None:
    """Set REPORTS apart from the others of EVENT; the machine does not join them again."""
    store = ReportFile(path)
    (found,) = store.find_events([event])
    _finish(store, *split_event(store, found.id, reports, by or getpass.getuser(), _now(), reason, rule)[::-1])


@command.command("merge")
@click.argument("events", nargs=-1, required=True)
@_STORE
@_RULE
@_BY
@_REASON
def merge(events: tuple[str, ...], path: Path, rule: str, by: str | None, reason: str) -> None:
    """Make one event of several; the machine does not part them again."""
    store = ReportFile(path)
    ids = [found.id for found in store.find_events(events)]
    _finish(store, *merge_events(store, ids, by or getpass.getuser(), _now(), reason, rule)[::-1])


@command.command("undo")
@click.argument("judgement")
@_STORE
@_RULE
@_BY
@_REASON
def undo(judgement: str, path: Path, rule: str, by: str | None, reason: str) -> None:
    """Take a judgement back, also the taking back of one; the machine decides again."""
    store = ReportFile(path)
    _finish(store, *undo_judgement(store, judgement, by or getpass.getuser(), _now(), reason, rule)[::-1])


@command.command("judgements")
@_STORE
def judgements(path: Path) -> None:
    """All judgements, oldest first, as JSON lines."""
    for judgement in sorted(ReportFile(path).judgements(), key=lambda judgement: (judgement.at, judgement.id)):
        click.echo(msgspec.json.encode(judgement).decode())


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _finish(store: ReportFile, change: Change, judgement: Judgement | None = None) -> None:
    store.save()
    if judgement is not None:
        click.echo(f"judgement {judgement.id}")
    click.echo(f"{change.reports} reports looked at; events taken out: {len(change.removed)}, put in: {len(change.added)}")
    if judgement is not None and change.added:
        click.echo("now: " + " ".join(change.added))
