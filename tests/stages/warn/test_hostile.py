"""Hostile news: nothing of it raises or lowers a level without saying so."""

from datetime import date, timedelta

import msgspec
from tests.stages.warn.making import DAY, OUTLETS, RULES, TOWN, ago, happened, judge, replay, steady_past, steady_volume

from marsad.model import Place

RANK = {level.id: number for number, level in enumerate(RULES.levels)}


def test_a_flood_of_copies_is_one_voice() -> None:
    flood = [happened(f"copy-{number}", DAY, ("a",), 3, origin="one-text") for number in range(200)]
    state, _ = judge([*steady_past(), *flood], steady_volume())
    assert RANK[state.level] <= RANK["watch"]
    burden = next(signal for signal in state.signals if signal.kind == "burden")
    assert len(burden.events) <= RULES.most_article_events
    assert "one_origin" in burden.flags


def test_a_flood_by_one_outlet_is_held_and_said() -> None:
    flood = [happened(f"own-{number}", ago(number % 5), ("a",), 20) for number in range(40)]
    state, alert = judge([*steady_past(), *flood], steady_volume())
    assert state.score > RULES.levels[3].enter
    assert state.level == "elevated"
    assert "capped" in state.notes
    assert alert is not None
    assert all("one_outlet" in signal.flags for signal in alert.signals if signal.kind != "new")


def test_a_spoofed_outlet_counts_for_nothing_and_is_named() -> None:
    spoofed = [happened(f"spoof-{number}", DAY, ("A",), 30) for number in range(20)]
    volume = steady_volume()
    volume[DAY] |= {"A": 40}
    without, _ = judge(steady_past(), volume)
    state, alert = judge([*steady_past(), *spoofed], volume)
    assert (state.level, state.score, alert) == (without.level, without.score, None)
    assert "unknown:A" in state.notes


def test_a_spoofed_outlet_confirms_nobody() -> None:
    flood = [happened(f"own-{number}", ago(number % 5), ("a", "A"), 20) for number in range(40)]
    volume = steady_volume()
    volume[DAY] |= {"A": 40}
    state, _ = judge([*steady_past(), *flood], volume)
    assert state.level == "elevated"
    assert "capped" in state.notes


def test_a_slip_of_a_digit_by_one_of_two_counts_for_nothing() -> None:
    right = happened("slip", DAY, ("a", "b"), 100)
    wrong = msgspec.structs.replace(right, tellings=(right.tellings[0], msgspec.structs.replace(right.tellings[1], killed=(1000, 1000))))
    state, _ = judge([*steady_past(), wrong], steady_volume())
    true, _ = judge([*steady_past(), right], steady_volume())
    assert state.score == true.score
    assert all("disputed_figure" in signal.flags for signal in state.signals if signal.kind in ("burden", "tolls"))


def test_a_slip_of_a_digit_by_one_outlet_alone_is_cut_and_flagged() -> None:
    wrong, _ = judge([*steady_past(), happened("slip", DAY, ("a",), 1000)], steady_volume())
    cut, _ = judge([*steady_past(), happened("slip", DAY, ("a",), RULES.tolls.unconfirmed_most)], steady_volume())
    assert wrong.score == cut.score
    assert all("unconfirmed_figure" in signal.flags for signal in wrong.signals if signal.kind in ("burden", "tolls"))


def test_a_slip_of_one_outlet_among_trifles_of_another_is_no_more_than_the_trifles_and_a_level() -> None:
    """Two outlets stand behind the score, and yet nearly all of it is the word of one."""
    trifles = [happened(f"trifle-{number}", ago(number), ("b",)) for number in range(2)]
    slip = [happened(f"slip-{number}", DAY, ("a",), 50) for number in range(4)]
    state, _ = judge([*trifles, *slip, *steady_past()], steady_volume())
    assert state.score > RULES.levels[RANK["high"]].enter
    assert state.level == "elevated"
    assert "capped" in state.notes
    both = [happened(f"both-{number}", DAY, ("a", "b"), 50) for number in range(4)]
    assert RANK[judge([*trifles, *both, *steady_past()], steady_volume())[0].level] >= RANK["high"]


