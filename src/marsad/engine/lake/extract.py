"""Extraction as a function from a batch of items to a batch of records: what the pool of processes and Spark both run."""

import faulthandler
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import msgspec
import pyarrow as pa

from marsad.engine.isolate import isolate
from marsad.engine.lake.rows import Row, record_row
from marsad.engine.lake.schema import ITEMS, RECORDS
from marsad.engine.local import extract_one, process_resources
from marsad.model import Document, Extraction, Issue, level_of
from marsad.model.marking import CLEAR
from marsad.pipeline import Resources, extract_document
from marsad.stages.read.items import Item, read_item

Extractor = Callable[[Document, Resources], Extraction]
STDERR = 2
BATCH_ITEMS = 64
"""Items of a batch: half a second's work, so that memory stays small whatever the articles' length."""
HANGING_FACTOR = 3
"""A process in which one item takes so many times its limit hangs in code that hears no alarm; it is ended and the items tried one by one."""


class Job(msgspec.Struct, frozen=True):
    """What extracting needs to know in whatever process it runs: plain values, so that they can be sent there."""

    gazetteer: Path | None = None
    document_seconds: float = 60.0
    published: str | None = None
    extractor: Extractor = extract_document


def batches_of(items: Iterable[Item]) -> Iterator[pa.RecordBatch]:
    """The items in batches, as `schema.ITEMS` has them."""
    stream = iter(items)
    while chunk := list(islice(stream, BATCH_ITEMS)):
        yield pa.RecordBatch.from_pylist([msgspec.structs.asdict(item) for item in chunk], schema=ITEMS)


def extract_batch(batch: pa.RecordBatch, job: Job, *, carefully: bool = False) -> pa.RecordBatch:
    """The records of a batch of items: a row for each document and issue, as `schema.RECORDS` has them.

    A document that fails or takes too long becomes an issue. One that ends the process ends it, unless `carefully`: then the items are read in
    processes of their own, and it becomes an issue too. So a batch is tried again carefully after a process was lost, and only then.
    """
    items = [Item(**row) for row in batch.to_pylist()]
    limit = job.document_seconds * HANGING_FACTOR
    with _Watch(limit) as watch:

        def rows_of(item: Item) -> list[Row]:
            return list(_rows(item, job, watch))

        made = isolate(rows_of, items, limit, _lost) if carefully else [rows_of(item) for item in items]
    return pa.RecordBatch.from_pylist(list(chain.from_iterable(made)), schema=RECORDS)


def _rows(item: Item, job: Job, watch: "_Watch") -> Iterator[Row]:
    resources = process_resources(job.gazetteer)
    for document in read_item(item, job.published):
        watch.go_on()
        yield record_row(extract_one(_cleared(document, item), resources, job.document_seconds, job.extractor))


def _cleared(document: Document | Issue, item: Item) -> Document | Issue:
    """The document, or the issue that it is marked: what stands in a lake is for all to see, and the issue tells no more than where it stood."""
    if isinstance(document, Issue) or level_of(document.tlp) == CLEAR:
        return document
    return Issue("marked", item.origin, f"the document is marked TLP:{document.tlp}, and a lake is for all to see; ingest it into a store", item.line)


class _Watch:
    """Ends this process where one document hangs in code that hears no alarm. Armed at most once a second, since arming starts a thread."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._armed = 0.0

    def __enter__(self) -> "_Watch":
        return self

    def go_on(self) -> None:
        """Say that another document begins."""
        now = time.monotonic()
        if now - self._armed > 1:
            self._armed = now
            faulthandler.dump_traceback_later(self._seconds + 1, exit=True, file=sys.__stderr__ or STDERR)

    def __exit__(self, *_: object) -> None:
        faulthandler.cancel_dump_traceback_later()


def _lost(item: Item, reason: str) -> list[Row]:
    return [record_row(Issue("lost", item.origin, f"the document could not be read: {reason}; please report it", item.line))]
