"""The acceptance of exchanging: two real servers with overlapping halves of a month of real news end with what one would have of it all."""

import gzip
import json
import multiprocessing
import os
import shutil
import signal

import pytest
from tests.sharing.observatories import befriend, befriend_again, events_of, open_observatory, serving

from marsad.engine.ingest import rows_of_documents
from marsad.engine.peering import PeerError, pull, push, talking_to
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.settings import Settings
from marsad.stages.read.documents import document_of_row
from marsad.store.peers import find_peer
from marsad.store.rows import DocumentRows
from marsad.store.store import Store

FIRST, LAST = "2018-02-15", "2018-02-25"
"""Of a month of heavy fighting the days in which most is told of the same: enough for many events of many reports, and few enough for a test."""
MOST = 120
OVERLAP = 0.3
"""The share of the articles that both have."""


@pytest.fixture(scope="module")
def rows(shared) -> list[DocumentRows]:
    """Real articles, read once."""
    path = shared / "data" / "news" / "ant_conflict.jsonl.gz"
    if not path.exists():
        pytest.skip(f"there is no {path.name}: real articles are not distributed with the repository")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        told = [row for line in lines if FIRST <= (row := json.loads(line))["published"][:10] < LAST]
    step = max(1, len(told) // MOST)
    made = rows_of_documents([document_of_row(row, None) for row in told[::step][:MOST]], Settings())
    return [row for row in made if isinstance(row, DocumentRows)]


@pytest.fixture(scope="module")
def filled(rows, tmp_path_factory):
    """A folder with the stores of one observatory that has all, and of two that have halves: to be copied."""
    folder = tmp_path_factory.mktemp("observatories")
    edge = int(len(rows) * (0.5 - OVERLAP / 2)), int(len(rows) * (0.5 + OVERLAP / 2))
    for name, own in (("one", rows), ("north", rows[: edge[1]]), ("south", rows[edge[0] :])):
        with open_observatory(folder, name) as store:
            store.save(own)
            reconcile_new(StoredReports(store))
    return folder


def exchange(way, here: Store, name: str, progress=lambda _: None) -> None:
    peer = find_peer(here, name)
    with talking_to(peer) as line:
        way(here, peer, line, progress)


def die_after_a_page(address: str, name: str) -> None:
    """The life of a process that is killed when it has taken a page in."""
    with Store(address) as store:
        exchange(pull, store, name, lambda _: os.kill(os.getpid(), signal.SIGKILL))


def go_to_and_fro(stores: dict[str, Store], order: tuple[str, str]) -> None:
    """Exchange in both directions, in this order and the other, several times; what comes again is no news."""
    for _ in range(2):
        for way in (pull, push):
            for here, there in (order, order[::-1]):
                exchange(way, stores[here], there)
    revisions = [store.revision() for store in stores.values()]
    for way in (push, pull):
        for here, there in (order[::-1], order):
            exchange(way, stores[here], there)
    assert revisions == [store.revision() for store in stores.values()], "nothing comes back as news"


def kill_a_puller(stores: dict[str, Store]) -> None:
    address = stores["north"].address.removeprefix("sqlite:///")
    for store in stores.values():
        store.engine.dispose()
    victim = multiprocessing.get_context("fork").Process(target=die_after_a_page, args=(address, "south"))
    victim.start()
    victim.join()
    assert victim.exitcode == -signal.SIGKILL


@pytest.mark.parametrize("order", [("north", "south"), ("south", "north")])
def test_two_servers_that_exchange_end_with_what_one_would_have(tmp_path, filled, order) -> None:
    """One of those who fetch is killed in between; in one of the orders so is a server while it is sent to."""
    for path in filled.iterdir():
        shutil.copy(path, tmp_path)
    one, stores = Store(str(tmp_path / "one.db")), {name: Store(str(tmp_path / f"{name}.db")) for name in ("north", "south")}
    whole = events_of(one)
    assert events_of(stores["north"]) != events_of(stores["south"])
    with serving(stores["north"]) as (north, _):
        with serving(stores["south"]) as (south, process):
            befriend(stores["north"], stores["south"], (north, south))
            kill_a_puller(stores)
            assert events_of(stores["north"]) != whole, "it was killed in between"
            if order[0] == "north":
                with pytest.raises(PeerError, match="cannot be reached"):
                    exchange(push, stores["north"], "south", lambda _: process.kill())
            else:
                go_to_and_fro(stores, order)
        if order[0] == "north":
            with serving(stores["south"]) as (south, _):
                befriend_again(stores, north, south)
                go_to_and_fro(stores, order)
    assert events_of(stores["north"]) == whole
    assert events_of(stores["south"]) == whole
    assert sum(event.sources > 1 for event in whole) > 5, "there were events that several sources tell of"
    alone = {name: {report.document for report in store.all_reports()} for name, store in stores.items()}
    assert alone["north"] == alone["south"] == {report.document for report in one.all_reports()}
