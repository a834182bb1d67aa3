#!/usr/bin/env python3
"""Build the gazetteer artefact, or with --check say whether it is up to date.

    build_gazetteer.py            build from lexicons/places/*.tsv, lexicons/states.tsv and tools/gazetteer/packaged.tsv.gz
    build_gazetteer.py --check    build nothing; exit 1 where the artefact's rows differ from what these sources give
    build_gazetteer.py --doubts   list curated towns far from the GeoNames place of the same Latin name in their country

packaged.tsv.gz is what tools/gazetteer/extract.py takes from public packages. A curated row that names a packaged place of its kind nearby
takes that place's id, population and names over; one whose id is a packaged one replaces it. lexicons/places/spellings.tsv adds
Arabic names to packaged places that have only a Latin one.
"""

import argparse
import gzip
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tools.gazetteer.merge import find_doubts, merge  # noqa: E402
from tools.gazetteer.names import spell  # noqa: E402
from tools.gazetteer.placing import with_provinces  # noqa: E402
from tools.gazetteer.rows import Row, read_curated, read_packaged, read_spellings, read_states  # noqa: E402

from marsad.lexicon.gazetteer_file import NameRow, PlaceRow, digest_rows, read_rows, skeleton_keys, write_gazetteer  # noqa: E402

ARTEFACT = ROOT / "src" / "marsad" / "lexicon" / "_built" / "gazetteer.sqlite"
PACKAGED = ROOT / "tools" / "gazetteer" / "packaged.tsv.gz"
PLACES = ROOT / "lexicons" / "places"
STATES = ROOT / "lexicons" / "states.tsv"


def main() -> int:
    """Exit status: 0 built or up to date, 1 stale or faulty."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--doubts", action="store_true")
    args = parser.parse_args()
    faults: list[str] = []
    packaged, curated = read_sources(faults)
    for fault in faults:
        print(fault, file=sys.stderr)
    if args.doubts:
        print(*find_doubts(packaged, curated), sep="\n")
        return 0
    if faults:
        return 1
    places, names = lay_out(merge(packaged, curated))
    digest = digest_rows(places, names)
    if args.check:
        current = digest_rows(*read_rows(ARTEFACT)) == digest
        print("gazetteer: " + ("up to date" if current else "stale; run python tools/build_gazetteer.py"))
        return int(not current)
    write_gazetteer(ARTEFACT, places, names)
    print(f"gazetteer: {len(places)} places ({len(curated)} curated), {len(names)} names, {ARTEFACT.stat().st_size / 1e6:.1f} MB")
    return 0


def read_sources(faults: list[str]) -> tuple[list[Row], list[Row]]:
    """Packaged rows with their countries named and spellings added, and curated rows."""
    packaged = read_states(STATES, read_packaged(gzip.decompress(PACKAGED.read_bytes()).decode("utf-8")))
    packaged = read_spellings(PLACES / "spellings.tsv", packaged, faults)
    paths = [path for path in sorted(PLACES.glob("*.tsv")) if path.name != "spellings.tsv"]
    curated = [row for path in paths for row in read_curated(path, faults)]
    faults += [f"lexicons/places: id {place!r} stands in two files" for place, count in Counter(row.id for row in curated).items() if count > 1]
    return packaged, curated


def lay_out(rows: list[Row]) -> tuple[list[PlaceRow], list[NameRow]]:
    """The rows of the artefact's two tables, each with the province it lies in; towns without an Arabic name are kept for their skeletons."""
    places: list[PlaceRow] = []
    names: set[NameRow] = set()
    for number, row in enumerate(sorted(with_provinces(rows), key=lambda row: row.id), 1):
        shown = row.names[0] if row.names else ""
        places.append((number, row.id, shown, row.name_en, row.lat, row.lon, row.radius_m, row.kind, row.country, row.admin1,
                       row.population, int(row.curated)))  # fmt: skip
        names |= {(key, number) for key in spell(row)}
    names.update(skeleton_keys(places))
    return places, sorted(names)


if __name__ == "__main__":
    sys.exit(main())
