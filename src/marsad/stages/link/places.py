"""The places that a text's names stand for, and where what has no place of its own lies."""

from collections.abc import Mapping, Sequence
from itertools import chain, takewhile

import msgspec

from marsad.arabic.text import Text
from marsad.model.candidates import PlaceCandidate
from marsad.model.document import Document
from marsad.model.place import Place, PlaceMention
from marsad.model.span import cut_span
from marsad.stages.link.place_choice import find_strips, kind_fit, rank, weigh_countries
from marsad.stages.link.place_dateline import dateline_range
from marsad.stages.link.place_doubt import FIRMLY, is_alien, is_place, opens_corridor, stands_for_government
from marsad.stages.link.place_points import BEARING_NAMES, between, locate_by, part_of, place_of_its_own, point_near

MOST_RUNNERS_UP = 3
APPOSITION_TOKENS = 10
"""`X الواقعة على بعد 70 كلم شمالي Y` says where X is: the town X stands at most so many words before."""
_PRECISION = {"settlement": 1, "facility": 1, "natural": 2, "admin": 3, "region": 3, "country": 3}
_POINTS = frozenset(("settlement", "facility", "natural"))
"""What a road or stretch of land can lie between."""
_WIDE = frozenset(("country", "region"))
FARTHEST_HOLDER = 60
"""Places named before or behind that may hold an unlisted one: an article does not lead further back."""
LEAST_NAMESAKE_POPULATION = 30_000
"""A smaller namesake of a camp or quarter is that camp or quarter itself."""
OWN_SETTLEMENTS = frozenset(("camp", "neighbourhood", "settlement", "farm"))
"""Kind words of settlements that are named after the town they lie in or by."""


def resolve_places(
    text: Text, candidates: Sequence[PlaceCandidate], document: Document, country_hints: Mapping[str, float] | None = None
) -> list[PlaceMention]:
    """The mentions of places in a text, in its order; names that are taken for something else are left out.

    `country_hints` gives countries' weights from elsewhere, such as nationality adjectives. A mention whose place has no point is one
    that only its kind word tells of and that nothing near it locates. `runners_up` holds up to three other places of the name.

    What it mistakes: small places that share their name with a better known one of the same country.
    """
    countries = weigh_countries(candidates, country_hints or {})
    strips = find_strips(candidates)
    anchors = list({candidate.places[0].id: candidate.places[0] for candidate in candidates if _is_anchor(candidate)}.values())
    chosen: list[tuple[PlaceCandidate, list[Place]]] = []
    for candidate in candidates:
        ranked = [place for _, place in rank(candidate, countries, anchors, strips)]
        if not ranked or is_alien(candidate, ranked[0], countries):
            if candidate.own or not candidate.evidence & {"common", "doubtful"}:
                chosen.append((candidate, []))
        elif is_place(candidate, ranked[0], countries):
            if candidate.bearing is not None and candidate.start < candidate.name_start and ranked[0].kind in _WIDE:
                chosen.append((msgspec.structs.replace(candidate, start=candidate.name_start, bearing=None), ranked))
            chosen.append((candidate, ranked))
    return _make_mentions(text, chosen, dateline_range(text, document))


def _is_anchor(candidate: PlaceCandidate) -> bool:
    """True for a town whose name no other place bears and that is plainly meant."""
    return len(candidate.places) == 1 and candidate.places[0].kind in ("settlement", "facility") and bool(candidate.evidence & FIRMLY)


def _make_mentions(text: Text, chosen: list[tuple[PlaceCandidate, list[Place]]], dateline: tuple[int, int]) -> list[PlaceMention]:
    mentions: list[PlaceMention] = []
    government = False
    for number, (candidate, ranked) in enumerate(chosen):
        if not ranked:
            mentions.append(_locate_unlisted(text, chosen, number))
            government = False
            continue
        government = stands_for_government(text, candidate, ranked[0], after_government=government)
        in_dateline = dateline[0] <= candidate.first < dateline[1]
        role = "dateline" if in_dateline else "actor" if government else "text"
        before = chosen[number - 1] if number else None
        mentions.append(_make_mention(text, candidate, ranked, role, before))
        if before is not None and _is_corridor(text, before, (candidate, ranked)):
            mentions.append(_make_corridor(text, before, (candidate, ranked)))
    return mentions


def _is_corridor(text: Text, one: tuple[PlaceCandidate, list[Place]], other: tuple[PlaceCandidate, list[Place]]) -> bool:
    """True where two joined names are the ends of a road or a stretch of land."""
    if "joined" not in other[0].evidence or not one[1] or not opens_corridor(text, one[0].first):
        return False
    return one[1][0].kind in _POINTS and other[1][0].kind in _POINTS


