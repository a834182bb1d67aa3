"""Events: what the reports of one cluster say together."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from marsad.arabic.fold import fold_word
from marsad.model import Bounds, Count, Event, FigureReport, Merge, Place, Report, Side, Signature, highest
from marsad.stages.reconcile.days import ONE_DAY, days_of
from marsad.stages.reconcile.ground import is_precise
from marsad.stages.reconcile.settle import DEFAULT_RULE, settle_figures
from marsad.stages.reconcile.sources import origins_of, superseded_reports
from marsad.stages.reconcile.tolls import MEASURES

ID_LETTERS = 16
MOST_SIDES = 8
"""Sides shown of each kind: those that most reports name."""
_SPECIFIC_MODES = ("chemical", "suicide", "drone", "kidnap", "airstrike", "explosive", "shelling", "firearms", "clash")
STATED = 1


def event_of(reports: Iterable[Report], merges: Sequence[Merge], signatures: Mapping[str, Signature], rule: str = DEFAULT_RULE) -> Event:
    """The event that `reports` tell of; its fields are those on which most independent sources agree, of equals the more precise.

    `signatures` are by document; reports without one count as no copies. `rule` settles the figures (see `settle_figures`).
    """
    told = sorted(reports, key=_by_time)
    origins = origins_of(told, signatures)
    superseded = superseded_reports(told, signatures)
    current = [report for report in told if report.id not in superseded] or told
    figures = tuple(figure for report in told for figure in _figures_of(report, origins[report.id], superseded=report.id in superseded))
    mode, sub_event_type = _mode_of(current)
    place, geo_precision = _place_of(current, origins)
    begin, end, time_precision = _days_of(current)
    return Event(
        id=event_id(told), reports=tuple(report.id for report in told), type=told[0].type, status=_most(report.status for report in current),
        mode=mode, sub_event_type=sub_event_type, place=place, geo_precision=geo_precision, begin=begin, end=end, time_precision=time_precision,
        actors=_sides(report.actors for report in current), targets=_sides(report.targets for report in current),
        sources=len(set(origins.values())), superseded=tuple(report.id for report in told if report.id in superseded), figures=figures,
        settled=settle_figures(figures, rule), merges=tuple(merges), tlp=highest(report.tlp for report in told),
    )  # fmt: skip


def event_id(told: Sequence[Report]) -> str:
    """The id of an event: a hash of its earliest report's id, so that it outlives further reports."""
    return hashlib.sha256(f"event\0{min(told, key=_by_time).id}".encode()).hexdigest()[:ID_LETTERS]


def _by_time(report: Report) -> tuple[str, str]:
    return report.published or "9999", report.id


def _most(values: Iterable[str]) -> str:
    """The most frequent value, of equals the first in the alphabet."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _mode_of(reports: Sequence[Report]) -> tuple[str, str]:
    """Mode and sub-event type of most reports; an open mode only where no report has another."""
    modes = Counter(report.mode for report in reports if report.mode not in ("", "other")) or Counter(report.mode for report in reports)
    order = {mode: rank for rank, mode in enumerate(_SPECIFIC_MODES)}
    mode = min(modes, key=lambda mode: (-modes[mode], order.get(mode, len(order)), mode))
    return mode, _most(report.sub_event_type for report in reports if report.mode == mode)


def _place_of(reports: Sequence[Report], origins: Mapping[str, str]) -> tuple[Place | None, int]:
    """The place that most independent sources name, precise ones first; then its best precision."""
    named = [report for report in reports if report.place is not None]
    voters: dict[str, set[str]] = {}
    places: dict[str, Place] = {}
    for report in named:
        if report.place is not None:
            voters.setdefault(report.place.id, set()).add(origins[report.id])
            places[report.place.id] = report.place
    if not places:
        return None, 3
    chosen = min(places.values(), key=lambda place: (not is_precise(place), -len(voters[place.id]), place.radius_m, place.id))
    return chosen, min(report.geo_precision for report in named if report.place is not None and report.place.id == chosen.id)


def _days_of(reports: Sequence[Report]) -> tuple[str | None, str | None, int]:
    """Begin, end (excluded) and time_precision: the day that most reports state, else the narrowest time, else the earliest publication."""
    known = [(days, report) for report in reports if (days := days_of(report)) is not None]
    exact = Counter(days.first for days, _ in known if days.exact)
    if exact:
        day = min(exact, key=lambda day: (-exact[day], day))
        return day.isoformat(), (day + ONE_DAY).isoformat(), STATED
    stated = sorted((days.last - days.first, days.first, report.id, days.last, report.time_precision) for days, report in known if days.stated)
    if stated:
        _, first, _, last, precision = stated[0]
        return first.isoformat(), (last + ONE_DAY).isoformat(), precision
    for report in reports:
        if report.begin is not None:
            return report.begin, report.end, report.time_precision
    published = min((report.published for report in reports if report.published is not None), default=None)
    if published is None:
        return None, None, 3
    day = date.fromisoformat(published[:10])
    return day.isoformat(), (day + ONE_DAY).isoformat(), 3


def _sides(sides: Iterable[tuple[Side, ...]]) -> tuple[Side, ...]:
    """The sides that reports name, each once under its commonest words, the one named most first."""
    found: dict[str, list[Side]] = {}
    for report in sides:
        for side in report:
            found.setdefault(side.actor or fold_word(side.name), []).append(side)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(min(named, key=lambda side: (-named.count(side), side.name)) for _, named in ranked[:MOST_SIDES])


def _figures_of(report: Report, origin: str, *, superseded: bool) -> list[FigureReport]:
    """Every toll of a report: one a clause, and that which the article stands behind marked as its own."""
    return [
        FigureReport(
            measure=count.measure, bounds=count.bounds, report=report.id, outlet=report.outlet, source=count.source,
            source_type=count.source_type, published=report.published, basis=count.basis, own=own, origin=origin, superseded=superseded,
        )
        for measure in MEASURES for count, own in _counts_of(report, measure)
    ]  # fmt: skip


def _counts_of(report: Report, measure: str) -> list[tuple[Count, bool]]:
    """The counts of a measure, each with whether it is the article's own; one that only the sum of the clauses gives comes first."""
    toll: Bounds | None = getattr(report.toll, measure)
    counts = [count for count in report.counts if count.measure == measure]
    own = next((count for count in counts if count.bounds == toll), None)
    marked = [(count, count is own) for count in counts]
    if toll is None or own is not None:
        return marked
    source, source_type = (counts[0].source, counts[0].source_type) if counts else (report.source, report.source_type)
    basis = "period" if counts and all(count.basis == "period" for count in counts) else ""
    return [(Count(measure, toll, source, source_type, basis), True), *marked]
