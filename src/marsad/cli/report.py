"""`marsad report`: what changed in an area, what happened, what is disputed and what is feared, each sentence with its sources."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from marsad.cli.stored import clearance_option, open_cleared, settings_for, store_option
from marsad.engine.periods import DEFAULT, last_told, read_period
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.lexicon.shown import LANGUAGES

ENDINGS = {".html": "html", ".htm": "html", ".md": "md", ".pdf": "pdf"}


@click.command("report")
@store_option
@clearance_option
@click.option("--area", default="", metavar="PLACE", help="A name, a country's code (SY), a province's (SY-HL) or a place's id. [everywhere]")
@click.option("--period", default=DEFAULT, show_default=True, help="2018-02-18, 2018-W08, 2018-02, 2018-02-18/2018-02-24, or 7d: the last of them.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ar", show_default=True)
@click.option("--format", "form", type=click.Choice(("html", "md", "pdf")), default=None, help="[by the ending of --output, or md]")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to write. [the terminal; a PDF needs a file]")
def command(store: str | None, clearance: str, area: str, period: str, language: str, form: str | None, output: Path | None) -> None:
    """A situation report: what changed, what happened, what is disputed, what is feared.

    Every sentence is put together by rules from the records and cites the articles behind it. The period is compared with the one of equal
    length before it.

    \b
    marsad report --area SY --period 2018-02-18/2018-02-24
    marsad report --area حلب --period 2018-03 --language en -o aleppo.pdf
    """
    from marsad.engine.situation import find_area, write_situation
    from marsad.pipeline import load_version
    from marsad.stages.share.situation.formats import FORMATS

    settings = settings_for(store)
    form = form or (ENDINGS.get(output.suffix.lower()) if output else None) or "md"
    if form == "pdf" and output is None:
        raise click.UsageError("a PDF is written to a file: give -o report.pdf")
    gazetteer = open_gazetteer(settings.gazetteer)
    with open_cleared(store, clearance) as kept:
        asked = read_period(period, last_told(kept.publication_days(), datetime.now(UTC).date()))
        report = write_situation(kept, gazetteer, find_area(gazetteer, area), asked, language, load_version(gazetteer))
    content = FORMATS[form].write(report)
    if output is None:
        sys.stdout.buffer.write(content)
    else:
        output.write_bytes(content)
        click.echo(f"the report: {output}", err=True)
