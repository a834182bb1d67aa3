"""Which areas a place lies in, and how far it is from others."""

from collections.abc import Iterable, Mapping
from math import asin, cos, radians, sin, sqrt

from marsad.model.alert import Area, Happening
from marsad.model.place import Place

EARTH_RADIUS_M = 6_371_000
WIDEST_DISTRICT_M = 60_000
"""A named region that is wider is no part of a province."""


def areas_of(place: Place, provinces: Mapping[str, Area], countries: Mapping[str, Area], *, is_province: bool) -> tuple[Area, ...]:
    """The area that a place is itself, its province and its country, as far as they are known."""
    own = None if is_province else _own_area(place)
    wider = (provinces.get(place.admin1), countries.get(place.country))
    return tuple(area for area in (own, *wider) if area is not None)


def _own_area(place: Place) -> Area | None:
    if not is_listed(place):
        return None
    if place.kind in ("settlement", "facility"):
        kind = "town"
    elif place.kind in ("region", "natural", "admin") and place.admin1 and 0 < place.radius_m <= WIDEST_DISTRICT_M:
        kind = "district"
    else:
        return None
    return Area(place.id, kind, place.name_ar, place.name_en, place.country, place.admin1, place.lat, place.lon, place.radius_m)


def is_listed(place: Place) -> bool:
    """False for a point that was worked out (`geonames:170654:east:15000`) and for a name that no gazetteer has (`unlisted:prison:…`).

    They stand for something wider, and one id of theirs may be several places: many a province has a `مطار المدينة`.
    """
    return place.id.count(":") <= 1


def latest_homes(happenings: Iterable[Happening]) -> tuple[dict[str, Place], dict[str, frozenset[str]]]:
    """Each listed place as the event told of last has it, by id; and the provinces of those that lay in several, by id.

    A gazetteer is mended, a province is divided: the place takes its whole past along, and it is said.
    """
    latest: dict[str, tuple[str, str, Place]] = {}
    provinces: dict[str, set[str]] = {}
    for happening in happenings:
        place = happening.place
        if not is_listed(place):
            continue
        last = max((telling.day.isoformat() for telling in happening.tellings), default="")
        provinces.setdefault(place.id, set()).add(place.admin1)
        if place.id not in latest or (last, happening.event) > latest[place.id][:2]:
            latest[place.id] = (last, happening.event, place)
    moved = {id_: frozenset(codes - {""}) for id_, codes in provinces.items() if len(codes - {""}) > 1}
    return {id_: place for id_, (_, _, place) in latest.items()}, moved


def distance_m(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in metres.

    >>> round(distance_m(33.5, 36.3, 36.2, 37.16), -3)
    310000.0
    """
    half_lat, half_lon = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))
