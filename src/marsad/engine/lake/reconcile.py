"""Events out of a lake on one machine."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from marsad.engine.lake.folder import RUNS, LocalFolder, Manifest, Reconciled, finish_reconciling, finished_splits, read_about, records_path, run_id
from marsad.engine.lake.local import COMPRESSION, write_by_month
from marsad.engine.lake.rows import event_row
from marsad.engine.lake.schema import COPIES, EVENTS
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_memory import MemoryReports
from marsad.errors import LakeError
from marsad.model import Report, Signature
from marsad.stages.reconcile.copies import find_copies, is_update

BATCH_EVENTS = 2_000


class Told(msgspec.Struct):
    """A document of the lake as reconciling needs it."""

    digest: str
    signature: str
    reports: list[str]


def splits_of(folder: LocalFolder) -> list[Manifest]:
    """The finished splits of a lake.

    Raises:
        LakeError: where there is no lake.
    """
    if read_about(folder) is None:
        raise LakeError(f"there is no lake at {folder.path}; `marsad extract FILE… --lake {folder.path}` makes one")
    return finished_splits(folder)


def record_files(folder: LocalFolder) -> list[Path]:
    """The files of the finished splits; what an unfinished one left behind is not among them."""
    return [file for split in splits_of(folder) for file in sorted((folder.path / records_path(split.id)).rglob("*.parquet"))]


def reconcile_lake(lake: Path) -> Reconciled:
    """Bring the reports of a lake into events, all of them at once, in this process: for lakes whose reports fit into its memory.

    A document that stands in the lake more than once counts once, by its greatest digest. Takes some 10 kB a report.

    Raises:
        LakeError: where there is no lake.
    """
    folder = LocalFolder(lake)
    splits = tuple(split.id for split in splits_of(folder))
    told, rows = _read_told(folder)
    store = MemoryReports()
    signatures = [msgspec.json.decode(document.signature, type=Signature) for document in told.values()]
    store.add((msgspec.json.decode(text, type=Report) for document in told.values() for text in document.reports), signatures)
    reconcile_new(store)
    copies = [
        {"earlier": one.document, "later": other.document, "replaced": is_update(one, other)} for one, other in find_copies(signatures)
    ]  # fmt: skip
    run = run_id(splits)
    path = folder.path / RUNS / f"run={run}"
    folder.remove(f"{RUNS}/run={run}")
    events = [event_row(event) for event in store.all_events()]
    write_by_month(_batches(events, EVENTS), path / "events", EVENTS)
    (path / "copies").mkdir()
    pq.write_table(pa.Table.from_pylist(copies, COPIES), path / "copies" / "part-0.parquet", compression=COMPRESSION)
    done = Reconciled(run, splits, len(events), len(copies), rows - len(told))
    finish_reconciling(folder, done)
    return done


def _read_told(folder: LocalFolder) -> tuple[dict[str, Told], int]:
    """The documents of a lake by id, and how many rows they have."""
    told: dict[str, Told] = {}
    rows = 0
    for file in record_files(folder):
        for batch in pq.ParquetFile(file).iter_batches(columns=["id", "digest", "signature", "reports.list.element.record", "issue.code"]):
            for row in batch.to_pylist():
                if row["issue"] is None:
                    rows += 1
                    if row["id"] not in told or told[row["id"]].digest < row["digest"]:
                        told[row["id"]] = Told(row["digest"], row["signature"], [report["record"] for report in row["reports"]])
    return told, rows


def _batches(rows: list[dict[str, object]], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    for start in range(0, len(rows), BATCH_EVENTS):
        yield pa.RecordBatch.from_pylist(rows[start : start + BATCH_EVENTS], schema=schema)
