"""`marsad extract`: articles in, records out."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

import click
import msgspec

from marsad.cli.lakes import fill, lake_options
from marsad.engine.local import extract_all, usual_gazetteer
from marsad.model import Issue
from marsad.settings import read_settings
from marsad.stages.read.inputs import read_inputs
from marsad.stages.share.records import Record, issue_record, public_record

FORMATS = ("jsonl", "table", "csv", "geojson", "html")
PROGRESS_EVERY = 200


@click.command("extract")
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|DIR|-…")
@click.option("--published", metavar="DATE", help="Publication time where the input says none: 2018-02-05 or 2018-02-05T12:00:00+04:00.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="What is printed.")
@click.option("--explain", is_flag=True, help="Say which rules and lexicon lines made each field (with --format table or jsonl).")
@click.option("--jobs", type=click.IntRange(1), help="Processes that share the work; the default is MARSAD_JOBS or 1.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output.")
@lake_options
def command(
    inputs: tuple[str, ...],
    published: str | None,
    form: str,
    explain: bool,
    jobs: int | None,
    output: Path | None,
    lake: str | None,
    engine: str,
    master: str,
    conf: tuple[str, ...],
) -> None:
    """Read Arabic articles and print sourced records.

    Reads plain text (one article a file), HTML, JSON, JSONL rows with `text` (also gzipped), folders of these, and - for standard input.
    Each field of a record carries the characters of the article that say it.

    \b
    marsad extract article.txt --published 2018-02-05
    marsad extract rows.jsonl --format csv -o events.csv
    cat page.html | marsad extract - --format table --explain
    marsad extract crawl/ --engine spark --master 'local[8]' --lake lake

    Into a lake (docs/scale.md) go WARC and Parquet files too, and URLs of object stores with --engine spark.

    Exit status: 0 when all was read, 1 when some inputs gave an issue instead of a record, 2 for a wrong call.
    """
    settings = read_settings()
    settings = msgspec.structs.replace(settings, jobs=jobs or settings.jobs, gazetteer=settings.gazetteer or usual_gazetteer())
    if lake is not None or engine == "spark":
        fill(inputs, lake, engine, master, conf, settings, published, reconcile=False)
    issues: list[Issue] = []
    items = extract_all(read_inputs(list(inputs), published), settings)
    records = _records(_with_progress(items), issues)
    with output.open("w", encoding="utf-8") if output else nullcontext(sys.stdout) as stream:
        _WRITERS[form](records, stream, explain)
    for issue in issues:
        click.echo(f"marsad: {issue.origin}{f':{issue.line}' if issue.line else ''}: {issue.message} [{issue.code}]", err=True)
    sys.exit(1 if issues else 0)


def _with_progress(items: Iterable[Any]) -> Iterator[Any]:
    """The items, counted on standard error where that is a terminal."""
    shown = sys.stderr.isatty()
    for number, item in enumerate(items, 1):
        yield item
        if shown and number % PROGRESS_EVERY == 0:
            click.echo(f"\r{number} articles", nl=False, err=True)
    if shown:
        click.echo("\r", nl=False, err=True)


def _records(items: Iterable[Any], issues: list[Issue]) -> Iterator[Record]:
    for item in items:
        if isinstance(item, Issue):
            issues.append(item)
            yield issue_record(item)
        else:
            record = public_record(item)
            record["text"] = item.document.text
            yield record


def _without_text(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != "text"}


def _without_rules(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_rules(inner) for name, inner in value.items() if name != "rules"}
    return [_without_rules(inner) for inner in value] if isinstance(value, list) else value


def _write_jsonl(records: Iterable[Record], stream: TextIO, explain: bool) -> None:
    for record in records:
        kept = _without_text(record)
        stream.write(msgspec.json.encode(kept if explain else _without_rules(kept)).decode() + "\n")


def _write_csv(records: Iterable[Record], stream: TextIO, explain: bool) -> None:
    from marsad.stages.share.tables import write_csv

    write_csv(records, stream)


def _write_geojson(records: Iterable[Record], stream: TextIO, explain: bool) -> None:
    from marsad.stages.share.geojson import feature_collection

    stream.write(msgspec.json.encode(feature_collection(records)).decode() + "\n")


def _write_html(records: Iterable[Record], stream: TextIO, explain: bool) -> None:
    from marsad.stages.share.html import write_report

    write_report(records, stream)


def _write_table(records: Iterable[Record], stream: TextIO, explain: bool) -> None:
    from marsad.stages.share.terminal import write_table

    write_table(records, stream, explain=explain)


_WRITERS = {"jsonl": _write_jsonl, "csv": _write_csv, "geojson": _write_geojson, "html": _write_html, "table": _write_table}
