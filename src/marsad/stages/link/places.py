"""Choosing, of the places that bear a name, the one that is meant: by the company that the name keeps."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from math import asin, cos, log10, radians, sin, sqrt

from marsad.model import Document, Place, PlaceMention, Span
from marsad.model.candidates import PlaceCandidate
from marsad.model.span import CONTEXT_CHARS

EARTH_RADIUS_M = 6_371_000
METRES_PER_DEGREE = 111_195
COUNTRY_WEIGHT = 3.0
KIND_WEIGHT = 4.0
CURATED_WEIGHT = 2.0
NEAR_M = 150_000
NEAR_WEIGHT = 1.5
SHIFT_SHARE = 0.4
"""A direction over an area moves its point by this share of its radius."""
TOWN_SHIFT_M = 10_000
FAMOUS_POPULATION = 1_000_000
MOST_RUNNERS_UP = 3


def resolve_places(
    document: Document, candidates: Sequence[PlaceCandidate], country_hints: Mapping[str, float], taken: Sequence[Span]
) -> list[PlaceMention]:
    """The candidates with the places that they are taken for, in the order given.

    `country_hints` weighs countries by nationality adjectives and the like; names inside `taken` spans (of organisations) are left out.
    A name that no gazetteer knows gets the point of the place named nearest, with the radius of its kind. Runners-up are kept.
    """
    return _Resolver(document, candidates, country_hints, taken).resolve()


def _outside(candidates: Sequence[PlaceCandidate], taken: Sequence[Span]) -> list[PlaceCandidate]:
    """The candidates that are no part of a taken span."""
    spans = sorted(taken, key=lambda span: span.start)
    starts = [span.start for span in spans]
    kept = []
    for candidate in candidates:
        place = bisect_right(starts, candidate.span.start) - 1
        if place < 0 or not spans[place].contains(candidate.span) or spans[place] == candidate.span:
            kept.append(candidate)
    return kept


class _Resolver:
    def __init__(self, document: Document, candidates: Sequence[PlaceCandidate], hints: Mapping[str, float], taken: Sequence[Span]) -> None:
        self._document = document
        self._candidates = _outside(candidates, taken)
        self._countries = Counter(hints)
        for candidate in self._candidates:
            codes = {place.country for place in candidate.places}
            if len(codes) == 1:
                self._countries[codes.pop()] += 1
        self._datelines = [region.span for region in document.regions if region.kind == "dateline"]

    def resolve(self) -> list[PlaceMention]:
        mentions: list[PlaceMention] = []
        anchors: list[Place] = []
        chosen: dict[str, tuple[Place, ...]] = {}
        for candidate in self._candidates:
            ranked = chosen.get(candidate.name + candidate.kind) or self._rank(candidate, anchors)
            if ranked:
                chosen[candidate.name + candidate.kind] = ranked
                anchors.append(ranked[0])
            mentions += self._mentions(candidate, ranked, anchors)
        return mentions

    def _rank(self, candidate: PlaceCandidate, anchors: list[Place]) -> tuple[Place, ...]:
        return tuple(sorted(candidate.places, key=lambda place: -self._score(candidate, place, anchors)))

    def _score(self, candidate: PlaceCandidate, place: Place, anchors: list[Place]) -> float:
        """How well a place fits: its country named, the kind word's kind, its size, other places near."""
        score = log10(place.population + 1) / 3
        score += COUNTRY_WEIGHT * min(1.0, self._countries[place.country] / 3) if place.country else 1.0
        if candidate.kind:
            score += KIND_WEIGHT * (place.kind == candidate.kind or (candidate.own and place.kind == "settlement"))
        elif place.kind == "country":
            score += KIND_WEIGHT
        elif place.kind == "admin":
            score -= 0.5
        if place.id.startswith("marsad:"):
            score += CURATED_WEIGHT
        if any(_metres(place, anchor) < NEAR_M and anchor.id != place.id for anchor in anchors[-6:] if anchor.kind != "country"):
            score += NEAR_WEIGHT
        return score

    def _mentions(self, candidate: PlaceCandidate, ranked: tuple[Place, ...], anchors: list[Place]) -> list[PlaceMention]:
        if ranked and self._is_stray(candidate, ranked[0]):
            return []
        role = self._role(candidate, ranked)
        runners_up = ranked[1 : 1 + MOST_RUNNERS_UP]
        if not ranked:
            return [_mention(candidate, self._guess(candidate, anchors), 2, role, "", (), "place:by_kind_word")]
        place = ranked[0]
        if candidate.own and place.kind != "facility" and candidate.kind in ("facility", "natural"):
            return [_mention(candidate, _part(candidate, place), 1, role, "at", runners_up, "place:named_after")]
        if candidate.bearing is not None and place.lat is not None:
            return _directed(candidate, place, role, runners_up)
        precision = 3 if place.kind in ("country", "region") else 2 if place.kind in ("admin", "natural") else 1
        return [_mention(candidate, place, precision, role, "", runners_up, "place:gazetteer")]

    def _is_stray(self, candidate: PlaceCandidate, place: Place) -> bool:
        """True for a lesser place of a country that nothing else in the article names: a common word more often than news."""
        own = 1 if len({other.country for other in candidate.places}) == 1 else 0
        if candidate.kind or place.id.startswith(("marsad", "country")) or place.population >= FAMOUS_POPULATION:
            return False
        return self._countries[place.country] <= own

    def _role(self, candidate: PlaceCandidate, ranked: tuple[Place, ...]) -> str:
        if any(span.overlaps(candidate.span) for span in self._datelines):
            return "dateline"
        return "actor" if candidate.governing and ranked and not candidate.kind else "text"

    def _guess(self, candidate: PlaceCandidate, anchors: list[Place]) -> Place | None:
        """A place without a known point: near the place named last, in its country."""
        near = next((place for place in reversed(anchors) if place.kind != "country"), anchors[-1] if anchors else None)
        if near is None:
            return None
        radius = max(candidate.radius_m, near.radius_m)
        return Place(f"unknown:{candidate.name}", candidate.name, "", near.lat, near.lon, radius, candidate.kind, near.country, near.admin1)


