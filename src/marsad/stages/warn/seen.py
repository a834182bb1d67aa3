"""Happenings as they were known on a day: nothing that was published later has a part in them."""

from collections.abc import Iterable
from datetime import date
from statistics import median_low
from typing import NamedTuple

from marsad.model.alert import Evidence, Happening, Telling
from marsad.model.alert_rules import AlertRules

STALE_DAYS = 7
"""What happened longer before its first telling is background, no news."""
SLIP_DAYS = 1
"""A day that is told wrongly, or in another time zone."""
MOST_EVIDENCE = 6
"""Clauses kept with a signal, those of different outlets first."""


class Known(NamedTuple):
    """A happening as told up to a day: when it was first told, by whom, and its toll (0 where none is told).

    `is_cut` says that the toll stands on the word of one outlet alone and is counted for no more than `unconfirmed_most`.
    """

    happening: Happening
    day: date
    tellings: tuple[Telling, ...]
    killed: int
    is_disputed: bool
    is_cut: bool
    is_violent: bool

    @property
    def outlets(self) -> set[str]:
        """Who tells of it."""
        return {telling.outlet for telling in self.tellings}

    @property
    def origins(self) -> set[str]:
        """The texts that tell of it, copies as one."""
        return {telling.origin for telling in self.tellings}


def known_on(happening: Happening, day: date, outlets: frozenset[str] | None, rules: AlertRules) -> Known | None:
    """A happening as `outlets` (None: all) told of it up to and on `day`; None where they had not yet, or told of the past only."""
    tellings = tuple(one for one in happening.tellings if one.day <= day and (outlets is None or one.outlet in outlets))
    if not tellings:
        return None
    first = min(telling.day for telling in tellings)
    if happening.begin is not None and not -STALE_DAYS <= (happening.begin - first).days <= SLIP_DAYS and happening.status == "actual":
        return None
    is_violent = happening.status == "actual" and is_of(happening, rules.violent)
    killed, is_disputed, givers = _toll_of(tellings) if is_violent and happening.begin is not None else (0, False, 0)
    is_cut = happening.killed is None and givers == 1 and killed > rules.tolls.unconfirmed_most
    killed = happening.killed if happening.killed is not None else min(killed, rules.tolls.unconfirmed_most) if is_cut else killed
    return Known(happening, first, tellings, killed, is_disputed, is_cut, is_violent)


def _toll_of(tellings: Iterable[Telling]) -> tuple[int, bool, int]:
    """The toll by the median of the latest word of each independent text, its least figure; whether they differ by half or more; how many outlets.

    The median, the lower of two, so that one slip of a digit among several texts raises nothing.
    """
    latest: dict[str, Telling] = {}
    for telling in sorted(tellings, key=lambda one: (one.day, one.report)):
        if telling.killed is not None:
            latest[telling.origin] = telling
    figures = [telling.killed[0] for telling in latest.values() if telling.killed is not None]
    outlets = {telling.outlet for telling in latest.values()}
    return (median_low(figures), 2 * min(figures) < max(figures), len(outlets)) if figures else (0, False, 0)


def is_of(happening: Happening, codes: frozenset[str]) -> bool:
    """True where a happening's type, or its type and mode, is among `codes`."""
    return happening.code in codes or happening.type in codes


def evidence_of(known: Iterable[Known], most: int = MOST_EVIDENCE) -> tuple[Evidence, ...]:
    """Where these can be read: those of most tellings and dead first, one clause of each outlet before a second."""
    heaviest = sorted(known, key=lambda one: (-one.killed, -len(one.origins), one.day, one.happening.event))
    found: list[tuple[int, Evidence]] = []
    for one in heaviest[:most]:
        had: set[str] = set()
        for telling in sorted(one.tellings, key=lambda told: (told.day, told.report)):
            if telling.exact and telling.outlet not in had:
                found.append((len(had), _evidence(one, telling)))
                had.add(telling.outlet)
    return tuple(evidence for _, evidence in sorted(found, key=lambda ranked: ranked[0])[:most])


def _evidence(one: Known, telling: Telling) -> Evidence:
    return Evidence(
        one.happening.event, telling.report, telling.document, telling.outlet, telling.day.isoformat(), telling.start, telling.end, telling.exact
    )
