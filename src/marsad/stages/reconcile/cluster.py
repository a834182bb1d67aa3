"""Clustering: reports that tell of one event together, with people's judgements as constraints."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from marsad.model import Merge, Report
from marsad.stages.reconcile.compare import FORBIDDEN, PLACED_TYPES, Comparison, compare_reports, family_of
from marsad.stages.reconcile.days import SLIP_DAYS, days_of

JOIN_ODDS = 0.4
"""Log odds from which a pair may found a merge; precision before recall."""
LINK_ODDS = 0.4
"""Log odds that the best pairs of the smaller cluster's reports must have on average for two clusters to be joined."""
GROUP_ODDS = -1.0
"""Log odds that the pairs of a merged cluster must have on average: what keeps chains of loosely alike reports from becoming one event."""
MOST_ODDS = 3.0
"""What one pair may add to the average of two clusters: a copied clause must not outvote reports that do not fit."""
Pair = tuple[str, str]


class Constraints:
    """What people have decided: pairs that are one event and pairs that are not. The machine never overrules either."""

    def __init__(self, together: Iterable[Pair] = (), apart: Iterable[Pair] = ()) -> None:
        self.together = frozenset(ordered(*pair) for pair in together)
        self.apart = frozenset(ordered(*pair) for pair in apart)
        self._partners: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in self.together:
            self._partners[one].add(other)
            self._partners[other].add(one)

    def partners(self, report: str) -> frozenset[str]:
        """The reports that people have put together with this one."""
        return frozenset(self._partners.get(report, ()))


def ordered(one: str, other: str) -> Pair:
    """A pair that does not depend on the order in which it is given."""
    return (one, other) if one <= other else (other, one)


def block_keys(report: Report) -> list[tuple[str, ...]]:
    """The blocks in which a report's like are looked for: type, status, day, and country or a known side; none where it cannot be compared.

    Two reports that share no block, their days slipped by `SLIP_DAYS`, are never one event to the machine.
    """
    days = days_of(report)
    if days is None:
        return []
    if report.type in PLACED_TYPES:
        grounds = [report.place.country] if report.place is not None else []
    else:
        grounds = sorted({side.actor for side in (*report.actors, *report.targets) if side.actor})
    span = range((days.last - days.first).days + 1)
    return [(*family_of(report), (days.first + timedelta(days=day)).isoformat(), ground) for day in span for ground in grounds]


def candidate_pairs(reports: Iterable[Report]) -> Iterator[tuple[Report, Report]]:
    """Pairs of reports that share a block or lie in blocks `SLIP_DAYS` apart, each once, the lesser id first."""
    blocks: defaultdict[tuple[str, ...], list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.id):
        for key in block_keys(report):
            blocks[key].append(report)
    seen: set[Pair] = set()
    for key in sorted(blocks):
        near = [other for slipped in neighbouring_keys(key) for other in blocks.get(slipped, ())]
        for report in blocks[key]:
            for other in near:
                pair = ordered(report.id, other.id)
                if report.document != other.document and pair not in seen:
                    seen.add(pair)
                    yield (report, other) if pair[0] == report.id else (other, report)


def neighbouring_keys(key: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A block's key and those of the days up to `SLIP_DAYS` before and after."""
    day = date.fromisoformat(key[2])
    return [(*key[:2], (day + timedelta(days=slip)).isoformat(), *key[3:]) for slip in range(-SLIP_DAYS, SLIP_DAYS + 1)]


def may_found_merge(one: Report, other: Report) -> bool:
    """True for two articles' reports that are alike enough for a merge to begin with them."""
    return one.document != other.document and compare_reports(one, other).odds >= JOIN_ODDS


def edges_of(reports: Iterable[Report]) -> dict[Pair, Comparison]:
    """The pairs of reports that may found a merge, with their comparisons."""
    compared = ((ordered(one.id, other.id), compare_reports(one, other)) for one, other in candidate_pairs(reports))
    return {pair: comparison for pair, comparison in compared if comparison.odds >= JOIN_ODDS}


def cluster_reports(reports: Sequence[Report], constraints: Constraints) -> list[tuple[tuple[str, ...], tuple[Merge, ...]]]:
    """The reports' ids in clusters, one an event, each with the merges that made it; sorted.

    Agglomerative: the best pairs first, two clusters joined where no pair of theirs is ruled out and their pairs agree on average. The answer is a
    function of the set of reports and of the constraints: neither the order of the reports nor that of earlier runs has a say. Clusters of one
    chain of pairs (see `edges_of`) do not depend on reports outside that chain, which is what lets a store reconcile a neighbourhood alone.
    """
    known = {report.id: report for report in reports}
    grouping = _Grouping(known, constraints)
    for one, other in sorted(constraints.together):
        if one in known and other in known:
            grouping.join(Merge(one, other, 1.0, ("a person's judgement",)))
    edges = edges_of(reports)
    for (one, other), comparison in sorted(edges.items(), key=lambda item: (-item[1].odds, item[0])):
        if (one, other) not in constraints.together and grouping.may_join(one, other):
            grouping.join(Merge(one, other, comparison.score, comparison.reasons))
    return grouping.clusters()


class _Grouping:
    """Clusters in the making."""

    def __init__(self, known: dict[str, Report], constraints: Constraints) -> None:
        self._known = known
        self._constraints = constraints
        self._members: dict[str, list[str]] = {report: [report] for report in known}
        self._home = {report: report for report in known}
        self._merges: defaultdict[str, list[Merge]] = defaultdict(list)
        self._odds: dict[Pair, float] = {}

    def may_join(self, one: str, other: str) -> bool:
        """True where the clusters of two reports are two, nothing rules their union out, and their pairs agree on average."""
        left, right = self._home[one], self._home[other]
        if left == right:
            return False
        pairs = [ordered(mine, theirs) for mine in self._members[left] for theirs in self._members[right]]
        if any(pair in self._constraints.apart for pair in pairs):
            return False
        odds = [self._odds_of(pair) for pair in pairs]
        if min(odds) == FORBIDDEN or sum(odds) / len(odds) < GROUP_ODDS:
            return False
        best = self._best_links(left, right)
        return sum(best) / len(best) >= LINK_ODDS

    def _best_links(self, left: str, right: str) -> list[float]:
        """For each report of the smaller cluster the odds of its best pair in the larger."""
        small, large = sorted((self._members[left], self._members[right]), key=len)
        return [max(self._odds_of(ordered(mine, theirs)) for theirs in large) for mine in small]

    def join(self, merge: Merge) -> None:
        left, right = sorted((self._home[merge.left], self._home[merge.right]))
        if left == right:
            return
        for member in self._members.pop(right):
            self._home[member] = left
            self._members[left].append(member)
        self._merges[left] += [*self._merges.pop(right, ()), merge]

    def clusters(self) -> list[tuple[tuple[str, ...], tuple[Merge, ...]]]:
        return [(tuple(sorted(members)), tuple(self._merges.get(home, ()))) for home, members in sorted(self._members.items())]

    def _odds_of(self, pair: Pair) -> float:
        if pair not in self._odds:
            compared = (compare_reports(one, other).odds for one in self._bound(pair[0]) for other in self._bound(pair[1]))
            self._odds[pair] = min(MOST_ODDS, max(compared))
        return self._odds[pair]

    def _bound(self, report: str) -> list[Report]:
        """A report and those that a person has put together with it: what fits one of them fits all, however the machine sees them."""
        return [self._known[id_] for id_ in (report, *sorted(self._constraints.partners(report))) if id_ in self._known]
