"""What a person should look at first."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.reconcile.making import make

from marsad.model import Event, SettledFigure
from marsad.stages.reconcile.events import event_of
from marsad.stages.reconcile.priority import DOUBTS, HARM_WEIGHT, REVIEWERS_DIFFER, priority_of, reasons_of

PLAIN = event_of([make("a", None)], (), {})


def with_dead(event: Event, low: int, *, disputed: bool = False) -> Event:
    return msgspec.structs.replace(event, settled=(SettledFigure("killed", (low, low), "majority", disputed),))


def codes(event: Event) -> set[str]:
    return {reason.code for reason in reasons_of(event)}


def test_more_dead_come_first() -> None:
    two, twenty, hundreds = (priority_of(with_dead(PLAIN, low)) for low in (2, 20, 400))
    assert priority_of(PLAIN) < two < twenty < hundreds


def test_what_is_disputed_comes_before_what_is_not() -> None:
    assert priority_of(with_dead(PLAIN, 20, disputed=True)) > priority_of(with_dead(PLAIN, 20))
    assert "disputed_figures" in codes(with_dead(PLAIN, 20, disputed=True))


def test_an_event_without_place_or_day_is_doubted() -> None:
    lost = msgspec.structs.replace(PLAIN, place=None, time_precision=3)
    assert {"no_place", "no_day"} <= codes(lost)
    assert "no_place" not in codes(msgspec.structs.replace(lost, type="CONSULT")), "talks may have no place"


def test_what_is_only_feared_adds_no_deaths() -> None:
    assert "deadly" not in codes(msgspec.structs.replace(with_dead(PLAIN, 50), status="possible"))


def test_reviewers_who_differ_come_before_everything() -> None:
    assert priority_of(msgspec.structs.replace(PLAIN, review="disputed")) == REVIEWERS_DIFFER


def test_the_weights_leave_room_for_disagreement() -> None:
    assert sum(DOUBTS.values()) + HARM_WEIGHT < 1.1


@given(st.integers(0, 10**7), st.booleans(), st.integers(1, 3), st.integers(1, 50), st.sampled_from(("actual", "possible", "denied")))
def test_priority_stays_within_its_range(low: int, disputed: bool, precision: int, sources: int, status: str) -> None:
    event = msgspec.structs.replace(with_dead(PLAIN, low, disputed=disputed), time_precision=precision, sources=sources, status=status)
    assert 0 <= priority_of(event) < REVIEWERS_DIFFER
    assert [reason.weight for reason in reasons_of(event)] == sorted((reason.weight for reason in reasons_of(event)), reverse=True)
