"""The signals of an area: what its events, tolls and statements say beyond what its past explains."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from math import log1p, log10

from marsad.lexicon.known_actors import bears_arms, known_actors
from marsad.model.alert import Area, Signal
from marsad.model.alert_rules import AlertRules
from marsad.stages.warn.counts import expected_of, tail_probability
from marsad.stages.warn.ground import distance_m
from marsad.stages.warn.seen import Known, evidence_of, is_of
from marsad.stages.warn.world import WEEK, World

METRES_A_KM = 1_000
OTHER_SHARE = 0.25
MOST_EVENTS = 40
"""Ids kept with a signal."""
OF_TOLLS = ("burden", "tolls")
"""Signals that count the dead: only of these does it matter how sure a figure is."""


def signals_of(world: World, area: Area) -> list[Signal]:
    """The signals of an area that give points, the heaviest first."""
    found = [signal for find in FINDERS for signal in find(world, area)]
    return sorted((signal for signal in found if signal.points > 0), key=lambda signal: (-signal.points, signal.kind, signal.subject))


def has_past(world: World, area: Area, window: int = WEEK) -> bool:
    """True where there was news on enough days before a window for a past to be spoken of."""
    return world.past(area.id, window).news_days >= world.rules.counts.least_past_days


def _burden(world: World, area: Area) -> Iterable[Signal]:
    """Violence of the last seven days as it is, usual or not: on a log scale, an attack as heavy as one dead."""
    known = world.violent_in(area.id, WEEK)
    killed = sum(one.killed for one in known)
    share = min(1.0, log1p(killed + len(known)) / log1p(world.rules.tolls.burden_killed))
    yield _signal(world.rules, "burden", WEEK, share, known, observed=killed)


def _events(world: World, area: Area) -> Iterable[Signal]:
    """More violent events than the past explains; the window that says most speaks, its probability times the number of windows."""
    best: Signal | None = None
    for window in world.rules.windows_days:
        known = world.violent_in(area.id, window)
        if len(known) < world.rules.counts.least_events or not has_past(world, area, window):
            continue
        past, parent = world.past(area.id, window), world.past(world.parent_of(area), window)
        siblings = world.children[world.parent_of(area)]
        mean, size = expected_of(past, parent, siblings, world.exposure(window), world.rules.counts)
        chance = min(1.0, tail_probability(len(known), mean, size) * len(world.rules.windows_days))
        share = min(1.0, -log10(chance) / world.rules.counts.full_surprise) if len(known) > mean else 0.0
        signal = _signal(world.rules, "events", window, share, known, observed=len(known), expected=mean, probability=chance)
        best = signal if best is None or signal.points > best.points else best
    if best is not None:
        yield best


def _tolls(world: World, area: Area) -> Iterable[Signal]:
    """More dead in seven days than the past explains, on a log scale, since tolls have heavy tails and slips of digits."""
    known = world.violent_in(area.id, WEEK)
    killed = sum(one.killed for one in known)
    if not has_past(world, area) or killed < world.rules.tolls.least_killed:
        return
    past, parent = world.past(area.id, WEEK, dead=True), world.past(world.parent_of(area), WEEK, dead=True)
    mean, _ = expected_of(past, parent, world.children[world.parent_of(area)], world.exposure(WEEK), world.rules.counts)
    spreads = (log1p(killed) - log1p(mean)) / world.rules.tolls.spread
    share = min(1.0, max(0.0, spreads / world.rules.tolls.full_spreads))
    yield _signal(world.rules, "tolls", WEEK, share, [one for one in known if one.killed], observed=killed, expected=mean)


def _new(world: World, area: Area) -> Iterable[Signal]:
    """A kind of violence, or an actor of it, of the last seven days that was not told of here in the past that is looked at."""
    recent = world.violent_in(area.id, WEEK)
    first = world.day - timedelta(days=WEEK - 1)
    before = [one for one in world.violent.get(area.id, ()) if one.day < first]
    if not before or not has_past(world, area):
        return
    for key, names in (("kind", _kinds), ("actor", _actors)):
        past = {name for one in before for name in names(one)}
        fresh: dict[str, list[Known]] = {}
        for one in recent:
            for name in names(one):
                if name not in past:
                    fresh.setdefault(name, []).append(one)
        for name, known in sorted(fresh.items(), key=lambda item: (-len(item[1]), item[0]))[:1]:
            yield _signal(
                world.rules, "new", WEEK, 0.5 if len(known) > 1 or known[0].killed else 0.25, known, observed=len(known), subject=f"{key}:{name}"
            )


def _kinds(one: Known) -> tuple[str, ...]:
    return (one.happening.code,) if "." in one.happening.code else ()


def _actors(one: Known) -> tuple[str, ...]:
    """Actors of the lexicon that can do violence: who is named in general words may have been there under others."""
    return tuple(actor for actor in one.happening.actors if actor in known_actors() and bears_arms(actor))


def _statement(world: World, area: Area) -> Iterable[Signal]:
    """An alert raised by those who can: by the weight of who says it, fading over a week."""
    rules = world.rules
    known = [one for one in world.recent_in(area.id) if is_of(one.happening, rules.alerting) and one.happening.status in ("actual", "planned")]
    if area.kind == "country":
        known = [one for one in known if one.happening.place.kind == "country"]
    yield _weighed(world, "statement", known, full=1.0)


def _threat(world: World, area: Area) -> Iterable[Signal]:
    """Threats, and attacks that are feared, announced or warned of, by the weight of who says it."""
    rules = world.rules
    known = [one for one in world.recent_in(area.id) if _is_threat(one, rules)]
    yield _weighed(world, "threat", known, full=2.0)


def _is_threat(one: Known, rules: AlertRules) -> bool:
    feared = one.happening.status in ("possible", "planned") and is_of(one.happening, rules.violent) and one.happening.has_sides
    return feared or (one.happening.type == "THREATEN" and one.happening.status == "actual")


def _nearby(world: World, area: Area) -> Iterable[Signal]:
    """Forces moved, checkpoints set up, people fleeing: in the area or around it, half as much at each `half_km`; on a log scale, or in a country at
    war every province would have all the points every day."""
    rule, found = world.rules.nearby, []
    for one in world.moving_in(area.country):
        km = distance_from(area, one)
        if km is not None and km <= rule.most_km:
            found.append((0.5 ** (km / rule.half_km), one))
    total = sum(weight * world.rules.holders["outlet"] for weight, _ in found)
    share = min(1.0, log1p(total) / log1p(rule.full))
    known = [one for _, one in sorted(found, key=lambda item: (-item[0], item[1].happening.event))]
    yield _signal(world.rules, "nearby", WEEK, share, known, observed=total)


def distance_from(area: Area, one: Known) -> float | None:
    """How far an event lies outside an area, in km; None where that is not known."""
    place = one.happening.place
    if area.kind == "country" and place.country == area.country:
        return 0.0
    if area.kind == "province" and place.admin1:
        inside = place.admin1 == area.admin1
        if inside:
            return 0.0
    if area.lat is None or area.lon is None or place.lat is None or place.lon is None:
        return None
    return max(0.0, distance_m(area.lat, area.lon, place.lat, place.lon) - area.radius_m) / METRES_A_KM


def _weighed(world: World, kind: str, known: list[Known], full: float) -> Signal:
    """A signal of statements: each by the heaviest of its holders, less by a seventh for each day; `full` is what gives all the points.

    The heaviest counts whole, the others by a quarter: many outlets that see guards at the polls do not make one official's word.
    """
    weights = sorted((_weight(world, one) * (1 - (world.day - one.day).days / WEEK) for one in known), reverse=True)
    total = sum(weights[:1]) + OTHER_SHARE * sum(weights[1:])
    said = max(known, key=lambda one: (_weight(world, one), one.day, one.happening.event), default=None)
    subject = _holder(world.rules, said) if said is not None else ""
    return _signal(world.rules, kind, WEEK, min(1.0, total / full), known, observed=len(known), subject=subject)


def _weight(world: World, one: Known) -> float:
    holders = world.rules.holders
    return holders.get(_holder(world.rules, one), holders["other"])


def _holder(rules: AlertRules, one: Known) -> str:
    """The type of holder of an event's tellings that weighs most, `outlet` where none is named."""
    types = sorted({telling.holder or "outlet" for telling in one.tellings})
    return max(types, key=lambda type_: rules.holders.get(type_, rules.holders["other"]))


