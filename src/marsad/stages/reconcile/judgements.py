"""What people's judgements mean for clustering: pairs of reports that are one event, and pairs that are not."""

import hashlib
from collections.abc import Iterable
from itertools import combinations

import msgspec

from marsad.model import Judgement
from marsad.stages.reconcile.cluster import Constraints, Pair, ordered

ID_LETTERS = 16


def with_id(judgement: Judgement) -> Judgement:
    """The judgement under the id of its content, so that the same one is kept once."""
    content = msgspec.json.encode(msgspec.structs.replace(judgement, id=""))
    return msgspec.structs.replace(judgement, id=hashlib.sha256(content).hexdigest()[:ID_LETTERS])


def constraints_of(judgements: Iterable[Judgement]) -> Constraints:
    """The constraints that judgements lay down, in the order of their time: a later one overrules an earlier on the same pair.

    One that is undone has no say; undoing an `undo` gives it back. `accept`, `reject` and `correct` say nothing about pairs. What other
    observatories decided against what was decided here has none, whenever that was; see `differences`.
    """
    together: set[Pair] = set()
    apart: set[Pair] = set()
    told = list(judgements)
    contradicting = {theirs.id for pair in differences(told) if not all(one.origin for one in pair) for theirs in pair if theirs.origin}
    for judgement in standing(told):
        if judgement.id in contradicting:
            continue
        if judgement.action == "merge":
            pairs = {ordered(*pair) for pair in combinations(judgement.reports, 2)}
            together, apart = together | pairs, apart - pairs
        elif judgement.action == "split":
            pairs = {ordered(one, other) for one in judgement.reports for other in judgement.others if one != other}
            together, apart = together - pairs, apart | pairs
    return Constraints(together, apart)


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that are not undone, oldest first, the undoing ones left out. No other observatory takes back what was decided here."""
    return [judgement for judgement in in_force(judgements) if judgement.action != "undo"]


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that are not undone, oldest first, the undoing ones among them."""
    in_time = sorted(judgements, key=lambda judgement: (judgement.at, judgement.id))
    known = {judgement.id: judgement for judgement in in_time}
    undone: set[str] = set()
    for judgement in reversed(in_time):
        if judgement.action == "undo" and judgement.id not in undone and _may_undo(judgement, known.get(judgement.undoes)):
            undone.add(judgement.undoes)
    return [judgement for judgement in in_time if judgement.id not in undone]


def _may_undo(undo: Judgement, undone: Judgement | None) -> bool:
    return undone is None or not undo.origin or undo.origin == undone.origin


def differences(judgements: Iterable[Judgement]) -> list[tuple[Judgement, Judgement]]:
    """The standing merges and splits of different observatories that cannot both hold: the merge first."""
    stands = standing(judgements)
    merges = [judgement for judgement in stands if judgement.action == "merge"]
    splits = [judgement for judgement in stands if judgement.action == "split"]
    return [
        (merge, split) for merge in merges for split in splits
        if merge.origin != split.origin and not set(merge.reports).isdisjoint(split.reports) and not set(merge.reports).isdisjoint(split.others)
    ]  # fmt: skip
