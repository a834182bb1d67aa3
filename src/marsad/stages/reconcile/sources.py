"""Which reports of one event are independent of each other, and which a later version of their article replaced."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from marsad.arabic.fold import fold_word
from marsad.model import Report, Signature
from marsad.stages.reconcile.compare import SAME_CLAUSE, shared_words
from marsad.stages.reconcile.copies import are_copies, copy_groups, is_update

LEAST_COPIED_WORDS = 8
"""Stems that two clauses must have at least for their likeness to be no chance."""


def origins_of(reports: Sequence[Report], signatures: Mapping[str, Signature]) -> dict[str, str]:
    """Report → its origin, the same for reports that are not independent of each other: how many origins there are is the number of sources.

    Not independent are reports of one outlet, of copies of one text, of articles that credit one agency, and clauses that are the same.
    """
    pairs = [(one.id, other.id) for one, other in combinations(reports, 2) if _is_one_source(one, other, signatures)]
    groups = copy_groups(sorted(pairs))
    return {report.id: groups.get(report.id, report.id) for report in reports}


def superseded_reports(reports: Sequence[Report], signatures: Mapping[str, Signature]) -> frozenset[str]:
    """The reports whose article another of the reports' articles replaced: the same outlet's text again, later."""
    found = {signatures[report.document] for report in reports if report.document in signatures}
    ordered = sorted(found, key=lambda signature: (signature.published or "", signature.document))
    replaced = {earlier.document for earlier, later in combinations(ordered, 2) if is_update(earlier, later)}
    return frozenset(report.id for report in reports if report.document in replaced)


def _is_one_source(one: Report, other: Report, signatures: Mapping[str, Signature]) -> bool:
    if one.document == other.document or (one.outlet and one.outlet == other.outlet):
        return True
    if {fold_word(name) for name in one.agencies} & {fold_word(name) for name in other.agencies}:
        return True
    left, right = signatures.get(one.document), signatures.get(other.document)
    if left is not None and right is not None and are_copies(left, right):
        return True
    return min(len(one.words), len(other.words)) >= LEAST_COPIED_WORDS and shared_words(one, other) >= SAME_CLAUSE
