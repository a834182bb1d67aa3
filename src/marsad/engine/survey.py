"""Looking at an address before it becomes a source: what kind it is, in which language, how much it publishes."""

import os
import re
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from marsad.errors import SourceError
from marsad.formats.faults import FormatError
from marsad.formats.feeds import read_feed
from marsad.formats.sitemaps import read_sitemap
from marsad.formats.telegram import read_export
from marsad.model import Source
from marsad.stages.collect.faults import FetchError
from marsad.stages.collect.fetch import Answer, Fetcher, Visitor, read_url
from marsad.stages.collect.visit import charset_of
from marsad.stages.read.captures import decode_capture, plain_text
from marsad.stages.read.language import detect_language

MOST_TRIED = 5
"""Feeds that a page names, or sitemaps of a robots.txt, that are looked at."""
LEAST_FULL_TEXT_CHARS = 1_000
_PATTERNS = (("warc", "*.warc*"), ("jsonl", "*.jsonl*"), ("telegram", "result.json"))
_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_FEED_TYPE = re.compile(r"""type\s*=\s*["']?application/(?:rss\+xml|atom\+xml|feed\+json)""", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,200})", re.IGNORECASE)


class Look(NamedTuple):
    """What was found behind an address: the source that it makes, and sentences that say what was seen."""

    source: Source
    notes: tuple[str, ...]


class _Listing(NamedTuple):
    kind: str
    title: str
    language: str
    sample: str
    dates: tuple[str, ...]
    size: int


def look_at(address: str, fetcher: Fetcher, visitor: Visitor, identifier: str = "", outlet: str = "") -> Look:
    """The source behind a URL: a feed or sitemap itself, the first feed that a page names, or the first sitemap of the host's robots.txt.

    Raises:
        SourceError: when nothing there can be followed.
    """
    draft = _make(id=identifier or "draft", outlet=outlet or "draft", address=address, kind="feed", private_networks=visitor.private_networks)
    try:
        answer = fetcher.fetch(address, visitor)
    except FetchError as error:
        raise SourceError(f"{address} was not had: {error} [{error.code}]; nothing was written") from error
    listing = _listing_of(answer)
    notes, title = [f"{answer.address} is a {listing.kind}"] if listing else [], ""
    if listing is None:
        page, _ = decode_capture(answer.body, charset_of(answer)) if answer.body.strip() else ("", False)
        found = _TITLE.search(page)
        title = unescape(found.group(1)).strip() if found else ""
        answer, listing = _follow_page(answer, page, fetcher, visitor)
        notes.append(f"{address} is a page; {answer.address}, a {listing.kind}, was found through it")
    host = read_url(answer.address).host
    source = with_fields(draft, id=identifier or _identifier(host), outlet=outlet or listing.title or title or host, address=answer.address,
                         kind=listing.kind, language=_language(listing), daily_volume=_daily(listing.dates))  # fmt: skip
    return Look(source, (*notes, *_say(listing, source)))


def look_at_path(path: Path, folder: Path, identifier: str = "", outlet: str = "") -> Look:
    """The source that a file or folder on disk makes; its address is relative to `folder`.

    Raises:
        SourceError: when it is of no kind that Marsad collects.
    """
    kind = _kind_of_path(path)
    address = os.path.relpath(path.resolve(), folder.resolve())
    name = re.sub(r"[^a-z0-9._-]+", "-", path.name.lower()).strip("-._") or kind
    return Look(_make(id=identifier or name, outlet=outlet or path.name, address=address, kind=kind), (f"{path} is of kind {kind}",))


def _make(**fields: Any) -> Source:
    """A source of these fields.

    Raises:
        SourceError: for a value that cannot be meant.
    """
    try:
        return Source(**fields)
    except ValueError as error:
        raise SourceError(str(error)) from error


