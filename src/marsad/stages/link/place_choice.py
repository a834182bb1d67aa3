"""Which of the places that bear a name is meant: by the company that the name keeps in the article."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log10

from marsad.lexicon.states import capitals
from marsad.model.candidates import PlaceCandidate
from marsad.model.place import Place
from marsad.stages.link.place_points import is_near

# Points of the score. Set by hand and tried on the development articles; the order of the reasons matters, not their exact sizes.
KIND_POINTS = 4.0
"""The kind word says it."""
COUNTRY_POINTS = 5.0
"""Times the share of the article's country names and adjectives that are this place's country."""
SUPRANATIONAL_SHARE = 0.5
"""What a sea or region of several countries has in place of a country's share."""
NEAR_POINTS = 2.0
"""A place named without doubt is within `NEAR_M`."""
NEAR_M = 120_000
CURATED_POINTS = 1.5
"""A person listed it as a place of news."""
CAPITAL_POINTS = 3.5
LARGEST_POPULATION_POINTS = 3.5
"""A city of ten millions; a village of 500 gets half a point."""
KIND_PRIOR = {"country": 4.0, "settlement": 1.0, "region": 0.8, "natural": 0.6, "admin": 0.5, "facility": 0.0}
"""Without a kind word a country goes before its capital (`تونس`), a town before its province (`إدلب`)."""
STRIP = "strip"
STRIP_POINTS = 5.0
"""More than what a town has before its region, less than what the word `مدينة` gives it."""
SETTLEMENT_KINDS = frozenset(("city", "town", "village", "capital", "neighbourhood"))
SURE_POPULATION = 300_000
COUNTRY_MENTION, PROMINENT_MENTION, MINOR_MENTION = 3.0, 1.5, 0.4
"""What a mention of a country, of a well-known place and of an only place of its name adds to its country's weight."""


def weigh_countries(candidates: Sequence[PlaceCandidate], hints: Mapping[str, float]) -> dict[str, float]:
    """Each country's share of the article's mentions, summing to 1: its names, places without a namesake elsewhere, and `hints`."""
    weights: defaultdict[str, float] = defaultdict(float, hints)
    for candidate in candidates:
        countries = {place.country for place in candidate.places}
        if len(countries) != 1 or candidate.evidence & {"common", "doubtful", "outlet", "person"}:
            continue
        country = countries.pop()
        if any(place.kind == "country" for place in candidate.places):
            weights[country] += COUNTRY_MENTION
        elif any(place.population >= SURE_POPULATION or place.id in candidate.curated for place in candidate.places):
            weights[country] += PROMINENT_MENTION
        elif candidate.evidence:
            weights[country] += MINOR_MENTION
    total = sum(weights.values())
    return {country: weight / total for country, weight in weights.items()} if total else {}


def find_strips(candidates: Sequence[PlaceCandidate]) -> frozenset[str]:
    """The ids of strips named as such: once an article says `قطاع غزة`, its bare `غزة` is the strip and not the town."""
    strips = (candidate.places for candidate in candidates if candidate.kind_word == STRIP and candidate.places)
    return frozenset(place.id for places in strips for place in places)


def rank(
    candidate: PlaceCandidate, countries: Mapping[str, float], anchors: Sequence[Place], strips: frozenset[str] = frozenset()
) -> list[tuple[float, Place]]:
    """The places of a candidate with their scores, best first; one alone is not scored."""
    if len(candidate.places) == 1:
        return [(0.0, candidate.places[0])]
    scored = [(score(candidate, place, countries, anchors) + STRIP_POINTS * (place.id in strips), place) for place in candidate.places]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].id))


def score(candidate: PlaceCandidate, place: Place, countries: Mapping[str, float], anchors: Sequence[Place]) -> float:
    """How well a place fits a candidate."""
    points = KIND_PRIOR.get(place.kind, 0.0) + COUNTRY_POINTS * (countries.get(place.country, 0.0) if place.country else SUPRANATIONAL_SHARE)
    points += min(LARGEST_POPULATION_POINTS, max(0.0, log10(place.population + 1) - 2) * 0.7)
    if place.id in candidate.curated:
        points += CURATED_POINTS
    if candidate.kind_word:
        points += KIND_POINTS * kind_fit(candidate, place)
    if capitals().get(candidate.name) == place.country and place.kind == "settlement":
        points += CAPITAL_POINTS
    if any(is_near(place, anchor, NEAR_M) for anchor in anchors):
        points += NEAR_POINTS
    return points


def kind_fit(candidate: PlaceCandidate, place: Place) -> float:
    """How well a place's kind agrees with the kind word: 1 the same, 0 open, -1 against it."""
    if candidate.kind_word in SETTLEMENT_KINDS:
        return 1.0 if place.kind == "settlement" else -1.0
    if candidate.kind_word == "region":
        return 0.5 if place.kind != "country" else -1.0
    if place.kind == candidate.kind or {place.kind, candidate.kind} == {"natural", "region"}:
        return 1.0
    return -1.0 if place.kind == "country" or candidate.kind == "admin" else 0.0