def _signal(
    rules: AlertRules, kind: str, window: int, share: float, known: list[Known], *, observed: float, expected: float = 0.0,
    probability: float | None = None, subject: str = "",
) -> Signal:  # fmt: skip
    outlets = sorted({outlet for one in known for outlet in one.outlets})
    origins = {origin for one in known for origin in one.origins}
    flags = [
        *(["one_origin"] if len(origins) == 1 else ["one_outlet"] if len(outlets) == 1 else []),
        *(["unconfirmed_figure"] if kind in OF_TOLLS and any(one.is_cut for one in known) else []),
        *(["disputed_figure"] if kind in OF_TOLLS and any(one.is_disputed for one in known) else []),
    ]
    heaviest = sorted(known, key=lambda one: (-one.killed, -len(one.origins), one.happening.event))
    return Signal(
        kind, window, round(rules.signals[kind].points * share, 2), round(observed, 2), round(expected, 2), probability, len(origins), tuple(outlets),
        tuple(flags), subject, tuple(one.happening.event for one in heaviest[:MOST_EVENTS]), evidence_of(known), len(known),
    )  # fmt: skip


FINDERS: tuple[Callable[[World, Area], Iterable[Signal]], ...] = (_burden, _events, _tolls, _new, _statement, _threat, _nearby)
"""What looks for signals, each yielding those of one kind."""
