"""Levels: raised at once, lowered late and step by step, the same whatever the order of the news."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stages.warn.making import DAY, OTHER, OUTLETS, RULES, TOWN, ago, happened, judge, kinds, replay, steady_past, steady_volume

from marsad.model.alert import Area, AreaState, Signal
from marsad.stages.warn.levels import Assessment, lowering_of, next_state

AREA = Area("town", "town", "بلدة", "Town", "SY")
LEVELS = [level.id for level in RULES.levels]
scores = st.lists(st.floats(0, 100), min_size=1, max_size=40)


def assessed(score: float, day: date, *, outlets: int = 3, articles: int = 9, confidence: str = "high") -> Assessment:
    return Assessment(AREA, day, score, (), outlets, articles, confidence, (), True)


def walk(told: list[float], confidence: str = "high") -> list[AreaState]:
    states: list[AreaState] = []
    for number, score in enumerate(told):
        states.append(next_state(states[-1] if states else None, assessed(score, DAY + timedelta(number), confidence=confidence), RULES)[0])
    return states


def test_a_quiet_past_and_a_quiet_week_are_calm() -> None:
    state, alert = judge(steady_past(), steady_volume())
    assert (state.level, alert) == ("calm", None)


def test_many_attacks_of_several_outlets_raise_it_with_figures_and_evidence() -> None:
    attacks = [happened(f"new-{number}", ago(number % 4), OUTLETS[:2], 15) for number in range(8)]
    state, alert = judge([*steady_past(), *attacks], steady_volume())
    assert state.level in ("high", "severe")
    assert alert is not None
    assert alert.lowers is not None
    assert {"burden", "events", "tolls"} <= kinds(state)
    counted = next(signal for signal in alert.signals if signal.kind == "events")
    assert counted.observed > 4 * counted.expected
    assert all(signal.evidence and signal.events for signal in alert.signals)


@pytest.mark.parametrize(("holder", "least"), [("military", 20), ("official", 20), ("unnamed", 5)])
def test_an_alert_that_is_raised_weighs_by_who_says_it(holder: str, least: float) -> None:
    state, _ = judge([*steady_past(), happened("alert", DAY, ("a",), code="MOBILIZE.alert", holder=holder)], steady_volume())
    (signal,) = [signal for signal in state.signals if signal.kind == "statement"]
    assert signal.subject == holder
    assert least <= signal.points <= least + 10


def test_a_feared_attack_is_no_attack() -> None:
    feared = happened("feared", DAY, ("a", "b"), 50, status="possible", holder="intelligence")
    state, _ = judge([*steady_past(), feared], steady_volume())
    assert "threat" in kinds(state)
    assert "burden" not in kinds(state)


def test_what_moves_nearby_is_felt_less_with_distance() -> None:
    moved = [happened(f"m{number}", ago(number), code="MOBILIZE.troops") for number in range(3)]
    far = [happened(f"f{number}", ago(number), code="MOBILIZE.troops", place=OTHER) for number in range(3)]
    near, _ = judge([*steady_past(), *moved], steady_volume())
    apart, _ = judge([*steady_past(), *far], steady_volume())
    assert "nearby" in kinds(near)
    assert "nearby" not in kinds(apart)


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_news_has_no_say(random) -> None:
    news = [*steady_past(), *(happened(f"n{number}", ago(number % 5), OUTLETS[: 1 + number % 3], number * 3) for number in range(6))]
    mixed = random.sample(news, len(news))
    assert judge(mixed, steady_volume()) == judge(news, steady_volume())


@settings(max_examples=200)
@given(scores)
def test_it_never_falls_faster_than_a_step_in_so_many_days(told: list[float]) -> None:
    ranks = [LEVELS.index(state.level) for state in walk(told)]
    falls = [number for number in range(1, len(ranks)) if ranks[number] < ranks[number - 1]]
    assert all(ranks[number - 1] - ranks[number] == 1 for number in falls)
    assert all(later - earlier >= RULES.calm_days for earlier, later in pairwise(falls))


@settings(max_examples=200)
@given(scores)
def test_it_is_never_below_what_the_score_enters(told: list[float]) -> None:
    for score, state in zip(told, walk(told), strict=True):
        assert score < RULES.levels[min(LEVELS.index(state.level) + 1, len(LEVELS) - 1)].enter or state.level == LEVELS[-1]


@given(st.lists(st.floats(41, 49.9), min_size=2, max_size=30))
def test_a_score_between_leaving_and_entering_changes_nothing(told: list[float]) -> None:
    assert {state.level for state in walk([55.0, *told])} == {"high"}


@settings(max_examples=200)
@given(scores, st.sampled_from(["high", "blind"]))
def test_judged_twice_a_day_is_as_judged_once(told: list[float], confidence: str) -> None:
    state: AreaState | None = None
    for number, score in enumerate(told):
        once = assessed(score, DAY + timedelta(number), confidence=confidence)
        state, _ = next_state(state, once, RULES)
        again, alert = next_state(state, once, RULES)
        assert (again, alert) == (state, None)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.lists(st.floats(0, 100), max_size=4), st.floats(0, 100)), min_size=1, max_size=30))
def test_while_a_day_lasts_it_rises_and_does_not_fall(told: list[tuple[list[float], float]]) -> None:
    """However often a day is judged before it is over, only what is raised in between differs from judging it once."""
    state: AreaState | None = None
    for number, (early, last) in enumerate(told):
        day = DAY + timedelta(number)
        for score in early:
            held = state
            state, _ = next_state(state, assessed(score, day), RULES, is_over=False)
            assert held is None or LEVELS.index(state.level) >= LEVELS.index(held.level)
            assert held is None or state.below_days == (held.below_days if state.level == held.level else 0)
        state, _ = next_state(state, assessed(last, day), RULES)


def test_a_day_that_is_over_counts_once_however_often_it_is_judged() -> None:
    state = walk([55.0])[0]
    for number in range(1, RULES.calm_days):
        for is_over in (False, False, True, True):
            state, alert = next_state(state, assessed(5.0, DAY + timedelta(number)), RULES, is_over=is_over)
            assert (state.level, alert) == ("high", None)
    last = DAY + timedelta(RULES.calm_days)
    state, _ = next_state(state, assessed(5.0, last), RULES, is_over=False)
    assert state.level == "high"
    lowers = lowering_of(state, RULES)
    assert lowers is not None
    assert lowers.earliest == last.isoformat()
    assert next_state(state, assessed(5.0, last), RULES)[0].level == "elevated"


def test_what_must_fall_away_is_worked_out_from_all_points_not_from_the_most_that_are_shown() -> None:
    signals = tuple(
        Signal(kind, 7, points, 1)
        for kind, points in (("burden", 35), ("events", 30), ("tolls", 25), ("statement", 25), ("threat", 15), ("nearby", 12))
    )
    state = AreaState(AREA, DAY.isoformat(), "severe", DAY.isoformat(), 100.0, "high", signals=signals)
    lowers = lowering_of(state, RULES)
    assert lowers is not None
    assert sum(signal.points for signal in signals if signal.kind not in lowers.needs) < lowers.score_below


@given(scores)
def test_blind_it_never_falls(told: list[float]) -> None:
    start = next_state(None, assessed(75, DAY - timedelta(1)), RULES)[0]
    for number, score in enumerate(told):
        start, _ = next_state(start, assessed(score, DAY + timedelta(number), confidence="blind"), RULES)
        assert start.level == "severe"


def test_what_would_lower_it_is_what_lowers_it() -> None:
    state = walk([55.0])[0]
    lowers = lowering_of(state, RULES)
    assert lowers is not None
    below = walk([55.0, *([lowers.score_below - 0.1] * lowers.days)])
    assert below[-1].level == lowers.level
    assert below[-1].day == lowers.earliest
    assert below[-2].level == "high"


def test_levels_fall_when_news_goes_on_and_nothing_happens() -> None:
    attacks = [happened(f"new-{number}", ago(number % 4), OUTLETS[:2], 15) for number in range(8)]
    volume = {DAY + timedelta(number): dict.fromkeys(OUTLETS, 20) for number in range(-70, 45)}
    states = replay([*steady_past(), *attacks], volume, [DAY + timedelta(number) for number in range(45)])
    assert states[0][0].level in ("high", "severe")
    assert states[-1][0].level == "calm"
    assert all(alert is not None for (before, _), (after, alert) in pairwise(states) if before.level != after.level)


def test_the_town_is_the_place() -> None:
    state, _ = judge(steady_past(), steady_volume())
    assert state.area.id == TOWN.id
