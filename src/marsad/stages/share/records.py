"""The public record of a document: one JSON object that `gold/score.py` and other programs read."""

import hashlib
from typing import Any

from marsad.lexicon.romanised import romanise_name
from marsad.model import ActorMention, Claim, Document, EventMention, Extraction, Figure, Holder, Issue, PlaceMention, Span, TimeMention

Record = dict[str, Any]
ID_LETTERS = 16


def public_record(extraction: Extraction) -> Record:
    """The extraction as a JSON-ready object: `document`, `places`, `times`, `actors`, `figures`, `claims`, `events`, `issues`, `version`.

    Every item carries `start` and `end`, code points into the document's text, `quote` and its context. Capitals that stand for
    their governments are actors and not listed among the places. Ids are hashes of content, so that a re-run gives the same.
    """
    document = extraction.document
    return {
        "document": _document(document),
        "places": [_place(mention) for mention in extraction.places if mention.place is not None and not _is_government(mention)],
        "times": [_time(mention) for mention in extraction.times],
        "actors": [_actor(mention) for mention in extraction.actors],
        "figures": [_figure(figure) for figure in extraction.figures],
        "claims": [_claim(claim) for claim in extraction.claims],
        "events": [_event(event, extraction) for event in extraction.events],
        "issues": [public_issue(issue) for issue in extraction.issues],
        "version": {name: getattr(extraction.version, name) for name in ("marsad", "lexicons", "gazetteer")},
    }  # fmt: skip


_DOCUMENT_FIELDS = ("id", "outlet", "url", "title", "byline", "dateline", "agencies", "language", "published", "published_from", "capture", "tlp")


def _document(document: Document) -> Record:
    regions = [{"kind": region.kind, **_span(region.span)} for region in document.regions]
    return {name: getattr(document, name) for name in _DOCUMENT_FIELDS} | {"regions": regions}


def public_issue(issue: Issue) -> Record:
    """An issue as a JSON-ready object."""
    return {name: getattr(issue, name) for name in ("code", "origin", "line", "message", "document")}


def issue_record(issue: Issue) -> Record:
    """A record for an input that gave no document, so that a batch's output accounts for every line of its input."""
    return {"document": {"id": issue.document or f"{issue.origin}:{issue.line}"}, "issues": [public_issue(issue)]}


def _is_government(mention: PlaceMention) -> bool:
    return mention.role == "actor" and mention.place is not None and mention.place.kind == "settlement"


def _span(span: Span) -> Record:
    return {"start": span.start, "end": span.end, "quote": span.exact, "prefix": span.prefix, "suffix": span.suffix}


def _place(mention: PlaceMention) -> Record:
    place = mention.place
    assert place is not None
    fields: Record = {
        "id": place.id, "name": place.name_ar, "name_en": place.name_en, "kind": place.kind, "country": place.country, "admin1": place.admin1,
        "lat": place.lat, "lon": place.lon, "radius_m": place.radius_m, "role": mention.role, "precision": mention.precision,
    }  # fmt: skip
    if mention.relation:
        fields["relation"] = mention.relation
    runners_up = [{"id": other.id, "name_en": other.name_en, "country": other.country, "kind": other.kind} for other in mention.runners_up]
    return _span(mention.span) | fields | {"runners_up": runners_up, "rules": list(mention.rules)}


def _time(mention: TimeMention) -> Record:
    names = ("type", "value", "begin", "end", "precision", "approx")
    fields = {name if name not in ("begin", "end") else f"interval_{name}": getattr(mention, name) for name in names}
    return _span(mention.span) | fields | {"rules": list(mention.rules)}


def _actor(mention: ActorMention) -> Record:
    actor = mention.actor
    return _span(mention.span) | {
        "id": actor.id, "kind": actor.kind, "country": actor.country, "name_en": actor.name_en, "part_of": actor.part_of, "role": mention.role,
        "person": mention.person, "person_en": romanise_name(mention.person),
        "relation": mention.relation, "antecedent": mention.antecedent, "rules": list(mention.rules),
    }  # fmt: skip


def _figure(figure: Figure) -> Record:
    names = ("low", "high", "approx", "unit", "measure", "part_of", "claim")
    return _span(figure.span) | {name: getattr(figure, name) for name in names} | {"rules": list(figure.rules)}


def _holder(holder: Holder) -> Record:
    return _span(holder.span) | {"name": holder.name, "type": holder.type, "actor": holder.actor}


def _claim(claim: Claim) -> Record:
    return _span(claim.cue) | {
        "cue": claim.cue.exact, "source": claim.holder.name, "source_type": claim.holder.type, "source_span": _holder(claim.holder),
        "implicit": claim.holder.implicit, "via": [holder.name for holder in claim.via], "via_spans": [_holder(holder) for holder in claim.via],
        "stance": claim.stance, "channel": claim.channel, "content": _span(claim.content) if claim.content else None, "parent": claim.parent,
        "rules": list(claim.rules),
    }  # fmt: skip


def _event(event: EventMention, extraction: Extraction) -> Record:
    place = extraction.places[event.place] if event.place >= 0 else None
    tolls = {name: bounds for name in ("killed", "injured", "detained", "abducted", "displaced") if (bounds := getattr(event.toll, name)) is not None}
    sources = [extraction.claims[event.claim]] if event.claim >= 0 else []
    return _span(event.evidence) | {
        "id": event_id(event, extraction), "type": event.type, "mode": event.mode, "status": event.status, "evidence": event.evidence.exact,
        "trigger": _span(event.trigger), "actors": [side.name for side in event.actors], "targets": [side.name for side in event.targets],
        "actor_spans": [_span(side.span) | {"actor": side.actor} for side in event.actors],
        "target_spans": [_span(side.span) | {"actor": side.actor} for side in event.targets],
        "place": _event_place(place), "geo_precision": event.geo_precision, "date": event.date, "time": event.time,
        "time_precision": event.time_precision, **tolls, "figures": list(event.toll.figures), "event_type": event.event_type,
        "sub_event_type": event.sub_event_type, "claim": event.claim, "sources": [claim.holder.name for claim in sources],
        "other_evidence": [_span(span) for span in event.other_evidence], "rules": list(event.rules),
    }  # fmt: skip


def _event_place(mention: PlaceMention | None) -> Record | None:
    """The place of an event, at the point that the text gives it: moved where a direction or distance moves it."""
    return None if mention is None or mention.place is None else _place(mention)


def event_id(event: EventMention, extraction: Extraction) -> str:
    """The id of an event mention: a hash of the document, the evidence and the type."""
    content = f"{extraction.document.id}\0{event.evidence.start}\0{event.evidence.exact}\0{event.type}"
    return hashlib.sha256(content.encode()).hexdigest()[:ID_LETTERS]
