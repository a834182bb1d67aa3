"""Alert levels: the board, one area with its reasons and its history, all changes, and the Atom feed."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from marsad.engine.alert_areas import find_state
from marsad.lexicon.shown import shown
from marsad.stages.share.alert_atom import write_feed
from marsad.stages.share.alert_words import name_area
from marsad.store.alerts import MOST_AT_ONCE, AlertQuery, alert_named, last_day, levels_marking, list_alerts, list_states
from marsad.web.answers import answer, shaped
from marsad.web.asked import After, Country, Most, Since, Until
from marsad.web.context import Here
from marsad.web.faults import NotHereError
from marsad.web.views.alerts import AreaAlertView, BoardView, LevelChangesView, LevelChangeView, area_view, change_view, level_views, standing_view

router = APIRouter(tags=["alerts"])
Level = Annotated[str, Query(max_length=20, description="This level (calm, watch, elevated, high, severe) and those above it.")]
Kind = Annotated[str, Query(pattern="^(country|province|district|town|)$")]
Area = Annotated[str, Query(max_length=100, description="An area's id, an ISO code (SY, SY-HL), or a name.")]
Language = Annotated[str, Query(pattern="^(ar|en)$")]
MOST_ENTRIES = 50
_ATOM = "application/atom+xml"


@router.get("/alerts", summary="Where areas stand, the highest level first", responses=shaped(BoardView))
def board(
    here: Here, level: Level = "watch", country: Country = "", kind: Kind = "", most: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = MOST_AT_ONCE
) -> Response:
    """The alert board; the levels are those of the last run of warning."""
    states = list_states(here.store, AlertQuery(country=country.upper(), kind=kind, level=level), most)
    day = last_day(here.store)
    return answer(BoardView(level_views(), tuple(map(standing_view, states)), day.isoformat() if day else None))


@router.get("/alerts.atom", summary="Changes of level, as an Atom feed", responses={200: {"description": "The feed.", "content": {_ATOM: {}}}},
            response_class=Response)  # fmt: skip
def feed(here: Here, request: Request, area: Area = "", country: Country = "", level: Level = "", language: Language = "ar") -> Response:
    """The latest changes of an area, a country or everywhere; `level` leaves out changes to lower levels.

    Raises:
        InputError: for an area that has no level.
    """
    state = find_state(here.store, area) if area else None
    query = AlertQuery(area=state.area.id if state else "", country=country.upper(), level=level)
    name = name_area(state.area, language) if state else country.upper() or shown("place.everywhere", language)
    found = list_alerts(here.store, query, MOST_ENTRIES).alerts
    key = f"{query.area}:{query.country}:{level}"
    title = shown("alert.feed", language, area=name)
    return Response(write_feed(found, title, str(request.url), key, language, levels_marking(here.store)), media_type=_ATOM)


@router.get("/alerts/changes", summary="Changes of level, the latest first", responses=shaped(LevelChangesView))
def changes(
    here: Here, level: Level = "", country: Country = "", kind: Kind = "", since: Since = "", until: Until = "", most: Most = 50, after: After = ""
) -> Response:
    """A page of changes; `level` asks for those to this level or above.

    Raises:
        InputError: for a cursor that this did not give.
    """
    query = AlertQuery(country=country.upper(), kind=kind, level=level, since=since, until=until)
    page = list_alerts(here.store, query, most, after)
    return answer(LevelChangesView(tuple(map(change_view, page.alerts)), page.cursor))


@router.get("/alerts/changes/{alert_id}", summary="One change with its reasons", responses=shaped(LevelChangeView))
def change(here: Here, alert_id: str) -> Response:
    """A change, its signals, figures and evidence.

    Raises:
        NotHereError: when there is no such change.
    """
    found = alert_named(here.store, alert_id)
    if found is None:
        raise NotHereError(f"there is no change of level {alert_id[:64]!r}")
    return answer(change_view(found))


@router.get("/alerts/{place}", summary="Where one area stands, and why", responses=shaped(AreaAlertView))
def area(here: Here, place: str) -> Response:
    """An area by its id, ISO code or name.

    Raises:
        InputError: for an area that has no level.
    """
    return answer(area_view(find_state(here.store, place)))


@router.get("/alerts/{place}/history", summary="How the level of an area changed", responses=shaped(LevelChangesView))
def history(here: Here, place: str, most: Most = 50, after: After = "") -> Response:
    """The changes of one area, the latest first.

    Raises:
        InputError: for an area that has no level, or a cursor that this did not give.
    """
    state = find_state(here.store, place)
    page = list_alerts(here.store, AlertQuery(area=state.area.id), most, after)
    return answer(LevelChangesView(tuple(map(change_view, page.alerts)), page.cursor))
