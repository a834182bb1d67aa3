"""Events as STIX 2.1: an incident, its place, those named, notes of its figures, what people said of it, and the report of its articles."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from marsad.formats.stix_ids import stix_id
from marsad.lexicon.known_actors import known_actors
from marsad.model import Correction, Event, FigureReport, Place, SettledFigure, Side
from marsad.model.reconciled import VERDICT
from marsad.model.shared import Article
from marsad.stages.share.facts import said_bounds
from marsad.stages.share.stix_base import Stamp, Stix, made_once, make_object, utc_time

_CLASSES = {"unnamed": "group", "civilian": "class", "protester": "class", "state": "organization", "office": "class"}
"""Kinds of actors whose identity_class is not that of an organisation."""
_GROUPS = frozenset(("rebel", "militia", "terrorist"))
_STATUS_NAMES = {"actual": "", "planned": "Planned: ", "possible": "Feared, not known to have happened: ", "denied": "Denied: "}
"""A reader that knows nothing of our extension must not take a feared event for one that happened."""
_VERDICTS = {'"accept"': "strongly-agree", '"reject"': "strongly-disagree"}
GEONAMES = "geonames:"


def event_objects(event: Event, articles: Sequence[Article], stamp: Stamp, incident: str = "") -> Iterator[Stix]:
    """The objects of an event, those referred to first. Places and actors come again with every event that names them, the same each time
    and the same objects: nobody may change them.

    `incident` is the id of the incident, where it was given one.
    """
    incident = incident or stix_id("incident", stamp.creator, event.id)
    place = location_of(event.place) if event.place is not None else None
    sides = [(role, identity_of(side)) for role in ("actor", "target") for side in getattr(event, f"{role}s") if side.actor]
    named = [*([place] if place is not None else []), *(identity for _, identity in sides)]
    yield from {stix["id"]: stix for stix in named}.values()
    yield _incident(event, incident, stamp, place, sides)
    told = [*_relations(event, incident, stamp, place, sides), *_figures(event, incident, stamp), *_opinions(event, incident, stamp)]
    yield from told
    yield _report(event, incident, articles, stamp, [incident, *dict.fromkeys(stix["id"] for stix in [*named, *told])])


def name_of(event: Event) -> str:
    """A line that says what, where and when, in English, and first of all whether it happened."""
    what = f"{event.type} ({event.mode})" if event.mode else event.type
    where = ", ".join(filter(None, (event.place.name_en, event.place.country))) if event.place is not None else ""
    line = ", ".join(filter(None, (f"{what} in {where}" if where else what, event.begin)))
    return _STATUS_NAMES.get(event.status, "") + line


@lru_cache(maxsize=4_096)
def location_of(place: Place) -> Stix | None:
    """The location of a place, None for one that has neither a point nor a country. `precision` is its radius in metres."""
    pointed = place.lat is not None and place.lon is not None
    if not pointed and not place.country:
        return None
    number = place.id.removeprefix(GEONAMES)
    reference = {"source_name": "GeoNames", "external_id": number}
    fields = {
        "name": place.name_en or place.name_ar, "description": place.name_ar, "country": place.country, "administrative_area": place.admin1,
        "external_references": [reference] if place.id.startswith(GEONAMES) else [{"source_name": "Marsad", "external_id": place.id or "by hand"}],
    }  # fmt: skip
    point = {"latitude": place.lat, "longitude": place.lon, "precision": float(place.radius_m)} if pointed else {}
    return made_once("location", {**fields, **point})


@lru_cache(maxsize=4_096)
def identity_of(side: Side) -> Stix:
    """The identity of an actor, which is one under all the names that articles give it: a state, a force, an office, never a person's name."""
    kind = "group" if side.kind in _GROUPS else _CLASSES.get(side.kind, "organization")
    known = known_actors().get(side.actor)
    fields = {"name": known.name_en, "description": known.name_ar} if known is not None else {"name": side.actor}
    reference = {"source_name": "Marsad", "external_id": side.actor}
    return made_once("identity", {**fields, "identity_class": kind, "roles": [side.kind], "external_references": [reference]})


def _incident(event: Event, id_: str, stamp: Stamp, place: Stix | None, sides: Sequence[tuple[str, Stix]]) -> Stix:
    fields = {
        "name": name_of(event), "description": _description(event), "labels": sorted({event.type.lower(), event.status, f"review:{event.review}"}),
        "external_references": [{"source_name": "Marsad", "external_id": event.id}],
    }  # fmt: skip
    own = {
        "event": msgspec.to_builtins(event), "location_ref": place["id"] if place is not None else None,
        "actor_refs": [stix["id"] for role, stix in sides if role == "actor"],
        "target_refs": [stix["id"] for role, stix in sides if role == "target"],
    }  # fmt: skip
    return make_object("incident", id_, stamp, event.tlp, fields, own)


