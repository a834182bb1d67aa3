"""A lake into a store: what was read once is kept, not read again."""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from marsad.engine.ingest import Tally
from marsad.engine.lake.folder import RUNS, LocalFolder, Manifest, read_about, read_reconciled, standing_faults
from marsad.engine.lake.found import read_rows, record_files, splits_of
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

    Its events are kept as they are where the store holds nothing else; where it does, or the lake was not reconciled, the reports are reconciled
    here. What the store keeps already under the same or a greater digest is passed over, and so are events: a load that was stopped goes on when
    it is started again.

    Raises:
        LakeError: see `record_files` and `read_rows`.
    """
    folder = LocalFolder(lake)
    files, splits = record_files(folder), splits_of(folder)
    about = read_about(folder)
    assert about is not None
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
    store.save([], standing_faults(folder), about.version)
    if _is_all_there_is(folder, splits, store):
        _load_events(folder, store)
    reconcile_new(StoredReports(store))
    return total


def _batches(files: list[Path]) -> Iterator[list[Row]]:
    for file in files:
        yield from read_rows(file, BATCH_ROWS, ["id", "record", "issue"])


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


def _is_all_there_is(folder: LocalFolder, splits: list[Manifest], store: Store) -> bool:
    """True where the lake's own events are those of the store: the store holds its documents and no others, and nobody judged."""
    done = read_reconciled(folder)
    if done is None or set(done.splits) != {split.id for split in splits}:
        return False
    counts = store.counts()
    distinct = sum(split.documents for split in splits) - done.repeated
    return counts["documents"] == distinct and counts["reports without an event"] > 0 and counts["judgements"] == 0


def _load_events(folder: LocalFolder, store: Store) -> None:
    """Keep the lake's events, but those whose reports stand in one already or, since a later version of their article is kept, are not there."""
    done = read_reconciled(folder)
    assert done is not None
    for file in sorted((folder.path / RUNS / f"run={done.run}" / "events").rglob("*.parquet")):
        for rows in read_rows(file, BATCH_EVENTS, ["record"]):
            events = [msgspec.json.decode(row["record"], type=Event) for row in rows]
            told = sorted({report for event in events for report in event.reports})
            free = {report.id for report in store.reports(told)} - {report for seen in store.versions_of(told) for report in seen.event.reports}
            store.replace_events([], [Seen(event) for event in events if free.issuperset(event.reports)])
