"""Events as the API shows them: a line of a list, and one event whole."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from marsad.engine.alike import Alike
from marsad.lexicon.acled import event_type_of
from marsad.lexicon.romanised import romanise_name
from marsad.model import Bounds, Capture, Claim, Document, Event, Extraction, FigureReport, Judgement, Merge, Report, SettledFigure, Toll
from marsad.model.reconciled import VERDICT
from marsad.stages.reconcile.priority import Reason, reasons_of
from marsad.stages.reconcile.review import disagreed
from marsad.stages.share.event_versions import event_version
from marsad.web.views.judgements import JudgementView, judgement_view, shown_value
from marsad.web.views.named import PlaceView, SideView, place_view, side_view
from marsad.web.views.passages import EvidenceSpan, evidence_span


class Evidence(msgspec.Struct, frozen=True):
    """The clause of the earliest report that says it."""

    text: str
    report: str
    document: str
    outlet: str
    published: str | None


class EventSummary(msgspec.Struct, frozen=True):
    """An event in a line. `toll` is the settled one, `disputed` the measures whose figures leave no common count, `sources` the independent ones."""

    id: str
    version: str
    type: str
    mode: str
    status: str
    event_type: str
    sub_event_type: str
    begin: str | None
    end: str | None
    time_precision: int
    place: PlaceView | None
    geo_precision: int
    actors: list[SideView]
    targets: list[SideView]
    toll: dict[str, Bounds]
    disputed: list[str]
    sources: int
    reports: int
    review: str
    priority: float
    evidence: Evidence | None


class ReasonView(msgspec.Struct, frozen=True):
    """Why an event comes early, and what that adds to its priority."""

    code: str
    weight: float


class QueuedEvent(EventSummary, frozen=True):
    """An event of the review queue, with why it stands where it stands."""

    reasons: list[ReasonView] = []


class EventPageView(msgspec.Struct, frozen=True):
    """Events, and the cursor to go on from; `total` (first page only) counts up to 10,000, `total_is_least` says that there are more."""

    items: list[EventSummary]
    cursor: str
    total: int | None = None
    total_is_least: bool = False


class QueuePageView(msgspec.Struct, frozen=True):
    """Events to be judged, what is uncertain or consequential first; `open` (first page only) counts up to 10,000."""

    items: list[QueuedEvent]
    cursor: str
    open: int | None = None
    open_is_least: bool = False


class ClaimView(msgspec.Struct, frozen=True):
    """On whose word a report rests: the holder, and those who pass it on, nearest to the reader first."""

    source: str
    source_en: str
    source_type: str
    via: list[str]
    via_en: list[str]
    stance: str
    channel: str
    cue: str


class CaptureRef(msgspec.Struct, frozen=True):
    """The raw capture behind an article; `kept` says whether the archive of this machine holds its bytes."""

    sha256: str
    origin: str
    fetched: str | None
    kept: bool


class VersionView(msgspec.Struct, frozen=True):
    """One article's telling of the event. Reports of equal `origin` count as one source; `runners_up` are other places of that name."""

    id: str
    document: str
    title: str
    url: str
    outlet: str
    published: str | None
    agencies: list[str]
    type: str
    mode: str
    status: str
    begin: str | None
    end: str | None
    time_precision: int
    place: PlaceView | None
    geo_precision: int
    runners_up: list[PlaceView]
    actors: list[SideView]
    targets: list[SideView]
    toll: dict[str, Bounds]
    evidence: EvidenceSpan | None
    claim: ClaimView | None
    origin: str
    superseded: bool
    capture: CaptureRef | None


class OpinionView(msgspec.Struct, frozen=True):
    """One reviewer's word on a field."""

    value: Any
    by: str
    at: str
    judgement: str


class Disagreement(msgspec.Struct, frozen=True):
    """A field on which reviewers hold different values."""

    field: str
    opinions: list[OpinionView]


class Step(msgspec.Struct, frozen=True):
    """What happened to the event when: `reported` by an article, `judged` or `undone` by a person."""

    at: str
    kind: str
    by: str
    text: str = ""
    report: str = ""
    judgement: str = ""


class AlikeEvent(EventSummary, frozen=True):
    """An event that may be the same happening: how alike (0 to 1), metres between the places and days between the first days."""

    score: float = 0.0
    distance_m: float | None = None
    days: int | None = None


class AlikeView(msgspec.Struct, frozen=True):
    """Events that may be the same happening, the likeliest first."""

    items: list[AlikeEvent]


class EventView(EventSummary, frozen=True):
    """One event whole. `machine` holds what the machine had in the fields that people corrected, `tlp` is the highest marking of its reports."""

    versions: list[VersionView] = []
    figures: list[FigureReport] = []
    settled: list[SettledFigure] = []
    merges: list[Merge] = []
    superseded: list[str] = []
    judgements: list[JudgementView] = []
    machine: dict[str, Any] = {}
    disagreements: list[Disagreement] = []
    history: list[Step] = []
    tlp: str = "CLEAR"


class JudgementPageView(msgspec.Struct, frozen=True):
    """Judgements, the latest first, the events that they are about now, all who judge (first page only), and the cursor to go on from."""

    items: list[JudgementView]
    events: list[EventSummary]
    cursor: str
    reviewers: list[str] | None = None


class JudgedView(msgspec.Struct, frozen=True):
    """What a judgement did: the events that came out of it, and the ids of those that are no more."""

    judgement: JudgementView
    events: list[EventSummary]
    removed: list[str]


Told = Mapping[str, Report]
"""Reports by their ids: those that the events shown rest on, as far as they are kept."""


def event_summary(event: Event, told: Told) -> EventSummary:
    """The line of an event; `told` must hold its first report for the line to carry evidence."""
    return EventSummary(**_summary(event, told))


