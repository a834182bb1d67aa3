"""Places of the world, and their mentions in a text."""

import msgspec

from marsad.model.span import Span


class Place(msgspec.Struct, frozen=True, gc=False):
    """A place of a gazetteer.

    `id` is `geonames:<number>`, `marsad:<slug>` for curated ones, or `naturalearth:<code>`. `country` is
    ISO 3166-1 alpha-2 (`""` for seas and supra-national regions) and `admin1` the ISO 3166-2 code of the
    province, `""` where it lies in none or that is not known. `lat`, `lon` are WGS 84 degrees; `radius_m` is the distance in
    metres within which the place lies with its whole extent. `kind` is one of `country`, `admin`,
    `settlement`, `facility`, `natural` and `region`.
    """

    id: str
    name_ar: str
    name_en: str
    lat: float | None
    lon: float | None
    radius_m: int
    kind: str
    country: str
    admin1: str = ""
    population: int = 0


class PlaceMention(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text that names a place, and which place it is taken for.

    `role` is `text`, `dateline`, or `actor` where a capital or country stands for its government.
    `relation` holds what moved the point away from the gazetteer's (`north-east`, `30 km`, `between`), and
    then `place` is the point so reached. `precision` is ACLED's geo_precision: 1 the place itself, 2 a part
    of a region or a point near it, 3 a whole region or country. `runners_up` are the other places of that name, best
    first, and `rules` the names of the rules that chose.
    """

    span: Span
    place: Place | None
    precision: int
    role: str = "text"
    relation: str = ""
    runners_up: tuple[Place, ...] = ()
    rules: tuple[str, ...] = ()
