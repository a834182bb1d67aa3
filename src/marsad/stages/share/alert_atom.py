"""Changes of alert levels as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from marsad.model.alert import Alert
from marsad.stages.share.alert_words import explain, headline

ATOM = "http://www.w3.org/2005/Atom"
EPOCH = "1970-01-01T00:00:00Z"
TAG = "tag:marsad,2018"


def write_feed(alerts: Sequence[Alert], title: str, address: str, key: str, language: str, marking: str) -> bytes:
    """The feed of changes, the latest first. `address` is that of the feed itself, `key` what tells it from others of this store, `marking` the TLP
    marking of what the levels were made of, which the feed and each entry bear as their rights."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(feed, "id", f"{TAG}:alerts:{key or 'all'}:{language}")
    _add(feed, "title", title)
    _add(feed, "rights", f"TLP:{marking}")
    _add(feed, "updated", _moment(alerts[0].day) if alerts else EPOCH)
    SubElement(feed, "link", {"rel": "self", "href": address, "type": "application/atom+xml"})
    _add(SubElement(feed, "author"), "name", "Marsad")
    for alert in alerts:
        _entry(feed, alert, language, marking)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(feed: Element, alert: Alert, language: str, marking: str) -> None:
    entry = SubElement(feed, "entry")
    _add(entry, "id", f"{TAG}:alert:{alert.id}")
    _add(entry, "title", headline(alert, language))
    _add(entry, "updated", _moment(alert.day))
    _add(entry, "rights", f"TLP:{marking}")
    SubElement(entry, "category", {"term": alert.level, "scheme": f"{TAG}:levels"})
    SubElement(entry, "category", {"term": alert.area.id, "scheme": f"{TAG}:areas"})
    _add(entry, "content", explain(alert, alert.lowers, language)).set("type", "text")


def _add(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, name)
    child.text = "".join(letter for letter in text if letter in "\n\t" or letter >= " ")
    return child


def _moment(day: str) -> str:
    """The end of a day, whose news is in the level."""
    return f"{day}T23:59:59Z"
