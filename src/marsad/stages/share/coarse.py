"""Places and times made coarse: whoever reads them cannot find the house or the hour again."""

from collections.abc import Callable
from datetime import date, timedelta
from math import ceil, cos, floor, radians, sqrt

from msgspec.structs import replace

from marsad.model import Place

KM_A_DEGREE = 111.32
"""Of latitude; of longitude at the equator."""
_DAY_LETTERS = 10


def coarse_place(place: Place, size: str, provinces: Callable[[str, str], Place | None]) -> Place:
    """The province or country in which a place lies (`size` `admin1`), or the square of so many kilometres; one that is as coarse stays."""
    return _province(place, provinces) if size == "admin1" else _square(place, int(size))


def _province(place: Place, provinces: Callable[[str, str], Place | None]) -> Place:
    if place.kind in ("country", "region") and not place.admin1:
        return place
    found = provinces(place.country, place.admin1) if place.country else None
    return found or Place("", "", "", None, None, 0, "admin", place.country, place.admin1)


def _square(place: Place, km: int) -> Place:
    """The middle of the square, with the radius of the circle around it. Squares are laid from the equator and the meridian of Greenwich."""
    radius_m = ceil(km * 1_000 / sqrt(2))
    if place.lat is None or place.lon is None or place.radius_m >= radius_m:
        return place
    height = km / KM_A_DEGREE
    lat = (floor(place.lat / height) + 0.5) * height
    width = height / max(cos(radians(lat)), 0.01)
    lon = (floor(place.lon / width) + 0.5) * width
    lat, lon = max(-90.0, min(90.0, lat)), max(-180.0, min(180.0, lon))
    return replace(place, id="", name_ar="", name_en="", lat=round(lat, 4), lon=round(lon, 4), radius_m=radius_m, kind="region", population=0)


def coarse_days(begin: str, end: str | None, size: str) -> tuple[str, str]:
    """The weeks (from Monday) or months in which days lie, the end excluded.

    >>> coarse_days("2018-02-18", "2018-02-19", "week"), coarse_days("2018-02-28", "2018-03-02", "month")
    (('2018-02-12', '2018-02-19'), ('2018-02-01', '2018-04-01'))
    """
    first = date.fromisoformat(begin[:_DAY_LETTERS])
    last = date.fromisoformat(end[:_DAY_LETTERS]) - timedelta(days=1) if end else first
    return _opening(first, size).isoformat(), _opening(_opening(max(first, last), size) + timedelta(days=_LONGEST[size]), size).isoformat()


_LONGEST = {"week": 7, "month": 31}


def _opening(day: date, size: str) -> date:
    return day - timedelta(days=day.weekday()) if size == "week" else day.replace(day=1)


def coarse_moment(moment: str | None, size: str) -> str | None:
    """The first day of the week or month of a moment; `""` asks for nothing, and what is no moment stays None.

    >>> coarse_moment("2018-02-18T10:30:00+00:00", "month")
    '2018-02-01'
    """
    return moment if not size or moment is None else _opening(date.fromisoformat(moment[:_DAY_LETTERS]), size).isoformat()
