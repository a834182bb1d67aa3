"""Events as FollowTheMoney entities, one a line: events, the articles that document them, and the organisations that are named.

Its schema `Event` has no coordinates, codes, tolls or states: they stand in `summary` and `keywords`, in an `Address` of the place, and whole in a
field `marsad` beside `properties`, which FollowTheMoney keeps as context and other programs pass over.
"""

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, BinaryIO

import msgspec

from marsad.lexicon.exchange import actor_code
from marsad.lexicon.known_actors import known_actors
from marsad.model import Event, Place, Side
from marsad.model.shared import Article, Exported, SharedEvent
from marsad.stages.share.facts import country_name, last_day, sentence_of, side_country, side_name, urls_of
from marsad.stages.share.flat import flat_row
from marsad.stages.share.formats import Heading

DATASET = "marsad"
_PREFIX = "marsad"
ID_LETTERS = 24
_SECONDS_LETTERS = 19
"""Of a time: FollowTheMoney keeps UTC and no offset."""
Entity = dict[str, Any]


def write_ftm(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write the entities. Organisations and places that several events name come once; an article comes with each event that it tells of, the same
    each time, and is merged by whoever reads it, as FollowTheMoney does with entities of one id.
    """
    encode = msgspec.json.Encoder().encode
    seen: set[str] = set()
    for record in records:
        if not isinstance(record, SharedEvent):
            heading.leave_out(record, "withdrawals, which FollowTheMoney cannot say")
            continue
        for entity in entities_of(record):
            if entity["schema"] != "Event" and entity["schema"] not in _OFTEN:
                if entity["id"] in seen:
                    continue
                if len(seen) >= MOST_REMEMBERED:
                    seen.clear()
                seen.add(entity["id"])
            stream.write(encode(entity) + b"\n")


MOST_REMEMBERED = 100_000
"""Organisations and places that are remembered as written; beyond, they may come again, which is no harm."""
_OFTEN = frozenset(("Article", "Documentation"))
"""Schemata whose entities are as many as the events: they are not remembered, so that memory does not grow with them."""


def entities_of(record: SharedEvent) -> Iterator[Entity]:
    """The entities of an event, those referred to first."""
    event = record.event
    sides = [side for side in (*event.actors, *event.targets) if actor_code(side.kind).ftm and side.actor]
    named = {side.actor: _organisation(side) for side in sides}
    yield from named.values()
    if event.place is not None:
        yield _address(event.place)
    yield _event(record, [entity["id"] for entity in named.values()])
    for article in {telling.article.id: telling.article for telling in record.tellings}.values():
        yield _article(article)
        yield _documentation(event, article)


@lru_cache(maxsize=16_384)
def entity_id(kind: str, *parts: str) -> str:
    """The id of an entity, the same for the same thing."""
    return f"{_PREFIX}-{hashlib.sha256(chr(0).join((kind, *parts)).encode()).hexdigest()[:ID_LETTERS]}"


def _entity(id_: str, schema: str, caption: str, properties: dict[str, list[Any]], **context: Any) -> Entity:
    kept = {name: filled for name, values in properties.items() if (filled := [str(value) for value in values if value not in _EMPTY])}
    return {"id": id_, "schema": schema, "caption": caption, "datasets": [DATASET], "properties": kept, **context}


_EMPTY = ("", None)


def _organisation(side: Side) -> Entity:
    known = known_actors().get(side.actor)
    names = [known.name_en, known.name_ar] if known is not None else [side.name]
    properties = {"name": names, "country": [side_country(side).lower()], "keywords": [side.kind]}
    return _entity(entity_id("actor", side.actor), actor_code(side.kind).ftm, side_name(side), properties, marsad={"actor": side.actor})


def _address(place: Place) -> Entity:
    full = ", ".join(filter(None, (place.name_en or place.name_ar, place.admin1, country_name(place.country))))
    properties: dict[str, list[Any]] = {
        "full": [full], "city": [place.name_en or place.name_ar] if place.kind == "settlement" else [], "region": [place.admin1],
        "country": [place.country.lower()], "latitude": [place.lat], "longitude": [place.lon],
        "remarks": [f"within {place.radius_m} m; {place.kind}; {place.id}"],
    }  # fmt: skip
    return _entity(_address_id(place), "Address", full, properties, marsad={"place": msgspec.to_builtins(place)})


def _address_id(place: Place) -> str:
    return entity_id("place", place.id, str(place.lat), str(place.lon), str(place.radius_m), place.admin1, place.country)


def _event(record: SharedEvent, involved: list[str]) -> Entity:
    event = record.event
    what = f"{event.type} {event.mode}".strip()
    name = ", ".join(filter(None, (what, event.place.name_en or event.place.name_ar if event.place else "", event.begin or "")))
    properties: dict[str, list[Any]] = {
        "name": [name if event.status == "actual" else f"{name} ({event.status})"], "startDate": [(event.begin or "")[:10]],
        "endDate": [last_day(event)], "summary": [sentence_of(record)], "involved": involved, "sourceUrl": urls_of(record),
        "addressEntity": [_address_id(event.place)] if event.place else [], "country": [event.place.country.lower()] if event.place else [],
        "location": [event.place.name_en or event.place.name_ar] if event.place else [], "recordId": [event.id],
        "keywords": [event.type, event.mode, f"status:{event.status}", f"review:{event.review}", f"tlp:{event.tlp}"],
    }  # fmt: skip
    return _entity(event_entity_id(event), "Event", name, properties, marsad=flat_row(record))


def event_entity_id(event: Event) -> str:
    """The id of an event's entity."""
    return entity_id("event", event.id)


def _article(article: Article) -> Entity:
    properties: dict[str, list[Any]] = {
        "title": [article.title], "publisher": [article.outlet], "sourceUrl": [article.url], "language": ["ara"],
        "publishedAt": [(article.published or "")[:_SECONDS_LETTERS]],
        "generator": [f"marsad {article.version.marsad} {article.version.lexicons}".strip()],
    }  # fmt: skip
    context = {"marsad": {"document": article.id, "capture_sha256": article.capture}}
    return _entity(entity_id("article", article.id), "Article", article.title or article.outlet, properties, **context)


def _documentation(event: Event, article: Article) -> Entity:
    id_, document = entity_id("documentation", event.id, article.id), entity_id("article", article.id)
    return _entity(id_, "Documentation", "documents", {"document": [document], "entity": [event_entity_id(event)], "role": ["reports"]})
