"""The province of each place: GeoNames' codes turned into ISO 3166-2, and for places without one that of the nearest town."""

import sys
from collections import defaultdict
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src")]

from tools.gazetteer.merge import distance_km  # noqa: E402
from tools.gazetteer.rows import Row  # noqa: E402

from marsad.lexicon.provinces import province_code  # noqa: E402

FARTHEST_KM = 60.0
LARGEST_RADIUS_M = 60_000
"""A place that reaches farther, such as a desert, lies in no one province."""


def with_provinces(rows: list[Row]) -> list[Row]:
    """The rows with `admin1` by ISO 3166-2, `""` for countries and for what is too large or too far from any town to say."""
    coded = [row._replace(admin1=province_code(row.country, row.admin1)) for row in rows]
    towns: dict[str, list[Row]] = defaultdict(list)
    for row in coded:
        if row.kind == "settlement" and row.admin1:
            towns[row.country].append(row)
    return [row if row.admin1 else row._replace(admin1=_nearest(row, towns[row.country])) for row in coded]


def _nearest(row: Row, towns: list[Row]) -> str:
    if row.kind == "country" or row.radius_m > LARGEST_RADIUS_M:
        return ""
    near = [(distance, town.admin1) for town in towns if (distance := distance_km(row, town)) <= FARTHEST_KM]
    return min(near)[1] if near else ""
