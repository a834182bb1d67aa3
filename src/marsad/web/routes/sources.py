"""Outlets: their volume, what each reported that no other did, and the health of those that are collected here."""

from datetime import datetime

from fastapi import APIRouter, Response

from marsad.engine.health import Health, check_health
from marsad.errors import ArchiveError
from marsad.model import Event, level_of
from marsad.stages.collect.sources import read_sources
from marsad.store.archive import Archive
from marsad.store.archive_state import Notes
from marsad.store.outlet_counts import OutletCounts, count_outlets
from marsad.web.answers import answer, shaped
from marsad.web.asked import Since, Until
from marsad.web.context import Context, Here
from marsad.web.views.named import place_view
from marsad.web.views.others import DayCount, ExclusiveEvent, FindingView, HealthView, OutletsView, OutletView

router = APIRouter(tags=["sources"])


@router.get("/sources", summary="Outlets, the largest first", responses=shaped(OutletsView))
def sources(here: Here, since: Since = "", until: Until = "") -> Response:
    """What each outlet gave in a stretch of publication time, and what is wrong with those collected here."""
    counts = count_outlets(here.store, since, until)
    health = _health(here)
    known = {event.id: event for event in here.store.events(sorted({id_ for outlet in counts for id_ in outlet.exclusive_events}))}
    unseen = [OutletCounts(outlet) for outlet in sorted(health.keys() - {outlet.outlet for outlet in counts})]
    return answer(OutletsView([_outlet(outlet, health.get(outlet.outlet), known) for outlet in [*counts, *unseen]]))


def _outlet(counts: OutletCounts, health: HealthView | None, known: dict[str, Event]) -> OutletView:
    alone = [known[id_] for id_ in counts.exclusive_events if id_ in known]
    return OutletView(
        outlet=counts.outlet, documents=counts.documents, reports=counts.reports, events=counts.events, exclusive=counts.exclusive,
        exclusive_events=[ExclusiveEvent(event.id, event.type, event.mode, event.begin, place_view(event.place)) for event in alone],
        first=counts.first, last_published=counts.last_published, days=[DayCount(day, number) for day, number in counts.days],
        issues=counts.issues, health=health,
    )  # fmt: skip


def _health(here: Context) -> dict[str, HealthView]:
    """By outlet, the health of its source, where sources are collected on this machine; no article is read for it."""
    if not here.sources.is_dir() or not here.archive.is_dir():
        return {}
    try:
        archive, notes = Archive(here.archive), Notes(here.archive)
        now = datetime.fromisoformat(here.now())
        states = [
            check_health(source, notes.state(source.id), archive, now, most_read=0)
            for source in read_sources(here.sources)
            if level_of(source.tlp) <= here.store.clearance
        ]
    except ArchiveError:
        return {}
    return {state.source.outlet: _view(state) for state in states}


def _view(state: Health) -> HealthView:
    visit, new = (moment.isoformat(timespec="minutes") if moment is not None else None for moment in (state.last_visit, state.last_new))
    return HealthView(state.source.id, visit, new, state.daily, [FindingView(finding.code, finding.message) for finding in state.findings])
