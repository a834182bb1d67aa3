"""Places and sides with their names in both scripts."""

import msgspec

from marsad.lexicon.known_actors import known_actors
from marsad.lexicon.romanised import romanise_name
from marsad.model import Place, Side


class SideView(msgspec.Struct, frozen=True):
    """A side of an event: its words, the same in Latin letters, and the actor's id and kind (`""` where it is no known one)."""

    name: str
    name_en: str
    actor: str
    kind: str


class PlaceView(msgspec.Struct, frozen=True):
    """A place with both its names; `radius_m` is the distance within which it lies, `lat` and `lon` are WGS 84 degrees."""

    id: str
    name_ar: str
    name_en: str
    lat: float | None
    lon: float | None
    radius_m: int
    kind: str
    country: str
    admin1: str


def side_view(side: Side) -> SideView:
    """A side with its romanised name: the actor list's where it is a known actor, by rule otherwise."""
    known = known_actors().get(side.actor)
    return SideView(side.name, known.name_en if known is not None else romanise_name(side.name), side.actor, side.kind)


def place_view(place: Place | None) -> PlaceView | None:
    """A place as the API gives it, None for none."""
    if place is None:
        return None
    name_en = place.name_en or romanise_name(place.name_ar)
    return PlaceView(place.id, place.name_ar, name_en, place.lat, place.lon, place.radius_m, place.kind, place.country, place.admin1)
