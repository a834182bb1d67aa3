"""RSS, Atom and JSON feeds: fastfeedparser first, feedparser where that fails."""

import json
from typing import Any, NamedTuple

import fastfeedparser
import feedparser
from lxml import etree

from marsad.formats.dates import read_date
from marsad.formats.faults import FormatError
from marsad.formats.xml import local_name, parse_xml, safe_xml

MOST_ENTRIES = 2_000
"""Entries of one feed that are read; feeds of news hold 10 to 200."""
LARGEST_MENDED_BYTES = 1_500_000
"""Largest document that feedparser is given: its time grows with the square of some broken markup, 21 s for 6 MB of `<a <a <a`."""
_PUBLISHED = ("pubDate", "published", "issued", "date")
_UPDATED = ("updated", "modified")


class Entry(NamedTuple):
    """An entry of a feed. `text` is its content or description, HTML as a rule; `key` its guid or address.

    `published` is None where it says none, `published_from` is `feed`, or `feed:updated` where it tells only of its last change.
    """

    key: str
    address: str
    title: str
    text: str
    published: str | None
    published_from: str
    author: str = ""


class Feed(NamedTuple):
    """A feed: what it calls itself, the language it states (`""`: none), its entries in their order."""

    title: str
    language: str
    entries: tuple[Entry, ...]


def read_feed(raw: bytes, declared: str = "", zone: str = "UTC") -> Feed:
    """The entries of a feed. Times without offset are of `zone`.

    Entries' times are read here and not by the libraries, which complete a part of a time from the clock.

    Raises:
        FormatError: when this is no feed, or XML that is not parsed (entities, depth).
    """
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json(raw, zone)
    document = safe_xml(raw, declared)
    parsed = _parse(document)
    times, language = _read_times(document, zone)
    found = parsed["entries"][:MOST_ENTRIES]
    if len(times) != len(parsed["entries"]):  # a feed so broken that its times cannot be told apart
        times = [(None, "")] * len(found)
    entries = tuple(_entry(entry, *time) for entry, time in zip(found, times, strict=False))
    return Feed(parsed["title"], language, entries)


def _parse(document: bytes) -> dict[str, Any]:
    try:
        parsed = fastfeedparser.parse(document, include_tags=False, include_media=False, include_enclosures=False)
        if parsed.entries:
            return {"title": parsed.feed.get("title") or "", "entries": parsed.entries}
    except ValueError:
        pass
    if len(document) > LARGEST_MENDED_BYTES:
        raise FormatError("no_feed", "this is no feed: fastfeedparser reads no entries, and it is too large for feedparser to mend")
    slow = feedparser.parse(document)
    if not slow.get("version") and not slow.entries:
        raise FormatError("no_feed", "this is no feed: neither RSS nor Atom nor a JSON feed")
    return {"title": slow.feed.get("title") or "", "entries": slow.entries}


def _entry(entry: Any, published: str | None, published_from: str) -> Entry:
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    text = max([*contents, entry.get("summary") or entry.get("description") or ""], key=len)
    address = _string(entry.get("link"))
    return Entry(
        _string(entry.get("id")) or address, address, _string(entry.get("title")), text, published, published_from, _string(entry.get("author"))
    )


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _read_times(document: bytes, zone: str) -> tuple[list[tuple[str | None, str]], str]:
    """The time of each item or entry, in their order, and the language that the feed states."""
    root = parse_xml(document)
    if root is None:
        return [], ""
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    times = []
    for element in root.iter():
        name = local_name(element)
        if name in ("item", "entry"):
            times.append(_time_of(element, zone))
        elif name == "language" and not language:
            language = (element.text or "").strip()
    return times, language


def _time_of(element: etree._Element, zone: str) -> tuple[str | None, str]:
    stated = {local_name(child): child.text for child in element if child.text}
    for names, where in ((_PUBLISHED, "feed"), (_UPDATED, "feed:updated")):
        published = next((date for name in names if (date := read_date(stated.get(name), zone))), None)
        if published:
            return published, where
    return None, ""


def _read_json(raw: bytes, zone: str) -> Feed:
    """A JSON feed (jsonfeed.org 1.0 and 1.1)."""
    try:
        feed = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FormatError("no_feed", f"this is no feed: its JSON is not whole ({error})") from error
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version", "")) or not isinstance(items, list):
        raise FormatError("no_feed", "this is no feed: the JSON object has no version of jsonfeed.org and no items")
    entries = tuple(_json_entry(item, zone) for item in items[:MOST_ENTRIES] if isinstance(item, dict))
    return Feed(_string(feed.get("title")), _string(feed.get("language")), entries)


def _json_entry(item: dict[str, Any], zone: str) -> Entry:
    published, where = read_date(item.get("date_published"), zone), "feed"
    if published is None:
        published, where = read_date(item.get("date_modified"), zone), "feed:updated"
    address = _string(item.get("url")) or _string(item.get("external_url"))
    text = _string(item.get("content_html")) or _string(item.get("content_text")) or _string(item.get("summary"))
    return Entry(str(item.get("id") or address), address, _string(item.get("title")), text, published, where if published else "")
