"""A visit to a feed or sitemap and the pages behind it."""

import hashlib
from collections.abc import Container, Generator

import msgspec

from marsad.formats.faults import FormatError
from marsad.formats.feeds import read_feed
from marsad.formats.sitemaps import read_sitemap
from marsad.model import Capture, Issue, Source
from marsad.model.document import WHOLE_FEED
from marsad.model.visit import Pending, SourceState
from marsad.stages.collect.faults import OF_THE_HOST, TRANSIENT, FetchError
from marsad.stages.collect.fetch import NOT_MODIFIED, Answer, Fetcher, Visitor, read_url
from marsad.stages.collect.found import Ended, Found

MOST_ATTEMPTS = 3
"""Visits at which a page is asked for before it is given up."""
MOST_HOST_FAULTS = 3
"""Faults of the host in a row after which a visit ends."""
MOST_SITEMAPS = 10
"""Sitemaps of an index that one visit reads: the last, which are the newest where outlets number or date them."""
MOST_PENDING = 5_000
LEAST_ENTRY_CHARS = 200
"""Least length of an entry's own text, markup included, for it to stand in for its page."""

Steps = Generator[Found | Issue, None, Ended]


def visit_source(source: Source, fetcher: Fetcher, state: SourceState, known: Container[str]) -> Steps:
    """What a visit brings, as it comes: captures to be kept and issues; at its end what is to be remembered.

    `known` holds the addresses that are in the archive: they are not asked for again.

    Raises:
        FetchError: when the source's own address was not had.
    """
    visitor = Visitor(source.delay_seconds, source.private_networks)
    listing = _Listing(source, fetcher, visitor, dict(state.validators))
    yield from listing.read(source.address)
    given_up = list(state.given_up)
    queue = _queue(state, listing.entries, known) if source.pages else []
    left, faults = [], 0
    for number, pending in enumerate(queue):
        if number >= source.most_pages or faults >= MOST_HOST_FAULTS:
            left.append(pending)
            continue
        try:
            answer = fetcher.fetch(pending.address, visitor)
            faults = 0
            yield _page(source, pending, answer)
        except FetchError as error:
            if error.code in ("stopped", "barred"):
                left += queue[number:]
                break
            yield Issue(error.code, pending.address, str(error))
            faults = faults + 1 if error.code in OF_THE_HOST else 0
            again = msgspec.structs.replace(pending, attempts=pending.attempts + 1)
            if error.code in TRANSIENT and again.attempts < MOST_ATTEMPTS:
                left.append(again)
            else:
                given_up.append(pending.address)
                if pending.part:
                    yield _stand_in(source, pending)
    listed = {entry.address for entry in listing.entries}
    kept = tuple(address for address in given_up if address in listed or not listing.entries)
    remembered = msgspec.structs.replace(state, validators=listing.validators, pending=tuple(left), given_up=kept)
    return Ended(remembered, len(listing.entries))


def _queue(state: SourceState, entries: list[Pending], known: Container[str]) -> list[Pending]:
    """What is to be fetched: what is left of earlier visits, then what is new, each address once."""
    given_up, seen, queue = set(state.given_up), set[str](), []
    for pending in [*state.pending, *entries]:
        if pending.address and pending.address not in seen and pending.address not in given_up and pending.address not in known:
            seen.add(pending.address)
            queue.append(pending)
    return queue[:MOST_PENDING]


class _Listing:
    """The feed or sitemap of a source as one visit reads it."""

    def __init__(self, source: Source, fetcher: Fetcher, visitor: Visitor, validators: dict[str, tuple[str, str]]) -> None:
        self._source = source
        self._fetcher = fetcher
        self._visitor = visitor
        self.validators = validators
        self.entries: list[Pending] = []

    def read(self, address: str, *, within_index: bool = False) -> Generator[Found | Issue, None, None]:
        """Fetches a listing, hands it on to be kept, and notes what it lists."""
        answer = self._fetcher.fetch(address, self._visitor, *self.validators.get(address, ("", "")))
        if answer.status == NOT_MODIFIED:
            return
        sha256 = hashlib.sha256(answer.body).hexdigest()
        whole = WHOLE_FEED if self._source.kind == "feed" and not self._source.pages else ""
        yield Found(msgspec.structs.replace(capture_of(self._source, answer, self._source.kind), part=whole), answer.body)
        try:
            yield from self._list_sitemap(answer, sha256, within_index) if self._source.kind == "sitemap" else self._list_feed(answer, sha256)
        except FormatError as error:
            yield Issue(error.code, answer.address, str(error))
            return
        self.validators[address] = (answer.header("etag"), answer.header("last-modified"))

    def _list_feed(self, answer: Answer, sha256: str) -> Generator[Found | Issue, None, None]:
        feed = read_feed(answer.body, charset_of(answer), self._source.time_zone)
        if not feed.entries:
            yield Issue("empty", answer.address, "the feed has no entries")
        for entry in feed.entries:
            part = entry.key if len(entry.text) >= LEAST_ENTRY_CHARS else ""
            address = _absolute(entry.address, answer.address)
            if address:
                self.entries.append(Pending(address, sha256, part, entry.published, entry.published_from))

    def _list_sitemap(self, answer: Answer, sha256: str, within_index: bool) -> Generator[Found | Issue, None, None]:
        sitemap = read_sitemap(answer.body, charset_of(answer), self._source.time_zone)
        pages = sorted(sitemap.pages, key=lambda page: page.published or "", reverse=True)
        self.entries += [Pending(page.address, sha256, "", page.published, page.published_from) for page in pages]
        if within_index and sitemap.sitemaps:
            yield Issue("nested", answer.address, "a sitemap index within a sitemap index is not followed")
            return
        for address in sitemap.sitemaps[-MOST_SITEMAPS:]:
            try:
                yield from self.read(address, within_index=True)
            except FetchError as error:
                yield Issue(error.code, address, str(error))


def _page(source: Source, pending: Pending, answer: Answer) -> Found:
    """The capture of a page.

    Raises:
        FetchError: when what came is no page (a picture, a PDF).
    """
    kind = answer.header("content-type").split(";")[0].strip().lower()
    if kind and kind not in ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml"):
        raise FetchError("not_page", f"{answer.address} is {kind}, not a page")
    capture = capture_of(source, answer, "page")
    return Found(
        msgspec.structs.replace(capture, listed=pending.listed, published=pending.published, published_from=pending.published_from), answer.body
    )


def _stand_in(source: Source, pending: Pending) -> Found:
    """A feed's entry in the place of its page: an entry of the log that points into the feed's own capture."""
    return Found(
        Capture(pending.listed, pending.address, source=source.id, kind="feed_entry", part=pending.part, listed=pending.listed,
                published=pending.published, published_from=pending.published_from, tlp=source.tlp), None,
    )  # fmt: skip


def capture_of(source: Source, answer: Answer, kind: str) -> Capture:
    """The capture of an answer, without sha256 yet."""
    media_type = answer.header("content-type").split(";")[0].strip().lower()
    requested = answer.requested if answer.requested != answer.address else ""
    return Capture(
        "", answer.address, media_type, charset_of(answer), answer.fetched.isoformat(), requested, source.id, answer.status, answer.headers, kind,
        tlp=source.tlp,
    )  # fmt: skip


def charset_of(answer: Answer) -> str:
    """The charset that an answer states, `""` for none; it may be wrong."""
    for part in answer.header("content-type").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()[:40]
    return ""


def _absolute(address: str, base: str) -> str:
    try:
        return str(read_url(address, read_url(base))) if address else ""
    except FetchError:
        return ""
