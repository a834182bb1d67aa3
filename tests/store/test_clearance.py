"""Who sees what of a store: a clearance sees exactly what a store holds that was never given anything above it."""

import msgspec
import pytest
from tests.store.documents import make_documents

from marsad.engine.ingest import ingest
from marsad.engine.reconcile import judge_event, merge_events, reconcile_new, split_event, undo_judgement
from marsad.engine.report_store import StoredReports
from marsad.errors import InputError
from marsad.model import MARKINGS, Capture, Document, Source, level_of
from marsad.settings import Settings
from marsad.stages.read.captures import read_capture
from marsad.store.event_counts import count_cells, count_times, list_points
from marsad.store.event_search import EventQuery, count_events, list_events, queue_events
from marsad.store.outlet_counts import count_outlets
from marsad.store.search import Query, search
from marsad.store.store import Store

LEVELS = range(len(MARKINGS))
AT = "2024-01-01T00:00:00+00:00"
QUERIES = (
    EventQuery(), EventQuery(since="2018-06-03", until="2018-06-20"), EventQuery(country="SY"), EventQuery(words="قصف"),
    EventQuery(outlet="RED"), EventQuery(outlet="CLEAR"), EventQuery(actor="houthis"), EventQuery(source="المرصد"), EventQuery(sources=2),
    EventQuery(killed=10), EventQuery(box=(30.0, 10.0, 50.0, 40.0)), EventQuery(near=(33.5, 36.3, 40_000.0)), EventQuery(types=("PROTEST",)),
)  # fmt: skip


def marked_documents() -> list[Document]:
    """Each happening told by an outlet of every marking, the higher the fewer, and some told only above; each a capture of its own."""
    told = []
    for level, marking in enumerate(MARKINGS):
        made = make_documents(10 - level, marking)[level % 2 :]
        told += [msgspec.structs.replace(document, tlp=marking, capture=f"{marking}-{document.id}") for document in made]
    return told


def fill(address: str, documents: list[Document]) -> Store:
    store = Store(address)
    ingest(documents, store, Settings())
    store.keep_captures(Capture(document.capture, "test", tlp=document.tlp) for document in documents)
    reconcile_new(StoredReports(store))
    return store


def by_id(records):
    return sorted(records, key=lambda record: record.id)


def shown(store: Store) -> dict[str, object]:
    """All that goes out of a store by its methods of reading."""
    documents = [found.id for found in search(store, Query(most=500)).found]
    events = list_events(store, EventQuery(), 500).events
    reports = [report for event in events for report in event.reports]
    asked = {
        str(query): (
            list_events(store, query, 3), queue_events(store, query, 3), count_events(store, query),
            sorted(count_cells(store, query, 5).cells, key=str), list_points(store, query),
            [count_times(store, query, by) for by in ("auto", "day", "week", "month")],
        ) for query in QUERIES
    }  # fmt: skip
    return asked | {
        "search": [search(store, Query(words=words, most=2)) for words in ("قصف", "هجوم", "صنعاء")],
        "by event": search(store, Query(country="SY", killed=5)),
        "documents": [store.document(id_) for id_ in documents], "homes": store.homes_of(documents), "events": events,
        "by id": by_id(store.events(event.id for event in events)), "of reports": by_id(store.events_of(reports)),
        "reports": by_id(store.reports(reports)),
        "all reports": store.all_reports(), "listed": store.list_events("", "", "", "", 1, 500), "outlets": count_outlets(store),
        "days": store.publication_days(), "judgements": store.judgements(), "counts": store._seen_counts(), "issues": store.issues(),
        "captures": sorted(store.captures(f"{marking}-{marking}-{n}" for marking in MARKINGS for n in range(10)), key=str),
        "by prefix": [store.find_events([event.id]) for event in events[:3]],
    }  # fmt: skip


