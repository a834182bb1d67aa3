"""The feed of changes as others read it: JSON, and an Atom feed in pages (RFC 4287, RFC 5005)."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from marsad.model import Event
from marsad.model.shared import Change
from marsad.stages.share.facts import country_name, distinct

ATOM = "http://www.w3.org/2005/Atom"
ATOM_TYPE = "application/atom+xml"
FEED_ID = "urn:marsad:changes"
_SAID = {
    "created": "New event", "updated": "Changed event", "merged": "Event merged into another", "split": "Event split", "withdrawn": "Event withdrawn",
}  # fmt: skip


def change_line(change: Change, cursor: str, at: str) -> dict[str, Any]:
    """A change as JSON. `cursor` is behind it; `version` is `""` where the event is no more."""
    return {
        "cursor": cursor, "at": at, "event": change.event, "kind": change.kind, "version": change.version, "into": list(change.into),
        "from": list(change.came_from),
    }  # fmt: skip


def atom_feed(changes: Sequence[tuple[Change, str]], events: Mapping[str, Event], base: str, links: Mapping[str, str], now: str) -> bytes:
    """A page of the feed. `changes` are with their times, the latest first; `events` those that are there, by id; `links` by their relation.

    `base` is the address of the server, `now` the time that stands where there is no change.
    """
    ET.register_namespace("", ATOM)
    feed = ET.Element(_name("feed"))
    _add(feed, "id", FEED_ID + ":" + base)
    _add(feed, "title", "Marsad: changes of events")
    _add(feed, "updated", changes[0][1] if changes else now)
    _add(_add(feed, "author"), "name", "Marsad")
    for relation, address in links.items():
        _add(feed, "link", rel=relation, href=address, type=ATOM_TYPE)
    for change, at in changes:
        _entry(feed, change, at, events.get(change.event), base)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode").encode() + b"\n"


def _entry(feed: ET.Element, change: Change, at: str, event: Event | None, base: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"urn:marsad:event:{change.event}")
    _add(entry, "title", f"{_SAID[change.kind]}: {_called(event) if event is not None else change.event}")
    _add(entry, "updated", at)
    _add(entry, "link", rel="alternate", href=f"{base}/api/v1/events/{change.event}", type="application/json")
    for id_ in change.into:
        _add(entry, "link", rel="related", href=f"{base}/api/v1/events/{id_}", type="application/json")
    _add(entry, "category", term=change.kind, scheme="urn:marsad:change")
    _add(entry, "content", f"version {change.version}" if change.version else "it is no more", type="text")


def _called(event: Event) -> str:
    place = event.place
    where = distinct((place.name_en or place.name_ar, country_name(place.country))) if place is not None else []
    return ", ".join(distinct((f"{event.type} {event.mode}".strip(), *where, event.begin or "", "" if event.status == "actual" else event.status)))


def _name(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, _name(tag), attributes)
    child.text = text
    return child
