#!/usr/bin/env python3
"""Two real servers exchange overlapping halves of a whole month of real articles: exchange.py [CORPUS.jsonl.gz] [--month 2018-02] [--orders 2]

The checks are those of `tests/sharing/test_two_servers.py`, with every article of the month: fetching and sending in both directions several times,
in both orders, a fetcher and a server killed in between, and at the end both hold what one server with all of it does, event by event.
Prints a row for each order; a difference ends it with an error.
"""

import argparse
import gzip
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sharing.acceptance import accept_exchange, deal, fill_observatories  # noqa: E402 - the repository's root is on the path only now

from marsad.engine.ingest import rows_of_documents  # noqa: E402
from marsad.settings import Settings  # noqa: E402
from marsad.stages.read.documents import document_of_row  # noqa: E402
from marsad.store.rows import DocumentRows  # noqa: E402

CORPUS = ROOT.parent / "shared" / "data" / "news" / "ant.jsonl.gz"
ORDERS = (("north", "south"), ("south", "north"))


def main() -> None:
    """Read the month once, and exchange it in each order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--month", default="2018-02")
    parser.add_argument("--orders", type=int, default=len(ORDERS))
    asked = parser.parse_args()
    rows = read_month(asked.corpus, asked.month)
    dealt = deal(rows)
    print("| first | articles: all, north, south | events | by several sources | reports | seconds | of them the processor's |")
    print("|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as filled:
        fill_observatories(Path(filled), rows)
        for order in ORDERS[: asked.orders]:
            began, busy = time.perf_counter(), processor_seconds()
            with tempfile.TemporaryDirectory() as folder:
                whole = accept_exchange(Path(filled), Path(folder), order)
            several, reports = sum(event.sources > 1 for event in whole), sum(len(event.reports) for event in whole)
            seconds = f"{time.perf_counter() - began:.0f} | {processor_seconds() - busy:.0f}"
            articles = ", ".join(f"{len(own):,}" for own in dealt.values())
            print(f"| {order[0]} | {articles} | {len(whole):,} | {several:,} | {reports:,} | {seconds} |", flush=True)


def read_month(corpus: Path, month: str) -> list[DocumentRows]:
    """What is kept of each article of a month, by its time."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        told = [row for line in lines if (row := json.loads(line))["published"].startswith(month)]
    told.sort(key=lambda row: (row["published"], row["id"]))
    made = rows_of_documents([document_of_row(row, None) for row in told], Settings())
    return [row for row in made if isinstance(row, DocumentRows)]


def processor_seconds() -> float:
    """Of this process and of those that it started and that have ended, in seconds."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
