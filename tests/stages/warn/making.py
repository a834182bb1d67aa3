"""News made by hand for the tests of warning: a province with a steady past, told by three outlets."""

from collections.abc import Iterable
from datetime import date, timedelta

from marsad.lexicon.alert_levels import load_rules
from marsad.model import Place
from marsad.model.alert import Alert, Area, AreaState, Happening, Telling
from marsad.stages.warn.levels import assess_area, news_of, next_state
from marsad.stages.warn.news import Volume
from marsad.stages.warn.world import Grounds, World

RULES = load_rules()
DAY = date(2018, 6, 1)
"""The day that is judged; the past goes back 60 days from it."""
OUTLETS = ("a", "b", "c")
TOWN = Place("town", "بلدة", "Town", 34.0, 37.0, 5000, "settlement", "SY", "SY-HI")
OTHER = Place("other", "أخرى", "Other", 36.0, 40.0, 5000, "settlement", "SY", "SY-HA")
PROVINCES = {code: Area(code, "province", code, code, "SY", code, lat, lon, 60_000) for code, lat, lon in (("SY-HI", 34, 38), ("SY-HA", 36, 40))}
GROUNDS = Grounds(PROVINCES, frozenset(), {"SY": Area("SY", "country", "سوريا", "Syria", "SY", "", 35.0, 38.0, 300_000)})


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def happened(
    id_: str, day: date, outlets: Iterable[str] = ("a",), killed: int | None = None, code: str = "ASSAULT.shelling", place: Place = TOWN,
    status: str = "actual", holder: str = "", origin: str = "", actors: tuple[str, ...] = (),
) -> Happening:  # fmt: skip
    """An event told of on the day it happened, once by each outlet."""
    bounds = None if killed is None else (killed, killed)
    tellings = tuple(
        Telling(f"{id_}-{outlet}", f"d-{id_}-{outlet}", outlet, origin or f"d-{id_}-{outlet}", day, bounds, holder, 0, 4, "قصف") for outlet in outlets
    )
    return Happening(id_, code, status, place, tellings, day, actors)


def steady_volume(articles: int = 20, days: int = 70, outlets: Iterable[str] = OUTLETS) -> dict[date, dict[str, int]]:
    """So many articles a day of each outlet, up to and on `DAY`."""
    return {ago(number): dict.fromkeys(outlets, articles) for number in range(days)}


def steady_past(every_days: int = 4, days: int = 60, place: Place = TOWN) -> list[Happening]:
    """An attack with two dead every so many days before the last week, told by two outlets in turn."""
    return [
        happened(f"{place.id}-{number}", ago(number), OUTLETS[number % 2 : number % 2 + 2], 2, place=place) for number in range(7, days, every_days)
    ]


def judge(
    happenings: Iterable[Happening], volume: Volume, day: date = DAY, area: str = "town", before: AreaState | None = None
) -> tuple[AreaState, Alert | None]:
    """Where an area stands after a day."""
    world = World(happenings, volume, day, GROUNDS, RULES)
    known = world.areas.get(area) or (before.area if before else None)
    assert known is not None, f"nothing is told of {area}"
    return next_state(before, assess_area(world, known, news_of(world)), RULES)


def replay(happenings: list[Happening], volume: Volume, days: Iterable[date], area: str = "town") -> list[tuple[AreaState, Alert | None]]:
    """Where an area stands after each day."""
    states: list[tuple[AreaState, Alert | None]] = []
    for day in days:
        states.append(judge(happenings, volume, day, area, states[-1][0] if states else None))
    return states


def kinds(state: AreaState) -> set[str]:
    return {signal.kind for signal in state.signals}
