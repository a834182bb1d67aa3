"""An event as parts of a sentence: where, when, what, who, how many, and the articles to cite."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import log2

from marsad.lexicon.known_actors import actor_called, bears_arms, known_actors
from marsad.lexicon.shown import shown
from marsad.lexicon.states import names_of_states
from marsad.model import Bounds, Event, Place, Report, Side
from marsad.model.situation import Coded, Counted, Days, Listed, Named, Phrase, Ranged, Sentence, Value

MOST_CITED = 3
"""Articles cited for one sentence, of different outlets where there are several."""
MOST_SIDES = 3
STATE_BODIES = frozenset(("government", "intelligence", "military", "police"))
"""Kinds of actor that are named by their state."""
TOLD_MEASURES = ("killed", "injured", "abducted", "detained", "displaced")
CONFIRMED_SOURCES = 2
"""So many independent sources make an event more than one source's word."""
STATED_PRECISION = 2
"""Up to this precision of time some report states when it was; beyond it is the day of publication."""
MOST_SPANNED_DAYS = 2
"""What is told of a longer stretch is told of several days."""
ARMED_MODES = frozenset(("blockade", "coup", "raid", "seize"))
MOST_SOURCES_WEIGHED = 6
TYPE_WEIGHT = {"ASSAULT": 2.0, "COERCE": 1.0, "RETREAT": 1.0, "PROTEST": 1.0, "MOBILIZE": 1.0, "AGREE": 1.0}
"""Of kinds that people in the area feel at once; others weigh 0."""
_DIGITS = re.compile(r"(?<!\d)\d{1,9}(?!\d)")


def tell_event(event: Event, reports: Mapping[str, Report], key: str = "event.plain", **more: Value) -> Sentence:
    """An event as a sentence that cites the articles behind it, with a clause of the first of them."""
    cited = cite(event, reports)
    doers = [side for side in event.actors if not is_violent(event) or bears_arms(side.actor)]
    by, against = _sides("event.by", doers), _sides("event.against", event.targets)
    values = event_values(event) | {"toll": _toll(event), "by": by, "against": against}
    quote = next((span.exact for id_ in cited if (span := reports[id_].evidence) is not None), "")
    return Sentence(Phrase(key, values | more), (event.id,), cited, quote=quote)


def event_values(event: Event) -> dict[str, Value]:
    """What every sentence on an event may say of it."""
    days = Days(event.begin, event.end, event.time_precision)
    return {"place": name_place(event.place), "day": days, "kind": kind_of(event), "sources": Counted("source", event.sources)}


def name_place(place: Place | None) -> Value:
    """A place in both scripts; a name that no gazetteer has in Latin letters stays Arabic, for a rule that guesses vowels makes none of it."""
    if place is None:
        return Phrase("place.unknown")
    return Named(place.name_ar or place.name_en, place.name_en or shown("place.quoted", "en", name=place.name_ar))


def name_holder(source: str, type_: str) -> Value:
    """The one on whose word something rests, as an article names him; what he is stands beside in English, unless the lexicon has his name."""
    name = " ".join(source.replace("#", "").replace("_", " ").split())
    if not name:
        return Phrase("event.holder_outlet")
    known = actor_called(name)
    if known is not None:
        return Named(name, known.name_en)
    return Phrase("event.holder", {"type": Phrase(f"holder.{type_}"), "name": name}) if type_ else Phrase("event.holder_unknown", {"name": name})


def kind_of(event: Event) -> Coded:
    """What kind of event it is, by its mode where it has one."""
    return Coded("mode", f"{event.type}.{event.mode}") if event.mode else Coded("type", event.type)


def name_actor(actor: str) -> Value:
    """An actor by its id: one of the lexicon by its name, a state, or a state's forces (`military:SY:…`); None for others."""
    known = known_actors().get(actor)
    if known is not None:
        return Named(known.name_ar, known.name_en)
    kind, _, rest = actor.partition(":")
    state = names_of_states().get(rest.partition(":")[0])
    if state is None:
        return None
    named = Named(*state)
    return named if kind == "state" else Phrase(f"side.{kind}", {"country": named}) if kind in STATE_BODIES else None


