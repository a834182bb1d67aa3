"""Whether two reports tell of one event: a score with its reasons, or a contradiction that forbids it."""

from collections.abc import Iterator
from math import exp
from typing import NamedTuple

from marsad.model import Report, Side
from marsad.stages.reconcile.days import SLIP_DAYS, days_of, gap_days
from marsad.stages.reconcile.ground import compare_places
from marsad.stages.reconcile.tolls import compare_tolls

PRIOR = -3.0
"""Log odds that two reports of one type, day and country are one event before more is known: of twenty such pairs hardly one is."""
CERTAIN = 1
"""Values of geo_precision and time_precision at which the text itself states the place or the day."""
SAME_DOCUMENT = -2.0
"""Extraction has merged within documents: what one article still tells apart is mostly two events. Such a pair founds no merge of its own; a third
article that tells of both as one can bring them together."""
FORBIDDEN = float("-inf")
STATUS_FAMILIES = {"planned": "ahead", "possible": "ahead"}
"""Statuses that go together: one outlet's plan is another's fear. What happened and what is denied stand alone."""
PLACED_TYPES = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID"))
"""Types that happen somewhere: two reports of one without any common place are never joined."""
PLACES = {"same": 2.2, "site": 1.5, "within": 0.9, "area": 1.3, "neighbours": -1.5, "country": -0.7, "unknown": -0.7}
"""Log odds of how two places stand to each other, set on labelled clusters."""
FACILITY = 1.0
"""Added where both name one base, hospital or building: those are struck more rarely than towns are."""
_BOMBARDMENT = frozenset(("airstrike", "drone", "shelling"))
_BLAST = frozenset(("explosive", "suicide"))
_GUNFIRE = frozenset(("clash", "firearms"))
_GROUPS = (_BOMBARDMENT, _BLAST, _GUNFIRE)
_OPEN_MODES = frozenset(("", "other"))
_RARE_MODES = frozenset(("suicide", "chemical", "kidnap", "drone", "explosive"))
_ARMED = frozenset(("military", "rebel", "militia", "terrorist", "state"))


class Reason(NamedTuple):
    """What speaks for (positive) or against (negative) one event, in log odds, and in words; `FORBIDDEN` rules it out."""

    weight: float
    words: str


class Comparison(NamedTuple):
    """Log odds that two reports are one event, and why. Odds of minus infinity: they cannot be."""

    odds: float
    reasons: tuple[str, ...]

    @property
    def forbidden(self) -> bool:
        """True where something in the two rules out one event."""
        return self.odds == FORBIDDEN

    @property
    def score(self) -> float:
        """The odds as a number from 0 to 1; 0 where one event is ruled out."""
        return 0.0 if self.forbidden else round(1 / (1 + exp(-self.odds)), 3)


def compare_reports(one: Report, other: Report) -> Comparison:
    """How likely two reports tell of one event. Symmetric, and a function of the two alone: what else the store holds has no say.

    What it mistakes: two attacks of one kind on one town in one day that give no toll and name no side look like one.
    """
    odds, reasons = PRIOR, []
    for compare in (_kinds, _days, _places, _modes, _tolls, _sides, _wording):
        for reason in compare(one, other):
            reasons.append(reason.words)
            odds += reason.weight
        if odds == FORBIDDEN:
            return Comparison(FORBIDDEN, (reasons[-1],))
    return Comparison(odds, tuple(reasons))


def family_of(report: Report) -> tuple[str, str]:
    """Type and status family: reports of two families are never one event."""
    return report.type, STATUS_FAMILIES.get(report.status, report.status)


def _kinds(one: Report, other: Report) -> Iterator[Reason]:
    if family_of(one) != family_of(other):
        yield Reason(FORBIDDEN, f"{one.type} {one.status} against {other.type} {other.status}")
    elif one.document == other.document:
        yield Reason(SAME_DOCUMENT, "one article tells of both as two")


def _days(one: Report, other: Report) -> Iterator[Reason]:
    left, right = days_of(one), days_of(other)
    if left is None or right is None:
        yield Reason(FORBIDDEN, "no day known")
        return
    gap = gap_days(left, right)
    if gap > SLIP_DAYS:
        yield Reason(FORBIDDEN, f"{gap} days apart")
    elif left.exact and right.exact:
        yield Reason(1.6, "same day") if gap == 0 else Reason(-1.2, "a day apart")
    elif left.stated and right.stated:
        yield Reason(0.0, "days that overlap") if gap == 0 else Reason(FORBIDDEN, "periods apart")
    elif gap == 0 and (left.exact or right.exact):
        yield Reason(0.7, "published on the day or in the night after")
    elif gap == 0:
        yield Reason(0.5, "published on one day") if left == right else Reason(-0.4, "published on neighbouring days")
    else:
        yield Reason(-1.2, "published a day apart")


