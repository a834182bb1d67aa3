"""The acceptance of exchanging: two real servers with overlapping halves of the same articles end with what one would have of them all."""

import multiprocessing
import os
import shutil
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.sharing.observatories import befriend, befriend_again, events_of, open_observatory, serving

from marsad.engine.peering import PeerError, Progress, pull, push, talking_to
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.model import Event
from marsad.store.peers import find_peer
from marsad.store.rows import DocumentRows
from marsad.store.store import Store

ROUND = 20
OWN = 7
"""Of each twenty articles, one after the other in time, seven are north's alone, seven south's alone, and six are both's."""


def deal(rows: Sequence[DocumentRows]) -> dict[str, list[DocumentRows]]:
    """The articles of one observatory that has them all, and of two that have overlapping halves: a happening is told of in either."""
    north = [row for number, row in enumerate(rows) if number % ROUND < ROUND - OWN]
    south = [row for number, row in enumerate(rows) if number % ROUND >= OWN]
    return {"one": list(rows), "north": north, "south": south}


def fill_observatories(folder: Path, rows: Sequence[DocumentRows]) -> None:
    """A store for each of the three, in a folder."""
    for name, own in deal(rows).items():
        with open_observatory(folder, name) as store:
            store.save(own)
            reconcile_new(StoredReports(store))


def exchange(way: Callable[..., object], here: Store, name: str, progress: Progress = lambda _: None) -> None:
    """Fetch from a peer, or send to it, until there is no more."""
    peer = find_peer(here, name)
    with talking_to(peer) as line:
        way(here, peer, line, progress)


def die_after_a_page(address: str, name: str) -> None:
    """The life of a process that is killed when it has taken a page in."""
    with Store(address) as store:
        exchange(pull, store, name, lambda _: os.kill(os.getpid(), signal.SIGKILL))


def kill_a_puller(stores: dict[str, Store]) -> None:
    """Somebody at north fetches from south, and is killed in between."""
    address = stores["north"].address.removeprefix("sqlite:///")
    for store in stores.values():
        store.engine.dispose()
    victim = multiprocessing.get_context("fork").Process(target=die_after_a_page, args=(address, "south"))
    victim.start()
    victim.join()
    assert victim.exitcode == -signal.SIGKILL


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


def accept_exchange(filled: Path, folder: Path, order: tuple[str, str]) -> list[Event]:
    """Exchange between copies of filled stores, and give the events that all three end with.

    One of those who fetch is killed in between; if north is the first, so is south's server while it is sent to.
    """
    for path in filled.iterdir():
        shutil.copy(path, folder)
    one, stores = Store(str(folder / "one.db")), {name: Store(str(folder / f"{name}.db")) for name in ("north", "south")}
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
    known = {report.document for report in one.all_reports()}
    assert all({report.document for report in store.all_reports()} == known for store in stores.values())
    return whole
