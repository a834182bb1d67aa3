"""Whether two tolls can be of one event."""

from typing import NamedTuple

from marsad.model import Bounds, Report

MEASURES = ("killed", "injured", "detained", "abducted", "displaced")
RISE = 2.0
"""A toll may double as the day goes on; a larger jump speaks against one event."""
SLACK = 3
"""First counts of small attacks are off by so many whatever their ratio."""
CONTRADICTION = 4.0
"""Past this ratio two tolls of the dead are of two events."""
TELLING = 4
"""Equal counts from here on are rarely of two events in one country on one day; one or two dead are told every day."""


class TollComparison(NamedTuple):
    """`equal` and `near` are measures on which both agree, `unlike` those on which they do not, `contrary` those on which they cannot be one."""

    equal: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    contrary: tuple[str, ...] = ()
    telling: bool = False


def compare_tolls(one: Report, other: Report) -> TollComparison:
    """The measures of two reports compared; counts of a period (`منذ بدء الحملة`) say nothing of one event and are left out.

    `telling` says that an equal count is one that few events share.
    """
    found: dict[str, list[str]] = {}
    telling = False
    for measure in MEASURES:
        left, right = toll_of(one, measure), toll_of(other, measure)
        if left is not None and right is not None:
            verdict = compare_bounds(left, right)
            found.setdefault(verdict, []).append(measure)
            telling = telling or (verdict == "equal" and left[0] >= TELLING and left[1] is not None and left[1] - left[0] < SLACK)
    return TollComparison(*(tuple(found.get(verdict, ())) for verdict in ("equal", "near", "unlike", "contrary")), telling)


def toll_of(report: Report, measure: str) -> Bounds | None:
    """The toll that a report gives of its own event, None where it gives none or only one of a period."""
    bounds: Bounds | None = getattr(report.toll, measure)
    bases = {count.basis for count in report.counts if count.measure == measure}
    return None if bases == {"period"} else bounds


def compare_bounds(one: Bounds, other: Bounds) -> str:
    """`equal`, `near`, `unlike` or `contrary`.

    >>> compare_bounds((40, 40), (41, 41)), compare_bounds((2, 2), (40, 40))
    ('near', 'contrary')
    """
    if one == other:
        return "equal"
    (low, low_top), (high, _) = sorted((one, other), key=lambda bounds: bounds[0])
    if low_top is None or high <= max(low_top * RISE, low_top + SLACK):
        return "near" if low_top is None or high <= max(low_top * (1 + RISE) / 2, low_top + SLACK) else "unlike"
    return "contrary" if high > max(low_top * CONTRADICTION, low_top + CONTRADICTION * SLACK) else "unlike"
