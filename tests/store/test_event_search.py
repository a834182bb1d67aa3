"""Finding and counting events: the tallies agree with the events, on SQLite and on a real PostgreSQL."""

from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from tests.stages.reconcile.making import make
from tests.store.documents import make_documents

from marsad.engine.ingest import ingest
from marsad.engine.reconcile import judge_event, reconcile_new, undo_judgement
from marsad.engine.report_store import StoredReports
from marsad.errors import InputError
from marsad.model import Event, Place, Seen
from marsad.settings import Settings
from marsad.stages.reconcile.events import event_of
from marsad.store.event_counts import count_cells, count_times, level_of, list_points
from marsad.store.event_search import EventQuery, count_events, list_events, queue_events
from marsad.store.schema import event_tallies
from marsad.store.store import Store
from marsad.store.tallies import recount

AT = "2024-01-01T00:00:00+00:00"


def make_event(number: int, day: str, lat: float | None, lon: float, type_: str, status: str, killed: int | None) -> Event:
    place = Place(f"p{number}", "", "P", lat, lon, 5_000, "settlement", "SY") if lat is not None else None
    report = make(f"r{number}", killed, type=type_, status=status, place=place, begin=day or None, end=day or None, published=None)
    return msgspec.structs.replace(event_of([report], (), {}), id=f"e{number:04}", reports=(), sources=1 + number % 3)


