"""What people decide of an event, laid over what the machine made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.reconcile.making import make

from marsad.errors import InputError
from marsad.model import Event, Judgement
from marsad.stages.reconcile.events import event_of
from marsad.stages.reconcile.judgements import with_id
from marsad.stages.reconcile.review import FIELDS, disagreed, normal_value, reviewed

EVENT = event_of([make("a", 20)], (), {})
VALUES = {
    "place": {
        "id": "geonames:1", "name_ar": "\N{ARABIC LETTER DAD}", "name_en": "D", "lat": 1.0, "lon": 2.0, "radius_m": 5, "kind": "settlement",
        "country": "SY",
    },
    "date": {"begin": "2018-02-03"},
    "type": {"type": "COERCE", "mode": "raid", "sub_event_type": "Disrupted weapons use"},
    "status": "denied",
    "actors": [{"name": "x", "actor": "houthis", "kind": "militia"}],
    "targets": [],
    "killed": [3, 5], "injured": [7, None], "detained": None, "abducted": [1, 1], "displaced": [0, 9],
}  # fmt: skip


def judged(action: str, by: str, minute: int, field: str = "", value: object = None) -> Judgement:
    kept = normal_value(field, value) if action == "correct" else ""
    return with_id(Judgement("", action, EVENT.reports, by, f"2024-01-01T00:{minute:02}:00+00:00", "", field, kept))


def test_every_field_has_a_value_here() -> None:
    assert set(VALUES) == set(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_a_correction_holds_and_the_machines_value_stays_readable(field: str) -> None:
    shown = reviewed(EVENT, [judged("correct", "rim", 1, field, VALUES[field])])
    (correction,) = shown.corrections
    assert shown.review == "corrected"
    assert correction.opinions[-1].value == normal_value(field, VALUES[field])
    again = reviewed(shown, [judged("correct", "rim", 2, field, VALUES[field])])
    assert again.corrections[0].machine == correction.opinions[-1].value, "what is shown is what was set"
    assert correction.machine == reviewed(EVENT, [judged("correct", "omar", 3, field, VALUES[field])]).corrections[0].machine


def test_a_figure_set_by_hand_names_its_rule_and_what_it_left_out() -> None:
    shown = reviewed(EVENT, [judged("correct", "rim", 1, "killed", [3, 5])])
    (figure,) = [figure for figure in shown.settled if figure.measure == "killed"]
    assert (figure.bounds, figure.rule, figure.left_out) == ((3, 5), "judgement", ("a",))


CASES = [
    ([("accept", "rim")], "accepted"),
    ([("reject", "rim")], "rejected"),
    ([("correct", "rim")], "corrected"),
    ([("correct", "rim"), ("accept", "rim")], "corrected"),
    ([("reject", "rim"), ("accept", "rim")], "accepted"),
    ([("reject", "rim"), ("accept", "omar")], "disputed"),
    ([("reject", "rim"), ("accept", "omar"), ("accept", "rim")], "accepted"),
    ([("accept", "rim"), ("correct", "omar")], "disputed"),
    ([("accept", "rim"), ("correct", "omar"), ("accept", "rim")], "corrected"),
    ([("accept", "rim"), ("correct", "rim")], "corrected"),
]


@pytest.mark.parametrize(("told", "state"), CASES)
def test_the_state_of_review(told: list[tuple[str, str]], state: str) -> None:
    judgements = [judged(action, by, minute, "status" if action == "correct" else "", "denied") for minute, (action, by) in enumerate(told)]
    assert reviewed(EVENT, judgements).review == state


def test_two_reviewers_with_two_values_differ_and_the_last_holds() -> None:
    shown = reviewed(EVENT, [judged("correct", "rim", 1, "killed", [3, 3]), judged("correct", "omar", 2, "killed", [4, 4])])
    assert shown.review == "disputed"
    assert [figure.bounds for figure in shown.settled if figure.measure == "killed"] == [(4, 4)]
    (correction,) = shown.corrections
    assert disagreed(correction)
    assert [(opinion.by, opinion.value) for opinion in correction.opinions] == [("rim", "[3,3]"), ("omar", "[4,4]")]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("colour", "red", "no field"),
        ("status", "maybe", "no status"),
        ("killed", [5, 3], "no bounds"),
        ("killed", [-1, 3], "no bounds"),
        ("killed", "many", "cannot be the killed"),
        ("date", {"begin": "2018-02-31"}, "cannot be the date"),
        ("date", {"begin": "2018-02-03", "end": "2018-02-03"}, "day after the last one"),
        ("date", {"begin": "2018-02-03", "colour": "red"}, "cannot be the date"),
        ("place", {"id": "", "name_ar": "", "name_en": "", "lat": 91, "lon": 0, "radius_m": 1, "kind": "settlement", "country": ""}, "no point"),
        ("actors", "somebody", "cannot be the actors"),
    ],
)
def test_values_that_cannot_be(field: str, value: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        normal_value(field, value)


steps = st.lists(
    st.tuples(st.sampled_from(("accept", "reject", "correct")), st.sampled_from(("rim", "omar", "lina")), st.sampled_from(("actual", "denied"))),
    max_size=7,
)


@given(steps)
def test_whatever_is_said_in_whatever_order(told: list[tuple[str, str, str]]) -> None:
    judgements = [judged(action, by, minute, *(("status", value) if action == "correct" else ())) for minute, (action, by, value) in enumerate(told)]
    shown: Event = reviewed(EVENT, judgements)
    corrected = [value for action, _, value in told if action == "correct"]
    assert shown.status == (corrected[-1] if corrected else EVENT.status), "the last correction holds"
    assert (shown.review == "open") == (not told)
    for correction in shown.corrections:
        assert len({opinion.by for opinion in correction.opinions}) == len(correction.opinions), "one opinion a reviewer"
    if shown.review != "disputed":
        assert not any(disagreed(correction) for correction in shown.corrections)
