"""The situation report of a store: its area and period found, its material gathered, laid out in a language."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from marsad.engine.periods import Period
from marsad.errors import InputError
from marsad.lexicon.gazetteer import JoinedGazetteer, SqliteGazetteer
from marsad.lexicon.romanised import romanise_name
from marsad.lexicon.shown import shown
from marsad.model import Event, Place, Version
from marsad.model.alert import Alert
from marsad.model.alert import Area as AlertArea
from marsad.model.marking import MARKINGS, highest
from marsad.model.situation import Named
from marsad.stages.share.situation.compose import compose
from marsad.stages.share.situation.layout import Article, Laid, lay_out
from marsad.stages.share.situation.material import NEW_AFTER_DAYS, Material
from marsad.stages.warn.ground import distance_m
from marsad.store.alerts import AlertQuery, every_alert, last_day, levels_marking
from marsad.store.event_search import EventQuery, list_events
from marsad.store.outlet_counts import count_articles
from marsad.store.store import Store

PAGE = 500
LEAST_NEAR_M = 10_000.0
"""A town's report takes in what lies so near, for events are rarely told to the street."""
METRES_A_KM = 1_000
AREA_KINDS = ("country", "admin", "region", "natural", "settlement", "facility")
"""Of places of one name the area is the widest: the name of a province that is a town's too is the province's."""
LARGER = 20
"""A town is meant before namesakes in other countries that have less than a twentieth of its people."""
AnyGazetteer = SqliteGazetteer | JoinedGazetteer


class Area(msgspec.Struct, frozen=True):
    """What a report is about: its name, the filter of events, the same as options of `marsad search`, and the id of what has its alert level."""

    name: Named
    query: EventQuery
    asks: str
    level_of: str = ""


def find_area(gazetteer: AnyGazetteer, asked: str) -> Area:
    """The area of a country's or province's code (`SY`, `SY-HL`), a place's id, or a name in Arabic or Latin letters; `""` is everywhere.

    Raises:
        InputError: where no place is named so, or several countries have one.
    """
    if not asked:
        return Area(Named(shown("place.everywhere", "ar"), shown("place.everywhere", "en")), EventQuery(), "")
    place = _find_place(gazetteer, asked)
    name = Named(place.name_ar or place.name_en, place.name_en or romanise_name(place.name_ar))
    if place.kind == "country":
        return Area(name, EventQuery(country=place.country), f"--country {place.country}", place.country)
    if place.kind == "admin" and place.admin1:
        query = EventQuery(country=place.country, admin1=place.admin1)
        return Area(name, query, f"--country {place.country} --province {place.admin1}", place.admin1)
    if place.lat is None or place.lon is None:
        raise InputError(f"{asked!r} is {place.id}, of which no position is known: name a place beside it, or its country")
    radius_m = max(float(place.radius_m), LEAST_NEAR_M)
    asks = f"--near {place.lat:g},{place.lon:g},{radius_m / METRES_A_KM:g}"
    return Area(name, EventQuery(near=(place.lat, place.lon, radius_m)), asks, place.id)


def _find_place(gazetteer: AnyGazetteer, asked: str) -> Place:
    found = _by_code(gazetteer, asked) or gazetteer.lookup(asked) or tuple(_by_latin(gazetteer, asked))
    if not found:
        raise InputError(
            f"no place is named {asked!r}; give a name, a country's code (SY), a province's (SY-HL), or an id of `marsad gazetteer lookup`"
        )
    best = min(AREA_KINDS.index(place.kind) for place in found)
    widest = sorted((place for place in found if AREA_KINDS.index(place.kind) == best), key=lambda place: (-place.population, place.id))
    if any(place.country != widest[0].country and place.population * LARGER > widest[0].population for place in widest):
        several = ", ".join(f"{place.id} ({place.name_en}, {place.country})" for place in widest)
        raise InputError(f"{asked!r} names several places: {several}; give the id of one")
    return widest[0]


def _by_code(gazetteer: AnyGazetteer, asked: str) -> tuple[Place, ...]:
    """The place of an id, of a country's code, or of a province's."""
    by_id = gazetteer.fetch(asked) if ":" in asked else None
    code = asked.upper()
    found = by_id or gazetteer.provinces(code[:2]).get(code) or gazetteer.country(code)
    return (found,) if found is not None else ()


