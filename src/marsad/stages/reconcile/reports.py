"""From an extraction to its reports: each event mention with what comparing it to other articles' mentions needs."""

import hashlib
from datetime import UTC, datetime
from functools import lru_cache

from marsad.arabic.fold import fold_word
from marsad.model import Bounds, Claim, Count, EventMention, Extraction, Figure, Participant, Report, Side, Span
from marsad.stages.reconcile.basis import basis_of
from marsad.stages.reconcile.words import stems_of

ID_LETTERS = 16
"""Of a SHA-256 in hexadecimal: 64 bits, enough for a collision to be unlikely among a thousand million reports."""


def reports_of(extraction: Extraction) -> list[Report]:
    """The reports of one document, one for each event mention, in text order.

    Pure. A place or time that the extraction left open stays None here too: guessing belongs to matching.
    """
    return [_report(extraction, index, event) for index, event in enumerate(extraction.events)]


def report_id(document: str, event: EventMention) -> str:
    """The id of a report: 16 hexadecimal letters, the same as long as document, type, evidence and trigger are."""
    content = f"{document}\0{event.type}\0{event.evidence.start}\0{event.evidence.exact}\0{event.trigger.start}"
    return hashlib.sha256(content.encode()).hexdigest()[:ID_LETTERS]


@lru_cache(maxsize=64)
def published_utc(published: str | None) -> str | None:
    """A publication time in UTC, so that times compare as strings; one without an offset is taken as UTC. None stays None.

    >>> published_utc("2018-03-06T13:45:50+04:00")
    '2018-03-06T09:45:50+00:00'
    """
    if published is None:
        return None
    time = datetime.fromisoformat(published)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="seconds")


def _report(extraction: Extraction, index: int, event: EventMention) -> Report:
    document = extraction.document
    place = extraction.places[event.place].place if event.place >= 0 else None
    time = extraction.times[event.time] if event.time >= 0 else None
    claim = extraction.claims[event.claim] if event.claim >= 0 else None
    title = next((region.span for region in document.regions if region.kind == "title"), None)
    return Report(
        id=report_id(document.id, event), document=document.id, index=index, outlet=document.outlet, type=event.type, status=event.status,
        mode=event.mode or "", sub_event_type=event.sub_event_type, published=published_utc(document.published), agencies=document.agencies,
        place=place, geo_precision=event.geo_precision, begin=time.begin if time else None, end=time.end if time else None,
        time_precision=event.time_precision, actors=_sides(extraction, event.actors), targets=_sides(extraction, event.targets), toll=event.toll,
        counts=_counts(extraction, event), source=claim.holder.name if claim else "", source_type=claim.holder.type if claim else "",
        trigger=fold_word(event.trigger.exact), evidence=event.evidence, words=stems_of(_clauses(event)),
        in_title=title is not None and title.contains(event.evidence), tlp=document.tlp,
    )  # fmt: skip


def _clauses(event: EventMention) -> list[str]:
    return [span.exact for span in (event.evidence, *event.other_evidence)]


def _sides(extraction: Extraction, sides: tuple[Participant, ...]) -> tuple[Side, ...]:
    found = []
    for side in sides:
        actor = extraction.actors[side.actor].actor if side.actor >= 0 else None
        found.append(Side(side.name, actor.id if actor else "", actor.kind if actor else ""))
    return tuple(found)


def _counts(extraction: Extraction, event: EventMention) -> tuple[Count, ...]:
    """The tolls of each clause of an event: figures of one measure in one clause are added, parts of a whole left out."""
    shares: dict[tuple[int, str, int, str], list[Figure]] = {}
    for number in event.toll.figures:
        figure = extraction.figures[number]
        claim = _claim_around(extraction.claims, figure.span)
        key = (_clause_of(event, figure.span), figure.measure, claim, basis_of(extraction.document.text, figure, event.mode or ""))
        if figure.part_of < 0:
            shares.setdefault(key, []).append(figure)
    counts = []
    for (_, measure, claim, basis), figures in sorted(shares.items(), key=lambda item: item[1][0].span.start):
        holder = extraction.claims[claim].holder if claim >= 0 else None
        counts.append(Count(measure, _sum(figures), holder.name if holder else "", holder.type if holder else "", basis))
    return tuple(dict.fromkeys(counts))


def _clause_of(event: EventMention, span: Span) -> int:
    return next((clause.start for clause in (event.evidence, *event.other_evidence) if clause.overlaps(span)), span.start)


def _claim_around(claims: tuple[Claim, ...], span: Span) -> int:
    """Index of the innermost claim that holds `span`, -1 where the article says it itself."""
    around = [(content.end - content.start, number) for number, claim in enumerate(claims) if (content := claim.content) and content.contains(span)]
    return min(around)[1] if around else -1


def _sum(figures: list[Figure]) -> Bounds:
    distinct = {(figure.low, figure.high, fold_word(figure.unit)) for figure in figures}
    highs = [high for _, high, _ in distinct]
    return sum(low for low, _, _ in distinct), None if None in highs else sum(high for high in highs if high is not None)
