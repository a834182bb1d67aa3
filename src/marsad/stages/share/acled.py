"""Events in the columns of ACLED's codebook of 2024, and behind them the columns of ours that it has no place for."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from typing import BinaryIO

from marsad.lexicon.exchange import actor_code, country_of
from marsad.lexicon.known_actors import known_actors
from marsad.model import Event, Side
from marsad.model.shared import Exported, SharedEvent
from marsad.stages.share.csv_rows import write_rows
from marsad.stages.share.facts import (
    BETWEEN,
    acled_actor,
    acled_type,
    distinct,
    outlets_of,
    said_bounds,
    sentence_of,
    settled_of,
    urls_of,
    versions_of,
)
from marsad.stages.share.formats import Heading

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1",
    "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location",
    "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
OWN_COLUMNS = (
    "marsad_event", "marsad_version", "marsad_status", "marsad_review", "marsad_urls", "marsad_independent_sources", "marsad_reports",
    "marsad_fatalities_low", "marsad_fatalities_high", "marsad_fatalities_rule", "marsad_fatalities_disputed", "marsad_radius_m",
    "marsad_time_precision", "marsad_tlp", "marsad_made_by",
)  # fmt: skip
"""What ACLED has no column for; programs that read by name pass over them."""
STATUSES = ("actual",)
"""ACLED codes what happened; what is planned, feared or denied is left out unless it is asked for."""
_DISORDER = {
    "Battles": "Political violence", "Explosions/Remote violence": "Political violence", "Violence against civilians": "Political violence",
    "Protests": "Demonstrations", "Riots": "Demonstrations", "Strategic developments": "Strategic developments",
}  # fmt: skip
_BOTH = "Political violence; Demonstrations"
_BOTH_SUB_TYPES = frozenset(("Excessive force against protesters",))
_UNARMED = frozenset((6, 7))
_SOLE = 0


def write_acled(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write the events that ACLED has a type and a country for, one a line; the others are counted as left out."""
    write_rows(_rows(records, heading), (*COLUMNS, *OWN_COLUMNS), stream)


def _rows(records: Iterable[Exported], heading: Heading) -> Iterator[dict[str, object]]:
    stamp = int(datetime.fromisoformat(heading.at).timestamp())
    for record in records:
        if not isinstance(record, SharedEvent):
            heading.leave_out(record, "withdrawals, for which ACLED has no row")
        elif not acled_type(record.event):
            heading.leave_out(record, "events of types that ACLED does not code")
        elif record.event.place is None or not record.event.place.country or record.event.begin is None:
            heading.leave_out(record, "events without a country or a day")
        else:
            yield acled_row(record, heading, stamp)


def acled_row(record: SharedEvent, heading: Heading, stamp: int) -> dict[str, object]:
    """The row of an event that has a type, a country and a day; `stamp` is the time of the export in seconds since 1970."""
    event, place = record.event, record.event.place
    assert place is not None
    assert event.begin is not None
    country = country_of(place.country)
    sides = _sides(event, place.country)
    province = heading.provinces(place.country, place.admin1) if place.admin1 else None
    type_ = acled_type(event)
    killed = settled_of(event, "killed")
    return {
        "event_id_cnty": f"{country.iso3 if country else place.country}-{event.id}", "event_date": event.begin[:10], "year": int(event.begin[:4]),
        "time_precision": event.time_precision, "disorder_type": _BOTH if event.sub_event_type in _BOTH_SUB_TYPES else _DISORDER.get(type_, ""),
        "event_type": type_, "sub_event_type": event.sub_event_type, **sides, "civilian_targeting": _civilian_targeting(event, type_),
        "iso": country.iso or None if country else None, "region": country.acled_region if country else "",
        "country": country.name if country else place.country, "admin1": (province.name_en or province.name_ar) if province else place.admin1,
        "admin2": "", "admin3": "", "location": place.name_en or place.name_ar, "latitude": place.lat, "longitude": place.lon,
        "geo_precision": event.geo_precision, "source": BETWEEN.join(outlets_of(record)), "source_scale": _source_scale(record, place.country),
        "notes": sentence_of(record), "fatalities": killed.bounds[0] if killed else 0, "tags": _tags(event), "timestamp": stamp,
        **own_cells(record),
    }  # fmt: skip


def own_cells(record: SharedEvent) -> dict[str, object]:
    """The columns of ours."""
    event = record.event
    killed = settled_of(event, "killed")
    low, high = killed.bounds if killed else (None, None)
    return {
        "marsad_event": event.id, "marsad_version": record.version, "marsad_status": event.status, "marsad_review": event.review,
        "marsad_urls": " ".join(urls_of(record)), "marsad_independent_sources": event.sources, "marsad_reports": len(event.reports),
        "marsad_fatalities_low": low, "marsad_fatalities_high": high, "marsad_fatalities_rule": killed.rule if killed else "",
        "marsad_fatalities_disputed": int(killed.disputed) if killed else "",
        "marsad_radius_m": event.place.radius_m if event.place else None, "marsad_time_precision": event.time_precision, "marsad_tlp": event.tlp,
        "marsad_made_by": " ".join(versions_of(record)),
    }  # fmt: skip


def _sides(event: Event, country: str) -> dict[str, object]:
    """Actors and what they are. ACLED's order says nothing of who attacked whom; the first side is who acts, where that is told."""
    inter1, inter2 = (actor_code(_first(sides).kind).inter if sides else 0 for sides in (event.actors, event.targets))
    told: dict[str, object] = {}
    for number, sides, inter in ((1, event.actors, inter1), (2, event.targets, inter2)):
        names = distinct(acled_actor(side, country) for side in sorted(sides, key=lambda side: side != _first(sides)))
        told |= {f"actor{number}": names[0] if names else "", f"assoc_actor_{number}": BETWEEN.join(names[1:]), f"inter{number}": inter or None}
    low, high = sorted((inter1, inter2))
    interaction = f"{high}{_SOLE}" if low == 0 and high else f"{low}{high}" if high else None
    return told | {"interaction": interaction}


def _first(sides: tuple[Side, ...]) -> Side:
    """The side that stands first: one with a name of its own, else one with a kind."""
    return min(sides, key=lambda side: (not side.actor, not actor_code(side.kind).inter))


def _civilian_targeting(event: Event, type_: str) -> str:
    hurt = {actor_code(side.kind).inter for side in event.targets} - {0}
    targeted = type_ == "Violence against civilians" or (hurt and hurt <= _UNARMED and _DISORDER.get(type_) == "Political violence")
    return "Civilian targeting" if targeted else ""


def _source_scale(record: SharedEvent, country: str) -> str:
    """Whether the outlets that the lexicon knows are of the country (`National`) or of others (`International`); `Other` where it knows none."""
    told = {_outlet_countries().get(outlet.casefold()) for outlet in outlets_of(record)} - {None}
    scales = {"National" if known == country else "International" for known in told}
    return "-".join(sorted(scales, reverse=True)) or "Other"


@cache
def _outlet_countries() -> dict[str, str]:
    return {actor.name_en.casefold(): actor.country for actor in known_actors().values() if actor.kind in ("outlet", "agency") and actor.country}


def _tags(event: Event) -> str:
    killed = settled_of(event, "killed")
    toll = f"fatalities={said_bounds(killed.bounds)}, rule {killed.rule}" if killed else "fatalities=not told"
    tolls = [f"{figure.measure}={said_bounds(figure.bounds)}" for figure in event.settled if figure.measure != "killed"]
    disputed = ["disputed"] if killed and killed.disputed else []
    return BETWEEN.join([f"status={event.status}", f"review={event.review}", toll, *disputed, *tolls])
