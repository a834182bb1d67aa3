"""What goes out: exports in the formats of the field, and the feed of changes."""

import os
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from marsad.engine.export import Order, export, provinces_of
from marsad.pipeline import load_version
from marsad.stages.share.changes import ATOM_TYPE, atom_feed
from marsad.stages.share.formats import FORMATS, find_format, load_writer
from marsad.stages.share.harm import read_policy
from marsad.store.cursors import Cursor, number_time, read_cursor
from marsad.store.event_search import holds_of
from marsad.store.snapshots import open_snapshot
from marsad.web.answers import answer, shaped
from marsad.web.asked import After, Asked, Most
from marsad.web.context import Here
from marsad.web.streams import streamed
from marsad.web.views.changes import ChangePageView, change_view

router = APIRouter(tags=["sharing"])
MOST_LETTERS = 64
Since = Annotated[str, Query(max_length=MOST_LETTERS, description="A cursor of the feed of changes, or a time such as 2018-02-05T00:00Z.")]
Form = Annotated[str, Query(alias="format", pattern=f"^({'|'.join(FORMATS)})$", description=f"One of {', '.join(FORMATS)}.")]
Names = Annotated[str, Query(pattern="^(public|all)$", description="all: private persons are named too.")]
Evidence = Annotated[str, Query(pattern="^(spans|full|none)?$", description="Where articles say it (spans), with their words (full), or neither.")]
CoarsePlace = Annotated[str, Query(max_length=MOST_LETTERS, description="admin1, or the side of a square in kilometres.")]
CoarseTime = Annotated[str, Query(pattern="^(week|month)?$", description="Days as their week or month.")]
Part = Annotated[str, Query(pattern="^(data|heading)$", description="heading: what the export says of itself, with what was left out.")]
_FILES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The export, as it is written.", "content": {form.media_type: {} for form in FORMATS.values()}}
}
_FEED: dict[int | str, dict[str, Any]] = {200: {"description": "A page of the feed.", "content": {ATOM_TYPE: {"schema": {"type": "string"}}}}}


@router.get("/export", summary="Events in a format of the field", responses=_FILES, response_class=StreamingResponse)
def exported(
    here: Here, asked: Asked, form: Form, changed_since: Since = "", names: Names = "public", evidence: Evidence = "",
    coarsen_place: CoarsePlace = "", coarsen_time: CoarseTime = "", part: Part = "data",
) -> Response:  # fmt: skip
    """The events that fit, streamed; an answer that breaks off is no whole export.

    Raises:
        InputError: for a library that is not installed, a wrong cursor or policy, or words of which none can be looked for.
    """
    made, policy = find_format(form), read_policy(names, evidence, coarsen_place, coarsen_time)
    load_writer(made)
    read_cursor(changed_since)
    holds_of(here.store, asked)
    order = Order(
        form=form, query=asked, at=here.now(), version=load_version(here.gazetteer), provinces=provinces_of(here.gazetteer), policy=policy,
        since=changed_since,
    )  # fmt: skip
    if part == "heading":
        with Path(os.devnull).open("wb") as nowhere:
            return answer(export(here.store, order, nowhere).told())
    disposition = f'attachment; filename="marsad-{form}{made.ending}"'
    body = streamed(partial(export, here.store, order))
    return StreamingResponse(body, media_type=made.media_type, headers={"Content-Disposition": disposition})


@router.get("/changes", summary="What became of events", responses=shaped(ChangePageView))
def changes(here: Here, since: Since = "", most: Most = 100) -> Response:
    """A page of changes behind a cursor, in their order. Each event stands once, under the last thing that happened to it.

    Raises:
        InputError: for a wrong cursor.
    """
    behind = read_cursor(since)
    with open_snapshot(here.store) as snapshot:
        found = list(islice(snapshot.changes(behind), most + 1))
        end = snapshot.cursor
    items = [change_view(change) for change in found[:most]]
    more = len(found) > most
    return answer(ChangePageView(items, items[-1].cursor if more else str(max(end, behind)), more))


@router.get("/changes.atom", summary="What became of events, as an Atom feed", responses=_FEED, response_class=Response)
def changes_atom(request: Request, here: Here, before: After = "", most: Most = 50) -> Response:
    """A page of the feed, the latest first; its link `next` leads to the page before.

    Raises:
        InputError: for a wrong cursor.
    """
    with open_snapshot(here.store) as snapshot:
        found = snapshot.latest(read_cursor(before) if before else None, most + 1)
    shown = found[:most]
    events = {event.id: event for event in here.store.events(change.event for change in shown if change.version)}
    base = str(request.base_url).rstrip("/")
    links = {"self": str(request.url), "first": _page(base, most)}
    if len(found) > most:
        links["next"] = _page(base, most, before=str(Cursor(shown[-1].number, shown[-1].event)))
    told = [(change, number_time(change.number)) for change in shown]
    return Response(atom_feed(told, events, base, links, here.now()), media_type=ATOM_TYPE)


def _page(base: str, most: int, **asked: str) -> str:
    return f"{base}/api/v1/changes.atom?{urlencode({'most': most, **asked})}"
