"""A lake loaded into SQLite and PostgreSQL: what ingesting the same files would keep, however often and after whatever end it is called."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.engine.lake.inputs import write_inputs

from marsad.engine.ingest import ingest
from marsad.engine.lake import load
from marsad.engine.lake.extract import Job
from marsad.engine.lake.load import load_lake
from marsad.engine.lake.local import extract_to_lake
from marsad.engine.lake.reconcile import reconcile_lake
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.model import Document, Issue
from marsad.settings import Settings
from marsad.stages.read.documents import document_of_row
from marsad.stages.read.inputs import read_inputs
from marsad.store import schema
from marsad.store.rows import digest_of
from marsad.store.store import Store

UNLIKE = ("revision", "changes", "versions", "observatory")
"""Tables that say when and by whom the others were written."""


@pytest.fixture(scope="module")
def inputs(tmp_path_factory) -> Path:
    """Files that a store and a lake both take."""
    folder = tmp_path_factory.mktemp("load") / "in"
    write_inputs(folder)
    for name in ("c.parquet", "d.warc.gz", "photo.jpg"):
        (folder / name).unlink()
    return folder


@pytest.fixture(scope="module")
def lake(inputs: Path) -> Path:
    lake = inputs.parent / "lake"
    extract_to_lake([str(inputs)], lake, Job(), 2)
    reconcile_lake(lake)
    return lake


@pytest.fixture(scope="module")
def ingested(inputs: Path) -> dict[str, list[str]]:
    """What a store keeps of the files when it reads them itself."""
    with Store(str(inputs.parent / "ingested.db")) as store:
        ingest(read_inputs([str(inputs)]), store, Settings())
        reconcile_new(StoredReports(store))
        return kept(store)


def kept(store: Store) -> dict[str, list[str]]:
    """Every row of what was read and made of it, by table."""
    tables = [table for table in schema.metadata.sorted_tables if table.name not in UNLIKE and table.info != schema.PRIVATE]
    with store.engine.connect() as connection:
        return {table.name: sorted(repr(tuple(row)) for row in connection.execute(select(table))) for table in tables}


def test_a_loaded_lake_is_the_store_that_ingesting_makes(lake: Path, ingested: dict[str, list[str]], address: str) -> None:
    with Store(address) as store:
        tally = load_lake(lake, store, 2)
        assert kept(store) == ingested
        assert (tally.kept, tally.issues) == (len(ingested["documents"]), len(ingested["issues"]))
        assert len(ingested["events"]) > 10
        assert load_lake(lake, store, 1).kept == 0
        assert kept(store) == ingested, "a second load changes nothing"


def test_a_load_that_was_stopped_goes_on(lake: Path, ingested: dict[str, list[str]], address: str, monkeypatch) -> None:
    monkeypatch.setattr(load, "BATCH_ROWS", 4)
    monkeypatch.setattr(load, "BATCH_EVENTS", 4)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with Store(address) as store:
        with pytest.raises(KeyboardInterrupt):
            load_lake(lake, store, 1, progress=stop)
        assert 0 < store.counts()["documents"] <= 4
        with monkeypatch.context() as patch:
            put, times = store.replace_events, iter((True, False))
            patch.setattr(store, "replace_events", lambda old, new: put(old, new) if next(times) else stop())
            with pytest.raises(KeyboardInterrupt):
                load_lake(lake, store, 1)
        assert 0 < store.counts()["events"] <= 4
        assert load_lake(lake, store, 1).kept == 0
        assert kept(store) == ingested


def test_a_lake_comes_to_what_a_store_holds_already(lake: Path, inputs: Path, address: str) -> None:
    other = Document("other", (inputs / "f.txt").read_text("utf-8"), outlet="another outlet", published="2018-02-10T12:00:00+00:00")
    with Store(address) as store:
        ingest([other], store, Settings())
        load_lake(lake, store, 1)
        together = kept(store)
    with Store(str(inputs.parent / f"{address.rpartition('/')[2][:12]}.db")) as store:
        ingest([*read_inputs([str(inputs)]), other], store, Settings())
        reconcile_new(StoredReports(store))
        assert kept(store) == together


def test_events_of_a_lake_are_made_anew_where_the_store_keeps_a_later_version(lake: Path, inputs: Path, tmp_path: Path) -> None:
    row = json.loads((inputs / "a.jsonl").read_bytes().splitlines()[0])
    versions = [document_of_row({**row, "text": f"{row['text']} {number}"}, None) for number in range(40)]
    greatest = max(versions, key=digest_of)
    with Store(str(tmp_path / "store.db")) as store:
        ingest([greatest], store, Settings())
        load_lake(lake, store, 1)
        document = store.document(greatest.id)
        assert document is not None
        assert document.document == greatest
        together = kept(store)
    with Store(str(tmp_path / "other.db")) as store:
        others = [item for item in read_inputs([str(inputs)]) if isinstance(item, Issue) or item.id != greatest.id]
        ingest([*others, greatest], store, Settings())
        reconcile_new(StoredReports(store))
        assert kept(store)["events"] == together["events"]
