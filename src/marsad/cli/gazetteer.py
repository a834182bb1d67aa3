"""`marsad gazetteer`: look names up, and add GeoNames country dumps."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from marsad.arabic.fold import fold_word
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.lexicon.geonames import add_dumps
from marsad.settings import read_settings, user_gazetteer


@click.group("gazetteer")
def command() -> None:
    """Look names of places up, and add villages from GeoNames country dumps."""


@command.command("lookup")
@click.argument("name")
def lookup(name: str) -> None:
    """The places that bear NAME, as written in Arabic, in the order in which they are tried.

    \b
    marsad gazetteer lookup طرابلس
    """
    places = open_gazetteer(read_settings().gazetteer or user_gazetteer()).lookup(fold_word(name))
    if not places:
        click.echo(f"no place of the name {name}; `marsad gazetteer add` reads GeoNames dumps with more villages")
        raise SystemExit(1)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("id", "name", "kind", "country", "latitude", "longitude", "radius km", "population"):
        table.add_column(heading)
    for place in places:
        table.add_row(
            place.id,
            place.name_en,
            place.kind,
            place.country,
            str(place.lat),
            str(place.lon),
            f"{place.radius_m / 1000:g}",
            str(place.population),
        )
    Console().print(table)


@command.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="The gazetteer file; the default is the user's own.")
def add(files: tuple[Path, ...], target: Path | None) -> None:
    """Add GeoNames country dumps (SY.txt) and alternate names (alternateNamesV2.txt) to the user's gazetteer.

    \b
    marsad gazetteer add SY.txt alternateNamesV2.txt
    """
    target = target or read_settings().gazetteer or user_gazetteer()
    places, names = add_dumps(target, files)
    click.echo(f"{places} places and {names} Arabic names added to {target}")
