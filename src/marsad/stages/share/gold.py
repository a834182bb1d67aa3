"""People's judgements as gold annotations, so that their work measures and improves the machine.

The form is that of the project's annotation guidelines: one JSON object an article, beside its text. Reviewers judge events: the layers
`claims`, `times` and `figures` stay empty and `judged` says so; `places` holds the places of the judged events.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec

from marsad.model import Bounds, Event, EventMention, Extraction, Place
from marsad.model.reconciled import VERDICT

ANNOTATED_TYPES = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "THREATEN", "SANCTION", "AID", "CONSULT", "AGREE"))
"""Types that the guidelines know; others are coded and not annotated."""
TOLLS = ("killed", "injured", "detained", "abducted", "displaced")
Gold = dict[str, Any]
JUDGED = "judged"
"""Under it stands which layers people judged: what was annotated by hand has no such entry."""


class Told(NamedTuple):
    """An event of an article, and the reconciled event in which it stands (None: none yet)."""

    mention: EventMention
    event: Event | None


def is_judged(told: Told) -> bool:
    """True where people have decided on the event and agree."""
    return told.event is not None and told.event.review in ("accepted", "corrected", "rejected")


def gold_text(extraction: Extraction) -> Gold:
    """The text of an article, as the guidelines keep it."""
    document = extraction.document
    return {"id": document.id, "text": document.text, "published": document.published, "outlet": document.outlet, "title": document.title}


def gold_record(extraction: Extraction, told: Sequence[Told]) -> Gold:
    """The judged events of an article as annotations; those rejected are left out, and so are those that nobody has judged."""
    text = extraction.document.text
    kept = [each for each in told if is_judged(each) and each.event is not None and each.event.review != "rejected"]
    places: dict[str, Gold] = {}
    events = [_event(extraction, each, places) for each in kept if _type_of(each)[0] in ANNOTATED_TYPES]
    return {
        "id": extraction.document.id, JUDGED: ["events"], "complete": all(is_judged(each) for each in told),
        "reviewers": sorted({name for each in told for name in _reviewers(each)}), "places": list(places.values()), "times": [], "figures": [],
        "claims": [], "events": [event for event in events if text.count(event["evidence"]) > event["n"]],
    }  # fmt: skip


def _reviewers(told: Told) -> Iterable[str]:
    return (opinion.by for correction in (told.event.corrections if told.event else ()) for opinion in correction.opinions)


def _corrected(told: Told) -> dict[str, Any]:
    """The values that people set, by field; those of a toll only where the article tells of the event alone, since they are of the event."""
    if told.event is None:
        return {}
    alone = len(told.event.reports) == 1
    return {
        correction.field: msgspec.json.decode(correction.opinions[-1].value) for correction in told.event.corrections
        if correction.field != VERDICT and (alone or correction.field not in TOLLS)
    }  # fmt: skip


def _type_of(told: Told) -> tuple[str, str | None]:
    kind = _corrected(told).get("type")
    return (kind["type"], kind["mode"] or None) if kind is not None else (told.mention.type, told.mention.mode)


def _event(extraction: Extraction, told: Told, places: dict[str, Gold]) -> Gold:
    mention, corrected = told.mention, _corrected(told)
    type_, mode = _type_of(told)
    sides = {
        role: [_name_of(extraction, side) for side in corrected[role]] if role in corrected else [side.name for side in getattr(mention, role)]
        for role in ("actors", "targets")
    }
    tolls = {name: bounds for name in TOLLS if (bounds := corrected[name] if name in corrected else _toll(mention, name)) is not None}
    text = extraction.document.text
    return {
        "type": type_, "status": corrected.get("status", mention.status), "evidence": mention.evidence.exact,
        "n": text.count(mention.evidence.exact, 0, mention.evidence.start), **sides, "place": _place(extraction, told, places),
        "date": _date(corrected["date"]) if "date" in corrected else mention.date,
        **({"mode": mode or "other"} if type_ == "ASSAULT" else {}), **tolls,
    }  # fmt: skip


def _name_of(extraction: Extraction, side: dict[str, str]) -> str:
    """How the text names a side that a person set: a known actor by its fullest mention, others as they were written."""
    mentions = [mention.span.exact for mention in extraction.actors if side["actor"] and mention.actor.id == side["actor"]]
    return max(mentions, key=len, default=side["name"])


def _toll(mention: EventMention, measure: str) -> Bounds | None:
    bounds: Bounds | None = getattr(mention.toll, measure)
    return bounds


def _date(when: dict[str, str] | None) -> str | None:
    """A day, or the first and the last of several."""
    if when is None:
        return None
    last = (date.fromisoformat(when["end"]) - timedelta(days=1)).isoformat()
    return when["begin"] if last == when["begin"] else f"{when['begin']}/{last}"


def _place(extraction: Extraction, told: Told, places: dict[str, Gold]) -> str | None:
    """The quote of the event's place, entered among `places`; None where there is none or the text does not name it."""
    corrected = _corrected(told)
    if "place" in corrected:
        place = msgspec.convert(corrected["place"], Place | None)
        quote = _quote_of(extraction, place) if place is not None else None
    elif told.mention.place >= 0:
        found = extraction.places[told.mention.place]
        place, quote = found.place, found.span.exact
    else:
        return None
    if place is None or quote is None:
        return None
    places.setdefault(
        quote, {"quote": quote, "n": 0, "name_en": place.name_en, "country": place.country, "lat": place.lat, "lon": place.lon, "kind": place.kind}
    )
    return quote


def _quote_of(extraction: Extraction, place: Place) -> str | None:
    """How the text names a place: by a mention taken for it, or by its own name."""
    for mention in extraction.places:
        if place in (mention.place, *mention.runners_up) or (mention.place is not None and place.id and mention.place.id == place.id):
            return mention.span.exact
    return place.name_ar if place.name_ar and place.name_ar in extraction.document.text else None