def _make_corridor(text: Text, one: tuple[PlaceCandidate, list[Place]], other: tuple[PlaceCandidate, list[Place]]) -> PlaceMention:
    """What lies between two places: `المنطقة بين سرت وبني وليد`."""
    span = cut_span(text.raw, text.starts[one[0].first - 1], other[0].end)
    place = between(one[1][0], other[1][0], _clean(span.exact))
    return PlaceMention(span, place, 2, "text", f"between {one[1][0].name_en} and {other[1][0].name_en}", (), ("corridor",))


def _make_mention(
    text: Text, candidate: PlaceCandidate, ranked: list[Place], role: str, before: tuple[PlaceCandidate, list[Place]] | None
) -> PlaceMention:
    """The mention of a listed place, or of the part, point or place of its own that the words before the name make of it."""
    place, start = ranked[0], candidate.start
    precision = _PRECISION[place.kind]
    name = _clean(text.raw[candidate.start : candidate.end])
    relation, rules = "", [f"gazetteer:{place.id}", *sorted(f"evidence:{word}" for word in candidate.evidence)]
    if candidate.own and _makes_own(candidate, place):
        place = place_of_its_own(place, candidate.kind_word, candidate.kind, _clean(text.raw[candidate.name_start : candidate.end]))
        precision, relation = _PRECISION[place.kind], f"of {ranked[0].name_en}"
    if candidate.bearing is not None:
        relation = BEARING_NAMES.get(candidate.bearing, "")
        if place.kind in _WIDE or candidate.start == candidate.name_start:
            place = part_of(place, candidate.bearing, name)
        elif candidate.distance_m and not _is_apposition(candidate, before):
            place, precision = point_near(place, candidate.bearing, candidate.distance_m, name), 2
            relation = f"{candidate.distance_m / 1000:g} km {relation}"
        else:
            start, precision = candidate.name_start, max(precision, 2)
    span = cut_span(text.raw, start, candidate.end)
    return PlaceMention(span, place, precision, role, relation, tuple(ranked[1 : MOST_RUNNERS_UP + 1]), tuple(rules))


def _makes_own(candidate: PlaceCandidate, place: Place) -> bool:
    """True where the kind word makes another place of a name: not `محافظة حلب`, but `مطار حلب`, and `مخيم جنين` by the city of Jenin."""
    if place.kind == "country":
        return False
    return kind_fit(candidate, place) < 1 or (candidate.kind_word in OWN_SETTLEMENTS and place.population >= LEAST_NAMESAKE_POPULATION)


def _is_apposition(candidate: PlaceCandidate, before: tuple[PlaceCandidate, list[Place]] | None) -> bool:
    if before is None:
        return False
    earlier, _ = before
    return candidate.first - earlier.last <= APPOSITION_TOKENS


def _locate_unlisted(text: Text, chosen: list[tuple[PlaceCandidate, list[Place]]], number: int) -> PlaceMention:
    """The mention of a place that no gazetteer has, at the nearest place named around it."""
    candidate = chosen[number][0]
    container = _nearest(text, chosen, number)
    name = _clean(text.raw[candidate.start : candidate.end])
    place = locate_by(container, candidate.kind_word, candidate.kind, name)
    relation = f"by {container.name_en}" if container is not None else ""
    rules = (f"place_kinds:{candidate.kind_word}",)
    precision = 2 if container is not None and container.kind != "country" else 3
    return PlaceMention(cut_span(text.raw, candidate.start, candidate.end), place, precision, "text", relation, (), rules)


def _nearest(text: Text, chosen: list[tuple[PlaceCandidate, list[Place]]], number: int) -> Place | None:
    """The place that most likely holds an unlisted one: the nearest behind it in its sentence, before it there, or the last one before."""
    first, last = text.sentences[text.sentence_of(chosen[number][0].first)]
    behind = takewhile(lambda pair: pair[0].first < last, chosen[number + 1 : number + 1 + FARTHEST_HOLDER])
    ahead = chosen[max(0, number - FARTHEST_HOLDER) : number][::-1]
    within = takewhile(lambda pair: pair[0].first >= first, ahead)
    holders = (ranked[0] for _, ranked in chain(behind, within, ahead) if ranked and ranked[0].kind in ("settlement", "admin", "facility"))
    return next(holders, None)


def _clean(name: str) -> str:
    """A name as written, without the signs of hashtags and quotation."""
    return " ".join("".join(" " if sign in '#_"\u00ab\u00bb\u201c\u201d\n' else sign for sign in name).split())
