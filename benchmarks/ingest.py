#!/usr/bin/env python3
"""Speed and memory of ingestion: articles a second into a store, and the peak of all processes together.

    benchmarks/ingest.py [CORPUS.jsonl.gz] [--articles 3000] [--jobs 2] [--growth 500 2000 …]

It writes a new SQLite file and, where a PostgreSQL server is installed, into one that it starts and throws away. Prints a table; asserts nothing.
 Machines are shared and noisy: the two stores are measured in one run; compare their ratio.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path

from tests.postgres import find_binary, running_postgres

from marsad.engine.ingest import ingest
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.settings import Settings
from marsad.stages.read.inputs import read_inputs
from marsad.store.search import Query, search
from marsad.store.store import Store

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "news" / "ant.jsonl.gz"
WORDS = "قصف الغوطة"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--growth", type=int, nargs="*", default=[500, 2000, 6000, 14000], help="sizes of a growing store at which a day is added")
    args = parser.parse_args()
    print("| store | articles | articles/s | reconciled in s | events | a search ms | peak MB, writer and largest reader |")
    print("|---|---|---|---|---|---|---|")
    for address in _stores():
        with address as url:
            measure(url, args.corpus, args.articles, args.jobs)
    with _new_file() as url:
        show_growth(url, args.corpus, args.growth, args.jobs)


def _stores() -> Iterator[AbstractContextManager[str]]:
    yield _new_file()
    if find_binary("initdb") is not None:
        yield running_postgres()


@contextmanager
def _new_file() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "store.db")


def measure(url: str, corpus: Path, articles: int, jobs: int) -> None:
    """Print a row for one store."""
    with Store(url) as store:
        began = time.perf_counter()
        tally = ingest(islice(read_inputs([str(corpus)]), articles), store, Settings(jobs=jobs))
        seconds = time.perf_counter() - began
        began = time.perf_counter()
        change = reconcile_new(StoredReports(store))
        reconciled = time.perf_counter() - began
        began = time.perf_counter()
        search(store, Query(words=WORDS))
        asked = time.perf_counter() - began
        name = store.engine.dialect.name
    own, children = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    speed = tally.kept / seconds
    print(f"| {name} | {tally.kept} | {speed:.0f} | {reconciled:.0f} | {len(change.added)} | {asked * 1000:.0f} | {own:.0f}, {children:.0f} |")


def show_growth(url: str, corpus: Path, sizes: list[int], jobs: int) -> None:
    """Print what adding a day's articles costs in a store that grows: the corpus is in order of time, so that each day is like the other."""
    print("\n| articles in the store | a day's articles ingested in s | reconciled in s | reports looked at |")
    print("|---|---|---|---|")
    articles = read_inputs([str(corpus)])
    held = 0
    with Store(url) as store:
        for size in sizes:
            ingest(islice(articles, size - held), store, Settings(jobs=jobs))
            reconcile_new(StoredReports(store))
            began = time.perf_counter()
            ingest(islice(articles, DAY_ARTICLES), store, Settings())
            ingested = time.perf_counter() - began
            began = time.perf_counter()
            change = reconcile_new(StoredReports(store))
            print(f"| {size} | {ingested:.1f} | {time.perf_counter() - began:.1f} | {change.reports} |", flush=True)
            held = size + DAY_ARTICLES


DAY_ARTICLES = 110
"""The corpus has so many a day."""


if __name__ == "__main__":
    main()