points = st.tuples(
    st.sampled_from(("", "2018-01-31", "2018-02-01", "2018-02-14", "2018-03-01", "2019-12-31")),
    st.one_of(st.none(), st.floats(-90, 89.9)), st.floats(-180, 179.9), st.sampled_from(("ASSAULT", "PROTEST")),
    st.sampled_from(("actual", "possible")), st.one_of(st.none(), st.integers(0, 90)),
)  # fmt: skip
filters = st.fixed_dictionaries({}, optional={"country": st.just("SY"), "types": st.just(("ASSAULT",)), "statuses": st.just(("actual", "denied"))})
edges = st.sampled_from(("", "2018-01-31", "2018-02-01", "2018-02-10", "2018-03-02", "2020-01-01"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> str:
    return str(tmp_path_factory.mktemp("tallies") / "store.db")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(points, max_size=12), st.integers(0, 12), edges, edges, filters, st.floats(0, 10))
def test_tallies_and_events_count_alike(empty, told, gone, since, until, asked_too, zoom) -> None:
    events = [make_event(number, *fields) for number, fields in enumerate(told)]
    with Store(empty) as store:
        with store.engine.begin() as connection:
            old = [row[0] for row in connection.execute(text("SELECT id FROM events"))]
        store.replace_events(old, [Seen(event) for event in events])
        store.replace_events([event.id for event in events[:gone]], [])
        ahead = EventQuery(since=since, until=until, **asked_too)
        asked = msgspec.structs.replace(ahead, reviews=("open", "accepted", "corrected"))
        assert ahead.only_counted
        assert not asked.only_counted, "without the disputed ones, of which there are none, the events themselves are counted"
        left, right = count_cells(store, ahead, zoom), count_cells(store, asked, zoom)
        assert sorted(left.cells, key=str) == sorted(right.cells, key=str)
        assert (left.placed, left.unplaced) == (right.placed, right.unplaced)
        for by in ("day", "week", "month"):
            assert count_times(store, ahead, by) == count_times(store, asked, by)
        assert left.placed + left.unplaced == count_events(store, ahead)
        with store.engine.connect() as connection:
            assert all(row.events > 0 for row in connection.execute(select(event_tallies))), "an emptied cell leaves no row"


def filled(address: str) -> Store:
    store = Store(address)
    ingest(make_documents(10), store, Settings())
    reconcile_new(StoredReports(store))
    return store


@pytest.fixture(scope="module")
def searched(lasting_address: str) -> Iterator[Store]:
    with filled(lasting_address) as store:
        yield store


def ids(events: list[Event]) -> list[str]:
    return [event.id for event in events]


def all_events(store: Store, **asked: object) -> list[Event]:
    return list_events(store, EventQuery(**asked), 500).events


@pytest.mark.parametrize(
    ("asked", "countries"),
    [
        ({}, {"YE": 2, "SY": 2, "AF": 2, "SD": 4, "FR": 2}),
        ({"country": "SY"}, {"SY": 2}),
        ({"types": ["PROTEST", "COERCE"]}, {"SD": 4}),
        ({"killed": 10}, {"SY": 2, "AF": 2}),
        ({"words": "الحوثي"}, {"YE": 2}),
        ({"actor": "houthis"}, {"YE": 2}),
        ({"source": "المرصد"}, {"SY": 2}),
        ({"outlet": "outlet", "country": "SD"}, {"SD": 4}),
        ({"outlet": "none"}, {}),
        ({"near": (33.5, 36.3, 40_000.0)}, {"SY": 2}),
        ({"box": (60.0, 30.0, 75.0, 38.0)}, {"AF": 2}),
        ({"box": (170.0, 30.0, 40.0, 38.0)}, {"SY": 2}),
        ({"statuses": ["denied"]}, {}),
        ({"sources": 2}, {}),
        ({"reviews": ["rejected"]}, {}),
        ({"since": "2018-06-04", "until": "2018-06-06", "country": "SD"}, {"SD": 0}),
    ],
)
def test_events_are_found_alike_on_both(searched, asked, countries) -> None:
    found = Counter(event.place.country if event.place else "" for event in all_events(searched, **asked))
    wanted = {country: number for country, number in countries.items() if number}
    if "since" not in asked:
        assert {country: min(number, 4) for country, number in found.items() if country} == wanted
    assert count_events(searched, EventQuery(**asked)) == sum(found.values())


def test_pages_of_events_go_on_where_they_stopped(searched) -> None:
    for listed in (list_events, queue_events):
        seen, cursor = [], ""
        while True:
            page = listed(searched, EventQuery(), 3, cursor)
            seen += ids(page.events)
            cursor = page.cursor
            if not cursor:
                break
        assert len(seen) == len(set(seen)) == searched.counts()["events"]
    days = [event.begin for event in all_events(searched)]
    assert days == sorted(days, reverse=True)
    priorities = [event.priority for event in queue_events(searched, EventQuery(), 500).events]
    assert priorities == sorted(priorities, reverse=True)
    with pytest.raises(InputError, match="no cursor"):
        list_events(searched, EventQuery(), 3, "nowhere")


def test_a_judgement_is_kept_counted_and_taken_back(address) -> None:
    with filled(address) as store:
        reports = StoredReports(store)
        event = all_events(store, country="SY")[-1]
        before, revision = count_cells(store, EventQuery(), 3), store.revision()
        judgement, change = judge_event(reports, event.id, "reject", "rim", AT, "a film")
        assert change.added == (event.id,)
        assert event.id not in ids(all_events(store))
        assert ids(all_events(store, reviews=["rejected"])) == [event.id]
        assert count_cells(store, EventQuery(), 3).placed == before.placed - 1
        assert store.revision() > revision
        undo_judgement(reports, judgement.id, "rim", AT + "1")
        assert event in all_events(store)
        judge_event(reports, event.id, "correct", "rim", AT + "2", "", "killed", [3, None])
        (kept,) = store.events([event.id])
        assert (kept.review, kept.settled[0].bounds) == ("corrected", (3, None))
        assert ids(all_events(store, country="SY", killed=3)).count(event.id) == 1
        ingest(make_documents(2, "other"), store, Settings())
        reconcile_new(reports)
        (grown,) = store.events_of(kept.reports)
        assert len(grown.reports) > len(kept.reports), "another outlet's report has joined"
        assert grown.settled[0].bounds == (3, None), "and a person's figure holds"


def test_counting_anew_gives_what_was_counted(address) -> None:
    with filled(address) as store:
        query = select(event_tallies).order_by(*event_tallies.primary_key)
        with store.engine.begin() as connection:
            before = connection.execute(query).all()
            recount(connection)
            assert connection.execute(query).all() == before


def test_points_are_columns_of_equal_length(searched) -> None:
    found = list_points(searched, EventQuery(), 3)
    assert found.more
    assert {len(column) for column in (found.id, found.lat, found.lon, found.radius_m, found.type, found.status, found.killed, found.begin)} == {3}


def test_cells_get_smaller_with_the_zoom() -> None:
    assert [level_of(zoom) for zoom in range(14)] == sorted(level_of(zoom) for zoom in range(14))
