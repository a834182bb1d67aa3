"""Names of places as found, before one of the places that bear them is chosen."""

import msgspec

from marsad.model.place import Place
from marsad.model.span import Span


class PlaceCandidate(msgspec.Struct, frozen=True):
    """A name and the places that may be meant.

    `kind` is what a kind word before the name says (`""` for none), `own` whether that word makes a place of its own out of the name
    (`مطار دمشق`), `bearing` the direction before it in degrees clockwise from north (-1 for the middle, None for none). `located` says that a
    preposition of place stands before it, `governing` that it stands where governments act or speak.
    """

    span: Span
    name: str
    places: tuple[Place, ...]
    kind: str = ""
    own: bool = False
    radius_m: int = 0
    bearing: int | None = None
    distance_m: int = 0
    located: bool = False
    governing: bool = False
