"""Running the pipeline over many documents: in this process, or in a pool of them."""

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from types import FrameType

from marsad.engine.pool import worker_pool
from marsad.lexicon.gazetteer import user_gazetteer_path
from marsad.model import Document, Extraction, Issue
from marsad.pipeline import Resources, extract_document, load_resources
from marsad.settings import Settings

CHUNK_DOCUMENTS = 32
COLLECT_AFTER_OBJECTS = 20_000
"""New objects between two collections: those of a few articles, where Python's own 700 would stop many times in each."""


class DocumentTimeoutError(Exception):
    """A document took longer than it may."""


def usual_gazetteer() -> Path | None:
    """The user's own gazetteer where `marsad gazetteer add` puts it, None where there is none."""
    path = user_gazetteer_path(os.environ)
    return path if path.exists() else None


def extract_all(items: Iterable[Document | Issue], settings: Settings) -> Iterator[Extraction | Issue]:
    """The extractions of documents, in their order, issues among them handed on.

    A document that fails or takes too long becomes an issue. With `settings.jobs` above 1 a pool of processes shares the work and the
    gazetteer's pages; no more than two chunks a process are held at once.
    """
    if settings.jobs <= 1:
        resources = process_resources(settings.gazetteer)
        for item in items:
            yield extract_one(item, resources, settings.document_seconds)
        return
    with worker_pool(settings.jobs) as pool:
        stream = iter(items)
        pending = [pool.submit(_extract_chunk, chunk, settings) for chunk in _chunks(stream, settings.jobs * 2)]
        while pending:
            yield from pending.pop(0).result()
            pending += [pool.submit(_extract_chunk, chunk, settings) for chunk in _chunks(stream, 1)]


def _chunks(stream: Iterator[Document | Issue], most: int) -> Iterator[list[Document | Issue]]:
    for _ in range(most):
        chunk = list(islice(stream, CHUNK_DOCUMENTS))
        if chunk:
            yield chunk


def _extract_chunk(chunk: list[Document | Issue], settings: Settings) -> list[Extraction | Issue]:
    resources = process_resources(settings.gazetteer)
    return [extract_one(item, resources, settings.document_seconds) for item in chunk]


@cache
def process_resources(gazetteer: Path | None) -> Resources:
    """The resources of this process, kept out of the garbage collector's sight: walking through the lexicons again and again costs a tenth.

    A first text builds the lexicons, so that no document's time is spent on that, and processes forked off this one share them.
    """
    resources = load_resources(gazetteer)
    extract_document(Document("", "\N{ARABIC LETTER MEEM}"), resources)
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER_OBJECTS)
    return resources


def extract_one(
    item: Document | Issue, resources: Resources, seconds: float, extractor: Callable[[Document, Resources], Extraction] = extract_document
) -> Extraction | Issue:
    """One document's extraction, or the issue that it became; the one broad except of the program stands here, around one document."""
    if isinstance(item, Issue):
        return item
    previous = signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return extractor(item, resources)
    except DocumentTimeoutError:
        return Issue("timeout", item.id, f"the document took longer than {seconds:g} s and was given up", document=item.id)
    except Exception as error:  # noqa: BLE001 - one poisoned document must not end the batch
        return Issue("failed", item.id, f"the document could not be extracted ({type(error).__name__}: {error}); please report it", document=item.id)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _give_up(signum: int, frame: FrameType | None) -> None:
    raise DocumentTimeoutError
