"""Evidence as W3C Web Annotations: each says of a stretch of an article which event it tells of, and with PROV how that came about.

The document is an annotation collection with one page (Web Annotation Data Model, 2017); targets are selected by text position and, where the
words are shared, by text quote. PROV-O says which program made an annotation and what it was derived from: the article and, where it is kept, its
capture.
"""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from marsad.model.shared import Article, Exported, SharedEvent, Telling, Withdrawal
from marsad.stages.share.facts import MEASURES, acled_type, settled_of
from marsad.stages.share.formats import Heading

_REFERENCES = ("prov:used", "prov:wasGeneratedBy", "prov:wasAssociatedWith", "prov:wasDerivedFrom", "marsad:into")
_WHOLE = ("marsad:place", "marsad:settled", "marsad:heading")
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#", "marsad": "urn:marsad:terms:", "prov:invalidatedAtTime": {"@type": "xsd:dateTime"},
        **{name: {"@type": "@id"} for name in _REFERENCES}, **{name: {"@type": "@json"} for name in _WHOLE},
    },
]  # fmt: skip
"""The W3C's terms, and ours: without the second part readers of RDF would take addresses for texts, and lose what stands in places and figures."""
MAKER = "urn:marsad:software"


def write_annotations(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write an annotation for each telling of each event; of an event that is no more, a PROV invalidation."""
    encode = msgspec.json.Encoder().encode
    id_ = f"urn:marsad:export:{heading.cursor}"
    head = {"@context": CONTEXT, "id": id_, "type": "AnnotationCollection", "label": "Evidence of events"}
    page = {"id": f"{id_}:page", "type": "AnnotationPage", "partOf": id_, "startIndex": 0}
    stream.write(encode(head)[:-1] + b',"first":' + encode(page)[:-1] + b',"items":[')
    between, total = b"\n", 0
    for record in records:
        for annotation in annotations_of(record, heading) if isinstance(record, SharedEvent) else [_invalidated(record)]:
            stream.write(between + encode(annotation))
            between, total = b",\n", total + 1
    stream.write(b'\n]},"total":' + encode(total) + b',"marsad:heading":' + encode(heading.told()) + b"}\n")


def _invalidated(record: Withdrawal) -> dict[str, Any]:
    """That an event is no more: a body without a target is no annotation, so the event itself is annotated."""
    return {
        "id": f"urn:marsad:withdrawal:{record.id}", "type": "Annotation", "motivation": "moderating", "target": event_urn(record.id),
        "body": {
            "type": ["Dataset", "prov:Entity"], "id": event_urn(record.id), "prov:invalidatedAtTime": record.at, "marsad:why": record.why,
            "marsad:into": [event_urn(id_) for id_ in record.into],
        },
    }  # fmt: skip


def event_urn(id_: str) -> str:
    """The name of an event."""
    return f"urn:marsad:event:{id_}"


def annotations_of(record: SharedEvent, heading: Heading) -> Iterator[dict[str, Any]]:
    """The annotations of an event, one a telling."""
    body = _body(record)
    for telling in record.tellings:
        yield {
            "id": f"urn:marsad:annotation:{telling.report}:{record.event.id}", "type": ["Annotation", "prov:Entity"], "motivation": "classifying",
            "created": heading.at.replace("+00:00", "Z"), "creator": MAKER,
            "generator": _software(telling.article), "body": body, "target": _target(telling),
            "prov:wasGeneratedBy": {
                "type": "prov:Activity", "id": f"urn:marsad:reading:{telling.report}", "prov:used": _source_of(telling.article),
                "prov:wasAssociatedWith": {"id": MAKER, "type": "prov:SoftwareAgent"},
            },
            "prov:wasDerivedFrom": [_source_of(telling.article), *([f"urn:sha256:{telling.article.capture}"] if telling.article.capture else [])],
            "marsad:status": telling.status, "marsad:onWordOf": telling.source, "marsad:origin": telling.origin,
            "marsad:superseded": telling.superseded,
        }  # fmt: skip


def _software(article: Article) -> dict[str, Any]:
    version = article.version
    return {
        "id": f"{MAKER}:{version.marsad or 'unknown'}", "type": "Software", "name": "Marsad", "marsad:code": version.marsad,
        "marsad:lexicons": version.lexicons, "marsad:gazetteer": version.gazetteer,
    }  # fmt: skip


def _body(record: SharedEvent) -> dict[str, Any]:
    """What the event is; all of it but its figures by source stands here, since an annotation is read by itself."""
    event, place = record.event, record.event.place
    tolls = {measure: figure for measure in MEASURES if (figure := settled_of(event, measure)) is not None}
    return {
        "id": event_urn(event.id), "type": ["Dataset", "prov:Entity"], "purpose": "classifying", "marsad:version": record.version,
        "marsad:type": event.type, "marsad:mode": event.mode, "marsad:acled": acled_type(event), "marsad:status": event.status,
        "marsad:review": event.review, "marsad:begin": event.begin, "marsad:end": event.end, "marsad:timePrecision": event.time_precision,
        "marsad:place": msgspec.to_builtins(place) if place else None, "marsad:geoPrecision": event.geo_precision,
        "marsad:settled": {
            measure: {"bounds": list(figure.bounds), "rule": figure.rule, "disputed": figure.disputed} for measure, figure in tolls.items()
        },
        "marsad:independentSources": event.sources, "marsad:tlp": event.tlp,
    }  # fmt: skip


def _source_of(article: Article) -> str:
    return article.url or f"urn:marsad:document:{article.id}"


def _target(telling: Telling) -> dict[str, Any]:
    """The stretch of the article's text, in code points of the text that Marsad read; the whole article where evidence is left out."""
    quote, article = telling.evidence, telling.article
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": {"id": _source_of(article), "type": "Text", "language": "ar", "format": "text/html"},
    }
    if article.title:
        target["source"]["label"] = article.title
    if quote is None:
        return target
    position = {"type": "TextPositionSelector", "start": quote.start, "end": quote.end}
    if not quote.exact:
        return {**target, "selector": position}
    return {**target, "selector": [{"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}, position]}
