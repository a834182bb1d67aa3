"""What is known on a day, laid out by area: the counts, tolls and tellings that signals are read from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date, timedelta
from typing import NamedTuple

from marsad.model.alert import Area, Happening
from marsad.model.alert_rules import AlertRules
from marsad.model.place import Place
from marsad.stages.warn.counts import Past, day_weight
from marsad.stages.warn.ground import areas_of, distance_m, latest_homes
from marsad.stages.warn.news import Volume, exposures_of, known_outlets, yields_of
from marsad.stages.warn.seen import Known, is_of, known_on

WORLD = "world"
"""The parent of all countries."""
WEEK = 7


class Grounds(NamedTuple):
    """The areas of a gazetteer: provinces by ISO 3166-2, the ids of their places, countries by ISO 3166-1, districts."""

    provinces: Mapping[str, Area]
    province_places: frozenset[str]
    countries: Mapping[str, Area]


class World:
    """All areas on a day, as known outlets told of them up to and on it; `without` gives it as all but one of them did."""

    def __init__(self, happenings: Iterable[Happening], volume: Volume, day: date, grounds: Grounds, rules: AlertRules) -> None:
        self.day, self.rules = day, rules
        self.volume = {one: outlets for one, outlets in volume.items() if one <= day}
        self.outlets = known_outlets(self.volume, day, rules.news)
        told = list(happenings)
        places, moved = latest_homes(told)
        self.areas: dict[str, Area] = {}
        self.moved = frozenset(code for codes in moved.values() for code in codes)
        self.unknown: dict[str, set[str]] = defaultdict(set)
        self.known: dict[str, list[Known]] = defaultdict(list)
        self._layers = _Layers(places, grounds)
        for happening in told:
            self._take(happening)
        self._count()

    def _take(self, happening: Happening) -> None:
        areas = self._layers.areas_at(happening.place)
        for area in areas:
            self.areas[area.id] = area
        known = known_on(happening, self.day, self.outlets, self.rules)
        strangers = {one.outlet for one in happening.tellings if one.day <= self.day and self.outlets is not None and one.outlet not in self.outlets}
        for area in areas:
            if known is not None:
                self.known[area.id].append(known)
            elif strangers:
                self.unknown[area.id] |= strangers

    def _count(self) -> None:
        """Lay the violent events out by day, one text counted for no more than `most_article_events` in an area."""
        self.violent: dict[str, list[Known]] = {}
        for id_, known in self.known.items():
            self.violent[id_] = _voices([one for one in known if one.is_violent], self.rules.most_article_events)
        everything = list({one.happening.event: one for known in self.violent.values() for one in known}.values())
        self.violent[WORLD] = everything
        self.counts = {id_: Counter(one.day for one in known) for id_, known in self.violent.items()}
        self.dead = {id_: _dead_by_day(known) for id_, known in self.violent.items()}
        days = [self.day - timedelta(days=age) for age in range(self.rules.counts.past_days + max(self.rules.windows_days))]
        told_by = Counter(outlet for one in everything for outlet in one.outlets)
        yields = yields_of(told_by, self.volume, days)
        self.exposures = exposures_of(self.volume, yields, self.counts[WORLD], days)
        self.children: Counter[str] = Counter(self.parent_of(self.areas[id_]) for id_, known in self.violent.items() if known and id_ in self.areas)
        self._pasts: dict[tuple[str, int, bool], Past] = {}
        self._weights = {window: self._weights_before(window) for window in self.rules.windows_days}
        first = self.day - timedelta(days=WEEK - 1)
        self._recent = {id_: [one for one in known if one.day >= first] for id_, known in self.known.items()}
        self._moving: dict[str, list[Known]] = {}
        for id_ in {area.country for area in self.areas.values()}:
            self._moving[id_] = [one for one in self._recent.get(id_, ()) if self._is_moving(one)]
        self._left_out: frozenset[str] = frozenset()

    def _weights_before(self, window: int) -> tuple[dict[date, float], float, int]:
        """The weight of each day before a window that ends today, their reporting, and the number of those that had any."""
        end, rule = self.day - timedelta(days=window - 1), self.rules.counts
        weights = {day: day_weight(day, end, rule) for day in self.exposures if 1 <= (end - day).days <= rule.past_days}
        return weights, sum(weight * self.exposures[day] for day, weight in weights.items()), sum(self.exposures[day] > 0 for day in weights)

    def _is_moving(self, one: Known) -> bool:
        happening = one.happening
        moves = happening.displaced or is_of(happening, self.rules.mobilising) or is_of(happening, self.rules.displacing)
        return bool(moves) and happening.status == "actual" and happening.place.kind != "country"

    def parent_of(self, area: Area) -> str:
        """The id of the area whose rate an area is shrunk to."""
        if area.kind == "country":
            return WORLD
        return area.country if area.kind == "province" or not area.admin1 else area.admin1

    def past(self, id_: str, window: int, *, dead: bool = False) -> Past:
        """The past of an area before a window of so many days that ends today; of its dead instead of its events where `dead`."""
        key = (id_, window, dead)
        if key not in self._pasts:
            weights, exposure, news_days = self._weights[window]
            counts: Mapping[date, float] = (self.dead if dead else self.counts).get(id_, {})
            self._pasts[key] = Past(sum(weights[day] * number for day, number in counts.items() if day in weights), exposure, news_days)
        return self._pasts[key]

    def exposure(self, window: int) -> float:
        """The reporting in a window that ends today, as the violent events to be expected of it all over."""
        return sum(self.exposures.get(self.day - timedelta(days=age), 0.0) for age in range(window))

    def violent_in(self, id_: str, window: int) -> list[Known]:
        """The violent events of an area first told of in a window that ends today."""
        first = self.day - timedelta(days=window - 1)
        return self._told([one for one in self.violent.get(id_, ()) if one.day >= first])

    def recent_in(self, id_: str) -> list[Known]:
        """What was first told of an area in the last seven days, happened or not."""
        return self._told(self._recent.get(id_, []))

    def moving_in(self, country: str) -> list[Known]:
        """The movements and displacement of the last seven days in a country."""
        return self._told(self._moving.get(country, []))

    def without(self, outlet: str) -> "World":
        """The same day and the same past, but nothing of the windows that is told by this outlet alone, and no toll of its own."""
        other = copy(self)
        other._left_out = self._left_out | {outlet}
        return other

    def _told(self, known: list[Known]) -> list[Known]:
        if not self._left_out or self.outlets is None:
            return known
        others = self.outlets - self._left_out
        seen = (known_on(one.happening, self.day, others, self.rules) if one.outlets & self._left_out else one for one in known)
        return [one for one in seen if one is not None]


class _Layers:
    """The areas of each place, districts that hold it among them."""

    def __init__(self, places: Mapping[str, Place], grounds: Grounds) -> None:
        self._places, self._grounds = places, grounds
        districts = {area.id: area for place in places.values() for area in self._own(place) if area.kind == "district"}
        self._by_country: dict[str, list[Area]] = defaultdict(list)
        for _, area in sorted(districts.items()):
            self._by_country[area.country].append(area)
        self._whole: dict[Place, tuple[Area, ...]] = {}

    def areas_at(self, told: Place) -> tuple[Area, ...]:
        """The areas that a place lies in where it was told of last, itself the first."""
        place = self._places.get(told.id, told)
        if place not in self._whole:
            around = [area for area in self._by_country[place.country] if area.id != place.id and _holds(area, place)]
            self._whole[place] = (*self._own(place), *around)
        return self._whole[place]

    def _own(self, place: Place) -> tuple[Area, ...]:
        grounds = self._grounds
        return areas_of(place, grounds.provinces, grounds.countries, is_province=place.id in grounds.province_places)


def _holds(area: Area, place: Place) -> bool:
    if None in (area.lat, area.lon, place.lat, place.lon) or place.kind not in ("settlement", "facility"):
        return False
    assert area.lat is not None and area.lon is not None and place.lat is not None and place.lon is not None
    return distance_m(area.lat, area.lon, place.lat, place.lon) <= area.radius_m


def _voices(known: list[Known], most: int) -> list[Known]:
    """The events, those left out whose every text has told of `most` others of the area already."""
    had: Counter[str] = Counter()
    kept = []
    for one in sorted(known, key=lambda seen: (seen.day, -len(seen.origins), -seen.killed, seen.happening.event)):
        if any(had[origin] < most for origin in one.origins):
            kept.append(one)
        had.update(one.origins)
    return kept


def _dead_by_day(known: Iterable[Known]) -> Counter[date]:
    dead: Counter[date] = Counter()
    for one in known:
        dead[one.day] += one.killed
    return dead
