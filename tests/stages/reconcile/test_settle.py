"""Rules for figures: what is chosen, what is left out, and that nothing is added twice."""

import pytest
from tests.stages.reconcile.making import make

from marsad.errors import SettingError
from marsad.model import Count, Toll
from marsad.stages.reconcile.events import event_of
from marsad.stages.reconcile.settle import RULES, settle_figures

EARLY = make("a", 12, outlet="one", published="2018-03-10T12:00:00+00:00")
LATER = make("b", 17, outlet="two", published="2018-03-10T18:00:00+00:00")
AGENCY = make("c", 17, outlet="three", published="2018-03-10T19:00:00+00:00")
MINISTRY = make(
    "d", outlet="four", published="2018-03-10T15:00:00+00:00", toll=Toll(killed=(9, 9)), counts=(Count("killed", (9, 9), "وزارة الصحة", "official"),)
)


@pytest.mark.parametrize(
    ("rule", "bounds", "chosen"),
    [
        ("latest", (17, 17), ("c",)), ("majority", (17, 17), ("b", "c")), ("lowest", (9, 9), ("d",)), ("highest", (17, 17), ("b", "c")),
        ("official-first", (9, 9), ("d",)), ("range", (9, 17), ("a", "d", "b", "c")),
    ],
)  # fmt: skip
def test_rules(rule: str, bounds: tuple[int, int], chosen: tuple[str, ...]) -> None:
    (settled,) = event_of([EARLY, LATER, AGENCY, MINISTRY], (), {}, rule).settled
    assert (settled.bounds, settled.chosen, settled.disputed, settled.rule) == (bounds, chosen, True, rule)
    assert set(settled.chosen) | set(settled.left_out) == {"a", "b", "c", "d"}


def test_every_rule_is_tested() -> None:
    assert set(RULES) == {"latest", "majority", "lowest", "highest", "official-first", "range"}


def test_five_copies_have_one_vote() -> None:
    copies = [make(name, 40, outlet=f"o{name}", agencies=("رويترز",)) for name in "abcde"]
    others = [make("f", 30, outlet="x"), make("g", 30, outlet="y")]
    event = event_of(copies + others, (), {})
    assert event.sources == 3
    assert event.settled[0].bounds == (30, 30)


def test_toll_of_a_campaign_is_kept_and_not_settled_on() -> None:
    campaign = make("b", outlet="two", toll=Toll(killed=(900, 900)), counts=(Count("killed", (900, 900), basis="period"),))
    event = event_of([EARLY, campaign], (), {}, "highest")
    assert event.settled[0].bounds == (12, 12)
    assert event.settled[0].left_out == ("b",)
    assert {figure.bounds for figure in event.figures} == {(12, 12), (900, 900)}


def test_figures_are_never_added_up_over_reports() -> None:
    for rule in RULES:
        assert (event_of([EARLY, LATER], (), {}, rule).settled[0].bounds[1] or 0) <= 17


def test_unknown_rule() -> None:
    with pytest.raises(SettingError, match="there are highest, latest"):
        settle_figures((), "mean")
