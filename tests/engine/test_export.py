"""Exports out of a real store: whole or not there, with filters, and never more in memory than a page."""

import gc
import json
from pathlib import Path

import pytest
from tests.store.documents import make_documents

from marsad.engine.export import SIDECAR, Order, asked_of, export_file, provinces_of, shared_of
from marsad.engine.ingest import ingest
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.errors import InputError
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.model import Event, Version
from marsad.settings import Settings
from marsad.stages.share.formats import FORMATS
from marsad.stages.share.harm import read_policy
from marsad.stages.share.jsonl import read_jsonl
from marsad.store import snapshots
from marsad.store.event_search import EventQuery
from marsad.store.snapshots import open_snapshot
from marsad.store.store import Store

AT = "2024-01-01T00:00:00+00:00"
PROVINCES = provinces_of(open_gazetteer())


def order(form: str = "jsonl", **asked: object) -> Order:
    query = asked.pop("query", EventQuery())
    return Order(form=form, query=query, at=AT, version=Version("", "", ""), provinces=PROVINCES, **asked)  # type: ignore[arg-type]


@pytest.fixture
def filled(address):
    with Store(address) as store:
        ingest(make_documents(20, "one") + make_documents(10, "two"), store, Settings())
        reconcile_new(StoredReports(store))
        yield store


def ids(path: Path) -> list[str]:
    return [line.event.id for line in list(read_jsonl(path.read_bytes().splitlines()))[1:-1]]


def test_an_export_holds_what_fits_by_its_day(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    heading = export_file(filled, order(), path)
    with open_snapshot(filled) as snapshot:
        kept = list(snapshot.events(EventQuery()))
    assert ids(path) == [each.event.id for each in kept]
    assert heading.written["events"] == len(kept) == snapshot_count(filled)
    assert [each.event.begin or "" for each in kept] == sorted(each.event.begin or "" for each in kept)
    assert all(telling.article.url == "" and telling.article.outlet in ("one", "two") for each in kept for telling in shared_of(each).tellings)
    export_file(filled, order(query=EventQuery(country="SY")), path)
    assert ids(path) == [each.event.id for each in kept if each.event.place and each.event.place.country == "SY"]


def snapshot_count(store: Store) -> int:
    with open_snapshot(store) as snapshot:
        return snapshot.count(EventQuery())


def test_independent_sources_have_their_own_origin(filled: Store) -> None:
    with open_snapshot(filled) as snapshot:
        made = [shared_of(kept) for kept in snapshot.events(EventQuery())]
    assert all(len({telling.origin for telling in record.tellings}) == record.event.sources for record in made)
    assert max(record.event.sources for record in made) > 1


def test_a_file_is_whole_or_not_there(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("the one before")

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_file(filled, order("acled"), path, stop)
    assert path.read_text() == "the one before"
    assert list(tmp_path.glob(".*.part")) == []
    export_file(filled, order("acled", query=EventQuery(country="SY")), path)
    told = json.loads(path.with_name(path.name + SIDECAR).read_text())
    assert told["asked"] == {"country": "SY", "statuses": ["actual"]}
    assert told["form"] == "acled"
    assert sorted(found.name for found in tmp_path.iterdir() if "store" not in found.name) == ["events.csv", f"events.csv{SIDECAR}"]


def test_an_export_does_not_see_what_is_written_meanwhile(filled: Store, tmp_path: Path) -> None:
    before = snapshot_count(filled)
    with Store(str(filled.engine.url.render_as_string(hide_password=False))) as other, open_snapshot(filled) as snapshot:
        stream = snapshot.events(EventQuery())
        next(stream)
        ingest(make_documents(30, "three"), other, Settings())
        reconcile_new(StoredReports(other))
        assert len(list(stream)) == before - 1
    assert snapshot_count(filled) != before


def test_no_more_than_a_page_is_held(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "MOST_PARAMETERS", 3)
    most = 0

    def look(done: int, of: int) -> None:
        nonlocal most
        if done % 5 == 0:
            most = max(most, sum(isinstance(thing, Event) for thing in gc.get_objects()))

    gc.collect()
    started = sum(isinstance(thing, Event) for thing in gc.get_objects())
    heading = export_file(filled, order("plover"), tmp_path / "events.jsonl", look)
    assert heading.written["events"] > 20
    assert most - started <= 12


def test_asked_is_what_was_asked() -> None:
    assert asked_of(EventQuery()) == {}
    assert asked_of(EventQuery(country="SY", types=["ASSAULT"], killed=3)) == {"country": "SY", "types": ["ASSAULT"], "killed": 3}


def test_wrong_orders_leave_nothing(filled: Store, tmp_path: Path) -> None:
    for wrong in (order("xlsx"), order(since="yesterday"), order(query=EventQuery(words="؟؟"))):
        with pytest.raises(InputError):
            export_file(filled, wrong, tmp_path / "never")
    assert not (tmp_path / "never").exists()


def test_coarse_places_are_the_gazetteers_provinces(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "coarse.jsonl"
    export_file(filled, order(policy=read_policy(place="admin1"), query=EventQuery(country="SY")), path)
    _, *events, end = read_jsonl(path.read_bytes().splitlines())
    assert {line.event.place.kind for line in events} <= {"admin", "country"}
    assert all(line.event.place.lat is not None for line in events)
    assert end.left_out["places"] > 0


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_coarse_places_and_times(form: str, filled: Store, tmp_path: Path) -> None:
    path = tmp_path / f"coarse{FORMATS[form].ending}"
    heading = export_file(filled, order(form, policy=read_policy(place="50", time="month"), query=EventQuery(country="SY")), path)
    assert heading.written["events"] > 0
    assert heading.left_out["times"] >= heading.written["events"]
    assert path.stat().st_size > 0
