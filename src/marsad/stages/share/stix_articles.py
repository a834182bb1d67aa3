"""What observatories exchange of an article: where it stands and all that was read out of it as reports, as a STIX report; never its text.

The unit is the article and not the event, since reconciling is a function of reports alone: two observatories that know the same reports have the
same events, whichever of them read which, and however often these went to and fro.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from marsad.errors import InputError
from marsad.model import Report, Signature, Span, Version
from marsad.stages.share.stix_base import Stamp, Stix, extension_of, made_once, make_object, utc_time

MOST_REPORTS = 2_000
"""Of one article; the longest of a corpus of 29,193 has 41."""
MOST_LETTERS = 4_000
"""Of a title, address or clause."""
_FIELD = "article"


class Stub(msgspec.Struct, frozen=True):
    """An article without its text: a `Document`'s fields that say where it stands. `digest` is of text, outlet, time and address."""

    id: str
    digest: str
    outlet: str = ""
    url: str = ""
    title: str = ""
    agencies: tuple[str, ...] = ()
    language: str = "ar"
    published: str | None = None
    published_from: str = ""


class ArticleRecord(msgspec.Struct, frozen=True):
    """An article as observatories exchange it. `version` is that of the code that read it; the signature tells copies of one text."""

    stub: Stub
    version: Version
    reports: tuple[Report, ...]
    signature: Signature | None = None


def article_object(record: ArticleRecord, id_: str, stamp: Stamp, tlp: str) -> Stix:
    """The STIX report of an article. What stands around a clause in the text is left out; the clause itself is its evidence."""
    stub = record.stub
    reports = [msgspec.structs.replace(report, evidence=_bare(report.evidence), tlp=tlp) for report in record.reports]
    reference = {"source_name": stub.outlet or "unknown outlet", "external_id": stub.id, **({"url": stub.url} if stub.url else {})}
    fields = {
        "name": stub.title or stub.id, "report_types": ["observed-data"], "external_references": [reference], "lang": stub.language,
        "published": utc_time(_in_utc(record)) or utc_time("1970-01-01T00:00:00+00:00"), "object_refs": [outlet_identity(stub.outlet)["id"]],
    }  # fmt: skip
    told = msgspec.structs.replace(record, reports=tuple(reports))
    return make_object("report", id_, stamp, tlp, fields, {_FIELD: msgspec.to_builtins(told)})


def withdrawn_object(kind: str, id_: str, stamp: Stamp, tlp: str) -> Stix:
    """An object that was withdrawn: nothing but that."""
    needed: dict[str, dict[str, Any]] = {
        "report": {"name": "withdrawn", "published": utc_time("1970-01-01T00:00:00+00:00"), "object_refs": [stamp.creator]},
        "incident": {"name": "withdrawn"}, "note": {"content": "withdrawn", "object_refs": [stamp.creator]},
        "opinion": {"opinion": "neutral", "object_refs": [stamp.creator]},
    }  # fmt: skip
    return make_object(kind, id_, msgspec.structs.replace(stamp, revoked=True), tlp, needed[kind])


def outlet_identity(outlet: str) -> Stix:
    """The identity of an outlet, by the name that its readers know."""
    return made_once("identity", {"name": outlet or "unknown outlet", "identity_class": "organization", "sectors": ["communications"]})


def read_article(stix: Mapping[str, Any], tlp: str) -> ArticleRecord:
    """The article of a STIX report that an observatory made; its reports marked as the object is, whatever they say themselves.

    Raises:
        InputError: for what is none, or cannot be.
    """
    extension = extension_of(stix)
    if not isinstance(extension, Mapping) or _FIELD not in extension:
        raise InputError("this report holds no article of an observatory under our extension")
    try:
        record = msgspec.convert(extension[_FIELD], ArticleRecord)
    except msgspec.ValidationError as error:
        raise InputError(f"the article cannot be read: {error}") from error
    _check(record)
    reports = tuple(msgspec.structs.replace(report, tlp=tlp) for report in record.reports)
    return msgspec.structs.replace(record, reports=reports)


def _check(record: ArticleRecord) -> None:
    stub = record.stub
    ids = [report.id for report in record.reports]
    texts = [stub.id, stub.outlet, stub.url, stub.title, *(report.evidence.exact for report in record.reports if report.evidence is not None)]
    faults = (
        (not stub.id or not stub.digest, "it has no id or digest"),
        (not ids or len(ids) > MOST_REPORTS, f"it has {len(ids)} reports, of 1 to {MOST_REPORTS}"),
        (len(set(ids)) != len(ids), "two of its reports have one id"),
        (any(report.document != stub.id for report in record.reports), "one of its reports is of another article"),
        (any(report.outlet != stub.outlet for report in record.reports), "one of its reports is of another outlet"),
        (record.signature is not None and record.signature.document != stub.id, "its signature is of another article"),
        (any(len(text) > MOST_LETTERS or "\0" in text for text in texts), "a text in it is too long, or holds a NUL"),
    )
    for wrong, message in faults:
        if wrong:
            raise InputError(f"the article cannot be used: {message}")


def _bare(span: Span | None) -> Span | None:
    return None if span is None else msgspec.structs.replace(span, prefix="", suffix="")


def _in_utc(record: ArticleRecord) -> str | None:
    return next((report.published for report in record.reports if report.published is not None), None)
