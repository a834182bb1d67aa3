"""`kill -9` at any moment: what was committed stays, and nothing is half-written. A real process is killed fifty times on each database."""

import multiprocessing
import random
import time

import pytest
from sqlalchemy import select
from tests.store.documents import make_documents

from marsad.engine import ingest as engine
from marsad.engine.local import process_resources
from marsad.settings import Settings
from marsad.store.schema import documents, metadata, versions
from marsad.store.store import Store

KILLS = 50
SHORTEST_LIFE_S, LONGEST_LIFE_S = 0.02, 0.2
"""From before the first transaction to some dozens of them."""
DOCUMENTS = make_documents(60)
OF_TIME = ("revision", "clock", "shared", "observatory")
"""Tables that count transactions or hold moments, or are another in every store."""


def _ingest_all(address: str) -> None:
    """The life of the process: everything read again and again, in transactions of four documents."""
    with Store(address) as store:
        while True:
            engine.ingest(DOCUMENTS, store, Settings(), again=True)


def _contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.engine.connect() as connection:
        tables = (table for table in metadata.sorted_tables if table.name not in OF_TIME)
        return {table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in tables}


def _document_of(table: str, row: tuple[object, ...], reports: dict[object, object]) -> object:
    if table in ("documents", "mentions", "claims", "figures"):
        return row[0]
    return reports[row[1] if table == "report_blocks" else row[0]]


def _by_document(contents: dict[str, list[tuple[object, ...]]]) -> dict[object, dict[str, int]]:
    """How many rows of each table each document has."""
    reports = {row[0]: row[1] for row in contents["reports"]}
    counts: dict[object, dict[str, int]] = {}
    for table in ("documents", "mentions", "claims", "figures", "reports", "report_blocks", "report_sides"):
        for row in contents[table]:
            kept = counts.setdefault(_document_of(table, row, reports), {})
            kept[table] = kept.get(table, 0) + 1
    return counts


@pytest.mark.parametrize("seed", [7])
def test_a_kill_at_any_point_loses_nothing_and_leaves_nothing_half_written(address, tmp_path, monkeypatch, seed) -> None:
    monkeypatch.setattr(engine, "CHUNK_DOCUMENTS", 4)
    monkeypatch.setattr(engine, "BATCH_DOCUMENTS", 4)
    process_resources(None)
    with Store(str(tmp_path / "undisturbed.db")) as store:
        started = time.perf_counter()
        engine.ingest(DOCUMENTS, store, Settings())
        longest = max(LONGEST_LIFE_S, time.perf_counter() - started)  # a machine with much else to do takes longer to its first transaction
        undisturbed = _contents(store)
    whole = _by_document(undisturbed)
    lives = random.Random(seed)
    fork = multiprocessing.get_context("fork")
    Store(address).engine.dispose()
    seen: set[object] = set()
    midway = 0
    for _ in range(KILLS):
        victim = fork.Process(target=_ingest_all, args=(address,))
        victim.start()
        time.sleep(lives.uniform(SHORTEST_LIFE_S, longest))
        victim.kill()
        victim.join()
        assert victim.exitcode == -9
        with Store(address) as store:
            kept = _by_document(_contents(store))
        assert seen <= kept.keys(), "what was committed is lost"
        assert all(kept[document] == whole[document] for document in kept), "a document is half-written"
        midway += seen != kept.keys()
        seen = set(kept)
    assert midway, "every process was killed before its first new transaction: nothing was tried"
    with Store(address) as store:
        engine.ingest(DOCUMENTS, store, Settings())
        assert _contents(store) == undisturbed
        with store.engine.connect() as connection:
            assert len(connection.execute(select(versions.c.number)).all()) == 1
            assert len(connection.execute(select(documents.c.number)).all()) == len(DOCUMENTS)