def _description(event: Event) -> str:
    tolls = [f"{figure.measure} {said_bounds(figure.bounds)}" + (" (disputed)" if figure.disputed else "") for figure in event.settled]
    told = f"{len(event.reports)} reports of {event.sources} independent sources"
    return "; ".join([*tolls, told, f"review: {event.review}", "coded by machine from Arabic news"])


def _relations(event: Event, incident: str, stamp: Stamp, place: Stix | None, sides: Sequence[tuple[str, Stix]]) -> Iterator[Stix]:
    """STIX 2.1 names no relationships of incidents; `related-to` is allowed between all, and says in words what it means."""
    told = [("place", place)] if place is not None else []
    for role, stix in {(role, stix["id"]): (role, stix) for role, stix in [*told, *sides]}.values():
        fields = {"relationship_type": "related-to", "source_ref": incident, "target_ref": stix["id"], "description": f"{role} of the event"}
        yield make_object("relationship", stix_id("relationship", incident, role, stix["id"]), stamp, event.tlp, fields)


def _figures(event: Event, incident: str, stamp: Stamp) -> Iterator[Stix]:
    """One note for each measure: who counted what, which figure was settled on, and by which rule."""
    for settled in event.settled:
        told = [figure for figure in event.figures if figure.measure == settled.measure]
        yield make_object("note", stix_id("note", incident, settled.measure), stamp, event.tlp, {
            "abstract": f"{settled.measure}: {said_bounds(settled.bounds)}, settled by the rule {settled.rule}",
            "content": "\n".join(_figure_line(figure, settled) for figure in told) or f"{settled.measure}: set by hand", "object_refs": [incident],
        }, {"settled": msgspec.to_builtins(settled), "figures": msgspec.to_builtins(told)})  # fmt: skip


def _figure_line(figure: FigureReport, settled: SettledFigure) -> str:
    who = f"{figure.source} ({figure.source_type}), by {figure.outlet}" if figure.source else figure.outlet
    marks = [
        *(["settled on"] if figure.report in settled.chosen else []), *([f"{figure.basis} count"] if figure.basis else []),
        *(["superseded"] if figure.superseded else []),
    ]  # fmt: skip
    line = f"{said_bounds(figure.bounds)}: {who}, {figure.published or 'no date'}"
    return f"{line} [{', '.join(marks)}]" if marks else line


def _opinions(event: Event, incident: str, stamp: Stamp) -> Iterator[Stix]:
    """People's verdicts as opinions, their corrections as notes."""
    for correction in event.corrections:
        for opinion in correction.opinions:
            fields: dict[str, Any] = {"authors": [opinion.by], "object_refs": [incident]}
            own = {"judgement": opinion.judgement, "field": correction.field, "value": opinion.value, "machine": correction.machine, "at": opinion.at}
            if correction.field == VERDICT:
                kind, told = "opinion", {"opinion": _VERDICTS.get(opinion.value, "neutral"), "explanation": f"judged on {opinion.at}"}
            else:
                kind, told = "note", {"abstract": f"{correction.field} corrected by hand", "content": _said(correction, opinion.value)}
            yield make_object(
                kind, stix_id(kind, incident, correction.field, opinion.judgement, opinion.by), stamp, event.tlp, {**told, **fields}, own
            )


def _said(correction: Correction, value: str) -> str:
    return f"{correction.field} is {value}; the machine had {correction.machine}"


def _report(event: Event, incident: str, articles: Sequence[Article], stamp: Stamp, refs: list[str]) -> Stix:
    """The report that holds an event together: what it is told by, as references; nothing of any article's text but its headline."""
    references = [
        {"source_name": article.outlet or "unknown outlet", "external_id": article.id, **({"url": article.url} if article.url else {}),
         **({"description": _bibliography(article)} if article.title or article.published else {}),
         **({"hashes": {"SHA-256": article.capture}} if article.capture else {})}
        for article in articles
    ]  # fmt: skip
    first = min((article.published for article in articles if article.published), default=None)
    fields = {
        "name": f"Articles on: {name_of(event)}", "report_types": ["observed-data"], "external_references": references, "object_refs": refs,
        "published": utc_time(first) or utc_time("1970-01-01T00:00:00+00:00"),
    }  # fmt: skip
    return make_object("report", stix_id("report", incident), stamp, event.tlp, fields, {"reports": list(event.reports)})


def _bibliography(article: Article) -> str:
    return ", ".join(filter(None, (article.title, article.published)))