def _mention(
    candidate: PlaceCandidate, place: Place | None, precision: int, role: str, relation: str, runners_up: tuple[Place, ...], rule: str
) -> PlaceMention:
    lat, lon, radius_m = (place.lat, place.lon, place.radius_m) if place is not None else (None, None, 0)
    return PlaceMention(candidate.span, place, precision, role, relation, lat, lon, radius_m, runners_up, (rule,))


def _directed(candidate: PlaceCandidate, place: Place, role: str, runners_up: tuple[Place, ...]) -> list[PlaceMention]:
    """A direction over a country is a region of its own beside the country; over anything smaller it moves the point."""
    moved = _moved(candidate, place)
    if place.kind == "country":
        country = PlaceCandidate(_tail(candidate), candidate.name, candidate.places)
        return [
            _mention(candidate, moved, 2, "text", "part", (place, *runners_up), "place:part_of_area"),
            _mention(country, place, 3, role, "", runners_up, "place:gazetteer"),
        ]
    span = candidate.span
    return [PlaceMention(span, place, 2, role, "direction", moved.lat, moved.lon, moved.radius_m, runners_up, ("place:direction",))]


def _tail(candidate: PlaceCandidate) -> Span:
    """The span of the name alone, behind its direction."""
    span = candidate.span
    start = span.end - len(candidate.name)
    return Span(
        start,
        span.end,
        span.exact[-len(candidate.name) :],
        (span.prefix + span.exact)[: -len(candidate.name)][-CONTEXT_CHARS:],
        span.suffix,
    )


def _part(candidate: PlaceCandidate, place: Place) -> Place:
    name = candidate.span.exact
    return Place(
        f"{place.id}#{name}",
        name,
        "",
        place.lat,
        place.lon,
        max(candidate.radius_m, place.radius_m),
        candidate.kind,
        place.country,
        place.admin1,
    )


def _moved(candidate: PlaceCandidate, place: Place) -> Place:
    """The place as a direction makes it: `شمال شرق حلب`, `جنوب العراق`, `على بعد 70 كلم شمالي مقديشو`."""
    area = place.kind in ("country", "admin", "region")
    shift = candidate.distance_m or (place.radius_m * SHIFT_SHARE if area else TOWN_SHIFT_M)
    bearing = candidate.bearing or 0
    if candidate.bearing == -1:
        shift = 0
    lat = (place.lat or 0.0) + shift * cos(radians(bearing)) / METRES_PER_DEGREE
    lon = (place.lon or 0.0) + shift * sin(radians(bearing)) / METRES_PER_DEGREE / max(cos(radians(place.lat or 0.0)), 0.1)
    radius = max(round(place.radius_m / 2), round(shift)) if area else max(place.radius_m, round(shift))
    kind, name = ("region", candidate.span.exact) if area else (place.kind, place.name_ar)
    return Place(
        f"{place.id}@{candidate.bearing}+{candidate.distance_m}",
        name,
        place.name_en,
        round(lat, 4),
        round(lon, 4),
        radius,
        kind,
        place.country,
        place.admin1,
    )


def _metres(one: Place, other: Place) -> float:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    lat1, lon1, lat2, lon2 = map(radians, (one.lat, one.lon, other.lat, other.lon))
    half_chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half_chord)))
