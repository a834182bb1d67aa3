"""From records to the rows of the lake, and back."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from marsad.engine.lake.schema import UNKNOWN_MONTH
from marsad.model import ActorMention, Claim, Event, Extraction, Figure, Issue, Place, PlaceMention, Report
from marsad.model.event import Bounds
from marsad.stages.reconcile.copies import signature_of
from marsad.stages.reconcile.reports import published_utc, reports_of
from marsad.store.rows import digest_of

Row = dict[str, Any]
MONTH_LETTERS = 7
_MEASURES = ("killed", "injured", "detained", "abducted", "displaced")


def record_row(item: Extraction | Issue) -> Row:
    """The row of a document with everything read out of it, or of an issue, as `schema.RECORDS` has it."""
    if isinstance(item, Issue):
        told = {"code": item.code, "origin": item.origin, "line": item.line, "message": item.message}
        return {"month": UNKNOWN_MONTH, "id": item.document, "capture": item.capture, "issue": told}
    document = item.document
    published = published_utc(document.published)
    return {
        "month": published[:MONTH_LETTERS] if published else UNKNOWN_MONTH, "id": document.id, "digest": digest_of(document),
        "outlet": document.outlet, "published": datetime.fromisoformat(published).astimezone(UTC).replace(tzinfo=None) if published else None,
        "title": document.title, "url": document.url, "byline": document.byline, "agencies": document.agencies, "capture": document.capture,
        "marsad": item.version.marsad, "lexicons": item.version.lexicons, "gazetteer": item.version.gazetteer,
        "signature": _json(signature_of(document)), "record": _json(item), "reports": [_report(report) for report in reports_of(item)],
        "claims": [_claim(claim) for claim in item.claims], "figures": [_figure(figure) for figure in item.figures],
        "places": [row for mention in item.places if (row := _place_mention(mention)) is not None],
        "actors": [_actor_mention(mention) for mention in item.actors],
    }  # fmt: skip


def event_row(event: Event) -> Row:
    """The row of an event, as `schema.EVENTS` has it; its tolls are the settled ones."""
    settled = {figure.measure: figure.bounds for figure in event.settled}
    month = event.begin[:MONTH_LETTERS] if event.begin else UNKNOWN_MONTH
    return {
        "month": month, "id": event.id, **_told(event, settled), "sources": event.sources, "reports": event.reports, "priority": event.priority,
        "disputed": any(figure.disputed for figure in event.settled), "record": _json(event),
    }  # fmt: skip


def _json(record: object) -> str:
    return msgspec.json.encode(record).decode()


def _report(report: Report) -> Row:
    tolls = {measure: getattr(report.toll, measure) for measure in _MEASURES}
    evidence = report.evidence.exact if report.evidence is not None else ""
    return {
        "id": report.id, **_told(report, tolls), "source": report.source, "source_type": report.source_type, "evidence": evidence,
        "record": _json(report),
    }  # fmt: skip


def _told(told: Report | Event, tolls: Mapping[str, Bounds | None]) -> Row:
    return {
        "type": told.type, "status": told.status, "mode": told.mode, "sub_event_type": told.sub_event_type, "begin": told.begin, "end": told.end,
        "time_precision": told.time_precision, **_place(told.place), "geo_precision": told.geo_precision,
        "actors": [side.name for side in told.actors], "targets": [side.name for side in told.targets], **_bounds(tolls),
    }  # fmt: skip


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "place_id": place.id, "place_ar": place.name_ar, "place_en": place.name_en, "country": place.country, "admin1": place.admin1,
        "lat": place.lat, "lon": place.lon, "radius_m": place.radius_m,
    }  # fmt: skip


def _bounds(tolls: Mapping[str, Bounds | None]) -> Row:
    known = {measure: bounds for measure, bounds in tolls.items() if bounds is not None and measure in _MEASURES}
    return {f"{measure}_low": low for measure, (low, _) in known.items()} | {f"{measure}_high": high for measure, (_, high) in known.items()}


def _claim(claim: Claim) -> Row:
    content = claim.content.exact if claim.content is not None else None
    return {
        "holder": claim.holder.name, "holder_type": claim.holder.type, "via": _names(claim.via), "stance": claim.stance,
        "channel": claim.channel, "cue": claim.cue.exact, "content": content,
    }  # fmt: skip


def _names(holders: Iterable[Any]) -> list[str]:
    return [holder.name for holder in holders]


def _figure(figure: Figure) -> Row:
    names = ("measure", "low", "high", "approx", "unit", "claim", "part_of")
    return {name: getattr(figure, name) for name in names} | {"quote": figure.span.exact}


def _place_mention(mention: PlaceMention) -> Row | None:
    place = mention.place
    if place is None:
        return None
    return {"id": place.id, "name": place.name_ar, "kind": place.kind, "country": place.country, "quote": mention.span.exact}


def _actor_mention(mention: ActorMention) -> Row:
    actor = mention.actor
    return {"id": actor.id, "name": actor.name_ar, "kind": actor.kind, "country": actor.country, "quote": mention.span.exact}
