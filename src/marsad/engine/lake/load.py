"""A lake into a store: what was read once is kept, not read again."""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from marsad.engine.ingest import Tally
from marsad.engine.lake.folder import RUNS, LocalFolder, read_about, read_reconciled
from marsad.engine.lake.reconcile import record_files, splits_of
from marsad.engine.lake.rows import Row
from marsad.engine.pool import worker_pool
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports, stored_blocks
from marsad.model import Event, Extraction, Issue, Seen
from marsad.stages.reconcile.copies import signature_of
from marsad.stages.reconcile.reports import reports_of
from marsad.store.rows import DocumentRows, rows_of
from marsad.store.store import Store

BATCH_ROWS = 256
BATCH_EVENTS = 1_000
BATCHES_AHEAD = 4
DIGEST = 2
"""Where `DocumentRows.document` has the digest."""


def load_lake(lake: Path, store: Store, jobs: int, progress: Callable[[Tally], None] = lambda _: None) -> Tally:
    """Keep everything of a lake in a store.

    Its events are kept as they are where the store was empty; else, or where the lake was not reconciled, the reports are reconciled here. What the
    store keeps already under the same or a greater digest is passed over, so that a load that was stopped goes on when it is started again.

    Raises:
        LakeError: where there is no lake.
    """
    folder = LocalFolder(lake)
    about = read_about(folder)
    files = record_files(folder)
    assert about is not None
    fresh = store.counts()["documents"] == 0
    total = Tally()
    with worker_pool(jobs) as pool:
        batches = _batches(files)
        pending = deque(pool.submit(_read, batch) for batch in islice(batches, jobs + BATCHES_AHEAD))
        while pending:
            rows, issues = pending.popleft().result()
            known = store.known(row.id for row in rows)
            new = list({row.id: row for row in rows if known.get(row.id, "") < str(row.document[DIGEST])}.values())
            store.save(new, issues, about.version)
            total += Tally(len(new), len(rows) - len(new), len(issues))
            progress(total)
            pending.extend(pool.submit(_read, batch) for batch in islice(batches, 1))
    store.save([], [fault for split in splits_of(folder) for fault in split.faults], about.version)
    if fresh:
        _load_events(folder, store)
    reconcile_new(StoredReports(store))
    return total


def _batches(files: list[Path]) -> Iterator[list[Row]]:
    for file in files:
        for batch in pq.ParquetFile(file).iter_batches(BATCH_ROWS, columns=["id", "record", "issue"]):
            yield batch.to_pylist()


def _read(rows: list[Row]) -> tuple[list[DocumentRows], list[Issue]]:
    """The rows of a store, out of those of a lake."""
    made, issues = [], []
    for row in rows:
        if row["issue"] is not None:
            issues.append(Issue(document=row["id"] or "", **row["issue"]))
            continue
        extraction = msgspec.json.decode(row["record"], type=Extraction)
        reports = reports_of(extraction)
        made.append(rows_of(extraction, reports, signature_of(extraction.document), [stored_blocks(report) for report in reports]))
    return sorted(made, key=lambda row: str(row.document[DIGEST])), issues


def _load_events(folder: LocalFolder, store: Store) -> None:
    reconciled = read_reconciled(folder)
    if reconciled is None or set(reconciled.splits) != {split.id for split in splits_of(folder)}:
        return
    for file in sorted((folder.path / RUNS / f"run={reconciled.run}" / "events").rglob("*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(BATCH_EVENTS, columns=["record"]):
            store.replace_events([], [Seen(msgspec.json.decode(text, type=Event)) for text in batch["record"].to_pylist()])
