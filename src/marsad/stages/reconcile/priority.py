"""Which events a person should look at first: those of consequence, and those of which the machine is least sure."""

from math import log10
from typing import NamedTuple

from marsad.model import Event

DEADLY_FULL = 100
"""So many dead weigh as much as any number can."""
HARM_WEIGHT = 0.4
"""What the dead of an event may add; the rest is doubt."""
FAINT_MERGE = 0.75
"""Reports joined at less than this score may be of two events."""
DOUBTS = {
    "disputed_figures": 0.14,
    "one_source_many_dead": 0.12,
    "no_place": 0.10,
    "vague_place": 0.05,
    "no_day": 0.06,
    "faint_merge": 0.08,
    "no_actor": 0.04,
    "mixed_status": 0.06,
}
"""What each doubt adds to the priority; together with the harm they stay under 1. Weights by hand: they order a queue and claim no more."""
REVIEWERS_DIFFER = 0.95
"""An event on which reviewers differ comes before all others."""
MANY_DEAD = 5
PLACED_TYPES = frozenset(("ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID"))
"""Types of which a place must be told; talks and statements may have none."""


class Reason(NamedTuple):
    """Why an event comes early: the name of a doubt or `deadly` or `reviewers_differ`, and what it adds."""

    code: str
    weight: float


def reasons_of(event: Event) -> list[Reason]:
    """The reasons to look at an event, the weightiest first; none for a plain one."""
    low = next((figure.bounds[0] for figure in event.settled if figure.measure == "killed"), 0)
    found = [Reason(code, DOUBTS[code]) for code, holds in _doubts(event, low).items() if holds]
    if low > 0 and event.status == "actual":
        found.append(Reason("deadly", round(HARM_WEIGHT * min(1.0, log10(1 + low) / log10(1 + DEADLY_FULL)), 3)))
    if event.review == "disputed":
        found.append(Reason("reviewers_differ", REVIEWERS_DIFFER))
    return sorted(found, key=lambda reason: (-reason.weight, reason.code))


def priority_of(event: Event) -> float:
    """How early a person should look at an event, 0 to 1."""
    reasons = reasons_of(event)
    if any(reason.code == "reviewers_differ" for reason in reasons):
        return REVIEWERS_DIFFER
    return round(min(sum((reason.weight for reason in reasons), 0.0), 0.94), 3)


def _doubts(event: Event, low: int) -> dict[str, bool]:
    """Whether each doubt of `DOUBTS` holds; `low` is the least number of dead."""
    placed = event.type in PLACED_TYPES
    return {
        "disputed_figures": any(figure.disputed for figure in event.settled),
        "one_source_many_dead": event.sources == 1 and low >= MANY_DEAD,
        "no_place": event.place is None and placed,
        "vague_place": event.place is not None and event.geo_precision > 1 and placed,
        "no_day": event.time_precision == 3,
        "faint_merge": any(merge.score < FAINT_MERGE for merge in event.merges),
        "no_actor": not event.actors and event.type == "ASSAULT",
        "mixed_status": event.status != "actual" and low > 0,
    }
