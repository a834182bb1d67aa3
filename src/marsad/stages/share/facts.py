"""What several formats say of an event: its days, its tolls and their spread, its sources, and a sentence that holds them."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from marsad.lexicon.acled import event_type_of
from marsad.lexicon.exchange import actor_code, country_of
from marsad.lexicon.known_actors import known_actors
from marsad.model import Bounds, Event, SettledFigure, Side
from marsad.model.shared import SharedEvent

MEASURES = ("killed", "injured", "detained", "abducted", "displaced")
BETWEEN = "; "


def settled_of(event: Event, measure: str) -> SettledFigure | None:
    """The figure that was settled on, None where none was."""
    return next((figure for figure in event.settled if figure.measure == measure), None)


def spread_of(event: Event, measure: str) -> Bounds | None:
    """The least and the greatest count that any report gives of this event, None where none does; periods and replaced versions are left out.

    An open end counts as its low one: nobody gave a greater number. The settled figure is always within.
    """
    told = [figure.bounds for figure in event.figures if figure.measure == measure and figure.basis != "period" and not figure.superseded]
    settled = settled_of(event, measure)
    if settled is not None:
        told.append(settled.bounds)
    if not told:
        return None
    return min(low for low, _ in told), max(low if high is None else high for low, high in told)


def last_day(event: Event) -> str | None:
    """The last day of an event, None where no day is known."""
    if event.begin is None:
        return None
    last = (date.fromisoformat(event.end[:10]) - timedelta(days=1)).isoformat() if event.end else event.begin[:10]
    return max(last, event.begin[:10])


def length_days(event: Event) -> int:
    """How many days an event may lie on, 0 where none is known."""
    last = last_day(event)
    return 0 if last is None or event.begin is None else (date.fromisoformat(last) - date.fromisoformat(event.begin[:10])).days + 1


def distinct(values: Iterable[str]) -> list[str]:
    """The values that are not `""`, each once, in their order."""
    return list(dict.fromkeys(value for value in values if value))


def outlets_of(record: SharedEvent) -> list[str]:
    """The outlets that tell of it."""
    return distinct(telling.article.outlet for telling in record.tellings)


def urls_of(record: SharedEvent) -> list[str]:
    """The addresses of the articles that tell of it."""
    return distinct(telling.article.url for telling in record.tellings)


def versions_of(record: SharedEvent) -> list[str]:
    """The code and lexicons that read its articles, as `code/lexicons/gazetteer`."""
    made = (telling.article.version for telling in record.tellings)
    return distinct(f"{version.marsad}/{version.lexicons}/{version.gazetteer}" for version in made if version.marsad)


def side_name(side: Side) -> str:
    """A side's name, in English where the lexicon knows it."""
    known = known_actors().get(side.actor)
    return known.name_en if known is not None else side.name


@lru_cache(maxsize=16_384)
def side_country(side: Side) -> str:
    """The country (ISO 3166-1) of a side, `""` where it is not known."""
    known = known_actors().get(side.actor)
    if known is not None:
        return known.country
    parts = side.actor.split(":")
    code = parts[2] if parts[0] == "office" and len(parts) > 2 else parts[1] if len(parts) > 1 else side.actor.rpartition("-")[2]
    return code if side.actor and country_of(code) is not None else ""


def country_name(code: str) -> str:
    """A country's English name, the code where it has none."""
    country = country_of(code)
    return country.name if country is not None else code


@lru_cache(maxsize=16_384)
def acled_actor(side: Side, country: str) -> str:
    """A side as ACLED names it: by its name where it is an organisation's, else by what it is and where.

    `country` is that of the event, for sides whose own is not known.
    """
    known = known_actors().get(side.actor)
    if known is not None and side.kind not in ("state", "office"):
        return known.name_en
    return actor_code(side.kind).named.format(country_name(side_country(side) or country) or "unknown country")


def acled_type(event: Event) -> str:
    """ACLED's event type, `""` where it has none."""
    return event_type_of(event.sub_event_type)


def said_bounds(bounds: Bounds) -> str:
    """Bounds in words.

    >>> said_bounds((12, 12)), said_bounds((20, 99)), said_bounds((40, None))
    ('12', '20 to 99', '40 or more')
    """
    low, high = bounds
    return str(low) if low == high else f"{low} or more" if high is None else f"{low} to {high}"


def sentence_of(record: SharedEvent) -> str:
    """What an event is, in an English sentence of its codes and figures, and the words of its articles where they are shared."""
    event = record.event
    what = f"{event.type} ({event.mode})" if event.mode else event.type
    where = ", ".join(distinct((event.place.name_en or event.place.name_ar, country_name(event.place.country)))) if event.place else ""
    sides = [f"{role}: {', '.join(distinct(map(side_name, told)))}" for role, told in (("by", event.actors), ("against", event.targets)) if told]
    tolls = [_toll(figure) for figure in event.settled]
    told = f"Reports: {len(event.reports)}, independent sources: {event.sources}"
    words = [f"“{telling.evidence.exact}”" for telling in record.tellings[:MOST_QUOTED] if telling.evidence is not None and telling.evidence.exact]
    heading = ", ".join(filter(None, (_STATUS_NAMES.get(event.status, "") + what, where, event.begin or "day not known")))
    return ". ".join(filter(None, (heading, BETWEEN.join(sides), BETWEEN.join(tolls), told, *words))) + "."


_STATUS_NAMES = {"planned": "Planned, not known to have happened: ", "possible": "Feared, not known to have happened: ", "denied": "Denied: "}
MOST_QUOTED = 3
"""Articles whose words a sentence quotes."""


def _toll(figure: SettledFigure) -> str:
    disputed = ", disputed" if figure.disputed else ""
    return f"{figure.measure} {said_bounds(figure.bounds)} (rule {figure.rule}{disputed})"