def test_of_several_places_without_a_listing_each_keeps_its_own_province() -> None:
    """`The airport of the city` is told of in many a province: its events go to none but the one they are told of, and nothing has moved."""
    here, there = (Place("unlisted:airport:x", "x", "", 34.0, 37.0, 5000, "facility", "SY", code) for code in ("SY-HI", "SY-HA"))
    attacks = [happened(f"new-{number}", ago(number % 4), OUTLETS[:2], 15, place=here) for number in range(8)]
    stray = happened("stray", DAY, OUTLETS[:2], place=there)
    for area in ("SY-HI", "SY-HA"):
        assert "moved" not in judge([*attacks, stray], steady_volume(), area=area)[0].notes
    alone, _ = judge(attacks, steady_volume(), area="SY-HI")
    assert judge([*attacks, stray], steady_volume(), area="SY-HI")[0].signals[0] == alone.signals[0]


def test_a_figure_that_is_not_sure_is_told_of_where_the_dead_are_counted() -> None:
    slip = [happened(f"slip-{number}", ago(8 + number), ("a",), 1000) for number in range(12)]
    state, _ = judge([*steady_past(), *slip, happened("now", DAY, OUTLETS)], steady_volume())
    assert 28 in {signal.window_days for signal in state.signals}
    assert not any("unconfirmed_figure" in signal.flags for signal in state.signals)


def test_a_month_without_news_lowers_nothing_and_says_so() -> None:
    attacks = [happened(f"new-{number}", ago(number % 4), OUTLETS[:2], 15) for number in range(8)]
    states = replay([*steady_past(), *attacks], steady_volume(), [DAY + timedelta(number) for number in range(35)])
    assert len({state.level for state, _ in states}) == 1
    last = states[-1][0]
    assert last.confidence == "blind"
    assert "held" in last.notes
    assert {f"silence:{outlet}" for outlet in OUTLETS} <= set(last.notes)
    said = [alert for _, alert in states if alert is not None]
    assert [(alert.level == alert.before, alert.confidence) for alert in said[1:]] == [(True, "blind")]


def test_one_outlet_gone_silent_is_said_and_changes_no_level() -> None:
    volume = {day: {outlet: count for outlet, count in outlets.items() if outlet != "c" or day < ago(5)} for day, outlets in steady_volume().items()}
    state, _ = judge(steady_past(), volume)
    whole, _ = judge(steady_past(), steady_volume())
    assert "silence:c" in state.notes
    assert state.level == whole.level
    assert state.score == whole.score


def test_a_place_that_moves_province_takes_its_past_along_and_it_is_said() -> None:
    attacks = [
        happened(f"new-{number}", ago(number % 4), OUTLETS[:2], 15, place=msgspec.structs.replace(TOWN, admin1="SY-HA")) for number in range(8)
    ]
    news = [*steady_past(), *attacks]
    state, alert = judge(news, steady_volume(), area="SY-HA")
    assert "moved" in state.notes
    assert alert is not None
    assert "moved" in alert.notes
    town, _ = judge(news, steady_volume())
    stayed, _ = judge([*steady_past(), *(msgspec.structs.replace(one, place=TOWN) for one in attacks)], steady_volume())
    assert town.score == stayed.score


def test_the_province_that_loses_a_place_is_told_of_it() -> None:
    attacks = [happened(f"new-{number}", ago(number % 4), OUTLETS[:2], 15) for number in range(8)]
    before, _ = judge([*steady_past(), *attacks], steady_volume(), area="SY-HI")
    moved = happened("later", DAY + timedelta(1), OUTLETS[:2], 1, place=msgspec.structs.replace(TOWN, admin1="SY-HA"))
    volume = {**steady_volume(), DAY + timedelta(1): dict.fromkeys(OUTLETS, 20)}
    after, alert = judge([*steady_past(), *attacks, moved], volume, DAY + timedelta(1), "SY-HI", before)
    assert after.level == before.level
    assert alert is not None
    assert "moved" in alert.notes


def test_all_news_doubling_makes_no_place_dangerous() -> None:
    def doubled(day: date) -> int:
        return 40 if day >= ago(6) else 20

    volume = {day: dict.fromkeys(OUTLETS, doubled(day)) for day in steady_volume()}
    usual = [happened(f"u{number}", ago(number), OUTLETS[number % 2 : number % 2 + 2]) for number in range(0, 70, 2)]
    twice = [*usual, *(happened(f"t{number}", ago(number), OUTLETS[number % 2 : number % 2 + 2]) for number in range(7))]

    def points(news, volume, kind: str) -> float:
        state, _ = judge(news, volume)
        return sum(signal.points for signal in state.signals if signal.kind == kind)

    assert points(twice, volume, "events") < 5
    assert points(twice, steady_volume(), "events") > 3 * points(twice, volume, "events")
