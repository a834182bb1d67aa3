"""Whether two reports can mean one place: the place itself, one within the other, or two places apart."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from marsad.model import Place

EARTH_RADIUS_M = 6_371_000
PRECISE = frozenset(("settlement", "facility", "natural"))
WIDEST_PRECISE_M = 15_000
"""A place with a wider radius (a desert, an unlisted village known by its province only) is an area, whatever its kind."""
SAME_POINT_M = 2_500
"""Two gazetteers put one place this far apart."""
TOWN_AND_SITE_M = 8_000
"""A base, hospital or checkpoint this near to a town's middle is told as the town's by other outlets."""
NEIGHBOURS_M = 25_000
"""Towns this near are told for one another, but each may have its own attack."""
WIDEST_AREA_M = 80_000
"""A wider region (the south of a country, the Sahel) says as little as the country does; a province of any size says more."""
EDGE_SHARE = 1.1
"""How far beyond its radius an area still holds a place: radii are of circles, areas are not."""


class Ground(NamedTuple):
    """How two places stand to each other: `same`, `site` (a facility and its town), `within`, `area` (one area twice), `neighbours`, `country`
    (only the country or a wide region is common), `unknown` or `apart`; and the distance of their points in metres, None where one has none.
    """

    relation: str
    distance_m: float | None = None


def compare_places(one: Place | None, other: Place | None) -> Ground:
    """How two places stand to each other; the order does not matter."""
    if one is None or other is None:
        return Ground("unknown")
    if one.id == other.id:
        return Ground("country" if _is_wide(one) else "same" if is_precise(one) else "area", 0.0)
    if one.country and other.country and one.country != other.country:
        return Ground("apart")
    if "country" in (one.kind, other.kind):
        return Ground("country")
    metres = distance_m(one, other)
    if metres is None:
        return Ground("unknown")
    return Ground(_relation(one, other, metres), metres)


def _relation(one: Place, other: Place, metres: float) -> str:
    if is_precise(one) and is_precise(other):
        if metres <= SAME_POINT_M:
            return "same"
        if (one.kind == "settlement") != (other.kind == "settlement") and metres <= TOWN_AND_SITE_M:
            return "site"
        return "neighbours" if metres <= NEIGHBOURS_M else "apart"
    wider = max(one, other, key=lambda place: place.radius_m)
    if _is_wide(wider):
        return "country" if metres <= wider.radius_m * EDGE_SHARE else "apart"
    return "within" if metres <= wider.radius_m * EDGE_SHARE else "apart"


def _is_wide(place: Place) -> bool:
    return place.kind == "country" or (place.kind != "admin" and place.radius_m > WIDEST_AREA_M)


def is_precise(place: Place) -> bool:
    """True for a place that is a point on the map of a province."""
    return place.kind in PRECISE and place.radius_m <= WIDEST_PRECISE_M


def distance_m(one: Place, other: Place) -> float | None:
    """Great-circle distance in metres, None where one of the two has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat1, lon1, lat2, lon2 = map(radians, (one.lat, one.lon, other.lat, other.lon))
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2)))
