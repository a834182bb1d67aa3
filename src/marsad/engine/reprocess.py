"""Reading again, with today's code and lexicons, what older ones read."""

from collections.abc import Callable, Iterator

from marsad.engine.ingest import Tally, ingest
from marsad.engine.local import process_resources
from marsad.model import Document
from marsad.settings import Settings
from marsad.store.store import Store


def reprocess(store: Store, settings: Settings, progress: Callable[[Tally], None] = lambda _: None) -> Tally:
    """Extract anew the documents that another version of code or lexicons read; people's judgements stay, since they name reports, not rows."""
    ids = store.outdated(process_resources(settings.gazetteer).version)
    return ingest(_documents(store, ids), store, settings, again=True, progress=progress)


def _documents(store: Store, ids: list[str]) -> Iterator[Document]:
    for id_ in ids:
        kept = store.document(id_)
        if kept is not None:
            yield kept.document
