"""Where and when: the place and time that belong to a trigger."""

from collections import Counter
from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

from marsad.grammar.classes import WordClass
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Frame, Trigger
from marsad.model import Place, PlaceMention
from marsad.stages.code.company import Company
from marsad.stages.code.scene import Located, Scene

# Penalties in tokens of distance, set by reading which place of a sentence annotators take.
_COARSENESS = {"facility": 0, "settlement": 0, "natural": 3, "admin": 4, "region": 5, "country": 12}
BEFORE_PENALTY = 4
INSIDE_ACTOR_PENALTY = 15
OTHER_CLAUSE_PENALTY = 8
GOVERNMENT_PENALTY = 25
FARTHEST_PLACE_PENALTY = 60
LOCATED_TYPES = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID"))
"""Types that happen somewhere even where their sentence does not say so; the others stay without a place then."""
_TITLE_WEIGHT = 3
_LEAD_WEIGHT = 2
_LEAD_PARAGRAPHS = 3


def find_place(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> int:
    """Index of the place mention that the sentence of `hit` gives its event, -1 where it gives none.

    Deals, sanctions and threats have no place; a meeting has one only where a preposition or the visit itself says so.
    """
    if hit.payload.type in _UNPLACED_TYPES:
        return -1
    first, last = scene.sentence(hit.first)
    near = scene.places_at.between(first, last)
    if hit.payload.type not in LOCATED_TYPES:
        near = [located for located in near if located.first >= hit.last - 1 and _is_locative(scene, hit, located)]
    ranked = [(_distance(scene, located, hit, clause) + _elsewhere(company, located, hit), located.number) for located in near]
    ranked = [item for item in ranked if item[0] <= FARTHEST_PLACE_PENALTY]
    return min(ranked)[1] if ranked else -1


_UNPLACED_TYPES = frozenset(("AGREE", "SANCTION", "THREATEN", "ACCUSE", "REQUEST", "REJECT", "SUPPORT"))
ELSEWHERE_PENALTY = 20
_LOCATIVE_REACH_TOKENS = 10
_LOCATIVES = frozenset(("\N{ARABIC LETTER FEH}\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}"))
_BEH = "\N{ARABIC LETTER BEH}"


def _is_locative(scene: Scene, hit: Hit[Trigger], located: Located) -> bool:
    """True where a meeting's place is said as such: `في`, `إلى`, `ب`, or the object of a visit."""
    norms = scene.parse.text.norms
    if located.first > hit.last + _LOCATIVE_REACH_TOKENS:
        return False
    before = norms[located.first - 1 : located.first] + norms[max(0, located.first - 2) : located.first - 1]
    if _LOCATIVES & set(before) or (norms[located.first].startswith(_BEH) and not scene.places[located.number].span.exact.startswith(_BEH)):
        return True
    return hit.payload.frame is Frame.VISIT


def _elsewhere(company: Company, located: Located, hit: Hit[Trigger]) -> int:
    """A penalty for places named only as a border, an origin or a destination, and for those where people met over what happened elsewhere."""
    words = company.between("elsewhere", located.first - 3, located.first)
    turns = located.last <= hit.first and company.between("topic", located.last, hit.first)
    return ELSEWHERE_PENALTY if turns or any(word.last >= located.first - 1 for word in words) else 0


def _distance(scene: Scene, located: Located, hit: Hit[Trigger], clause: tuple[int, int]) -> float:
    mention = scene.places[located.number]
    if mention.place is None or mention.role == "dateline" or (_is_government(mention) and hit.payload.frame is not Frame.VISIT):
        return FARTHEST_PLACE_PENALTY + 1
    gap = located.first - hit.last if located.first >= hit.first else hit.first - located.last + BEFORE_PENALTY
    gap += _COARSENESS[mention.place.kind]
    if mention.role == "actor":
        gap += GOVERNMENT_PENALTY
    elif _inside_actor(scene, located):
        gap += INSIDE_ACTOR_PENALTY
    if not clause[0] <= located.first < clause[1]:
        gap += OTHER_CLAUSE_PENALTY
    return gap


def _is_government(mention: PlaceMention) -> bool:
    """`نفت دمشق`: a capital that stands for those who govern there, where nothing happened."""
    return mention.role == "actor" and mention.place is not None and mention.place.kind == "settlement"


def _inside_actor(scene: Scene, located: Located) -> bool:
    span = scene.places[located.number].span
    near = scene.actors_at.between(located.first - 12, located.first + 1)
    return any(scene.actors[actor.number].span.contains(span) and scene.actors[actor.number].span != span for actor in near)


def focus_place(scene: Scene) -> int:
    """Index of the place that the article is about: the most specific of those named most, titles and leads counting more.

    -1 where it names none outside its dateline.
    """
    weights: Counter[str] = Counter()
    best: dict[str, int] = {}
    for located in scene.places_at:
        mention = scene.places[located.number]
        if mention.place is None or mention.role != "text" or _inside_actor(scene, located):
            continue
        weights[mention.place.id] += _standing(scene, located.first)
        best.setdefault(mention.place.id, located.number)
    if not weights:
        return -1
    return best[max(weights, key=lambda key: (weights[key] - _COARSENESS[_kind(scene.places, best[key])] / 3, -best[key]))]


def _standing(scene: Scene, token: int) -> int:
    if scene.is_title(token):
        return _TITLE_WEIGHT
    paragraphs = scene.parse.text.paragraphs
    return _LEAD_WEIGHT if len(paragraphs) > _LEAD_PARAGRAPHS and token < paragraphs[_LEAD_PARAGRAPHS - 1][1] else 1


def _kind(places: Sequence[PlaceMention], index: int) -> str:
    place = places[index].place
    return place.kind if place is not None else "country"


def find_time(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> int:
    """Index of the time mention nearest to `hit` in its clause, else in its sentence short of a contrast (`فيما`); -1 where there is none.

    Times that date the saying (`قال الأحد إن`) are passed over; then what stands farther off is another's.
    """
    begin, end = scene.sentence(hit.first)
    begin = max((word.last for word in company.between("contrast", begin, hit.first)), default=begin)
    end = min((word.first for word in company.between("contrast", hit.last, end)), default=end)
    for first, last in (clause, (begin, end)):
        known = [located for located in scene.times_at.between(first, last) if scene.times[located.number].value is not None]
        near = [located for located in known if not _dates_the_saying(scene, located, hit)]
        if len(near) < len(known):
            near = [located for located in near if _gap(located, hit) <= FARTHEST_TIME_TOKENS]
        if near:
            return min(near, key=lambda located: _gap(located, hit)).number
    return -1


FARTHEST_TIME_TOKENS = 12


def _dates_the_saying(scene: Scene, located: Located, hit: Hit[Trigger]) -> bool:
    """True where a complementizer stands between a time and the event behind it."""
    return any(scene.parse.classes[token] is WordClass.COMPLEMENTIZER for token in range(located.first, hit.first))


def _gap(located: Located, hit: Hit[Trigger]) -> int:
    return located.first - hit.last if located.first >= hit.first else hit.first - located.last


def contains(outer: Place, inner: Place) -> bool:
    """True where `inner` may lie inside `outer`: same country, and outer the coarser or wide enough to hold it."""
    if outer.id == inner.id or inner.id.startswith(outer.id) or outer.id.startswith(inner.id):
        return True
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.lat is None or outer.lon is None or inner.lat is None or inner.lon is None:
        return False
    return _metres(outer, inner) <= outer.radius_m


def _metres(one: Place, other: Place) -> float:
    lat1, lon1, lat2, lon2 = (radians(value or 0.0) for value in (one.lat, one.lon, other.lat, other.lon))
    half_chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(half_chord))


EARTH_RADIUS_M = 6_371_000
