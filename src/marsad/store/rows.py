"""From what was read out of a document to the rows that keep it: made where it was read, so that the writer only writes."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from marsad.arabic.stem import search_text
from marsad.model import Claim, Document, Extraction, Place, Report, Seen, Signature, Toll, Version, level_of
from marsad.model.marking import MARKINGS
from marsad.version import VERSION

Row = tuple[object, ...]
_KEY_BYTES = 8
FASTEST = 1
"""Level of compression: an extraction to a fifth of its size in a fifth of a millisecond."""
ENCODER = msgspec.json.Encoder()
CHILDREN = ("mentions", "claims", "figures", "reports", "report_blocks", "report_sides")
"""The tables of a document's rows, in the order in which they can be written."""


class DocumentRows(msgspec.Struct, frozen=True):
    """All rows of one document: `document` without its version, marking and origin, `children` by table. `key` numbers it in all of them."""

    key: int
    id: str
    version: Version
    marking: int
    origin: str
    document: Row
    children: dict[str, list[Row]]


def key_of(id_: str) -> int:
    """The number of a document or version, from its id: 63 bits, so that the same id has the same number in every store."""
    return int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=_KEY_BYTES).digest()) >> 1


def digest_of(document: Document) -> str:
    """What tells whether a document is the same as one kept: a hash of its text, outlet, publication time, and of a marking above `CLEAR`."""
    marked = () if document.tlp == MARKINGS[0] else (document.tlp,)
    content = "\0".join((document.text, document.outlet, document.published or "", document.url, *marked))
    return hashlib.sha256(content.encode()).hexdigest()


def rows_of(
    extraction: Extraction, reports: Sequence[Report], signature: Signature, blocks: Sequence[Iterable[str]], digest: str = ""
) -> DocumentRows:
    """The rows of an extraction, its reports and the signature of its text. `blocks[i]` are the keys under which `reports[i]` is looked for.

    `digest` is given of a document whose text was read elsewhere.
    """
    document = extraction.document
    key = key_of(document.id)
    row = (
        key, document.id, digest or digest_of(document), document.outlet, signature.published, document.title, document.capture,
        search_text(document.text), zlib.compress(ENCODER.encode(extraction), FASTEST), ENCODER.encode(signature),
        document.url,
    )  # fmt: skip
    told = {report.id: (report, tuple(dict.fromkeys(keys))) for report, keys in zip(reports, blocks, strict=True)}
    children: dict[str, list[Row]] = {
        "mentions": list(_mentions(key, extraction)),
        "claims": [_claim(key, number, claim) for number, claim in enumerate(extraction.claims)],
        "figures": [
            (key, number, figure.span.start, figure.span.end, figure.measure, figure.low, figure.high, figure.unit, figure.claim)
            for number, figure in enumerate(extraction.figures)
        ],
        "reports": [_report(key, report) for report, _ in told.values()],
        "report_blocks": [(block, report.id) for report, keys in told.values() for block in keys],
        "report_sides": [
            (report.id, role, number, side.actor, side.name)
            for report, _ in told.values()
            for role, sides in (("actor", report.actors), ("target", report.targets))
            for number, side in enumerate(sides)
        ],
    }
    return DocumentRows(key, document.id, extraction.version, level_of(document.tlp), document.origin, row, children)


def _claim(key: int, number: int, claim: Claim) -> Row:
    via = "|".join(holder.name for holder in claim.via)
    return key, number, claim.cue.start, claim.cue.end, claim.holder.name, claim.holder.type, via, claim.stance, claim.channel


def _mentions(key: int, extraction: Extraction) -> Iterator[Row]:
    for number, place in enumerate(extraction.places):
        yield (
            key,
            "place",
            number,
            place.span.start,
            place.span.end,
            place.place.id if place.place else "",
            place.place.name_ar if place.place else "",
        )
    for number, actor in enumerate(extraction.actors):
        yield key, "actor", number, actor.span.start, actor.span.end, actor.actor.id, actor.actor.name_ar
    for number, time in enumerate(extraction.times):
        yield key, "time", number, time.span.start, time.span.end, time.value or "", time.span.exact


def _report(key: int, report: Report) -> Row:
    day = (report.begin or report.published or "")[:10]
    return (
        report.id, key, report.index, *_told(report.type, report.status, report.mode, report.begin, report.end, report.place, report.geo_precision),
        *_killed(report.toll), day, report.outlet, report.source, level_of(report.tlp), None, ENCODER.encode(report),
    )  # fmt: skip


def event_row(seen: Seen) -> Row:
    """The row of an event as those of some clearances see it; its toll is the settled one."""
    event = seen.event
    settled = next((figure.bounds for figure in event.settled if figure.measure == "killed"), None)
    low, high = settled if settled is not None else (None, None)
    return (
        seen.row, event.id, *_told(event.type, event.status, event.mode, event.begin, event.end, event.place, event.geo_precision), low, high,
        (event.begin or "")[:10], event.place.radius_m if event.place is not None else 0, event.sources, event.review, event.priority,
        seen.least, seen.most, ENCODER.encode(event), VERSION,
    )  # fmt: skip


def _told(type_: str, status: str, mode: str, begin: str | None, end: str | None, place: Place | None, precision: int) -> Row:
    where = (place.country, place.admin1, place.id, place.lat, place.lon) if place is not None else ("", "", "", None, None)
    return (type_, status, mode, begin, end, *where, precision)


def _killed(toll: Toll) -> Row:
    return toll.killed if toll.killed is not None else (None, None)
