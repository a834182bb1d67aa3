"""A situation report out of its material, in no language yet."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from marsad.lexicon.shown import shown
from marsad.model import Event
from marsad.model.situation import MapPoint, Named, ProvinceRow, Sentence, Situation
from marsad.stages.share.situation.alerts import tell_alerts
from marsad.stages.share.situation.changed import attacks, province_of, tell_changes
from marsad.stages.share.situation.events import tell_denied, tell_disputed, tell_feared, tell_happened
from marsad.stages.share.situation.material import Material
from marsad.stages.share.situation.telling import CONFIRMED_SOURCES, counted_killed, killed_of, name_place

SECTIONS = (
    ("head.changed", tell_changes), ("head.alerts", tell_alerts), ("head.happened", tell_happened), ("head.disputed", tell_disputed),
    ("head.feared", tell_feared), ("head.denied", tell_denied),
)  # fmt: skip
"""The report's sections in their order: the id of the heading, and what tells its sentences."""
MOST_PROVINCES = 30
"""Rows of provinces that stand by themselves; the others are one."""
MOST_MAPPED_RADIUS_M = 150_000
"""Places that reach farther (countries, large regions) are in the text and not on the map."""


def compose(material: Material) -> Situation:
    """The report on an area and a period: the same material, in whatever order, gives the same report."""
    material = material._replace(now=sorted(material.now, key=_id), earlier=sorted(material.earlier, key=_id))
    sections = tuple((heading, tuple(tell(material))) for heading, tell in SECTIONS)
    told = tuple((heading, sentences) for heading, sentences in sections if sentences)
    return Situation(
        area=material.area, begin=material.begin, end=material.end, before_begin=material.before_begin, sections=told,
        provinces=tuple(_province_rows(material)), days=tuple(_days(material)), points=tuple(_points(material)),
        reports=tuple(dict.fromkeys(_cited(sentence for _, sentences in told for sentence in sentences))), tlp=material.tlp,
    )  # fmt: skip


def _id(event: Event) -> str:
    return event.id


def _cited(sentences: Iterable[Sentence]) -> Iterable[str]:
    for sentence in sentences:
        yield from sentence.reports
        yield from _cited(sentence.parts)


def _province_rows(material: Material) -> list[ProvinceRow]:
    """The provinces with most attacks first; one row for those beyond, and one for what tells no province."""
    codes = {province_of(event) for event in (*material.now, *attacks(material.before))}
    now, before = (Counter(province_of(event) for event in attacks(events)) for events in (material.now, material.before))
    rows = []
    for code in codes:
        here = [event for event in material.now if province_of(event) == code]
        named = _named_province(code, material)
        dead = [event for event in here if event.status == "actual"]
        confirmed = sum(counted_killed(event) for event in dead if event.sources >= CONFIRMED_SOURCES)
        rows.append(ProvinceRow(named, now[code], before[code], len(here), sum(map(counted_killed, dead)), confirmed))
    told = sorted((row for row in rows if row.place is not None), key=lambda row: (-row.attacks, -row.killed, -row.events, _english(row)))
    most = MOST_PROVINCES if len(told) > MOST_PROVINCES + 1 else len(told)
    others = Named(*(shown("place.other_provinces", language, n=len(told) - most) for language in ("ar", "en")))
    return [*told[:most], *_joined(others, told[most:]), *_joined(None, [row for row in rows if row.place is None])]


def _english(row: ProvinceRow) -> str:
    return row.place.en if row.place is not None else ""


def _joined(place: Named | None, rows: list[ProvinceRow]) -> list[ProvinceRow]:
    """One row of several, none of none."""
    fields = ("attacks", "attacks_before", "events", "killed", "killed_confirmed")
    return [ProvinceRow(place, *(sum(getattr(row, field) for row in rows) for field in fields))] if rows else []


def _named_province(code: str, material: Material) -> Named | None:
    """A province by its name, with its code where another has the same: a city of Yemen and the land around it are both Sanaa."""
    place = material.provinces.get(code)
    if place is None:
        return None
    shares = [(other.name_ar, other.name_en) for key, other in material.provinces.items() if key != code]
    named = name_place(place)
    assert isinstance(named, Named)
    if not any(place.name_ar == ar or place.name_en == en for ar, en in shares):
        return named
    return Named(*(shown("place.of_code", language, name=name, code=code) for language, name in (("ar", named.ar), ("en", named.en))))


def _days(material: Material) -> list[tuple[str, int]]:
    """Attacks by day, days without one among them."""
    counts = Counter(event.begin for event in attacks(material.now))
    first, end = date.fromisoformat(material.begin), date.fromisoformat(material.end)
    days = ((first + timedelta(days=number)).isoformat() for number in range((end - first).days))
    return [(day, counts[day]) for day in days]


def _points(material: Material) -> list[MapPoint]:
    """What happened by place, the deadliest last, so that it is drawn on top."""
    by_place: dict[str, list[Event]] = defaultdict(list)
    for event in material.now:
        place = event.place
        if event.status == "actual" and place is not None and place.lat is not None and place.radius_m <= MOST_MAPPED_RADIUS_M:
            by_place[place.id].append(event)
    points = [_point(events) for events in by_place.values()]
    return sorted(points, key=lambda point: (point.killed, point.events, point.place.en))


def _point(events: list[Event]) -> MapPoint:
    place = events[0].place
    assert place is not None and place.lat is not None and place.lon is not None
    named = name_place(place)
    assert isinstance(named, Named)
    killed = max(sum(map(counted_killed, events)), *map(killed_of, events))
    return MapPoint(named, place.lat, place.lon, place.radius_m, len(events), killed)
