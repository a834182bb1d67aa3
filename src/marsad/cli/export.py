"""`marsad export`: events in the formats of the field, all of them or what changed."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from marsad.cli.filters import event_filters
from marsad.cli.stored import open_cleared, settings_for, store_option
from marsad.model import MARKINGS
from marsad.stages.share.formats import FORMATS
from marsad.stages.share.harm import EVIDENCE, NAMES, read_policy
from marsad.store.areas import read_box, read_near
from marsad.store.event_search import SHOWN_REVIEWS, EventQuery

REVIEWS = (*SHOWN_REVIEWS, "rejected")


@click.command("export")
@store_option
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), required=True, help="See docs/export.md for what each can hold.")
@click.option("--since", default="", metavar="CHANGE", help="What changed since: the cursor that an export or `marsad changes` gave, or a time.")
@click.option("--words", default="", help="Arabic words of an article that tells of it.")
@click.option("--from", "first", default="", metavar="DAY", help="Events from this day on.")
@click.option("--until", default="", metavar="DAY", help="Events before this day.")
@event_filters
@click.option("--sources", type=click.IntRange(1), default=1, metavar="N", help="At least so many independent sources.")
@click.option("--review", "reviews", multiple=True, type=click.Choice(REVIEWS), help="What people decided; by default all but rejected.")
@click.option(
    "--clearance", type=click.Choice(MARKINGS), default=MARKINGS[0], show_default=True, help="The highest TLP 2.0 marking that is exported."
)
@click.option("--names", type=click.Choice(NAMES), default="public", show_default=True, help="Whether private persons are named.")
@click.option("--evidence", type=click.Choice(EVIDENCE), default=None, help="Where articles say it, with their words, or neither. [spans]")
@click.option("--coarsen-place", default="", metavar="admin1|KM", help="Places as their province, or as the middle of a square of so many km.")
@click.option("--coarsen-time", type=click.Choice(("week", "month")), default=None, help="Days as their week or month.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file, replaced when the export is whole. [standard output]")
def command(
    store: str | None, form: str, since: str, first: str, box: str, near: str, country: str, reviews: tuple[str, ...], clearance: str,
    names: str, evidence: str | None, coarsen_place: str, coarsen_time: str | None, output: Path | None, **given: object,
) -> None:  # fmt: skip
    """Write events in a format of the field.

    What is exported is the store as it stands at one moment. The export says up to which change it goes: pass that on as --since to get, later,
    what has changed and what is no more.

    \b
    marsad export --format acled --country SY --from 2018-02-01 --until 2018-03-01 -o syria.csv
    marsad export --format jsonl --since 1764337200123456 -o changed.jsonl
    """
    from marsad.engine.export import Order, count_above, export, export_file, provinces_of, sidecar
    from marsad.lexicon.gazetteer import open_gazetteer
    from marsad.pipeline import load_version

    places = {"box": read_box(box), "near": read_near(near), "country": country.upper()}
    query = msgspec.convert({**given, **places, "since": first, "reviews": reviews or SHOWN_REVIEWS}, EventQuery)
    gazetteer = open_gazetteer(settings_for(store).gazetteer)
    order = Order(
        form=form, query=query, since=since, at=datetime.now(UTC).isoformat(timespec="seconds"), version=load_version(gazetteer),
        provinces=provinces_of(gazetteer), policy=read_policy(names, evidence or "", coarsen_place, coarsen_time or ""),
    )  # fmt: skip
    with open_cleared(store, clearance) as kept:
        if output is None:
            heading = export(kept, order, sys.stdout.buffer, _progress)
            sys.stdout.buffer.flush()
            if FORMATS[form].sidecar:
                click.echo(sidecar(heading).decode(), err=True)
        else:
            heading = export_file(kept, order, output, _progress)
        above = count_above(kept, query)
    if above:
        click.echo(f"{above} events are in part or wholly marked above {clearance}: --clearance exports that too", err=True)
    told = ", ".join(f"{number} {name}" for name, number in heading.written.items()) or "nothing"
    left_out = ", ".join(f"{number} {what}" for what, number in heading.left_out.items() if number)
    click.echo(f"{told}; left out: {left_out or 'nothing'}; what changes from now on: --since {heading.cursor}", err=True)


PROGRESS_EVERY = 500


def _progress(done: int, of: int) -> None:
    """How far it is, on a terminal alone."""
    if sys.stderr.isatty() and (done % PROGRESS_EVERY == 0 or done == of):
        click.echo(f"\r{done:,} of {of:,} events" + ("\n" if done == of else ""), nl=False, err=True)