def killed_of(event: Event) -> int:
    """The least number of dead that was settled on, 0 where none is told."""
    return next((figure.bounds[0] for figure in event.settled if figure.measure == "killed"), 0)


def weight(event: Event) -> float:
    """How early an event is told: by its dead (each doubling adds one), its independent sources, and its kind."""
    return log2(1 + killed_of(event)) + min(event.sources, MOST_SOURCES_WEIGHED) + TYPE_WEIGHT.get(event.type, 0.0)


def counted_killed(event: Event) -> int:
    """The least number of dead that a sum may take in: 0 for an event whose day no article states or that spans several days.

    Such a figure is most often that of days which other events tell of.
    """
    if event.begin is None or event.time_precision > STATED_PRECISION:
        return 0
    first = date.fromisoformat(event.begin[:10])
    last = date.fromisoformat(event.end[:10]) - timedelta(days=1) if event.end else first
    return killed_of(event) if (last - first).days < MOST_SPANNED_DAYS else 0


def is_violent(event: Event) -> bool:
    """True for attacks, and for what else is done by force of arms."""
    return event.type == "ASSAULT" or (event.type == "COERCE" and event.mode in ARMED_MODES)


def cite(event: Event, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """The reports to cite, of each outlet the first that no later version replaced, the earliest first; before them one that gives the figure that
    was settled on, with its digits in the clause where there is such."""
    standing = [id_ for id_ in event.reports if id_ in reports and id_ not in event.superseded]
    by_time = sorted(standing or [id_ for id_ in event.reports if id_ in reports], key=lambda id_: (reports[id_].published or "", id_))
    figure = next((figure for figure in event.settled if figure.measure in TOLD_MEASURES), None)
    if figure is not None:
        by_time.sort(key=lambda id_: (not (id_ in figure.chosen and _gives(reports[id_], figure.bounds[0])), id_ not in figure.chosen))
    of_outlet: dict[str, str] = {}
    for id_ in by_time:
        of_outlet.setdefault(reports[id_].outlet, id_)
    return tuple(of_outlet.values())[:MOST_CITED]


def _gives(report: Report, number: int) -> bool:
    """True where a number stands in digits in a report's clause."""
    clause = report.evidence.exact if report.evidence is not None else ""
    return number in map(int, _DIGITS.findall(clause.replace(",", "")))


def _toll(event: Event) -> Phrase | None:
    told: dict[str, Bounds] = {figure.measure: figure.bounds for figure in event.settled}
    counts = [Ranged(measure, told[measure]) for measure in TOLD_MEASURES if measure in told]
    return Phrase("event.toll", {"counts": Listed(tuple(counts))}) if counts else None


def _sides(key: str, sides: Iterable[Side]) -> Phrase | None:
    """The sides that are known, each once. What an article calls a side else is in the clause that is quoted."""
    ids = _narrowest([side.actor for side in sides if side.actor])
    named = [name for id_ in ids if (name := name_actor(id_)) is not None]
    return Phrase(key, {"sides": Listed(tuple(named[:MOST_SIDES]), max(len(named) - MOST_SIDES, 0))}) if named else None


def _narrowest(ids: Sequence[str]) -> list[str]:
    """The ids, actors of the lexicon first; a state's body is left out where a known actor is that, and a state where a body of it is named."""
    known = [known_actors()[id_] for id_ in dict.fromkeys(ids) if id_ in known_actors()]
    told = {(actor.kind, actor.country) for actor in known}
    narrow = [actor.id for actor in known]
    for id_ in sorted(dict.fromkeys(ids), key=lambda id_: id_.startswith("state:")):
        kind, _, rest = id_.partition(":")
        country = rest.partition(":")[0]
        covered = any(country == other for _, other in told) if kind == "state" else (kind, country) in told
        if country and not covered:
            told.add((kind, country))
            narrow.append(id_)
    return narrow
