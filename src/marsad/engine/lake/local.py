"""Filling the lake on this machine: a pool of processes over batches, each input split written whole or not at all."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, suppress
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from marsad.engine.lake.extract import Job, batches_of, extract_batch
from marsad.engine.lake.folder import (
    InputFile,
    LocalFolder,
    Manifest,
    finish_split,
    finished_splits,
    note_faults,
    open_lake,
    origin_of,
    plan_splits,
    records_path,
    unfinished_path,
)
from marsad.engine.lake.found import local_path
from marsad.engine.lake.months import write_by_month
from marsad.engine.lake.schema import RECORDS
from marsad.engine.local import process_resources
from marsad.engine.pool import worker_pool
from marsad.errors import InputError
from marsad.model import Issue
from marsad.stages.read.items import Item, cut_file, issue_item, item_of_columns, kind_of_file

BATCHES_AHEAD = 2


def list_files(names: Iterable[str]) -> list[InputFile]:
    """The files that `names` (files and folders) stand for, those of no known kind in folders left out.

    Raises:
        InputError: where one is missing or cannot be read into a lake.
    """
    found = []
    for name in names:
        path = local_path(name).absolute()
        if not path.exists():
            raise InputError(f"no such file or folder: {name}")
        if path.is_file() and not kind_of_file(path.name):
            raise InputError(f"{name} is of no kind that a lake reads: JSONL, Parquet, WARC, text, HTML and JSON, gzipped or not")
        inner = [item for item in path.rglob("*") if item.is_file() and kind_of_file(item.name)] if path.is_dir() else [path]
        if not inner:
            raise InputError(f"{name} holds nothing that a lake reads: JSONL, Parquet, WARC, text, HTML and JSON, gzipped or not")
        found += inner
    return [InputFile(str(path), (stat := path.stat()).st_size, stat.st_mtime_ns // 1_000_000) for path in sorted(set(found))]


def extract_to_lake(
    names: list[str], lake: Path, job: Job, jobs: int, progress: Callable[[Manifest], None] = lambda _: None
) -> list[Manifest]:  # fmt: skip
    """Read inputs into the lake with `jobs` processes; the splits that were read now. Files that a finished split holds are passed over.

    A split that cannot be written (a full disk) is left out with its fault, and read again by the next run; the others are read all the same.

    Raises:
        InputError: see `list_files`. LakeError: where another version made the lake.
    """
    folder = LocalFolder(lake)
    open_lake(folder, process_resources(job.gazetteer).version)
    done = []
    for split in plan_splits(list_files(names), finished_splits(folder)):
        batches = batches_of(item for file in split.files for item in items_of(file.path))
        try:
            done.append(_write_split(folder, split, extract_batches(batches, job, jobs)))
        except OSError as error:
            done.append(_unfinished(folder, split, error))
        progress(done[-1])
    return done


def _unfinished(folder: LocalFolder, split: Manifest, error: OSError) -> Manifest:
    """The split with its fault, which is kept in the lake if that can be written."""
    folder.remove(unfinished_path(split.id))
    fault = Issue("split", origin_of(split), f"the split could not be written ({error})")
    failed = msgspec.structs.replace(split, faults=(fault,))
    with suppress(OSError):
        note_faults(folder, failed)
    return failed


def items_of(path: str) -> Iterator[Item]:
    """The items of a local file; the last is an issue where it cannot be read to its end."""
    try:
        yield from _rows_of_parquet(path) if kind_of_file(path) == "parquet" else cut_file(Path(path))
    except (OSError, EOFError, pa.ArrowInvalid) as error:
        yield issue_item(Issue("unreadable", path, f"the file cannot be read to its end: {error}"))


def _rows_of_parquet(path: str) -> Iterator[Item]:
    number = 0
    for batch in pq.ParquetFile(path).iter_batches(batch_size=1024):
        for row in batch.to_pylist():
            number += 1
            yield item_of_columns(path, number, row)


def extract_batches(batches: Iterable[pa.RecordBatch], job: Job, jobs: int) -> Iterator[pa.RecordBatch]:
    """The records of batches, in order. Where a document ends its process, what was under way is read again, carefully."""
    stream = iter(batches)
    waiting: deque[tuple[pa.RecordBatch, Future[pa.RecordBatch]]] = deque()
    with ExitStack() as stack:
        pool = stack.enter_context(worker_pool(jobs))
        while True:
            while len(waiting) < jobs + BATCHES_AHEAD and (batch := next(stream, None)) is not None:
                waiting.append((batch, pool.submit(extract_batch, batch, job)))
            if not waiting:
                return
            try:
                made = waiting[0][1].result()
            except BrokenProcessPool:
                pool = stack.enter_context(worker_pool(jobs))
                waiting = deque((batch, _again(pool, batch, job)) for batch, _ in waiting)
                continue
            waiting.popleft()
            yield made


def _again(pool: ProcessPoolExecutor, batch: pa.RecordBatch, job: Job) -> "Future[pa.RecordBatch]":
    return pool.submit(extract_batch, batch, job, carefully=True)


def _write_split(folder: LocalFolder, split: Manifest, records: Iterable[pa.RecordBatch]) -> Manifest:
    """Write the records of a split, its months in folders, and then its manifest."""
    final, unfinished = folder.path / records_path(split.id), folder.path / unfinished_path(split.id)
    folder.remove(unfinished_path(split.id))
    counts = write_by_month(records, unfinished, RECORDS)
    folder.remove(records_path(split.id))
    unfinished.rename(final)
    done = msgspec.structs.replace(split, documents=counts["rows"] - counts["issue"], reports=counts["reports"], issues=counts["issue"])
    finish_split(folder, done)
    return done
