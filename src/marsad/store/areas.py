"""How a person writes an area: a box, or a point and a distance."""

from marsad.errors import InputError

METRES_A_KM = 1_000
FARTHEST_KM = 20_040
"""Half the way around the earth."""
Box = tuple[float, float, float, float]
Near = tuple[float, float, float]


def read_box(given: str) -> Box | None:
    """West, south, east and north in degrees, None for `""`; a west that lies east of the east crosses the date line.

    Raises:
        InputError: where it is no box.

    >>> read_box("35.5,32,42.5,37.5")
    (35.5, 32.0, 42.5, 37.5)
    """
    hint = "a box is west,south,east,north in degrees, as 35.5,32,42.5,37.5"
    if not given:
        return None
    west, south, east, north = _numbers(given, 4, hint)
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise InputError(f"{hint}; found {given!r}")
    return west, south, east, north


def read_near(given: str) -> Near | None:
    """Latitude and longitude in degrees and a distance in metres, None for `""`.

    Raises:
        InputError: where it is no point and distance.

    >>> read_near("33.5,36.3,20")
    (33.5, 36.3, 20000.0)
    """
    hint = "a neighbourhood is latitude,longitude,kilometres, as 33.5,36.3,20"
    if not given:
        return None
    lat, lon, km = _numbers(given, 3, hint)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < km <= FARTHEST_KM):
        raise InputError(f"{hint}; found {given!r}")
    return lat, lon, km * METRES_A_KM


def read_point(given: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, None for `""`.

    Raises:
        InputError: where it is no point.

    >>> read_point("33.5,36.3")
    (33.5, 36.3)
    """
    hint = "a point is latitude,longitude in degrees, as 33.5,36.3"
    if not given:
        return None
    lat, lon = _numbers(given, 2, hint)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InputError(f"{hint}; found {given!r}")
    return lat, lon


def _numbers(given: str, count: int, hint: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in given.split(","))
    except ValueError as error:
        raise InputError(f"{hint}; found {given!r}") from error
    if len(numbers) != count:
        raise InputError(f"{hint}; found {given!r}")
    return numbers
