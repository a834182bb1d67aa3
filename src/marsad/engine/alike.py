"""Events that may be the same happening as another: what a person looks through who would merge."""

from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from marsad.model import Event, Report
from marsad.stages.reconcile.compare import compare_reports
from marsad.stages.reconcile.ground import distance_m
from marsad.store.event_search import EventQuery, list_events
from marsad.store.store import Store

REACH_DAYS = 3
REACH_M = 60_000.0
"""Beyond these the machine's own error is no likely reason that two reports stand apart."""
MOST_NEAR = 150
MOST_COMPARED = 3
"""Reports of each event, the earliest: they decide the order alone, and thirty reports of a town say hardly more than three."""


class Alike(NamedTuple):
    """An event and how alike it is: the best score (0 to 1) of two reports, 0 where something rules one happening out for the machine; how far
    apart their places (metres) and first days are, None where one has none.
    """

    event: Event
    score: float
    distance_m: float | None
    days: int | None


def alike_events(store: Store, event: Event, most: int = 12) -> list[Alike]:
    """The events near to this one in time and place, the likeliest to be the same first; rejected ones are left out."""
    near = {found.id: found for query in _queries(event) for found in list_events(store, query, MOST_NEAR).events}
    near.pop(event.id, None)
    first = {id_ for found in (event, *near.values()) for id_ in found.reports[:MOST_COMPARED]}
    told = {report.id: report for report in store.reports(sorted(first))}
    found = [_alike(event, other, told) for other in near.values()]
    return sorted(found, key=lambda alike: (-alike.score, alike.distance_m or 0.0, alike.days or 0, alike.event.id))[:most]


def _queries(event: Event) -> list[EventQuery]:
    """Around the place, and the same type and country wherever: one report may name the town and another the province."""
    about = EventQuery()
    if event.begin is not None:
        reach, last = timedelta(days=REACH_DAYS), date.fromisoformat(event.end or event.begin)
        since = date.fromisoformat(event.begin) - reach
        about = EventQuery(since=since.isoformat(), until=(last + reach).isoformat())
    place = event.place
    queries = [msgspec.structs.replace(about, types=(event.type,), country=place.country if place is not None else "")]
    if place is not None and place.lat is not None and place.lon is not None:
        queries.append(msgspec.structs.replace(about, near=(place.lat, place.lon, REACH_M)))
    return queries


def _alike(event: Event, other: Event, told: dict[str, Report]) -> Alike:
    mine, theirs = ([told[id_] for id_ in each.reports[:MOST_COMPARED] if id_ in told] for each in (event, other))
    score = max((compare_reports(one, two).score for one in mine for two in theirs if _kindred(one, two)), default=0.0)
    apart = distance_m(event.place, other.place) if event.place is not None and other.place is not None else None
    days = None
    if event.begin is not None and other.begin is not None:
        days = abs((date.fromisoformat(event.begin) - date.fromisoformat(other.begin)).days)
    return Alike(other, score, None if apart is None else round(apart), days)


def _kindred(one: Report, other: Report) -> bool:
    """Reports of other types are never one event to the machine, and are not compared."""
    return one.type == other.type and one.document != other.document
