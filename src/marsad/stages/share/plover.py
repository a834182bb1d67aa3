"""Events in the JSON of the PLOVER manual (chapter "JSON Data Fields"), one a line; fields of ours have names that the manual does not use."""

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from marsad.lexicon.exchange import actor_code, country_of
from marsad.lexicon.known_actors import known_actors
from marsad.model import Event, Place, Side
from marsad.model.shared import Exported, SharedEvent, Telling, Withdrawal
from marsad.stages.share.facts import MEASURES, last_day, settled_of, side_country, side_name, spread_of, versions_of
from marsad.stages.share.formats import Heading

CODEBOOK = "plover-marsad-1"
_QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 2: ("COOPERATE", "AID", "RETREAT"), 3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"),
    4: ("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"),
}  # fmt: skip
QUAD_CODES = {type_: quad for quad, types in _QUADS.items() for type_ in types}
_CONTEXTS = {"planned": ["future"], "possible": ["hypothetical"], "denied": ["negation"]}
"""The manual keeps what did not happen apart by `context`."""
_SIZES = {"killed": "dead", "injured": "injured", "detained": "arrested"}
GEONAMES = "geonames:"


def write_plover(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write the events, one a line; of one that is no more, its id and `has_event` False."""
    encode = msgspec.json.Encoder().encode
    for record in records:
        made = plover_event(record, heading) if isinstance(record, SharedEvent) else _withdrawn(record)
        stream.write(encode(made) + b"\n")


def _withdrawn(record: Withdrawal) -> dict[str, Any]:
    return {"id": record.id, "has_event": False, "comment": f"{record.why} {record.at}", **({"into": list(record.into)} if record.into else {})}


def plover_event(record: SharedEvent, heading: Heading) -> dict[str, Any]:
    """An event as the manual has it; what is not known is left out."""
    event = record.event
    killed = settled_of(event, "killed")
    made = {
        "id": event.id, "has_event": True, "date": event.begin, "enddate": last_day(event), "source": [_actor(side) for side in event.actors],
        "recipient": [_actor(side) for side in event.targets], "event": [event.type], "event_loc": _location(event.place),
        "event_text": [telling.evidence.exact for telling in record.tellings if telling.evidence is not None and telling.evidence.exact],
        "quad_code": QUAD_CODES.get(event.type), "mode": [event.mode] if event.mode else [], "context": _CONTEXTS.get(event.status, []),
        "size_info": _sizes(event), "text_info": [_text_info(telling) for telling in record.tellings],
        "cite_info": [_cite_info(telling) for telling in record.tellings], "coder": "Marsad, by machine", "coded_date": heading.at[:10],
        "status": event.status, "review": event.review, "time_precision": event.time_precision, "geo_precision": event.geo_precision,
        "independent_sources": event.sources, "dead_rule": killed.rule if killed else None, "dead_disputed": killed.disputed if killed else None,
        "tlp": event.tlp, "event_version": record.version, "made_by": versions_of(record),
    }  # fmt: skip
    kept = ("id", "has_event", "date", "source", "event")
    return {name: value for name, value in made.items() if name in kept or (value is not None and value not in ([], {}))}


def _actor(side: Side) -> dict[str, Any]:
    codes, known, country = actor_code(side.kind), known_actors().get(side.actor), country_of(side_country(side))
    made = {
        "code": codes.plover_code or (country.iso3 if country else ""), "sector": codes.plover_sector, "actor_text": side.name,
        "identifier_id": side.actor, "identifier_text": side_name(side) if known else "", "office": side.name if side.kind == "office" else "",
    }  # fmt: skip
    return {name: value for name, value in made.items() if value}


def _location(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    country = country_of(place.country)
    number = place.id.removeprefix(GEONAMES)
    made = {
        "geonameid": int(number) if place.id.startswith(GEONAMES) and number.isdigit() else None, "name": place.name_ar or place.name_en,
        "asciiname": place.name_en, "latitude": place.lat, "longitude": place.lon, "country code": place.country,
        "cc3": country.iso3 if country else "", "admin1 code": place.admin1, "population": place.population or None,
        "kind": place.kind, "radius_m": place.radius_m,
    }  # fmt: skip
    return {name: value for name, value in made.items() if value is not None and value != ""}


def _sizes(event: Event) -> dict[str, Any]:
    """The manual's three counts, settled, and beside each its bounds: the settled ones, and the least and greatest that anybody gives."""
    made: dict[str, Any] = {}
    for measure in MEASURES:
        settled, spread = settled_of(event, measure), spread_of(event, measure)
        name = _SIZES.get(measure, measure)
        if settled is not None:
            made |= {name: settled.bounds[0], f"{name}_bounds": list(settled.bounds)}
        if spread is not None:
            made[f"{name}_told"] = list(spread)
    return made


def _text_info(telling: Telling) -> dict[str, Any]:
    return {"start": telling.evidence.start, "end": telling.evidence.end} if telling.evidence is not None else {}


def _cite_info(telling: Telling) -> dict[str, Any]:
    article = telling.article
    made = {
        "citation": article.id, "url": article.url, "title": article.title, "language": "ar", "publication": article.outlet,
        "publication_date": article.published, "on_word_of": telling.source, "origin": telling.origin, "coder": f"marsad {article.version.marsad}",
        "codebook": CODEBOOK, "version": article.version.lexicons,
    }  # fmt: skip
    return {name: value for name, value in made.items() if value}
