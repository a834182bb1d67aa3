"""A TAXII server over marked articles, for the tests of what it answers."""

from types import SimpleNamespace

import msgspec
import pytest
from tests.sharing.observatories import admit, app_of, fill, open_observatory
from tests.store.documents import make_documents

from marsad.engine.reconcile import judge_event
from marsad.engine.report_store import StoredReports
from marsad.store.event_search import EventQuery, list_events

TYPES = ("AMBER", "CLEAR")


@pytest.fixture(scope="module")
def there(tmp_path_factory):
    """A server over articles marked CLEAR and AMBER, with peers that may do different things."""
    folder = tmp_path_factory.mktemp("taxii")
    with open_observatory(folder, "there") as store:
        documents = make_documents(8, "t")
        fill(store, [msgspec.structs.replace(document, tlp=TYPES[number % 2]) for number, document in enumerate(documents)])
        event = list_events(store.cleared(0), EventQuery(), 5).events[0]
        judge_event(StoredReports(store.cleared(0)), event.id, "accept", "rim", "2024-01-01T00:00:00+00:00")
        keys = {
            "all": admit(store, "all", given="AMBER", taken="AMBER"), "reader": admit(store, "reader", writes=()),
            "writer": admit(store, "writer", reads=(), writes=("reports",)), "none": admit(store, "none", reads=(), writes=()),
        }  # fmt: skip
        yield SimpleNamespace(store=store, client=app_of(store, folder), keys=keys)
