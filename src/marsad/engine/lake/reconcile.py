"""Events out of a lake on one machine: the steps that Spark takes, each over parts on a scratch disk, shared by a pool of processes."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from math import ceil
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.engine.lake.events import (
    CHAINED,
    CHUNK_MEMBERS,
    EDGES,
    KEYED,
    KEYS_A_REPORT,
    TOLD,
    cells_in,
    chains_of,
    copies_of_pairs,
    edges_of_cell,
    events_of_bucket,
    key_reports,
    key_signatures,
    pairs_of_cell,
)
from marsad.engine.lake.folder import RUNS, LocalFolder, Manifest, Reconciled, finish_reconciling, run_id
from marsad.engine.lake.found import read_rows, record_files, splits_of
from marsad.engine.lake.months import COMPRESSION, write_by_month
from marsad.engine.lake.schema import COPIES, EVENTS
from marsad.engine.lake.scratch import Parted, made_of, scratch_folder
from marsad.engine.pool import worker_pool
from marsad.errors import LakeError
from marsad.stages.reconcile.copies import BANDS

T = TypeVar("T")
PART_ROWS = 5_000
"""Documents or reports of a part, with all that they say: some 20 MB."""
PART_MEMBERS = 20_000
"""Members of a part of blocks: each process adds to all parts, so that there must not be too many."""
PART_KEYS = 200_000
"""Bands or pairs of documents of a part, which are small."""
PARTS_OF_MONTHS = 32
"""Parts of events, whole months in each: a file that is open for a month grows in memory with each time that it is written to."""
BATCH_ROWS = 1_000
_COLUMNS = ["id", "digest", "signature", "reports.list.element.id", "reports.list.element.record", "issue.code"]
_STRING = pa.string()
DOCUMENTS = pa.schema([("id", _STRING), ("digest", _STRING), ("signature", _STRING), ("ids", pa.list_(_STRING)), ("reports", pa.list_(_STRING))])
_HALVES = pa.schema([("one", _STRING), ("other", _STRING), ("one_signature", _STRING)])
_CHAINS = pa.schema([("id", _STRING), ("chain", _STRING)])
Progress = Callable[[str, int, int], None]
"""Told of a step, and how many of how many parts of it are done."""


def reconcile_lake(lake: Path, jobs: int = 1, *, chunk: int = CHUNK_MEMBERS, progress: Progress = lambda *_: None) -> Reconciled:
    """Bring the reports of a lake into events, and find the copies among its documents, with `jobs` processes.

    A document that stands in the lake more than once counts once, by its greatest digest. Works on parts of some 5,000 rows in a scratch folder
    beside the events, which takes some 10 kB an article while it runs; this process holds the edges between reports that may stand in one event.

    Raises:
        LakeError: where there is no lake, no room for scratch files, or a process of the pool was ended.
    """
    folder = LocalFolder(lake)
    finished = splits_of(folder)
    splits = tuple(split.id for split in finished)
    run = run_id(splits)
    path = folder.path / RUNS / f"run={run}"
    try:
        folder.remove(f"{RUNS}/run={run}")
        with scratch_folder(folder.path / RUNS / ".scratch") as scratch, worker_pool(jobs) as pool:
            counts = _Run(pool, jobs, chunk, progress, scratch, finished).write(record_files(folder), path)
    except (OSError, BrokenProcessPool) as error:
        raise LakeError(f"{lake} was not reconciled ({error}); its records and last events stay, and the same call tries again") from error
    done = Reconciled(run, splits, *counts)
    finish_reconciling(folder, done)
    return done


class _Run:
    """One reconciling: its steps one after another, each of which takes the parts of the step before."""

    def __init__(self, pool: ProcessPoolExecutor, jobs: int, chunk: int, progress: Progress, scratch: Path, splits: list[Manifest]) -> None:
        self._pool, self._jobs, self._chunk, self._progress, self._scratch = pool, jobs, chunk, progress, scratch
        rows, reports = (sum(getattr(split, name) for split in splits) for name in ("documents", "reports"))
        self._rows = rows
        self._documents = self._parted("documents", rows, PART_ROWS)
        self._told = self._parted("told", reports, PART_ROWS)
        self._blocks = self._parted("blocks", reports * KEYS_A_REPORT, PART_MEMBERS)
        self._bands = self._parted("bands", rows * BANDS, PART_KEYS)

    def _parted(self, name: str, rows: int, most: int) -> Parted:
        return Parted(self._scratch / name, max(1, ceil(rows / most)))

    def write(self, files: list[Path], path: Path) -> tuple[int, int, int]:
        """Write events and copies under `path`; how many there are, and how many rows of documents stand for another of the same id."""
        for _ in self._each("documents read", _take, files, self._documents):
            pass
        kept = sum(self._each("reports and texts keyed", _key, self._documents, self._told, self._blocks, self._bands))
        events = self._events(path / "events")
        (path / "copies").mkdir()
        copies = 0
        with pq.ParquetWriter(path / "copies" / "part-0.parquet", COPIES, compression=COMPRESSION) as writer:
            for table in self._copies():
                writer.write_table(table)
                copies += table.num_rows
        return events, copies, self._rows - kept

    def _events(self, path: Path) -> int:
        """Write the events; how many there are."""
        found = self._each("reports compared", _compare, self._blocks, edges_of_cell, self._chunk)
        chains = chains_of(pair for table in found for pair in zip(table["one"].to_pylist(), table["other"].to_pylist(), strict=True))
        self._blocks.remove()
        joined = Parted(self._scratch / "chains", self._told.parts)
        names = iter(chains.items())
        while some := dict(islice(names, PART_KEYS)):
            joined.add(pa.table([list(some), list(some.values())], schema=_CHAINS), "id")
        chained = Parted(self._scratch / "chained", self._told.parts)
        for _ in self._each("chains gathered", _chain, self._told, joined, chained):
            pass
        self._told.remove()
        events = Parted(self._scratch / "events", PARTS_OF_MONTHS)
        for _ in self._each("events made", _tell, chained, events):
            pass
        chained.remove()
        return sum(self._each("events written", _write, events, path))

    def _copies(self) -> Iterator[pa.Table]:
        pairs = Parted(self._scratch / "pairs", self._documents.parts)
        for _ in self._each("texts compared", _pair, self._bands, pairs, self._chunk):
            pass
        self._bands.remove()
        halves = Parted(self._scratch / "halves", self._documents.parts)
        for _ in self._each("earlier texts", _sign, pairs, self._documents, halves):
            pass
        yield from self._each("copies found", _confirm, halves, self._documents)

    def _each(self, step: str, make: Callable[..., T], over: Parted | list[Path], *rest: object) -> Iterator[T]:
        """What `make` makes of each part (or file), in order, with word of it."""
        items = over if isinstance(over, list) else range(over.parts)
        first = () if isinstance(over, list) else (over,)
        for number, made in enumerate(made_of(self._pool, self._jobs, make, items, *first, *rest), 1):
            yield made
            self._progress(step, number, len(items))


def _take(file: Path, documents: Parted) -> None:
    for found in read_rows(file, BATCH_ROWS, _COLUMNS):
        rows = [
            {**row, "ids": [report["id"] for report in row["reports"]], "reports": [report["record"] for report in row["reports"]]}
            for row in found
            if row["issue"] is None
        ]
        documents.add(pa.Table.from_pylist(rows, DOCUMENTS), "id")


def _once(number: int, documents: Parted) -> list[dict[str, Any]]:
    """The documents of a part, each once, by its greatest digest."""
    found: dict[str, dict[str, Any]] = {}
    for row in documents.part(number, DOCUMENTS).to_pylist():
        if row["id"] not in found or found[row["id"]]["digest"] < row["digest"]:
            found[row["id"]] = row
    return list(found.values())


def _key(number: int, documents: Parted, told: Parted, blocks: Parted, bands: Parted) -> int:
    """Put the reports of a part of the documents under their blocks, and the documents under their bands; how many documents there are."""
    rows = _once(number, documents)
    reports = pa.Table.from_pylist(
        [
            {"id": id_, "document": row["id"], "report": report, "signature": row["signature"]}
            for row in rows
            for id_, report in zip(row["ids"], row["reports"], strict=True)
        ],
        TOLD,
    )
    told.add(reports, "id")
    blocks.add(key_reports(reports), "key")
    bands.add(key_signatures(pa.Table.from_pylist(rows, DOCUMENTS)), "key")
    return len(rows)


def _compare(number: int, keyed: Parted, make: Callable[[pa.Table], pa.Table], chunk: int) -> pa.Table:
    """What `make` finds in the cells of a part of blocks."""
    return pa.concat_tables([EDGES.empty_table(), *map(make, cells_in(keyed.part(number, KEYED), chunk))])


def _chain(number: int, told: Parted, chains: Parted, chained: Parted) -> None:
    known = chains.part(number, _CHAINS)
    chain_of = dict(zip(known["id"].to_pylist(), known["chain"].to_pylist(), strict=True))
    reports = told.part(number, TOLD)
    column = pa.array([chain_of.get(id_, id_) for id_ in reports["id"].to_pylist()], _STRING)
    chained.add(reports.append_column("chain", column), "chain")


def _tell(number: int, chained: Parted, events: Parted) -> None:
    events.add(events_of_bucket(chained.part(number, CHAINED)), "month")


def _write(number: int, events: Parted, path: Path) -> int:
    return write_by_month(events.batches(number), path, EVENTS)["rows"]


def _pair(number: int, bands: Parted, pairs: Parted, chunk: int) -> None:
    pairs.add(_compare(number, bands, pairs_of_cell, chunk), "one")


def _signatures(number: int, documents: Parted) -> dict[str, str]:
    return {row["id"]: row["signature"] for row in _once(number, documents)}


def _sign(number: int, pairs: Parted, documents: Parted, halves: Parted) -> None:
    """Put the earlier document's signature to each pair of a part."""
    signatures = _signatures(number, documents)
    found = sorted({(row["one"], row["other"]) for row in pairs.part(number, EDGES).to_pylist()})
    halves.add(pa.Table.from_pylist([{"one": one, "other": other, "one_signature": signatures[one]} for one, other in found], _HALVES), "other")


def _confirm(number: int, halves: Parted, documents: Parted) -> pa.Table:
    """The copies among the pairs of a part."""
    signatures = _signatures(number, documents)
    found = halves.part(number, _HALVES)
    return copies_of_pairs(found.append_column("other_signature", pa.array([signatures[id_] for id_ in found["other"].to_pylist()], _STRING)))
