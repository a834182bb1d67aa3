"""The review queue, and judgements: given, listed and taken back."""

from threading import Lock
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import Field

from marsad.engine.alike import alike_events
from marsad.engine.reconcile import Change, judge_event, merge_events, split_event, standing_ids, undo_judgement
from marsad.engine.report_store import StoredReports
from marsad.errors import InputError
from marsad.model import Event, Judgement
from marsad.stages.share.event_versions import event_version
from marsad.store.event_search import MOST_COUNTED, QUEUED_REVIEWS, count_events, queue_events
from marsad.web.answers import answer, shaped
from marsad.web.asked import After, Asked, Body, Most, Reviews
from marsad.web.context import Context, Here
from marsad.web.corrections import value_of
from marsad.web.faults import ConflictError, NotHereError
from marsad.web.routes.events import first_reports
from marsad.web.security.noting import Note
from marsad.web.security.principal import Account
from marsad.web.views.events import AlikeView, JudgedView, JudgementPageView, QueuePageView, alike_event, event_summary, queued_event
from marsad.web.views.judgements import judgement_view

router = APIRouter(tags=["review"])
judging = APIRouter(tags=["review"])
MOST_IDS = 500
ONE_AT_A_TIME = Lock()
"""Held while one judges: two who judge an event in the same moment would each lay only their own word over it."""
Id = Annotated[str, Field(max_length=64)]


class JudgementRequest(Body):
    """What somebody decides of an event.

    `accept`, `reject` and `correct` (with `field` and `value`) are about `event`; `merge` makes it one with `events`; `split` sets `reports`
    of it apart. `expected_version` is the version that the reviewer looked at: where the event is another by now, nothing is done.
    """

    action: Annotated[str, Field(pattern="^(accept|reject|correct|merge|split)$")]
    event: Id
    events: Annotated[tuple[Id, ...], Field(max_length=MOST_IDS)] = ()
    reports: Annotated[tuple[Id, ...], Field(max_length=MOST_IDS)] = ()
    field: Annotated[str, Field(max_length=16)] = ""
    value: Any = None
    reason: Annotated[str, Field(max_length=2_000)] = ""
    expected_version: Annotated[str, Field(max_length=64)] = ""


class UndoRequest(Body):
    """Why a judgement is taken back."""

    reason: Annotated[str, Field(max_length=2_000)] = ""


@router.get("/review/queue", summary="Events to be judged, what is uncertain or consequential first", responses=shaped(QueuePageView))
def queue(here: Here, asked: Asked, review: Reviews = None, most: Most = 20, after: After = "") -> Response:
    """Events that nobody has judged or on which reviewers differ; the reasons say why an event comes early."""
    asked = msgspec.structs.replace(asked, reviews=review or QUEUED_REVIEWS)
    page = queue_events(here.store, asked, most, after)
    told = first_reports(here.store, page.events)
    count = None if after else count_events(here.store, asked)
    view = QueuePageView(
        [queued_event(event, told) for event in page.events], page.cursor, open=None if count is None else min(count, MOST_COUNTED),
        open_is_least=count is not None and count > MOST_COUNTED,
    )  # fmt: skip
    return answer(view)


@router.get("/events/{event_id}/alike", summary="Events that may be the same happening", responses=shaped(AlikeView))
def alike(here: Here, event_id: Id, most: Annotated[int, Query(ge=1, le=50)] = 12) -> Response:
    """Events near in time and place, the likeliest to be the same first: what to look through before merging.

    Raises:
        NotHereError: when there is no such event.
    """
    found = here.store.events([event_id])
    if not found:
        raise NotHereError(f"there is no event {event_id!r}")
    others = alike_events(here.store, found[0], most)
    told = first_reports(here.store, [other.event for other in others])
    return answer(AlikeView([alike_event(other, told) for other in others]))


