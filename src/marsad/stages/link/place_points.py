"""Points moved from a place: by direction, by distance, and parts of countries and provinces."""

from math import asin, atan2, cos, degrees, radians, sin, sqrt

from marsad.lexicon.places import CENTRE
from marsad.model.place import Place

EARTH_RADIUS_M = 6_371_000
METRES_PER_DEGREE = 111_195
PART_DISTANCE = 0.4
"""How far from a country's middle the middle of its northern part lies, as a share of the country's radius."""
PART_RADIUS = 0.55
"""Radius of a part of a country as a share of the country's: parts overlap a little, as in speech."""
SPREAD_OF_DISTANCE = 0.25
"""Error of a stated distance and direction (`70 كلم شمال`): a quarter of the distance, an eighth of a turn at most to either side."""
BEARING_NAMES = {
    CENTRE: "central", 0: "north", 45: "north-east", 90: "east", 135: "south-east", 180: "south", 225: "south-west", 270: "west",
    315: "north-west",
}  # fmt: skip


def distance_m(one: Place, other: Place) -> float:
    """Great-circle distance of two places in metres; infinite where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    lat1, lon1, lat2, lon2 = map(radians, (one.lat, one.lon, other.lat, other.lon))
    return 2 * EARTH_RADIUS_M * asin(sqrt(sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2))


def is_near(one: Place, other: Place, limit_m: float) -> bool:
    """True where two places are less than `limit_m` metres apart; most pairs are told apart by their latitudes alone."""
    if one.lat is None or other.lat is None or abs(one.lat - other.lat) * METRES_PER_DEGREE > limit_m:
        return False
    return distance_m(one, other) < limit_m


def move(lat: float, lon: float, bearing: int, distance: float) -> tuple[float, float]:
    """The point `distance` metres from a point in the direction `bearing` degrees clockwise from north.

    >>> move(0.0, 0.0, 90, 111_195)
    (0.0, 1.0)
    """
    angle, turn, lat1 = distance / EARTH_RADIUS_M, radians(bearing), radians(lat)
    lat2 = asin(sin(lat1) * cos(angle) + cos(lat1) * sin(angle) * cos(turn))
    east = atan2(sin(turn) * sin(angle) * cos(lat1), cos(angle) - sin(lat1) * sin(lat2))
    return round(degrees(lat2), 4), round(lon + degrees(east), 4)


def _move_from(place: Place, bearing: int, distance: float) -> tuple[float | None, float | None]:
    if place.lat is None or place.lon is None or not distance:
        return place.lat, place.lon
    return move(place.lat, place.lon, bearing, distance)


def part_of(place: Place, bearing: int, name: str) -> Place:
    """The part of a country or large region that lies in a direction, as a region of its own named `name`."""
    lat, lon = _move_from(place, bearing, 0 if bearing == CENTRE else place.radius_m * PART_DISTANCE)
    direction = BEARING_NAMES.get(bearing, str(bearing))
    name_en = f"{direction} {place.name_en}"
    return Place(f"{place.id}:{direction}", name, name_en, lat, lon, round(place.radius_m * PART_RADIUS), "region", place.country, place.admin1)


def point_near(place: Place, bearing: int, distance: int, name: str) -> Place:
    """The point at a stated distance and direction from a place, with the radius of what such statements err by."""
    lat, lon = _move_from(place, bearing, distance)
    direction = BEARING_NAMES.get(bearing, str(bearing))
    radius = max(place.radius_m, round(distance * SPREAD_OF_DISTANCE))
    place_id = f"{place.id}:{direction}:{distance}"
    return Place(place_id, name, f"{distance / 1000:g} km {direction} of {place.name_en}", lat, lon, radius, "region", place.country, place.admin1)


OWN_RADIUS_M = 10_000
"""A place named after a town lies in or by it: airports, camps and dams within about ten kilometres."""
COUNTRYSIDE_RADIUS_M = 35_000
"""`ريف حلب` reaches about so far from its town."""
UNLISTED_RADIUS_M = 25_000
"""A place known only to be named beside another: districts of the region are about so wide."""


def between(one: Place, other: Place, name: str) -> Place:
    """The middle of two places, with half their distance as radius."""
    place_id = f"{one.id}:between:{other.id}"
    name_en = f"between {one.name_en} and {other.name_en}"
    country = one.country if one.country == other.country else ""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return Place(place_id, name, name_en, None, None, 0, "region", country)
    lat, lon = round((one.lat + other.lat) / 2, 4), round((one.lon + other.lon) / 2, 4)
    return Place(place_id, name, name_en, lat, lon, round(distance_m(one, other) / 2), "region", country)


def place_of_its_own(place: Place, kind_word: str, kind: str, name: str) -> Place:
    """A place named after another one (`مطار دمشق`, `مخيم جنين`), taken to be by it."""
    radius = max(place.radius_m, COUNTRYSIDE_RADIUS_M if kind == "region" else OWN_RADIUS_M)
    return Place(f"{place.id}:{kind_word}", name, f"{place.name_en} {kind_word}", place.lat, place.lon, radius, kind, place.country, place.admin1)


def locate_by(container: Place | None, kind_word: str, kind: str, name: str) -> Place:
    """A place that no gazetteer has, at the point of the one it was named beside; without a point where there is none."""
    place_id = f"unlisted:{kind_word}:{name}"
    if container is None:
        return Place(place_id, name, "", None, None, 0, kind, "")
    radius = max(container.radius_m, UNLISTED_RADIUS_M)
    return Place(place_id, name, "", container.lat, container.lon, radius, kind, container.country, container.admin1)
