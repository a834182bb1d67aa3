"""Ingesting: documents read, coded and kept, over all processes, one transaction a batch; what is kept already is passed over."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from itertools import islice
from typing import NamedTuple

import msgspec

from marsad.engine.local import extract_all, process_resources
from marsad.engine.pool import worker_pool
from marsad.engine.report_store import stored_blocks
from marsad.model import Document, Issue, Version, highest
from marsad.settings import Settings
from marsad.stages.reconcile.copies import signature_of
from marsad.stages.reconcile.reports import reports_of
from marsad.store.rows import DocumentRows, digest_of, rows_of
from marsad.store.store import Store

CHUNK_DOCUMENTS = 32
"""Documents that a process takes at once: a fifth of a second's work."""
BATCH_DOCUMENTS = 256
"""Documents of one transaction: a second or two of work that a crash may cost."""
CHUNKS_AHEAD = 3
"""Chunks handed out beyond those at work, so that no process waits and memory stays small."""
Items = Iterable[Document | Issue]


class Tally(NamedTuple):
    """What an ingestion did: documents kept, those passed over because they were kept already, and issues."""

    kept: int = 0
    passed: int = 0
    issues: int = 0

    def __add__(self, other: object) -> "Tally":
        assert isinstance(other, Tally)
        return Tally(self.kept + other.kept, self.passed + other.passed, self.issues + other.issues)


class _Batch(NamedTuple):
    rows: list[DocumentRows]
    issues: list[Issue]


def ingest(items: Items, store: Store, settings: Settings, *, again: bool = False, progress: Callable[[Tally], None] = lambda _: None) -> Tally:
    """Keep what can be read out of documents; the running tally goes to `progress` after each transaction.

    A document of the same text, outlet and publication time as the one kept under its id is passed over, unless `again`. What was committed stays
    whatever happens later: an interrupted run goes on where it stopped when it is started again.
    """
    version = process_resources(settings.gazetteer).version
    total, batch = Tally(), _Batch([], [])
    for chunk, passed in _chunks(items, store, settings, again=again):
        batch.rows.extend(row for row in chunk if isinstance(row, DocumentRows))
        batch.issues.extend(issue for issue in chunk if isinstance(issue, Issue))
        total += Tally(passed=passed)
        if len(batch.rows) + len(batch.issues) >= BATCH_DOCUMENTS:
            total += _save(store, batch, version)
            batch = _Batch([], [])
        progress(total)
    total += _save(store, batch, version)
    progress(total)
    return total


def mark_items(items: Items, least: str) -> Iterator[Document | Issue]:
    """The items, each document marked `least` or, where it is marked so already, higher."""
    for item in items:
        yield item if isinstance(item, Issue) else msgspec.structs.replace(item, tlp=highest([item.tlp, least]))


def _save(store: Store, batch: _Batch, version: Version) -> Tally:
    rows = list({row.id: row for row in batch.rows}.values())
    store.save(rows, batch.issues, version)
    return Tally(kept=len(rows), issues=len(batch.issues))


def _chunks(items: Items, store: Store, settings: Settings, *, again: bool) -> Iterator[tuple[list[DocumentRows | Issue], int]]:
    """What became of each chunk of documents, in order, and how many of it were passed over."""
    stream = iter(items)
    waiting: deque[tuple[Future[list[DocumentRows | Issue]] | list[DocumentRows | Issue], int]] = deque()
    with ExitStack() as stack:
        pool = stack.enter_context(worker_pool(settings.jobs)) if settings.jobs > 1 else None
        while True:
            while len(waiting) < settings.jobs + CHUNKS_AHEAD and (chunk := list(islice(stream, CHUNK_DOCUMENTS))):
                chunk = _marked(chunk, store)
                fresh = chunk if again else _fresh(chunk, store)
                done = pool.submit(rows_of_documents, fresh, settings) if pool is not None else rows_of_documents(fresh, settings)
                waiting.append((done, len(chunk) - len(fresh)))
            if not waiting:
                return
            made, passed = waiting.popleft()
            yield made.result() if isinstance(made, Future) else made, passed


def _fresh(chunk: list[Document | Issue], store: Store) -> list[Document | Issue]:
    """The items of a chunk that are not kept yet as they are."""
    known = store.known(item.id for item in chunk if isinstance(item, Document))
    return [item for item in chunk if isinstance(item, Issue) or known.get(item.id) != digest_of(item)]


def _marked(chunk: list[Document | Issue], store: Store) -> list[Document | Issue]:
    """The items, none marked lower than it is kept: what came under a marking keeps it when it comes again without one."""
    kept = store.markings(item.id for item in chunk if isinstance(item, Document))
    return [
        item if isinstance(item, Issue) or item.id not in kept else msgspec.structs.replace(item, tlp=highest([item.tlp, kept[item.id]]))
        for item in chunk
    ]


def rows_of_documents(items: list[Document | Issue], settings: Settings) -> list[DocumentRows | Issue]:
    """The rows of documents, read in this process; a document that fails or takes too long comes back as an issue."""
    alone = Settings(gazetteer=settings.gazetteer, document_seconds=settings.document_seconds)
    made: list[DocumentRows | Issue] = []
    for extraction in extract_all(items, alone):
        if isinstance(extraction, Issue):
            made.append(extraction)
            continue
        reports = reports_of(extraction)
        made.append(rows_of(extraction, reports, signature_of(extraction.document), [stored_blocks(report) for report in reports]))
    return made
