"""Events as warning sees them: each with its tellings by day, copies of one text under one origin."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from marsad.lexicon.gazetteer import JoinedGazetteer, SqliteGazetteer
from marsad.model import Event, Place, Report, Signature
from marsad.model.alert import Area, Happening, Telling
from marsad.stages.reconcile.copies import copy_groups, find_copies
from marsad.stages.warn.world import Grounds

DAY_LETTERS = 10
STATED_PRECISION = 2
"""Up to this precision of time some report states the day; beyond it is that of publication."""
AnyGazetteer = SqliteGazetteer | JoinedGazetteer


def happening_of(event: Event, reports: Mapping[str, Report], origins: Mapping[str, str]) -> Happening | None:
    """An event as warning sees it; None for one that was rejected, has no place, or whose articles have no known day.

    `origins` is the text that a document is a copy of, by document; one that is not there is no copy.
    """
    told = [reports[id_] for id_ in event.reports if id_ in reports and reports[id_].published]
    if event.review == "rejected" or event.place is None or not event.place.country or not told:
        return None
    tellings = tuple(_telling(report, origins) for report in sorted(told, key=lambda one: (one.published or "", one.id)))
    begin = date.fromisoformat(event.begin[:DAY_LETTERS]) if event.begin and event.time_precision <= STATED_PRECISION else None
    code = f"{event.type}.{event.mode}" if event.mode else event.type
    actors = tuple(sorted({side.actor for side in event.actors if side.actor}))
    displaced = max((report.toll.displaced[0] for report in told if report.toll.displaced is not None), default=0)
    return Happening(
        event.id, code, event.status, event.place, tellings, begin, actors, displaced, _corrected_toll(event), bool(event.actors or event.targets)
    )


def _telling(report: Report, origins: Mapping[str, str]) -> Telling:
    clause = report.evidence
    counted = {count.basis for count in report.counts if count.measure == "killed"}
    killed = None if counted == {"period"} else report.toll.killed
    return Telling(
        report.id, report.document, report.outlet, origins.get(report.document, report.document),
        date.fromisoformat((report.published or "")[:DAY_LETTERS]), killed, report.source_type,
        clause.start if clause else 0, clause.end if clause else 0, clause.exact if clause else "",
    )  # fmt: skip


def _corrected_toll(event: Event) -> int | None:
    """The least number of dead that a person set, None where nobody did."""
    for correction in event.corrections:
        if correction.field == "killed":
            value = json.loads(correction.opinions[-1].value)
            return int(value[0]) if value else 0
    return None


def origins_among(signatures: Iterable[Signature]) -> dict[str, str]:
    """Document → the first of the documents that are one text with it, for those that are copies."""
    return copy_groups(sorted((one.document, other.document) for one, other in find_copies(signatures)))


def grounds_of(gazetteer: AnyGazetteer, countries: Iterable[str]) -> Grounds:
    """The provinces and countries of a gazetteer as areas, of these countries."""
    codes = sorted(set(countries))
    places = {code: place for country in codes for code, place in gazetteer.provinces(country).items()}
    provinces = {code: _area(code, "province", place) for code, place in places.items()}
    found = {code: _area(code, "country", place) for code in codes if (place := gazetteer.country(code)) is not None}
    return Grounds(provinces, frozenset(place.id for place in places.values()), found)


def _area(code: str, kind: str, place: Place) -> Area:
    return Area(code, kind, place.name_ar, place.name_en, place.country, place.admin1, place.lat, place.lon, place.radius_m)