@router.get("/judgements", summary="Judgements, the latest first", responses=shaped(JudgementPageView))
def judgements(
    here: Here,
    by: Annotated[str, Query(max_length=64)] = "",
    event: Annotated[str, Query(max_length=64)] = "",
    action: Annotated[str, Query(pattern="^(accept|reject|correct|merge|split|undo|)$")] = "",
    most: Most = 50,
    after: After = "",
) -> Response:
    """Who decided what, when and why; those taken back are marked and stay."""
    known = here.store.judgements()
    stands = standing_ids(known)
    about = {report for found in here.store.events([event]) for report in found.reports} if event else set()
    fitting = [
        judgement for judgement in reversed(known)
        if (not by or judgement.by == by) and (not action or judgement.action == action)
        and (not event or about.intersection((*judgement.reports, *judgement.others)))
    ]  # fmt: skip
    start = next((number + 1 for number, judgement in enumerate(fitting) if judgement.id == after), None) if after else 0
    if start is None:
        raise InputError(f"{after!r} is no cursor of the judgements; pass on the one that the page before gave")
    shown = fitting[start : start + most]
    cursor = shown[-1].id if start + most < len(fitting) else ""
    homes = here.store.events_of(sorted({id_ for judgement in shown for id_ in judgement.reports}))
    home = {id_: found.id for found in homes for id_ in found.reports}
    views = [
        judgement_view(judgement, stands=judgement.id in stands, event=next((home[id_] for id_ in judgement.reports if id_ in home), ""))
        for judgement in shown
    ]
    about_now = {view.event for view in views}
    events = [found for found in homes if found.id in about_now]
    told = first_reports(here.store, events)
    reviewers = None if after else sorted({judgement.by for judgement in known})
    return answer(JudgementPageView(views, [event_summary(found, told) for found in events], cursor, reviewers))


@judging.post("/judgements", summary="Accept, reject, correct, merge or split", responses=shaped(JudgedView, "What it did.", 201), status_code=201)
def judge(here: Here, account: Account, note: Note, request: JudgementRequest) -> Response:
    """Keep a judgement; the machine never overturns it.

    Raises:
        NotHereError: when there is no such event.
        ConflictError: when the event is no longer the one that was looked at.
        InputError: for a judgement that cannot be.
    """
    note(f"{request.action} {request.event}")
    with ONE_AT_A_TIME:
        return _answer(here, *_judge(here, account, request), fallback=request.event)


def _judge(here: Context, account: Account, request: JudgementRequest) -> tuple[Judgement, Change]:
    event = _event(here, request)
    reports, by, at, why = StoredReports(here.store), account.name, here.now(), request.reason
    if request.action == "merge":
        return merge_events(reports, [event.id, *request.events], by, at, why)
    if request.action == "split":
        return split_event(reports, event.id, request.reports, by, at, why)
    value = value_of(here, event, request.field, request.value)
    return judge_event(reports, event.id, request.action, by, at, why, request.field, value)


@judging.post("/judgements/{judgement_id}/undo", summary="Take a judgement back", responses=shaped(JudgedView, "What it did.", 201), status_code=201)
def undo(here: Here, account: Account, judgement_id: Id, request: UndoRequest) -> Response:
    """Take a judgement back, also the taking back of one; the machine decides again, unless other judgements stand.

    Raises:
        NotHereError: when there is no such judgement.
        ConflictError: when it is taken back already.
    """
    with ONE_AT_A_TIME:
        known = here.store.judgements()
        if judgement_id not in {judgement.id for judgement in known}:
            raise NotHereError(f"there is no judgement {judgement_id!r}")
        if judgement_id not in standing_ids(known):
            raise ConflictError(f"judgement {judgement_id} is taken back already; look again at what stands now")
        return _answer(here, *undo_judgement(StoredReports(here.store), judgement_id, account.name, here.now(), request.reason))


def _event(here: Context, request: JudgementRequest) -> Event:
    found = here.store.events([request.event])
    if not found:
        raise NotHereError(f"there is no event {request.event!r}; it may have been merged or split since")
    if request.expected_version and event_version(found[0]) != request.expected_version:
        raise ConflictError(f"event {request.event} has changed since it was looked at; look again and judge what it is now")
    return found[0]


def _answer(here: Context, judgement: Judgement, change: Change, fallback: str = "") -> Response:
    """What a judgement did. One that changed nothing, since it was given before, still shows its event."""
    events = here.store.events(change.added or ([fallback] if fallback else []))
    told = first_reports(here.store, events)
    removed = [id_ for id_ in change.removed if id_ not in change.added]
    return answer(JudgedView(judgement_view(judgement, stands=True), [event_summary(event, told) for event in events], removed), 201)
