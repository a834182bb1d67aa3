"""Whether two tolls can be of one event."""

from typing import NamedTuple

from marsad.model import Bounds, Report

MEASURES = ("killed", "injured", "detained", "abducted", "displaced")
NEAR = 1.5
"""First counts of larger attacks rise by half in the hours after; more speaks against one event."""
RISE = 2.0
"""How far a count may pass the end of a vague one (`عشرات`)."""
SLACK = 3
"""First counts of small attacks are off by so many whatever their ratio."""
CONTRADICTION = 4.0
"""Past this ratio two tolls of the dead are of two events."""
TELLING = 4
"""Equal counts from here on are rarely of two events in one country on one day; one or two dead are told every day."""


class TollComparison(NamedTuple):
    """Measures by how two tolls stand to each other, and whether an equal count is one that few events share.

    `equal` and `near` agree, `vague` do not contradict (`عشرات` and 43), `unlike` speak against one event, `contrary` rule it out.
    """

    equal: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    telling: bool = False


def compare_tolls(one: Report, other: Report) -> TollComparison:
    """The measures of two reports compared; counts of a period (`منذ بدء الحملة`) say nothing of one event and are left out."""
    found: dict[str, tuple[str, ...]] = {}
    telling = False
    for measure in MEASURES:
        left, right = toll_of(one, measure), toll_of(other, measure)
        if left is not None and right is not None:
            verdict = compare_bounds(left, right)
            found[verdict] = (*found.get(verdict, ()), measure)
            telling = telling or (verdict == "equal" and left[0] >= TELLING)
    return TollComparison(
        equal=found.get("equal", ()), near=found.get("near", ()), vague=found.get("vague", ()), unlike=found.get("unlike", ()),
        contrary=found.get("contrary", ()), telling=telling,
    )  # fmt: skip


def toll_of(report: Report, measure: str) -> Bounds | None:
    """The toll that a report gives of its own event, None where it gives none or only one of a period."""
    bounds: Bounds | None = getattr(report.toll, measure)
    bases = {count.basis for count in report.counts if count.measure == measure}
    return None if bases == {"period"} else bounds


def compare_bounds(one: Bounds, other: Bounds) -> str:
    """`equal`, `near`, `vague`, `unlike` or `contrary`. An open end (`at least 16`) counts as its low end and never contradicts.

    >>> compare_bounds((40, 40), (41, 41)), compare_bounds((2, 2), (40, 40)), compare_bounds((20, 99), (43, 43))
    ('near', 'contrary', 'vague')
    """
    if _is_vague(one) or _is_vague(other):
        return "vague" if max(one[0], other[0]) <= min(_top(one), _top(other)) * RISE else "unlike"
    low, high = sorted((one[0], other[0]))
    if low == high:
        return "equal"
    if high <= max(low * NEAR, low + SLACK):
        return "near"
    if high <= max(low * CONTRADICTION, low + CONTRADICTION * SLACK) or None in (one[1], other[1]):
        return "unlike"
    return "contrary"


def _is_vague(bounds: Bounds) -> bool:
    """True for `عشرات`, `مئات`: bounds that many counts fit."""
    return bounds[1] is not None and bounds[1] - bounds[0] > bounds[0]


def _top(bounds: Bounds) -> int:
    return bounds[0] if bounds[1] is None else bounds[1]
