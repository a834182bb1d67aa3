"""Outlines of countries for small maps, simplified from Natural Earth (see `tools/build_outlines.py`)."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

MAP_MARGIN_DEGREES = 12
"""Countries farther than this from every event are left out of a map."""
Ring = list[list[float]]
"""A closed line of [longitude, latitude] in degrees."""


@cache
def load_outlines() -> dict[str, list[Ring]]:
    """The outlines of each country by ISO 3166-1."""
    outlines: dict[str, list[Ring]] = json.loads((files("marsad.stages.share") / "_built" / "outlines.json").read_text("utf-8"))
    return outlines


def outlines_near(points: Iterable[tuple[float, float]]) -> dict[str, list[Ring]]:
    """The outlines by country that lie near one of the points (longitude, latitude)."""
    told = list(points)
    return {code: near for code, rings in load_outlines().items() if (near := [ring for ring in rings if _is_near(ring, told)])}


def rings_near(points: Iterable[tuple[float, float]]) -> Iterator[Ring]:
    """The same, without their countries."""
    for rings in outlines_near(points).values():
        yield from rings


def _is_near(ring: Ring, points: list[tuple[float, float]]) -> bool:
    west, east = min(point[0] for point in ring), max(point[0] for point in ring)
    south, north = min(point[1] for point in ring), max(point[1] for point in ring)
    margin = MAP_MARGIN_DEGREES
    return any(west - margin <= lon <= east + margin and south - margin <= lat <= north + margin for lon, lat in points)
