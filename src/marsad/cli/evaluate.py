"""`marsad evaluate`: the extraction scored against annotated articles."""

import hashlib
import json
import sys
from pathlib import Path

import click

from marsad.engine.local import extract_all
from marsad.evaluation import read_gold, score_articles
from marsad.model import Issue
from marsad.settings import read_settings
from marsad.stages.read.inputs import read_inputs
from marsad.stages.share.records import public_record


@click.command("evaluate")
@click.argument("texts", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--floors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON file of least scores; exit 1 where one is missed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def command(texts: Path, gold: Path, floors: Path | None, as_json: bool) -> None:
    """Extract the articles in TEXTS and score the records against the annotations in GOLD, layer by layer.

    \b
    marsad evaluate ../shared/gold/dev/text ../shared/gold/dev/gold --floors tests/floors.json
    """
    articles = read_gold(texts, gold)
    extracted = extract_all(read_inputs([str(texts)]), read_settings())
    records = {item.document.id: public_record(item) for item in extracted if not isinstance(item, Issue)}
    table = score_articles(articles, records)
    if as_json:
        click.echo(json.dumps(table, indent=1))
    else:
        for name, row in table.items():
            click.echo(f"{name:30} " + "  ".join(f"{key} {value}" for key, value in row.items()))
    missed = _missed(table, json.loads(floors.read_text("utf-8")), gold) if floors else []
    for line in missed:
        click.echo(f"marsad: {line}", err=True)
    sys.exit(1 if missed else 0)


def _missed(table: dict[str, dict[str, float]], floors: dict[str, object], gold: Path) -> list[str]:
    """The floors that the table does not reach; a corpus of another digest is said, as its scores do not compare."""
    digest = corpus_digest(gold)
    if floors["corpus"] != digest:
        return [f"the corpus has digest {digest}, the floors were set on {floors['corpus']}; set them anew"]
    least = floors["f1"]
    assert isinstance(least, dict)
    return [f"{layer}: F1 {table[layer]['f1']} is below its floor {floor}" for layer, floor in least.items() if table[layer]["f1"] < floor]


def corpus_digest(gold: Path) -> str:
    """Digest of the annotations of a folder, by name and content."""
    digest = hashlib.sha256()
    for path in sorted(gold.glob("*.json")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
