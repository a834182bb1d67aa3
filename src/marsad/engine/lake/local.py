"""Filling the lake on this machine: a pool of processes over batches, each input split written whole or not at all."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from marsad.engine.lake.extract import Job, batches_of, extract_batch
from marsad.engine.lake.folder import InputFile, LocalFolder, Manifest, finish_split, finished_splits, open_lake, plan_splits, records_path
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
        found += [item for item in path.rglob("*") if item.is_file() and kind_of_file(item.name)] if path.is_dir() else [path]
    return [InputFile(str(path), (stat := path.stat()).st_size, stat.st_mtime_ns // 1_000_000) for path in sorted(set(found))]


def extract_to_lake(
    names: list[str], lake: Path, job: Job, jobs: int, progress: Callable[[Manifest], None] = lambda _: None
) -> list[Manifest]:  # fmt: skip
    """Read inputs into the lake with `jobs` processes; the splits that were read now. Files that a finished split holds are passed over.

    Raises:
        InputError: see `list_files`. LakeError: where another version made the lake.
    """
    folder = LocalFolder(lake)
    open_lake(folder, process_resources(job.gazetteer).version)
    done = []
    for split in plan_splits(list_files(names), finished_splits(folder)):
        batches = batches_of(item for file in split.files for item in items_of(file.path))
        done.append(_write_split(folder, split, extract_batches(batches, job, jobs)))
        progress(done[-1])
    return done


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
    final = folder.path / records_path(split.id)
    unfinished = final.with_name(f".{final.name}")
    folder.remove(str(unfinished.relative_to(folder.path)))
    counts = write_by_month(records, unfinished, RECORDS)
    folder.remove(records_path(split.id))
    unfinished.rename(final)
    done = msgspec.structs.replace(split, documents=counts["rows"] - counts["issue"], reports=counts["reports"], issues=counts["issue"])
    finish_split(folder, done)
    return done
