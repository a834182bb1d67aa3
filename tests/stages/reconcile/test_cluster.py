"""Clusters: constraints, and independence of order."""

from hypothesis import given
from hypothesis import strategies as st
from tests.stages.reconcile.making import ALEPPO, make
from tests.stages.reconcile.test_compare import reports

from marsad.model import Judgement, Report
from marsad.stages.reconcile.cluster import Constraints, block_keys, candidate_pairs, cluster_reports
from marsad.stages.reconcile.judgements import constraints_of, in_force, standing


def sets(told: list[Report], constraints: Constraints | None = None) -> set[frozenset[str]]:
    return {frozenset(ids) for ids, _ in cluster_reports(told, constraints or Constraints())}


def test_two_attacks_on_one_town_in_one_day_stay_two() -> None:
    raids = [make("a", 20), make("b", 21)]
    bombs = [make("c", 4, mode="suicide"), make("d", 4, mode="suicide")]
    assert sets(raids + bombs) == {frozenset("ab"), frozenset("cd")}


def test_what_one_article_tells_apart_stays_apart() -> None:
    assert sets([make("a", 20), make("b", 20, document="d-a")]) == {frozenset("a"), frozenset("b")}


def test_judgements_bind() -> None:
    told = [make("a", 20), make("b", 20), make("c", 3, place=ALEPPO)]
    assert sets(told, Constraints(apart=[("b", "a")])) == {frozenset("a"), frozenset("b"), frozenset("c")}
    assert sets(told, Constraints(together=[("a", "c")])) == {frozenset("abc")}
    assert sets(told, Constraints(together=[("a", "c")], apart=[("b", "c")])) == {frozenset("ac"), frozenset("b")}


def test_later_judgement_overrules_and_undo_takes_back() -> None:
    merge = Judgement("1", "merge", ("a", "b"), "rim", "2024-01-01")
    split = Judgement("2", "split", ("a",), "rim", "2024-01-02", others=("b",))
    undo = Judgement("3", "undo", ("a",), "rim", "2024-01-03", undoes="2")
    redo = Judgement("4", "undo", ("a",), "rim", "2024-01-04", undoes="3")
    assert constraints_of([split, merge]).apart == {("a", "b")}
    assert constraints_of([merge, split, undo]).together == {("a", "b")}
    assert constraints_of([merge, split, undo, redo]).apart == {("a", "b")}
    assert standing([merge, split, undo]) == [merge]
    assert in_force([merge, split, undo]) == [merge, undo]
    assert in_force([merge, split, undo, redo]) == [merge, split, redo]


unique = st.lists(reports, max_size=7, unique_by=lambda report: report.id)


@given(unique, st.randoms(use_true_random=False))
def test_order_of_reports_has_no_say(told: list[Report], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(told)
    random.shuffle(shuffled)
    assert cluster_reports(told, Constraints()) == cluster_reports(shuffled, Constraints())


@given(unique)
def test_blocks_hold_every_pair_that_may_merge(told: list[Report]) -> None:
    from marsad.stages.reconcile.cluster import JOIN_ODDS
    from marsad.stages.reconcile.compare import compare_reports

    near = {frozenset((one.id, other.id)) for one, other in candidate_pairs(told)}
    for one in told:
        for other in told:
            if one.id < other.id and block_keys(one) and block_keys(other) and compare_reports(one, other).odds >= JOIN_ODDS:
                assert frozenset((one.id, other.id)) in near
