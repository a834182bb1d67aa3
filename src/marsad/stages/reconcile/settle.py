"""Settling on a figure: the rules by name, and what each leaves out."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from marsad.errors import SettingError
from marsad.model import Bounds, FigureReport, SettledFigure
from marsad.stages.reconcile.tolls import MEASURES

DEFAULT_RULE = "majority"
OFFICIAL_SOURCES = frozenset(("official", "military", "police", "medical", "intelligence"))
Choice = tuple[Bounds, list[FigureReport]]


def settle_figures(figures: Sequence[FigureReport], rule: str = DEFAULT_RULE) -> tuple[SettledFigure, ...]:
    """One settled figure a measure, in the order of `MEASURES`; none for a measure that only periods and replaced versions give.

    Raises:
        SettingError: when there is no such rule.
    """
    if rule not in RULES:
        raise SettingError(f"there is no rule {rule!r} for settling on a figure; there are {', '.join(sorted(RULES))}")
    settled = []
    for measure in MEASURES:
        told = [figure for figure in figures if figure.measure == measure]
        usable = [figure for figure in told if figure.basis != "period" and not figure.superseded]
        if any(figure.own for figure in usable):
            settled.append(_settle(measure, told, usable, rule))
    return tuple(settled)


def _settle(measure: str, told: Sequence[FigureReport], usable: Sequence[FigureReport], rule: str) -> SettledFigure:
    own = sorted((figure for figure in usable if figure.own), key=_by_time)
    bounds, chosen = RULES[rule](own if rule != "official-first" else sorted(usable, key=_by_time))
    reports = tuple(dict.fromkeys(figure.report for figure in chosen))
    left_out = tuple(dict.fromkeys(figure.report for figure in told if figure.report not in reports))
    return SettledFigure(measure, bounds, rule, _are_disputed(own), reports, left_out)


def _by_time(figure: FigureReport) -> tuple[str, str, Bounds]:
    return figure.published or "", figure.report, (figure.bounds[0], -1 if figure.bounds[1] is None else figure.bounds[1])


def _are_disputed(figures: Sequence[FigureReport]) -> bool:
    """True where no count fits all the figures."""
    highest_low = max(figure.bounds[0] for figure in figures)
    return any(figure.bounds[1] is not None and figure.bounds[1] < highest_low for figure in figures)


def latest(figures: Sequence[FigureReport]) -> Choice:
    """The figure published last: tolls are corrected as bodies are found."""
    return figures[-1].bounds, [figures[-1]]


def majority(figures: Sequence[FigureReport]) -> Choice:
    """The figure that most independent sources give, each by its latest; of equals the one published last."""
    voters = {figure.origin or figure.report: figure for figure in figures}
    votes = Counter(figure.bounds for figure in voters.values())
    most = max(votes.values())
    bounds = next(figure.bounds for figure in sorted(voters.values(), key=_by_time, reverse=True) if votes[figure.bounds] == most)
    return bounds, [figure for figure in figures if figure.bounds == bounds]


def lowest(figures: Sequence[FigureReport]) -> Choice:
    """The least figure: what nobody disputes."""
    bounds = min((figure.bounds for figure in figures), key=lambda bounds: (bounds[0], _height(bounds)))
    return bounds, [figure for figure in figures if figure.bounds == bounds]


def highest(figures: Sequence[FigureReport]) -> Choice:
    """The greatest figure, by its low end: an open `more than 30` is 30."""
    bounds = max((figure.bounds for figure in figures), key=lambda bounds: (bounds[0], _height(bounds)))
    return bounds, [figure for figure in figures if figure.bounds == bounds]


def official_first(figures: Sequence[FigureReport]) -> Choice:
    """The latest figure on an official's word, even one that the article only quotes; where there is none, `majority` of the articles' own."""
    official = [figure for figure in figures if figure.source_type in OFFICIAL_SOURCES]
    return latest(official) if official else majority([figure for figure in figures if figure.own])


def whole_range(figures: Sequence[FigureReport]) -> Choice:
    """From the lowest count to the highest; open where the highest is."""
    return (lowest(figures)[0][0], highest(figures)[0][1]), list(figures)


def _height(bounds: Bounds) -> float:
    return float("inf") if bounds[1] is None else bounds[1]


RULES: Mapping[str, Callable[[Sequence[FigureReport]], Choice]] = {
    "latest": latest, "majority": majority, "lowest": lowest, "highest": highest, "official-first": official_first, "range": whole_range,
}  # fmt: skip
