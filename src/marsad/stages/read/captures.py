"""From captures to documents: what was kept, read."""

import html
import re
from collections.abc import Callable, Iterator, Mapping

import msgspec

from marsad.errors import InputError
from marsad.formats.charsets import known_charset
from marsad.formats.dates import read_date
from marsad.formats.faults import FormatError
from marsad.formats.feeds import Entry, read_feed
from marsad.formats.telegram import read_export
from marsad.model import Capture, Document, Issue, Source, highest
from marsad.model.document import WHOLE_FEED
from marsad.stages.read.charset import decode
from marsad.stages.read.documents import document_of_row, make_document
from marsad.stages.read.inputs import code_of
from marsad.stages.read.pages import is_page, read_page

Read = list[Document | Issue]
_BLOCK = re.compile(r"<(?:/?(?:p|div|li|ul|ol|h[1-6]|blockquote|tr|table|section|article)\b[^<>]*|br[^<>]*)>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_HIDDEN = ("script", "style")
LEAST_ARABIC_SHARE = 0.03
"""Share of Arabic letters by which a declared charset is believed; a page of news is nine tenths markup."""
LEAST_WORDS = 5
"""Least words of an article: urgent lines have some eight, and a page with fewer is built by script or has nothing but its title."""


def read_capture(capture: Capture, raw: bytes, source: Source | None = None) -> Read:
    """The documents of a capture, and an issue for whatever in it is none; nothing for listings whose pages are captures of their own.

    `source` names the outlet and the zone of times that state none. A document's `capture` is the capture's sha256. Its publication time is
    that of the feed or sitemap that listed it, else that of the page's own metadata, else that of the feed's last change; never that of
    collection. Pages are read in a process of their own. Pure but for that: the same capture gives the same documents.

    It mistakes pages without an article (tag pages, galleries) for articles where they hold enough prose.
    """
    reader = _READERS.get(capture.kind, _read_text if not is_page(raw) else _read_page)
    read: Read = []
    try:
        for item in reader(capture, raw, source):
            read.append(item)
    except InputError as error:
        code = error.code if isinstance(error, FormatError) else code_of(error)
        read.append(Issue(code, capture.origin, str(error), capture=capture.sha256))
    return read


def decode_capture(raw: bytes, declared: str) -> tuple[str, bool]:
    """The text of a capture, and whether the `declared` charset was a lie.

    Bytes that are UTF-8 are taken for it whatever is declared: windows-1256 decodes them too, to rubbish. A declared charset that shows no
    Arabic at all counts as none.
    """
    text, found = decode(raw)
    known = known_charset(declared)
    if not declared or found.startswith("utf-"):
        return text, bool(declared) and known.replace("utf8", "utf-8") not in (found, found.removesuffix("-sig"), "us-ascii", "ascii")
    try:
        stated = raw.decode(known) if known else ""
    except (UnicodeDecodeError, LookupError):
        return text, True
    arabic = sum("\u0621" <= letter <= "\u064a" for letter in stated)
    return (stated, False) if arabic > LEAST_ARABIC_SHARE * len(stated) else (text, True)


def _read_page(capture: Capture, raw: bytes, source: Source | None) -> Iterator[Document | Issue]:
    text, lied = decode_capture(raw, capture.charset)
    if lied:
        yield Issue("charset", capture.origin, f"the answer states the charset {capture.charset!r}, which the bytes are not", capture=capture.sha256)
    fields = read_page(text)
    if len(fields["text"].split()) < LEAST_WORDS:
        raise FormatError("no_article", f"the page holds fewer than {LEAST_WORDS} words of prose")
    own = read_date(fields.get("published"), source.time_zone if source else "UTC")
    times = (
        (capture.published if capture.published_from != "feed:updated" else None, capture.published_from),
        (own, "html:meta"), (capture.published, capture.published_from),
    )  # fmt: skip
    published, published_from = next((time for time in times if time[0]), (None, ""))
    yield make_document(fields["text"], {**fields, **_own(capture, source, fields.get("outlet"))}, published, published_from)


def _read_text(capture: Capture, raw: bytes, source: Source | None) -> Iterator[Document | Issue]:
    text, _ = decode_capture(raw, capture.charset)
    yield make_document(text, _own(capture, source), capture.published, capture.published_from)


def _read_feed(capture: Capture, raw: bytes, source: Source | None) -> Iterator[Document | Issue]:
    """The entries of a feed whose pages are not fetched; nothing for another."""
    if capture.part != WHOLE_FEED:
        return
    for entry in _entries(capture, raw, source):
        yield from _read_entry(capture, entry, source)


def _read_part(capture: Capture, raw: bytes, source: Source | None) -> Iterator[Document | Issue]:
    """The one entry of a feed that stands in for its page."""
    for entry in _entries(capture, raw, source):
        if entry.key == capture.part:
            yield from _read_entry(capture, entry, source)
            return
    yield Issue("no_entry", capture.origin, f"the feed has no entry {capture.part!r}", capture=capture.sha256)


def _entries(capture: Capture, raw: bytes, source: Source | None) -> tuple[Entry, ...]:
    return read_feed(raw, capture.charset, source.time_zone if source else "UTC").entries


def _read_entry(capture: Capture, entry: Entry, source: Source | None) -> Iterator[Document | Issue]:
    text = plain_text(entry.text)
    title = plain_text(entry.title)
    fields = {"title": title, "byline": entry.author, **_own(capture, source), "url": entry.address}
    whole = text if not title or text.startswith(title) else f"{title}\n{text}"
    yield from _one(capture, entry.address, lambda: make_document(whole, fields, entry.published, entry.published_from))


def _read_telegram(capture: Capture, raw: bytes, source: Source | None) -> Iterator[Document | Issue]:
    for message in read_export(raw, source.time_zone if source else "UTC"):
        fields = {**_own(capture, source, message.channel), "id": message.id, "url": "", "byline": message.author}
        yield from _one(capture, message.id, _maker(message.text, fields, message.published, "telegram"))


def _maker(text: str, fields: Mapping[str, object], published: str | None, published_from: str) -> Callable[[], Document]:
    return lambda: make_document(text, fields, published, published_from)


def _read_rows(capture: Capture, raw: bytes, source: Source | None) -> Iterator[Document | Issue]:
    first = int(capture.part) if capture.part.isdecimal() else 1
    own = {name: value for name, value in _own(capture, source).items() if name != "url"}
    for number, line in enumerate(raw.split(b"\n"), first):
        if line.strip():
            yield from _one(capture, capture.origin, _row_maker(line, own), number)


def _row_maker(line: bytes, own: dict[str, str]) -> Callable[[], Document]:
    def make() -> Document:
        try:
            row = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise FormatError("truncated_json", f"the line is no JSON object ({error}); mend or remove it") from error
        if not isinstance(row, dict):
            return document_of_row(row, None)
        marking = highest([own["tlp"], str(row.get("tlp") or own["tlp"])])
        return document_of_row({**own, **row, "capture": own["capture"], "tlp": marking}, None)

    return make


def _one(capture: Capture, origin: str, make: Callable[[], Document], line: int = 0) -> Iterator[Document | Issue]:
    """One document of several in a capture; the others are read on where it is none."""
    try:
        yield make()
    except InputError as error:
        code = error.code if isinstance(error, FormatError) else code_of(error)
        yield Issue(code, origin, str(error), line, capture=capture.sha256)


def _own(capture: Capture, source: Source | None, outlet: str | None = "") -> dict[str, str]:
    address = "" if capture.origin.startswith("file:") else capture.origin
    marking = highest([capture.tlp, source.tlp if source else capture.tlp])
    return {"capture": capture.sha256, "url": address, "outlet": (source.outlet if source else "") or outlet or "", "tlp": marking}


def plain_text(markup: str) -> str:
    """The text of a fragment of HTML, blocks on lines of their own; each step takes time in proportion to the length, whatever is left unclosed.

    >>> plain_text("<p>قال &quot;نعم&quot;</p><p>ثم <b>مضى</b></p>")
    'قال "نعم"\\nثم مضى'
    """
    for name in _HIDDEN:
        markup = _without_element(markup, name)
    text = html.unescape(_TAG.sub("", _BLOCK.sub("\n", markup)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _without_element(markup: str, name: str) -> str:
    opening, closing = re.compile(f"<{name}", re.IGNORECASE), re.compile(f"</{name}", re.IGNORECASE)
    kept, begun = [], 0
    while start := opening.search(markup, begun):
        kept.append(markup[begun : start.start()])
        end = closing.search(markup, start.end())
        if end is None:
            return "".join(kept)
        begun = end.start()
    return "".join([*kept, markup[begun:]])


def _nothing(capture: Capture, raw: bytes, source: Source | None) -> Iterator[Document | Issue]:
    yield from ()


_READERS: dict[str, Callable[[Capture, bytes, Source | None], Iterator[Document | Issue]]] = {
    "page": _read_page,
    "text": _read_text,
    "feed": _read_feed,
    "feed_entry": _read_part,
    "sitemap": _nothing,
    "telegram": _read_telegram,
    "jsonl": _read_rows,
}
