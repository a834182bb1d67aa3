"""Pairs of reports: what joins them, what keeps them apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.stages.reconcile.making import ALEPPO, DOUMA, HARASTA, RIF, SYRIA, make

from marsad.model import Report
from marsad.stages.reconcile.cluster import JOIN_ODDS
from marsad.stages.reconcile.compare import compare_reports

ONE = make("a", 20)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (make("b", 20), "the same told twice"),
        (make("b", 24), "a toll that rises a little"),
        (make("b", 20, place=RIF), "a town against its province"),
        (make("b", 20, begin="2018-03-11", end="2018-03-12"), "a day's slip, the same telling toll"),
        (make("b", 20, begin=None, end=None, published="2018-03-11T03:00:00+00:00"), "no day said, published in the night after"),
        (make("b", 20, mode="shelling"), "shelling and air strikes are told for one another"),
    ],
)
def test_one_event(other: Report, why: str) -> None:
    assert compare_reports(ONE, other).odds >= JOIN_ODDS, why


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (make("b", 3, place=ALEPPO), "another town"),
        (make("b", 90), "tolls that cannot be one"),
        (make("b", 20, begin="2018-03-12", end="2018-03-13"), "two days apart"),
        (make("b", 2, mode="suicide"), "a bomb on the same day in the same town"),
        (make("b", 7, place=HARASTA), "the next town, another toll"),
        (make("b", 20, status="planned"), "a plan is no event"),
        (make("b", 20, type="COERCE"), "another type"),
        (make("b", place=SYRIA), "no place finer than the country, no toll"),
        (make("b", 20, begin="2018-01-01", end="2019-01-01"), "told of a year"),
        (make("b", 20, published=None, begin=None, end=None), "no day known at all"),
    ],
)
def test_two_events(other: Report, why: str) -> None:
    assert compare_reports(ONE, other).odds < JOIN_ODDS, why


def test_one_article_founds_no_merge() -> None:
    twin = make("b", 20, document=ONE.document)
    assert compare_reports(ONE, twin).odds < compare_reports(ONE, make("b", 20)).odds


def test_toll_of_a_campaign_says_nothing_of_an_attack() -> None:
    from marsad.model import Count

    campaign = make("b", 900, counts=(Count("killed", (900, 900), basis="period"),))
    assert not compare_reports(ONE, campaign).forbidden


reports = st.builds(
    make,
    st.sampled_from("abcdef"),
    st.one_of(st.none(), st.integers(1, 60)),
    place=st.sampled_from([DOUMA, HARASTA, RIF, ALEPPO, SYRIA, None]),
    mode=st.sampled_from(["airstrike", "shelling", "suicide", "other", ""]),
    begin=st.sampled_from(["2018-03-09", "2018-03-10", None]),
    end=st.none(),
    published=st.sampled_from(["2018-03-10T03:00:00+00:00", "2018-03-10T18:00:00+00:00", None]),
    geo_precision=st.integers(1, 3),
    words=st.sampled_from([(), ("بيت", "دوما", "قصف", "قتل"), ("دوما", "طاير", "غار", "قتل", "مدني")]),
)


@given(reports, reports)
def test_symmetric(one: Report, other: Report) -> None:
    assert compare_reports(one, other).odds == compare_reports(other, one).odds
    assert 0.0 <= compare_reports(one, other).score <= 1.0
