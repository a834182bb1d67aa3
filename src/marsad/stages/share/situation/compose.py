"""A situation report out of its material, in no language yet."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

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
    """The provinces with most attacks first; one row for what tells no province."""
    codes = {province_of(event) for event in (*material.now, *attacks(material.before))}
    now, before = (Counter(province_of(event) for event in attacks(events)) for events in (material.now, material.before))
    rows = []
    for code in codes:
        here = [event for event in material.now if province_of(event) == code]
        place = name_place(material.provinces[code]) if code in material.provinces else None
        named = place if isinstance(place, Named) else None
        dead = [event for event in here if event.status == "actual"]
        confirmed = sum(counted_killed(event) for event in dead if event.sources >= CONFIRMED_SOURCES)
        rows.append(ProvinceRow(named, now[code], before[code], len(here), sum(map(counted_killed, dead)), confirmed))
    return sorted(_joined(rows), key=lambda row: (row.place is None, -row.attacks, -row.events, row.place.en if row.place else ""))


def _joined(rows: Iterable[ProvinceRow]) -> list[ProvinceRow]:
    """The rows, those without a known province made one."""
    named = [row for row in rows if row.place is not None]
    unknown = [row for row in rows if row.place is None]
    fields = ("attacks", "attacks_before", "events", "killed", "killed_confirmed")
    return [*named, *([ProvinceRow(None, *(sum(getattr(row, field) for row in unknown) for field in fields))] if unknown else [])]


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
