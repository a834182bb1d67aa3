"""`marsad gazetteer`: look places up, and add the villages of GeoNames dumps."""

import os
from pathlib import Path

import click

from marsad.lexicon.gazetteer import open_gazetteer, user_gazetteer_path
from marsad.lexicon.gazetteer_file import read_rows, write_gazetteer
from marsad.lexicon.geonames import lay_out, read_dumps
from marsad.model.place import Place
from marsad.settings import read_settings


@click.group("gazetteer")
def command() -> None:
    """Look up places; add your own from GeoNames dumps."""


def _usual_path() -> Path:
    return read_settings().gazetteer or user_gazetteer_path(os.environ)


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="The gazetteer to write (default: the usual place).")
def add(files: tuple[Path, ...], target: Path | None) -> None:
    """Read GeoNames FILES into your own gazetteer, which Marsad then reads beside its own.

    FILES are country dumps (`SY.txt` or `SY.zip`) and alternate names (`alternateNamesV2.txt`, or a country's part of it), which bring more
    Arabic names. Towns without any are found by the consonants of their Latin name. What the gazetteer holds already is replaced;
    name all files at once.

    \b
    Examples:
      marsad gazetteer add SY.zip IQ.zip
      marsad gazetteer add SY.txt alternateNames-SY.txt --to places.sqlite
    """
    path = target or _usual_path()
    entries, names = read_dumps(files)
    places, keys = lay_out(entries, names)
    before = len(read_rows(path)[0])
    write_gazetteer(path, places, keys)
    replaced = f", in place of {before}" if before else ""
    click.echo(f"{len(places)} places under {len(keys)} names written to {path}{replaced}")


@command.command()
@click.argument("name")
@click.option("--country", default="", help="Only places of this country (ISO 3166-1 alpha-2).")
def lookup(name: str, country: str) -> None:
    """Print the places that are called NAME in Arabic, in any of its spellings.

    Exit status: 0 where there is one, 1 where there is none.
    """
    path = _usual_path()
    found = open_gazetteer(path if path.exists() else None).lookup(name)
    chosen = [place for place in found if not country or place.country == country.upper()]
    if not chosen:
        click.echo(f"no place is called {name}" + (f" in {country.upper()}" if country else ""), err=True)
        raise SystemExit(1)
    _print(sorted(chosen, key=lambda place: (-place.population, place.id)))


def _print(places: list[Place]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold")
    for column in ("name", "English", "kind", "country", "admin1", "latitude", "longitude", "radius km", "population", "id"):
        table.add_column(column, justify="right" if column in ("latitude", "longitude", "radius km", "population") else "left")
    for place in places:
        table.add_row(place.name_ar, place.name_en, place.kind, place.country, place.admin1, f"{place.lat}", f"{place.lon}",
                      f"{place.radius_m / 1000:g}", str(place.population or ""), place.id)  # fmt: skip
    Console(emoji=False).print(table)
