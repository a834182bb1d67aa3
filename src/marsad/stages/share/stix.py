"""An export as a STIX 2.1 bundle: the same objects, under the same ids, as the collection `events` serves over TAXII."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from marsad.formats.stix_ids import read_time, stix_id
from marsad.model import MARKINGS
from marsad.model.shared import Exported, Share, SharedEvent
from marsad.stages.share.formats import Heading
from marsad.stages.share.stix_articles import withdrawn_object
from marsad.stages.share.stix_base import PRODUCER, Stamp, Stix
from marsad.stages.share.stix_bundle import write_bundle
from marsad.stages.share.stix_events import event_objects


def write_stix(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write the records as one bundle: an event as its objects, one that is no more as an incident that is revoked."""
    objects = (stix for record in records for stix in _objects(record, heading))
    write_bundle(objects, stream, f"{heading.at} {heading.cursor} {heading.since} {sorted(heading.asked.items())}")


def _objects(record: Exported, heading: Heading) -> Iterator[Stix]:
    if isinstance(record, SharedEvent):
        share = record.share or _unshared(record.event.id, heading)
        articles = list({telling.article.id: telling.article for telling in record.tellings}.values())
        yield from event_objects(record.event, articles, _stamp(share), share.id)
        return
    share = record.share or _unshared(record.id, heading)
    yield withdrawn_object("incident", share.id, _stamp(share), MARKINGS[share.least])


def _stamp(share: Share) -> Stamp:
    return Stamp(share.created, share.modified, share.creator)


def _unshared(event: str, heading: Heading) -> Share:
    """What an event is known as that comes from no store: it is of nobody, and as old as the export."""
    at = read_time(heading.at)
    return Share(stix_id("incident", PRODUCER, event), PRODUCER, at, at)
