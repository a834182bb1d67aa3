"""Events: listed, counted for the map and the time line, and one whole."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from marsad.engine.reconcile import standing_ids
from marsad.model import Event, Report
from marsad.stages.reconcile.sources import origins_of
from marsad.store.event_counts import MOST_POINTS, Points, count_cells, count_times, list_points
from marsad.store.event_search import MOST_COUNTED, count_events, list_events
from marsad.store.store import Store
from marsad.web.answers import answer, shaped
from marsad.web.asked import After, Asked, Most
from marsad.web.context import Context, Here
from marsad.web.faults import NotHereError
from marsad.web.proof import capture_refs
from marsad.web.security.noting import Read
from marsad.web.views.events import EventPageView, EventView, event_summary, event_view
from marsad.web.views.others import CellsView, TimelineView

router = APIRouter(prefix="/events", tags=["events"])
MOST_LETTERS = 64


@router.get("", summary="Events, the latest day first", responses=shaped(EventPageView))
def events(here: Here, asked: Asked, most: Most = 50, after: After = "") -> Response:
    """A page of events; the first page says how many there are, counted up to 10,000."""
    page = list_events(here.store, asked, most, after)
    told = first_reports(here.store, page.events)
    total = None if after else count_events(here.store, asked)
    view = EventPageView(
        [event_summary(event, told) for event in page.events], page.cursor, total=None if total is None else min(total, MOST_COUNTED),
        total_is_least=total is not None and total > MOST_COUNTED,
    )  # fmt: skip
    return answer(view)


@router.get("/cells", summary="Events counted by square, for a map", responses=shaped(CellsView))
def cells(here: Here, asked: Asked, zoom: Annotated[float, Query(ge=0, le=24)] = 3) -> Response:
    """Squares that hold events; their side follows the zoom."""
    counted = count_cells(here.store, asked, zoom)
    return answer(CellsView(*counted))


@router.get("/timeline", summary="Events counted by day, week or month", responses=shaped(TimelineView))
def timeline(here: Here, asked: Asked, by: Annotated[str, Query(pattern="^(auto|day|week|month)$")] = "auto") -> Response:
    """Bins of time that hold events."""
    return answer(TimelineView(*count_times(here.store, asked, by)))


@router.get("/points", summary="Events as points, in columns", responses=shaped(Points))
def points(here: Here, asked: Asked, most: Annotated[int, Query(ge=1, le=MOST_POINTS)] = 10_000) -> Response:
    """Events that have a point, the latest first."""
    return answer(list_points(here.store, asked, most))


@router.get("/{event_id}", summary="One event whole", responses=shaped(EventView))
def event(here: Here, read: Read, event_id: str) -> Response:
    """An event with every source's version, its figures, its judgements and its history.

    Raises:
        NotHereError: when there is no such event.
    """
    found = here.store.find_event(event_id[:MOST_LETTERS])
    if found is None:
        raise NotHereError(f"there is no event {event_id[:MOST_LETTERS]!r}")
    read(found.tlp)
    return answer(whole_event(here, found))


def whole_event(here: Context, found: Event) -> EventView:
    """One event whole, put together from the store."""
    told = {report.id: report for report in here.store.reports(found.reports)}
    extractions = {id_: read for id_ in sorted({report.document for report in told.values()}) if (read := here.store.document(id_)) is not None}
    captures = capture_refs(here, [read.document.capture for read in extractions.values()])
    judgements = here.store.judgements()
    own = [judgement for judgement in judgements if not set(found.reports).isdisjoint((*judgement.reports, *judgement.others))]
    signatures = {signature.document: signature for signature in here.store.signatures(extractions)}
    origins = origins_of(list(told.values()), signatures)
    return event_view(found, told, extractions, captures, own, standing_ids(judgements), origins)


def first_reports(store: Store, found: list[Event]) -> dict[str, Report]:
    """The first report of each event, by its id."""
    return {report.id: report for report in store.reports(event.reports[0] for event in found if event.reports)}
