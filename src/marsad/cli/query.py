"""`marsad query`: a lake asked in SQL."""

import sys
from pathlib import Path

import click

from marsad.engine.lake.answers import FORMATS, write_answer
from marsad.engine.lake.found import local_path
from marsad.engine.lake.query import ask, open_query


@click.command("query")
@click.argument("question", metavar="SELECT…")
@click.option("--lake", required=True, metavar="DIR", help="The lake.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What is printed.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output; parquet needs one.")
def command(question: str, lake: str, form: str, output: Path | None) -> None:
    """Ask a lake in SQL (DuckDB's). Its views: documents, reports, claims, figures, places, actors, issues, and once it was reconciled events,
    event_reports and copies. `SHOW TABLES` and `DESCRIBE events` tell more. The question reads the lake and nothing else, and changes nothing.

    \b
    marsad query --lake lake 'SELECT country, count(*) FROM events GROUP BY ALL ORDER BY 2 DESC'
    marsad query --lake lake "SELECT * FROM reports WHERE month = '2018-02'" --format csv -o reports.csv
    """
    if form == "parquet" and output is None:
        raise click.UsageError("--format parquet needs a file: give -o FILE")
    with open_query(local_path(lake)) as connection:
        write_answer(ask(connection, question), form, output or sys.stdout)
