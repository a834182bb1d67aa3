"""Two who write at once: what one worked out is not laid over what the other has put there meanwhile."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from marsad.engine.ingest import ingest
from marsad.engine.reconcile import MOST_TRIES, Change, judge_event, reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.errors import StoreError
from marsad.model import Document, Event, Seen
from marsad.settings import Settings
from marsad.store.event_search import EventQuery, list_events
from marsad.store.store import Store

AT = "2024-01-01T00:00:00+00:00"
FIRST = "قتل 23 مدنيا في غارة جوية على مدينة دوما السبت، وفق المرصد السوري لحقوق الإنسان."
SECOND = "أسفرت غارة جوية استهدفت دوما يوم السبت عن مقتل 23 مدنيا، بحسب مصدر طبي."


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """A store in which one article told of an event, and another that tells of it too stands in none yet."""
    with Store(address) as store:
        tell(store, "a", FIRST)
        reconcile_new(StoredReports(store))
        tell(store, "b", SECOND)
        yield store


def tell(store: Store, id_: str, text: str) -> None:
    ingest([Document(id_, text, outlet=id_, published="2018-03-10T18:00:00+00:00")], store, Settings())


def the_event(store: Store) -> Event:
    (found,) = list_events(store, EventQuery()).events
    return found


class Late(StoredReports):
    """One who is slow to write: `meanwhile` happens before."""

    def __init__(self, store: Store, meanwhile: Callable[[], object]) -> None:
        super().__init__(store)
        self._meanwhile: list[Callable[[], object]] = [meanwhile]

    def replace_events(self, old: Iterable[Seen], new: Iterable[Seen]) -> bool:
        while self._meanwhile:
            self._meanwhile.pop()()
        return super().replace_events(old, new)


def accept(store: Store, reports: StoredReports | None = None) -> Change:
    return judge_event(reports or StoredReports(store), the_event(store).id, "accept", "rim", AT)[1]


def stands(store: Store) -> tuple[int, str, int]:
    """How many reports the one event has, its state of review, and how many reports stand in none."""
    return len(the_event(store).reports), the_event(store).review, len(store.unreconciled_reports())


def test_what_is_judged_while_reports_are_reconciled_holds(store: Store) -> None:
    reconcile_new(Late(store, lambda: accept(store)))
    assert stands(store) == (2, "accepted", 0)


def test_what_is_reconciled_while_somebody_judges_stays(store: Store) -> None:
    accept(store, Late(store, lambda: reconcile_new(StoredReports(store))))
    assert stands(store) == (2, "accepted", 0)


def test_two_who_reconcile_the_same_reports_make_one_event_of_them(store: Store) -> None:
    reconcile_new(Late(store, lambda: reconcile_new(StoredReports(store))))
    assert stands(store) == (2, "open", 0)


def test_an_event_that_is_always_another_is_given_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    monkeypatch.setattr(Store, "replace_events", lambda *_: bool(tried.append(1)))
    with pytest.raises(StoreError, match="what was judged is kept"):
        accept(store)
    assert len(tried) == MOST_TRIES
    assert [judgement.by for judgement in store.judgements()] == ["rim"]
