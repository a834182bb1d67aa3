"""Captured bytes and the document read out of them."""

import msgspec

from marsad.model.span import Span

WHOLE_FEED = "*"
"""The `part` of a feed's capture all of whose entries are articles, because the pages behind them are not fetched."""


class Capture(msgspec.Struct, frozen=True):
    """Raw bytes as they came: the proof behind a document. `sha256` is of the bytes, in hexadecimal.

    `origin` is the address or file that the bytes came from in the end, `requested` the address asked for first (`""`: the same). `source` is
    the id of the `Source` that led there, `status` the HTTP status (0: not by HTTP) and `headers` the answer's, in their order. `kind` is what
    the bytes are: `page`, `feed`, `feed_entry` (the one entry `part` of a feed, whose page could not be had; the `part` of a `feed` is
    `WHOLE_FEED` where all its entries are articles), `sitemap`, `telegram`, `jsonl`,
    `text`, or `""` where that is not known. `fetched` is the time of collection, in UTC. `published` is what the feed or sitemap `listed` (its
    sha256) says of the publication, with its offset, and `published_from` where (`feed`, `feed:updated`, `sitemap`); None where it says nothing.
    `tlp` is the marking of the source when it was visited.
    """

    sha256: str
    origin: str
    media_type: str = ""
    charset: str = ""
    fetched: str | None = None
    requested: str = ""
    source: str = ""
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    part: str = ""
    listed: str = ""
    published: str | None = None
    published_from: str = ""
    size_bytes: int = 0
    tlp: str = "CLEAR"


class Region(msgspec.Struct, frozen=True):
    """A part of the text that is not running prose, or not the article's own.

    `kind` is one of `title`, `dateline`, `byline`, `caption`, `related` (links to other articles) and
    `furniture` (share buttons, cookie notices). Nothing is coded inside `related` and `furniture`.
    """

    kind: str
    span: Span


class Document(msgspec.Struct, frozen=True):
    """An article: its text, unaltered, and what is known about its publication.

    `published` is ISO 8601 with its offset as the source gave it, or None where it is not known; it never
    falls back to the time of collection. `published_from` says where it was read (`row`, `html:meta`,
    `dateline`, `option`). `agencies` are the news agencies that the dateline or byline credits. `tlp` is its
    marking (see `marsad.model.marking`), which all that is read out of it inherits. `origin` is `""`, or the id of the observatory that it was
    received from: then `text` is empty, since texts are not exchanged.
    """

    id: str
    text: str
    outlet: str = ""
    url: str = ""
    title: str = ""
    byline: str = ""
    dateline: str = ""
    agencies: tuple[str, ...] = ()
    language: str = "ar"
    published: str | None = None
    published_from: str = ""
    regions: tuple[Region, ...] = ()
    capture: str = ""
    tlp: str = "CLEAR"
    origin: str = ""
