"""What a store shares, as STIX objects: articles with their reports, judgements, and events; each no further open than the store is."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from marsad.model import MARKINGS, Event
from marsad.model.shared import Article, SharedEvent
from marsad.stages.share.harm import Policy, protect
from marsad.stages.share.stix_articles import ArticleRecord, Stub, article_object, withdrawn_object
from marsad.stages.share.stix_base import Stamp, Stix
from marsad.stages.share.stix_events import event_objects
from marsad.stages.share.stix_judgements import judgement_object
from marsad.store.shared import WITHDRAWN, Shared
from marsad.store.store import Store
from marsad.store.stubs import Stubbed, read_documents, read_stubs, shared_of

KINDS = {"reports": "report", "judgements": "judgement", "events": "event"}
"""By collection, the kind of what it shares."""
TYPES = {
    "reports": ("report",),
    "judgements": ("note", "opinion"),
    "events": ("identity", "incident", "location", "note", "opinion", "relationship", "report"),
}
"""By collection, the types of its objects."""


class Given(NamedTuple):
    """An object that is shared, the moment at which it was added (microseconds since 1970), and what it is of."""

    added: int
    stix: Stix
    shared: Shared


def give(store: Store, rows: Sequence[Shared]) -> list[Given]:
    """The objects of what is shared, in its order; what is kept no more in that form is passed over."""
    made: list[Given] = []
    for kind, objects in _MAKERS.items():
        made += objects(store, [row for row in rows if row.kind == kind])
    return sorted(made, key=lambda given: given.added)


def _stamp(store: Store, row: Shared) -> Stamp:
    creator = f"identity--{row.origin}" if row.origin else store.observatory().identity
    return Stamp(row.created, row.modified, creator)


def _withdrawn(store: Store, row: Shared) -> Given:
    return Given(row.at, withdrawn_object(row.id.partition("--")[0], row.id, _stamp(store, row), MARKINGS[row.least]), row)


def _reports(store: Store, rows: Sequence[Shared]) -> Iterable[Given]:
    """Articles; one that others made is given as they made it, and where we read it ourselves, ours alone."""
    known = read_stubs(store, [row.key for row in rows if row.state != WITHDRAWN])
    for row in rows:
        if row.state == WITHDRAWN:
            yield _withdrawn(store, row)
        elif row.key in known and known[row.key].document.origin == row.origin and known[row.key].reports:
            stub = known[row.key]
            yield Given(row.at, article_object(record_of(stub), row.id, _stamp(store, row), stub.document.tlp), row)


def record_of(stubbed: Stubbed) -> ArticleRecord:
    """An article as it is exchanged."""
    document = stubbed.document
    stub = Stub(
        document.id, stubbed.digest, document.outlet, document.url, document.title, document.agencies, document.language, document.published,
        document.published_from,
    )  # fmt: skip
    return ArticleRecord(stub, stubbed.version, tuple(stubbed.reports), stubbed.signature)


def _judgements(store: Store, rows: Sequence[Shared]) -> Iterable[Given]:
    known = {judgement.id: judgement for judgement in store.judgements()} if rows else {}
    told = {report.id: report.document for row in rows if row.key in known for report in store.reports(known[row.key].reports)}
    articles = {key: shared[-1].id for key, shared in shared_of(store, "report", sorted(set(told.values()))).items()}
    for row in rows:
        if row.state == WITHDRAWN:
            yield _withdrawn(store, row)
        elif row.key in known:
            judgement = known[row.key]
            about = sorted({articles[told[id_]] for id_ in judgement.reports if told.get(id_) in articles})
            yield Given(row.at, judgement_object(judgement, row.id, _stamp(store, row), about, store.observatory().name), row)


def _events(store: Store, rows: Sequence[Shared]) -> Iterable[Given]:
    known = {event.id: event for event in store.events([row.key for row in rows if row.state != WITHDRAWN])}
    articles = articles_of(store, known.values())
    for row in rows:
        if row.state == WITHDRAWN:
            yield _withdrawn(store, row)
        elif row.key in known:
            objects = event_objects(_harmless(known[row.key]), articles[row.key], _stamp(store, row), row.id)
            yield from (Given(row.at + number, stix, row) for number, stix in enumerate(objects))


def _harmless(event: Event) -> Event:
    """The event without what an export leaves out by default: whoever reads the collection is no nearer to it."""
    protected = protect(SharedEvent("", "", event), Policy(), lambda *_: None, Counter())
    assert isinstance(protected, SharedEvent)
    return protected.event


def articles_of(store: Store, events: Iterable[Event]) -> dict[str, list[Article]]:
    """By event, the articles that tell of it, in the order of its reports; without their titles, which may name private persons."""
    told = list(events)
    reports = {report.id: report.document for report in store.reports({id_ for event in told for id_ in event.reports})}
    documents = read_documents(store, reports.values())
    found: dict[str, list[Article]] = {}
    for event in told:
        ids = dict.fromkeys(reports[id_] for id_ in event.reports if id_ in reports)
        found[event.id] = [
            Article(document.id, document.outlet, document.url, published=document.published, capture=document.capture)
            for id_ in ids if (document := documents.get(id_)) is not None
        ]  # fmt: skip
    return found


_MAKERS: dict[str, Callable[[Store, Sequence[Shared]], Iterable[Given]]] = {"report": _reports, "judgement": _judgements, "event": _events}