def _by_latin(gazetteer: AnyGazetteer, asked: str) -> Iterator[Place]:
    return (place for place in gazetteer.suggest(asked) if place.name_en.casefold() == asked.casefold())


def gather(store: Store, gazetteer: AnyGazetteer, area: Area, period: Period) -> Material:
    """The material of a report, as far as the store shows it."""
    begin = date.fromisoformat(period.begin)
    before_begin = (begin - timedelta(days=period.length_days)).isoformat()
    earliest = min(before_begin, (begin - timedelta(days=NEW_AFTER_DAYS)).isoformat())
    now, earlier = (_events(store, area, *days) for days in ((period.begin, period.end), (earliest, period.begin)))
    read_now, level_now = count_articles(store, period.begin, period.end)
    read_before, level_before = count_articles(store, before_begin, period.begin)
    read_past, level_past = count_articles(store, (begin - timedelta(days=NEW_AFTER_DAYS)).isoformat(), period.begin)
    reports = {report.id: report for report in store.reports(sorted({id_ for event in now for id_ in event.reports}))}
    alerts, levels_until = _alerts(store, area.query, period), last_day(store)
    markings = [*(MARKINGS[level] for level in (level_now, level_before, level_past)), *(event.tlp for event in (*now, *earlier))]
    return Material(
        area=area.name, asks=area.asks, begin=period.begin, end=period.end, before_begin=before_begin, now=now, earlier=earlier, reports=reports,
        read_now=read_now, read_before=read_before, provinces=_provinces(gazetteer, [*now, *earlier]),
        tlp=highest([*markings, *([levels_marking(store)] if alerts else [])]), alerts=alerts, read_past=sum(read_past.values()),
        standing=_standing(store, area, period), levels_until=levels_until.isoformat() if levels_until is not None else None,
    )  # fmt: skip


def _alerts(store: Store, asked: EventQuery, period: Period) -> list[Alert]:
    """The changes of alert levels in a period of the areas that lie in the one asked for, itself among them."""
    found = every_alert(store, AlertQuery(country=asked.country, since=period.begin, until=period.end))
    return [alert for alert in found if _lies_in(alert.area, asked)]


def _standing(store: Store, area: Area, period: Period) -> Alert | None:
    """The change by which the area came to the level that it had all through a period; None where it changed in it, or never did."""
    if not area.level_of:
        return None
    told = every_alert(store, AlertQuery(area=area.level_of, until=period.end))
    last = next((alert for alert in told if alert.level != alert.before), None)
    return last if last is not None and last.day < period.begin else None


def _lies_in(area: AlertArea, asked: EventQuery) -> bool:
    if asked.near is not None:
        lat, lon, radius_m = asked.near
        is_small = area.kind in ("town", "district") and area.lat is not None and area.lon is not None
        return is_small and distance_m(lat, lon, area.lat or 0.0, area.lon or 0.0) <= radius_m
    return not asked.admin1 or area.admin1 == asked.admin1


def _provinces(gazetteer: AnyGazetteer, events: Iterable[Event]) -> dict[str, Place]:
    """The provinces of the countries of events, by ISO 3166-2."""
    countries = {event.place.country for event in events if event.place is not None and event.place.country}
    return {code: place for country in sorted(countries) for code, place in gazetteer.provinces(country).items()}


def _events(store: Store, area: Area, since: str, until: str) -> list[Event]:
    """The events of an area by day, those rejected left out."""
    query = msgspec.structs.replace(area.query, since=since, until=until)
    page = list_events(store, query, PAGE)
    found = page.events
    while page.cursor:
        page = list_events(store, query, PAGE, page.cursor)
        found = found + page.events
    return found


def write_situation(store: Store, gazetteer: AnyGazetteer, area: Area, period: Period, language: str, version: Version) -> Laid:
    """The report on an area and a period, laid out: the same store gives the same report."""
    material = gather(store, gazetteer, area, period)
    situation = compose(material)
    return lay_out(situation, _articles(store, material, situation.reports), language, version)


def _articles(store: Store, material: Material, cited: tuple[str, ...]) -> Mapping[str, Article]:
    """The articles of the reports that are cited, by report."""
    articles: dict[str, Article] = {}
    for document in dict.fromkeys(material.reports[id_].document for id_ in cited):
        read = store.document(document)
        if read is not None:
            told = read.document
            articles[document] = Article(told.id, told.outlet, told.title, told.url, told.published)
    return {id_: articles[document] for id_ in cited if (document := material.reports[id_].document) in articles}
