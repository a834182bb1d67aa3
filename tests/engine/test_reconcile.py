"""Reconciling a store: in whatever batches, and bound by people's judgements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.reconcile.making import ALEPPO, make
from tests.stages.reconcile.test_compare import reports

from marsad.engine.reconcile import merge_events, reconcile_new, split_event, undo_judgement
from marsad.engine.report_memory import MemoryReports
from marsad.errors import InputError
from marsad.model import Report

AT = "2024-01-01T00:00:00+00:00"


def store_of(told: list[Report]) -> MemoryReports:
    store = MemoryReports()
    store.add(told)
    reconcile_new(store)
    return store


def sets(store: MemoryReports) -> set[frozenset[str]]:
    return {frozenset(event.reports) for event in store.all_events()}


unique = st.lists(reports, max_size=6, unique_by=lambda report: report.id)


@given(unique, st.data())
def test_batches_and_their_order_have_no_say(told: list[Report], data: st.DataObject) -> None:
    at_once = store_of(told)
    in_batches = MemoryReports()
    for report in data.draw(st.permutations(told)):
        in_batches.add([report])
        if data.draw(st.booleans()):
            reconcile_new(in_batches)
    reconcile_new(in_batches)
    assert in_batches.all_events() == at_once.all_events()


def test_second_run_changes_nothing() -> None:
    store = store_of([make("a", 20), make("b", 20)])
    assert reconcile_new(store) == (0, (), ())


def test_only_the_neighbourhood_is_looked_at() -> None:
    years = [make(f"{year}", 20, begin=f"{year}-03-10", end=f"{year}-03-11", published=f"{year}-03-10T18:00:00+00:00") for year in range(1990, 2018)]
    store = store_of(years)
    store.add([make("a", 20)])
    assert reconcile_new(store).reports == 1


def test_split_is_never_overturned_and_can_be_undone() -> None:
    store = store_of([make("a", 20), make("b", 20)])
    (event,) = store.all_events()
    judgement, change = split_event(store, event.id, ["b"], "rim", AT, "another raid")
    assert sets(store) == {frozenset("a"), frozenset("b")}
    assert change.removed == (event.id,)
    store.add([make("c", 20)])
    reconcile_new(store)
    assert not any({"a", "b"} <= members for members in sets(store))
    undo_judgement(store, judgement.id, "rim", AT + "1")
    assert sets(store) == {frozenset("abc")}
    with pytest.raises(InputError, match="taken back already"):
        undo_judgement(store, judgement.id, "rim", AT + "2")


def test_merge_is_never_overturned_and_can_be_undone() -> None:
    store = store_of([make("a", 20), make("z", 3, place=ALEPPO)])
    before = store.all_events()
    judgement, _ = merge_events(store, [event.id for event in before], "rim", AT)
    assert sets(store) == {frozenset("az")}
    store.add([make("b", 20)])
    reconcile_new(store)
    assert sets(store) == {frozenset("abz")}
    undo_judgement(store, judgement.id, "rim", AT + "1")
    assert sets(store) == {frozenset("ab"), frozenset("z")}


def test_wrong_calls_say_what_to_do() -> None:
    store = store_of([make("a", 20), make("b", 20)])
    (event,) = store.all_events()
    with pytest.raises(InputError, match="needs reports on both sides"):
        split_event(store, event.id, ["a", "b"], "rim", AT)
    with pytest.raises(InputError, match="names 0 reports"):
        split_event(store, event.id, ["q"], "rim", AT)
    with pytest.raises(InputError, match="two events or more"):
        merge_events(store, [event.id], "rim", AT)
    with pytest.raises(InputError, match="there is no event 'nope'"):
        merge_events(store, [event.id, "nope"], "rim", AT)
    with pytest.raises(InputError, match="there is no judgement"):
        undo_judgement(store, "nope", "rim", AT)