def _places(one: Report, other: Report) -> Iterator[Reason]:
    if one.type not in PLACED_TYPES and (one.place is None or other.place is None):
        return
    ground = compare_places(one.place, other.place)
    facility = ground.relation == "same" and all(place is not None and place.kind == "facility" for place in (one.place, other.place))
    stated = max(one.geo_precision, other.geo_precision) == CERTAIN
    if ground.relation == "apart":
        yield Reason(FORBIDDEN, "places apart")
    elif ground.relation in ("unknown", "country") and one.type in PLACED_TYPES:
        yield Reason(PLACES[ground.relation], "no common place finer than the country")
    else:
        weight = PLACES.get(ground.relation, 0.0) + (FACILITY if facility else 0.0)
        name = one.place.name_en if one.place is not None and one.place == other.place else ""
        yield Reason(weight if stated or weight < 0 else weight * 0.7, _place_words(ground.relation, ground.distance_m, name))


_PLACE_WORDS = {
    "same": "same place", "site": "a site and its town", "within": "one place within the other", "area": "same area",
}  # fmt: skip


def _place_words(relation: str, metres: float | None, name: str) -> str:
    distance = f", {metres / 1000:.0f} km apart" if metres else ""
    return f"{_PLACE_WORDS.get(relation, relation)}{f' ({name})' if name else ''}{distance}"


def _modes(one: Report, other: Report) -> Iterator[Reason]:
    if one.type != "ASSAULT":
        if one.mode and other.mode:
            yield Reason(0.4, f"both {one.mode}") if one.mode == other.mode else Reason(-1.0, f"{one.mode} against {other.mode}")
        return
    pair = {one.mode, other.mode}
    if pair & _OPEN_MODES:
        return
    if len(pair) == 1:
        yield Reason(1.0 if pair & _RARE_MODES else 0.6, f"both {one.mode}")
    elif any(pair <= group for group in _GROUPS):
        yield Reason(0.1, f"{one.mode} and {other.mode} are told for one another")
    else:
        yield Reason(-1.5, f"{one.mode} against {other.mode}")


def _tolls(one: Report, other: Report) -> Iterator[Reason]:
    tolls = compare_tolls(one, other)
    if "killed" in tolls.contrary:
        yield Reason(FORBIDDEN, "tolls that cannot be one")
    if tolls.equal:
        yield Reason(2.4 if tolls.telling else 1.0, f"same count of {', '.join(tolls.equal)}")
    if tolls.near:
        yield Reason(0.8, f"near counts of {', '.join(tolls.near)}")
    if tolls.vague:
        yield Reason(0.2, f"counts of {', '.join(tolls.vague)} that go together")
    for measure in (*tolls.unlike, *tolls.contrary):
        yield Reason(-1.2, f"counts of {measure} that do not agree")


def _sides(one: Report, other: Report) -> Iterator[Reason]:
    for role, left, right in (("actor", one.actors, other.actors), ("target", one.targets, other.targets)):
        mine, theirs = _known(left), _known(right)
        if not mine or not theirs:
            continue
        if mine & theirs:
            yield Reason(0.8, f"same {role}")
        elif role == "actor" and _are_armed(left) and _are_armed(right) and not mine & _known(other.targets) and not theirs & _known(one.targets):
            yield Reason(-0.8, "other actors")


def _known(sides: tuple[Side, ...]) -> set[str]:
    return {side.actor for side in sides if side.actor}


def _are_armed(sides: tuple[Side, ...]) -> bool:
    return any(side.kind in _ARMED for side in sides)


LEAST_WORDS = 4
SAME_CLAUSE = 0.8
"""Share of stems in common from which two clauses are one clause copied."""


def _wording(one: Report, other: Report) -> Iterator[Reason]:
    shared = shared_words(one, other)
    if shared >= SAME_CLAUSE and min(len(one.words), len(other.words)) >= 2 * LEAST_WORDS:
        yield Reason(4.0, "the same clause")
    elif min(len(one.words), len(other.words)) >= LEAST_WORDS:
        yield Reason(4.0 * (shared - 0.2), f"{shared:.0%} of the words in common")


def shared_words(one: Report, other: Report) -> float:
    """Share (0 to 1) of the shorter report's stems that the other has too; 0 where one has none."""
    shorter = min(len(one.words), len(other.words))
    return len(set(one.words) & set(other.words)) / shorter if shorter else 0.0