def queued_event(event: Event, told: Told) -> QueuedEvent:
    """The line of an event in the review queue."""
    return QueuedEvent(**_summary(event, told), reasons=[_reason(reason) for reason in reasons_of(event)])


def alike_event(alike: Alike, told: Told) -> AlikeEvent:
    """The line of an event that may be the same as another."""
    return AlikeEvent(**_summary(alike.event, told), score=alike.score, distance_m=alike.distance_m, days=alike.days)


def _reason(reason: Reason) -> ReasonView:
    return ReasonView(reason.code, reason.weight)


def _summary(event: Event, told: Told) -> dict[str, Any]:
    place = place_view(event.place)
    first = told.get(event.reports[0]) if event.reports else None
    return {
        "id": event.id, "version": event_version(event), "type": event.type, "mode": event.mode, "status": event.status,
        "event_type": event_type_of(event.sub_event_type), "sub_event_type": event.sub_event_type, "begin": event.begin, "end": event.end,
        "time_precision": event.time_precision, "place": place, "geo_precision": event.geo_precision,
        "actors": [side_view(side) for side in event.actors], "targets": [side_view(side) for side in event.targets],
        "toll": {figure.measure: figure.bounds for figure in event.settled},
        "disputed": [figure.measure for figure in event.settled if figure.disputed], "sources": event.sources, "reports": len(event.reports),
        "review": event.review, "priority": event.priority, "evidence": _evidence(first),
    }  # fmt: skip


def _evidence(report: Report | None) -> Evidence | None:
    if report is None or report.evidence is None:
        return None
    return Evidence(report.evidence.exact, report.id, report.document, report.outlet, report.published)


def event_view(
    event: Event, told: Told, extractions: Mapping[str, Extraction], captures: Mapping[str, CaptureRef],
    judgements: Sequence[Judgement], standing: frozenset[str], origins: Mapping[str, str],
) -> EventView:  # fmt: skip
    """An event whole.

    `extractions` are by document, `captures` by sha256, `judgements` those on any of its reports, `standing` the ids of those not undone,
    `origins` by report.
    """
    versions = [
        _version(told[id_], extractions.get(told[id_].document), captures, origins.get(id_, id_), superseded=id_ in event.superseded)
        for id_ in event.reports
        if id_ in told
    ]
    views = [judgement_view(judgement, stands=judgement.id in standing) for judgement in judgements]
    return EventView(
        **_summary(event, told), versions=versions, figures=list(event.figures), settled=list(event.settled), merges=list(event.merges),
        superseded=list(event.superseded), judgements=views,
        machine={said.field: shown_value(said.field, said.machine) for said in event.corrections if said.field != VERDICT},
        disagreements=[
            Disagreement(said.field, [OpinionView(shown_value(said.field, o.value), o.by, o.at, o.judgement) for o in said.opinions])
            for said in event.corrections if disagreed(said)
        ],
        tlp=event.tlp, history=sorted([*_reported(versions), *map(_judged, views)], key=lambda step: step.at),
    )  # fmt: skip


def _version(report: Report, extraction: Extraction | None, captures: Mapping[str, CaptureRef], origin: str, *, superseded: bool) -> VersionView:
    document = extraction.document if extraction is not None else Document(report.document, "", report.outlet)
    claim, runners_up = _claim_and_places(report, extraction)
    span = report.evidence
    return VersionView(
        id=report.id, document=report.document, title=document.title, url=document.url, outlet=report.outlet, published=report.published,
        agencies=list(report.agencies), type=report.type, mode=report.mode, status=report.status, begin=report.begin, end=report.end,
        time_precision=report.time_precision, place=place_view(report.place), geo_precision=report.geo_precision, runners_up=runners_up,
        actors=[side_view(side) for side in report.actors], targets=[side_view(side) for side in report.targets], toll=toll_of(report.toll),
        evidence=evidence_span(span, document.text) if span is not None else None,
        claim=claim, origin=origin, superseded=superseded, capture=captures.get(document.capture),
    )  # fmt: skip


def toll_of(toll: Toll) -> dict[str, Bounds]:
    """The counts that a toll gives."""
    measures = ("killed", "injured", "detained", "abducted", "displaced")
    return {measure: bounds for measure in measures if (bounds := getattr(toll, measure)) is not None}


def _claim_and_places(report: Report, extraction: Extraction | None) -> tuple[ClaimView | None, list[PlaceView]]:
    """The claim that the report rests on and the runners-up of its place; nothing where the article has been read anew and differently since."""
    if extraction is None or report.index >= len(extraction.events):
        return None, []
    mention = extraction.events[report.index]
    places = extraction.places[mention.place].runners_up if mention.place >= 0 else ()
    claim = _claim(extraction.claims[mention.claim]) if mention.claim >= 0 else None
    return claim, [view for place in places if (view := place_view(place)) is not None]


def _claim(claim: Claim) -> ClaimView:
    holder = claim.holder
    via = [passed_on.name for passed_on in claim.via]
    return ClaimView(
        holder.name, romanise_name(holder.name), holder.type, via, [romanise_name(name) for name in via], claim.stance, claim.channel, claim.cue.exact
    )


def _reported(versions: Iterable[VersionView]) -> list[Step]:
    return [Step(version.published or "", "reported", version.outlet, version.title, report=version.id) for version in versions]


def _judged(view: JudgementView) -> Step:
    return Step(view.at, "undone" if view.action == "undo" else "judged", view.by, view.reason, judgement=view.id)


def capture_ref(capture: Capture, *, kept: bool) -> CaptureRef:
    """A reference to a capture."""
    return CaptureRef(capture.sha256, capture.origin, capture.fetched, kept)
