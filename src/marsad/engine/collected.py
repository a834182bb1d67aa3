"""From the archive to the store: captures that the store has not read yet."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from marsad.engine.ingest import Tally, ingest
from marsad.model import Capture, Document, Issue, Source
from marsad.settings import Settings
from marsad.stages.read.captures import read_capture
from marsad.store.archive import Archive
from marsad.store.store import Store

BATCH_CAPTURES = 200
"""Captures after which the store notes that they were read: what a crash may have to read again."""


def ingest_collected(
    archive: Archive, sources: Mapping[str, Source], store: Store, settings: Settings, progress: Callable[[Tally], None] = lambda _: None
) -> Tally:
    """Read, code and keep the documents of the captures that the store does not know; the running tally goes to `progress`.

    A capture is noted as read after its documents are kept, so that an interrupted run reads it again and loses nothing.
    """
    total, unread = Tally(), _unread(archive, store)
    while captures := list(islice(unread, BATCH_CAPTURES)):
        total += ingest(_documents(captures, sources), store, settings)
        store.keep_captures(capture for capture, _ in captures)
        progress(total)
    return total


def _unread(archive: Archive, store: Store) -> Iterator[tuple[Capture, bytes]]:
    known = store.known_captures()
    for _, capture, raw in archive.since():
        if capture.sha256 not in known:
            yield capture, raw


def _documents(captures: list[tuple[Capture, bytes]], sources: Mapping[str, Source]) -> Iterator[Document | Issue]:
    for capture, raw in captures:
        yield from read_capture(capture, raw, sources.get(capture.source))