def _kind_of_path(path: Path) -> str:
    if path.is_dir():
        return next(
            (kind for kind, pattern in (("warc", "*.warc*"), ("jsonl", "*.jsonl*"), ("telegram", "result.json")) if any(path.rglob(pattern))),
            "folder",
        )
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return "warc"
    if name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")):
        return "jsonl"
    if name.endswith((".txt", ".html", ".htm")):
        return "folder"
    try:
        next(read_export(path.read_bytes()), None)
    except (FormatError, OSError) as error:
        raise SourceError(f"{path} is no WARC file, no JSON lines, no export of Telegram and no folder: {error}") from error
    return "telegram"


def _listing_of(answer: Answer) -> _Listing | None:
    """The feed or sitemap of an answer, None where it is neither."""
    if re.match(rb"\s*<(?:!doctype html|html)", answer.body[:500], re.IGNORECASE):
        return None
    try:
        sitemap = read_sitemap(answer.body, charset_of(answer))
        dates = tuple(page.published for page in sitemap.pages if page.published)
        language = next((page.language for page in sitemap.pages if page.language), "")
        sample = " ".join(page.title for page in sitemap.pages[:50])
        return _Listing("sitemap", "", language, sample, dates, len(sitemap.pages) + len(sitemap.sitemaps))
    except FormatError:
        pass
    try:
        feed = read_feed(answer.body, charset_of(answer))
    except FormatError:
        return None
    dates = tuple(entry.published for entry in feed.entries if entry.published)
    sample = " ".join(f"{entry.title} {plain_text(entry.text)}" for entry in feed.entries[:20])
    return _Listing("feed", feed.title, feed.language, sample, dates, len(feed.entries))


def _follow_page(answer: Answer, page: str, fetcher: Fetcher, visitor: Visitor) -> tuple[Answer, _Listing]:
    base = read_url(answer.address)
    hrefs = [unescape(href.group(1)) for link in _LINK.findall(page) if _FEED_TYPE.search(link) and (href := _HREF.search(link))]
    sitemaps = fetcher.robots.sitemaps(f"{base.scheme}://{base.netloc.decode('ascii')}")
    for candidate in [*hrefs[:MOST_TRIED], *sorted(sitemaps, key=lambda name: "news" not in name.lower())[:MOST_TRIED]]:
        try:
            followed = fetcher.fetch(str(read_url(candidate, base)), visitor)
        except FetchError:
            continue
        listing = _listing_of(followed)
        if listing and listing.size:
            return followed, listing
    raise SourceError(
        f"{answer.address} is no feed and no sitemap, and neither it nor its host's robots.txt names one that can be had; give the address of one"
    )


def _language(listing: _Listing) -> str:
    """The language that the texts show; what a feed states of itself is often a template's `en`."""
    seen = detect_language(listing.sample) if listing.sample.strip() else "und"
    stated = listing.language.lower()[:2]
    return seen if seen != "und" else stated or "und"


def _daily(dates: tuple[str, ...]) -> float:
    """Articles a day by their publication times, 0 where fewer than three are dated."""
    moments = sorted(moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta()) for moment in map(datetime.fromisoformat, dates))
    if len(moments) < 3 or moments[0] == moments[-1]:
        return 0.0
    return float(f"{(len(moments) - 1) / ((moments[-1] - moments[0]) / timedelta(days=1)):.2g}")


def _identifier(host: str) -> str:
    name = re.sub(r"[^a-z0-9._-]+", "-", host.lower().removeprefix("www."))
    return name.strip("-._")[:64] or "source"


def _say(listing: _Listing, source: Source) -> list[str]:
    volume = f"some {source.daily_volume:g} articles a day by their dates" if source.daily_volume else "too few dates to tell how much it publishes"
    said = [f"{listing.size} addresses listed, {len(listing.dates)} of them dated; {volume}", f"language: {source.language}"]
    if source.language != "ar":
        said.append("Marsad reads Arabic only: other texts become issues, not records")
    return said


def with_fields(source: Source, **fields: object) -> Source:
    """The source with the fields that are not None in the place of its own.

    Raises:
        SourceError: for a value that cannot be meant.
    """
    try:
        return msgspec.structs.replace(source, **{name: value for name, value in fields.items() if value is not None})
    except ValueError as error:
        raise SourceError(str(error)) from error