def test_a_clearance_sees_what_a_store_holds_that_was_given_nothing_above(address, tmp_path) -> None:
    documents = marked_documents()
    with fill(address, documents) as store:
        assert any(len({report.tlp for report in store.reports(event.reports)}) > 2 for event in list_events(store, EventQuery(), 500).events)
        for level in LEVELS:
            with fill(str(tmp_path / f"{level}.db"), [d for d in documents if level_of(d.tlp) <= level]) as alone:
                seen, wanted = shown(store.cleared(level)), shown(alone)
                assert seen.keys() == wanted.keys()
                for part, told in wanted.items():
                    assert seen[part] == told, f"{MARKINGS[level]}: {part}"


def test_what_is_above_does_not_touch_what_is_below(address) -> None:
    """Coming, being judged, split, merged and taken back: nobody below learns of it, not even that something changed."""
    low = [document for document in marked_documents() if level_of(document.tlp) <= 1]
    high = [document for document in marked_documents() if level_of(document.tlp) > 1]
    with fill(address, low) as store:
        below = store.cleared(1)
        before, number = shown(below), below.revision()
        ingest(high, store, Settings())
        reports = StoredReports(store)
        reconcile_new(reports)
        told = [event for event in list_events(store, EventQuery(), 500).events if event.tlp == "RED" and len(event.reports) > 2]
        rejected, _ = judge_event(reports, told[0].id, "reject", "reviewer", AT)
        judge_event(reports, told[1].id, "correct", "reviewer", AT, field="killed", value=[77, 77])
        merge_events(reports, [event.id for event in told[2:4]], "reviewer", AT)
        split_event(reports, told[4].id, told[4].reports[:1], "reviewer", AT)
        assert {judgement.tlp for judgement in store.judgements()} == {"RED"}
        assert shown(below) == before
        assert below.revision() == number
        with pytest.raises(InputError, match="there is no judgement"):
            undo_judgement(StoredReports(below), rejected.id, "reader", AT)
        assert not below.events(
            [event.id for event in list_events(store, EventQuery(), 500).events if event.id not in {e.id for e in before["events"]}]
        )


def test_what_is_decided_below_is_seen_above(address) -> None:
    with fill(address, marked_documents()) as store:
        below = store.cleared(0)
        event = next(e for e in list_events(below, EventQuery(), 500).events if len(store.events_of(e.reports)[0].reports) > len(e.reports))
        numbers = [store.cleared(level).revision() for level in LEVELS]
        judgement, change = judge_event(StoredReports(below), event.id, "correct", "reader", AT, field="killed", value=[5, 5])
        assert judgement.tlp == "CLEAR"
        assert change.added == (event.id,)
        for level in LEVELS:
            (seen,) = store.cleared(level).events_of(event.reports)
            assert seen.review == "corrected"
            assert store.cleared(level).revision() > numbers[level]


def test_a_document_marked_higher_takes_its_events_and_judgements_along(address) -> None:
    documents = [d for d in marked_documents() if d.tlp == "CLEAR"]
    with fill(address, documents) as store:
        event = list_events(store, EventQuery(), 500).events[0]
        judge_event(StoredReports(store), event.id, "accept", "reader", AT, reason="known to be so")
        document = store.reports(event.reports)[0].document
        ingest([msgspec.structs.replace(d, tlp="AMBER") for d in documents if d.id == document], store, Settings())
        reconcile_new(StoredReports(store))
        public = store.cleared(0)
        assert public.document(document) is None
        assert public.judgements() == []
        assert public.events_of(event.reports) == []
        assert [seen.review for seen in store.cleared(2).events_of(event.reports)] == ["accepted"]
        ingest([d for d in documents if d.id == document], store, Settings())
        assert public.document(document) is None, "coming again without a marking takes none off"


def test_what_a_source_is_marked_its_articles_are() -> None:
    source = Source("partner", "Partner", "partner/", "folder", tlp="AMBER")
    text = "قتل ثلاثة جنود في هجوم شنه الحوثيون على حاجز قرب صنعاء أمس، بحسب مصدر عسكري.".encode()
    for capture, marking in ((Capture("0" * 64, "file:a", kind="text"), "AMBER"), (Capture("0" * 64, "file:a", kind="text", tlp="RED"), "RED")):
        (document,) = read_capture(capture, text, source)
        assert document.tlp == marking
    with pytest.raises(ValueError, match="no marking of TLP"):
        Source("partner", "Partner", "partner/", "folder", tlp="SECRET")
