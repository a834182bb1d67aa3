"""Curated rows laid over packaged ones."""

from collections import defaultdict
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt

from tools.gazetteer.names import is_common, spell, to_key, without_kind
from tools.gazetteer.rows import Row, plain

EARTH_DIAMETER_KM = 2 * 6371
SAME_PLACE_KM = {"settlement": 20.0, "admin": 120.0, "country": 0.0}
"""A curated place and a packaged one of its kind and of a common name are one within this distance."""
DOUBTFUL_KM = 25.0


def merge(packaged: list[Row], curated: list[Row]) -> list[Row]:
    """All places with an Arabic name, and towns without one, each once; what a curated row says goes before what a package says."""
    named = [row for row in packaged if row.names or row.kind == "settlement"]
    by_key: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in named:
        for key in spell(row):
            by_key[row.kind, row.country, key].append(row)
    taken: set[str] = set()
    rows = []
    for row in curated:
        twin = find_twin(row, by_key, taken)
        if twin is not None:
            taken.add(twin.id)
            others = (name for given in twin.names for name in (given, without_kind(to_key(given), twin)))
            names = tuple(dict.fromkeys((*row.names, *(name for name in others if not is_common(to_key(name), twin)))))
            rows.append(row._replace(id=twin.id, names=names, population=twin.population, admin1=row.admin1 or twin.admin1))
        else:
            rows.append(row)
    return rows + [row for row in named if row.id not in taken]


def find_twin(row: Row, by_key: dict[tuple[str, str, str], list[Row]], taken: set[str]) -> Row | None:
    """The nearest packaged place of the curated row's kind that shares a name with it and is near enough to be it."""
    limit = SAME_PLACE_KM.get(row.kind, 0.0)
    near = [(distance_km(row, other), other) for key in spell(row) for other in by_key[row.kind, row.country, key] if other.id not in taken]
    near = [(distance, other) for distance, other in near if distance <= limit]
    return min(near, key=lambda pair: (pair[0], pair[1].id))[1] if near else None


def find_doubts(packaged: list[Row], curated: list[Row]) -> Iterator[str]:
    """A line for each curated town that is far from every packaged town of the same Latin name in its country."""
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in packaged:
        by_name[row.country, plain(row.name_en)].append(row)
        for name in row.names:
            by_name[row.country, name].append(row)
    for row in curated:
        others = [other for name in (plain(row.name_en), *row.names) for other in by_name.get((row.country, name), ()) if other.kind == row.kind]
        if row.kind == "settlement" and others:
            distance, other = min(((distance_km(row, other), other) for other in others), key=lambda pair: pair[0])
            if distance > DOUBTFUL_KM:
                where = f"{other.id} {other.name_en} at {other.lat}, {other.lon}"
                yield f"{row.id} {row.name_en}: {row.lat}, {row.lon} is {distance:.0f} km from {where}"


def distance_km(one: Row, other: Row) -> float:
    """Great-circle distance in kilometres."""
    lat1, lon1, lat2, lon2 = map(radians, (one.lat, one.lon, other.lat, other.lon))
    return EARTH_DIAMETER_KM * asin(sqrt(sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2))
