"""How fast events are exported in each format, and how much memory that takes: export.py STORE [--events 1000000] [--into FILE] [--formats acled …]

STORE is a SQLite store of real articles, ingested and reconciled. Out of it a store of so many events is built in FILE, as
benchmarks/workbench.py does; a FILE that is there already is used as it is. Each export runs in a process of its own, so that its peak memory
is its own; it is told at a tenth of the way and at the end, since what is constant is the same at both. Prints a table; asserts nothing.
"""

import argparse
import multiprocessing
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.workbench import build

from marsad.engine.export import Order, export_file, provinces_of
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.pipeline import load_version
from marsad.stages.share.formats import FORMATS
from marsad.store.event_search import EventQuery
from marsad.store.store import Store

EARLY = 10
"""Memory is looked at after one part of so many, and at the end."""
Measured = tuple[int, float, float, float, float, float]


def main() -> None:
    """Build the store where it is missing, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--into", type=Path, default=Path("out/million.db"))
    parser.add_argument("--formats", nargs="*", default=list(FORMATS), choices=list(FORMATS))
    asked = parser.parse_args()
    if not asked.into.exists():
        build(asked.store, asked.into, asked.events)
    Store(str(asked.into)).engine.dispose()  # migrated before anything is measured
    print("| format | events | seconds | of them the processor's | events/s | events/s of the processor | MB | peak MB at a tenth | at the end |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    context = multiprocessing.get_context("spawn")
    for form in asked.formats:
        with context.Pool(1) as pool:
            events, seconds, busy, megabytes, early, peak = pool.apply(measure, (str(asked.into), form))
        speeds = f"{seconds:.0f} | {busy:.0f} | {events / seconds:,.0f} | {events / busy:,.0f}"
        print(f"| {form} | {events:,} | {speeds} | {megabytes:,.0f} | {early:.0f} | {peak:.0f} |", flush=True)


def measure(address: str, form: str) -> Measured:
    """Export everything in one format; how many events were read, in how many seconds by the clock and of the processor, which are the same on a
    machine that does nothing else, into how many MB, and the peaks of memory in MB.
    """
    early = 0.0

    def look(done: int, of: int) -> None:
        nonlocal early
        if done == of // EARLY:
            early = peak_mb()

    gazetteer = open_gazetteer()
    query = EventQuery(statuses=("actual", "planned", "possible", "denied"))
    order = Order(
        form=form, query=query, at=datetime.now(UTC).isoformat(timespec="seconds"), version=load_version(gazetteer), provinces=provinces_of(gazetteer)
    )
    with tempfile.TemporaryDirectory(dir=Path(address).parent) as folder, Store(address) as store:
        path = Path(folder) / f"events{FORMATS[form].ending}"
        began, busy = time.perf_counter(), time.process_time()
        heading = export_file(store, order, path, look)
        seconds, busy = time.perf_counter() - began, time.process_time() - busy
        left = sum(number for why, number in heading.left_out.items() if why.startswith("events "))
        return heading.written["events"] + left, seconds, busy, path.stat().st_size / 1e6, early, peak_mb()


def peak_mb() -> float:
    """The most memory that this process has had, in MB: the kernel's `VmHWM`, since `ru_maxrss` is handed down by the process that started it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    main()
