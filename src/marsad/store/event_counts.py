"""Events counted for a map and a time line: out of the tallies where these can answer, out of the events where more is asked."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from math import ceil, floor
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Integer, Select, case, cast, func, literal, select, union_all

from marsad.errors import InputError
from marsad.store.clearance import seen_documents, seen_tallies
from marsad.store.days import days_between, read_day, split_months
from marsad.store.event_search import EventQuery, holds_of
from marsad.store.schema import documents, event_tallies, events
from marsad.store.store import Store
from marsad.store.tallies import CELL_DEGREES, DAYS, EVER, MONTHS, NOWHERE

STATUSES = ("actual", "planned", "possible", "denied")
DETAILED_ZOOM = 3
"""Up to this zoom cells are the largest; each step further halves them, so that a window of a screen holds some 30 columns."""
MOST_POINTS = 100_000
STEPS = ("day", "week", "month")
DAYS_BY_DAY, DAYS_BY_WEEK = 124, 800
"""Up to so many days a time line goes by day, then by week, then by month: some 120 bars fit a screen."""
ACROSS = 12
"""Cells across a box by which its months are counted: cells that reach over its edge are counted whole."""
_ALWAYS = ("", "")
_LETTERS = {"day": 10, "month": 7}


class Cell(msgspec.Struct, frozen=True):
    """The events of one square: the degrees of its middle, how many, told by how many independent sources in all, least number of dead, by status."""

    lat: float
    lon: float
    events: int
    sources: int
    killed: int
    actual: int
    planned: int
    possible: int
    denied: int


class Cells(NamedTuple):
    """All squares that hold something, the side of each in degrees, and how many events have a point and how many have none."""

    size_degrees: float
    cells: list[Cell]
    placed: int
    unplaced: int


class Bin(msgspec.Struct, frozen=True):
    """The events of a day, of the week or of the month that begins on it."""

    begin: str
    actual: int
    planned: int
    possible: int
    denied: int
    sources: int
    killed: int


class Points(msgspec.Struct):
    """Events that have a point, as columns of equal length; `more` says that some were left out."""

    id: list[str] = []
    lat: list[float] = []
    lon: list[float] = []
    radius_m: list[int] = []
    type: list[str] = []
    status: list[str] = []
    killed: list[int] = []
    sources: list[int] = []
    begin: list[str] = []
    more: bool = False


def level_of(zoom: float) -> int:
    """The level of cells for a map's zoom.

    >>> [level_of(zoom) for zoom in (0, 3.9, 5, 12)]
    [0, 0, 2, 5]
    """
    return min(max(floor(zoom) - DETAILED_ZOOM, 0), len(CELL_DEGREES) - 1)


def count_cells(store: Store, query: EventQuery, zoom: float) -> Cells:
    """Events by square. Where only a box is asked for besides what the tallies know, whole squares that touch it are counted."""
    level = level_of(zoom)
    with store.engine.connect() as connection:
        source = _cell_source(store, query, level)
        sums = [func.sum(source.c[name]) for name in ("events", "sources", "killed")]
        by_status = [func.sum(case((source.c.status == status, source.c.events), else_=0)) for status in STATUSES]
        asked = select(source.c.y, source.c.x, *sums, *by_status).group_by(source.c.y, source.c.x).having(sums[0] > 0)
        rows = list(connection.execute(asked))
    size = CELL_DEGREES[level]
    cells = [Cell((row[0] + 0.5) * size - 90, (row[1] + 0.5) * size - 180, *map(int, row[2:])) for row in rows if row[0] != NOWHERE]
    return Cells(size, cells, sum(cell.events for cell in cells), sum(int(row[2]) for row in rows if row[0] == NOWHERE))


def _cell_source(store: Store, query: EventQuery, level: int) -> Any:
    """Rows of y, x, period, status, events, sources, killed; their period is not told where all time is asked for."""
    if query.only_counted and not query.since and not query.until:
        return _tallied(store, query, EVER + level, _ALWAYS).subquery()
    return _month_source(store, query, level)


def _month_source(store: Store, query: EventQuery, level: int) -> Any:
    """The same rows: whole months out of the tallies, what is left of others out of the events."""
    if not query.only_counted:
        return _events_in_cells(store, query, max(level, 0)).subquery()
    months, edges = split_months(query.since, query.until)
    parts: list[Select[Any]] = []
    if months is not None:
        parts.append(_tallied(store, query, level, months))
    parts += [_events_in_cells(store, msgspec.structs.replace(query, since=since, until=until), max(level, 0)) for since, until in edges]
    return union_all(*parts).subquery()


def _tallied(store: Store, query: EventQuery, level: int, periods: tuple[str, str]) -> Select[Any]:
    told = event_tallies.c
    holds: list[ColumnElement[bool]] = [told.level == level, *_within(told.period, periods), *seen_tallies(store)]
    if query.box is not None:
        holds += _touching(query.box, CELL_DEGREES[level % EVER])
    if query.country:
        holds.append(told.country == query.country)
    for column, values in ((told.type, query.types), (told.status, query.statuses)):
        holds += [column.in_(values)] if values else []
    return select(told.y, told.x, told.period, told.status, told.events, told.sources, told.killed).where(*holds)


def _within(column: ColumnElement[str], periods: tuple[str, str]) -> list[ColumnElement[bool]]:
    first, end = periods
    return [*([column >= first] if first else []), *([column < end, column != ""] if end else [])]


def _touching(box: tuple[float, float, float, float], size: float) -> list[ColumnElement[bool]]:
    west, south, east, north = box
    y, x = event_tallies.c.y, event_tallies.c.x
    rows = y.between(floor((south + 90) / size), ceil((north + 90) / size) - 1)
    first, last = floor((west + 180) / size), ceil((east + 180) / size) - 1
    return [rows, x.between(first, last) if west <= east else (x >= first) | ((x <= last) & (x != NOWHERE))]


def _events_in_cells(store: Store, query: EventQuery, level: int) -> Select[Any]:
    told = events.c
    size = CELL_DEGREES[level]
    y, x = (_cell_number(store, column + offset, size) for column, offset in ((told.lat, 90), (told.lon, 180)))
    killed = func.coalesce(told.killed_low, 0)
    one = literal(1, Integer)
    found = select(y.label("y"), x.label("x"), told.day.label("period"), told.status, one.label("events"), told.sources, killed.label("killed"))
    return found.where(*holds_of(store, query))


def _cell_number(store: Store, degrees: ColumnElement[float], size: float) -> ColumnElement[int]:
    """Degrees from the south-west corner, none below 0, in cells: SQLite cuts a number where it is cast, PostgreSQL rounds it."""
    cells = degrees / size
    return func.coalesce(cast(cells if store.engine.dialect.name == "sqlite" else func.floor(cells), Integer), NOWHERE)


def count_times(store: Store, query: EventQuery, by: str = "auto") -> tuple[str, list[Bin]]:
    """The step (`day`, `week`, `month`), chosen by the length of the time asked for or there where `by` is `auto`, and the bins that hold something.

    Raises:
        InputError: for another step.
    """
    if by not in ("auto", *STEPS):
        raise InputError(f"{by!r} is no step of a time line; there are auto, {', '.join(STEPS)}")
    with store.engine.connect() as connection:
        step = by if by != "auto" else _step(connection, store, query)
        source = _time_source(store, query, step)
        period = source.c.period if step == "week" else func.substr(source.c.period, 1, _LETTERS[step])
        by_status = [func.sum(case((source.c.status == status, source.c.events), else_=0)) for status in STATUSES]
        sums = [*by_status, func.sum(source.c.sources), func.sum(source.c.killed)]
        asked = select(period, *sums).where(source.c.period != "").group_by(period).having(func.sum(source.c.events) > 0)
        rows = list(connection.execute(asked.order_by(period)))
    return step, list(_bins(rows, step))


def _step(connection: Connection, store: Store, query: EventQuery) -> str:
    """By the time asked for, or that in which articles appeared: what they tell of long before would blur the steps, unless it alone is asked for."""
    asked = select(func.min(documents.c.published), func.max(documents.c.published)).where(*seen_documents(store))
    edges = connection.execute(asked).one()
    first, last = query.since or (edges[0] or "")[:10], query.until or (edges[1] or "")[:10]
    if not first or not last or first >= last:
        return "month" if query.until and not query.since else "day"
    length = days_between(first, last)
    return "day" if length <= DAYS_BY_DAY else "week" if length <= DAYS_BY_WEEK else "month"


def _time_source(store: Store, query: EventQuery, step: str) -> Any:
    """Rows of period, status, events, sources, killed. With a box only months can come out of the tallies, since cells hold no days."""
    if query.only_counted and query.box is None and step != "month":
        return _tallied(store, query, DAYS, (query.since, query.until)).subquery()
    if query.only_counted and step == "month":
        return _month_source(store, query, MONTHS if query.box is None else _level_for(query.box))
    told = events.c
    killed = func.coalesce(told.killed_low, 0)
    found = select(told.day.label("period"), told.status, literal(1, Integer).label("events"), told.sources, killed.label("killed"))
    return found.where(*holds_of(store, query)).subquery()


def _level_for(box: tuple[float, float, float, float]) -> int:
    """The largest cells of which `ACROSS` span the box."""
    width = (box[2] - box[0]) % 360 or 360
    return next((level for level, size in enumerate(CELL_DEGREES) if width / size >= ACROSS), len(CELL_DEGREES) - 1)


def _bins(rows: Iterable[Any], step: str) -> Iterator[Bin]:
    """The bins of rows in the order of time; days are brought together to weeks here, since the databases count weeks each in its own way."""
    weeks: dict[str, list[int]] = {}
    for period, *counts in rows:
        if step == "week":
            day = read_day(period)
            begin = (day - timedelta(days=day.weekday())).isoformat()
            weeks[begin] = [sum(pair) for pair in zip(weeks.get(begin, [0] * len(counts)), map(int, counts), strict=True)]
        else:
            yield Bin(period if step == "day" else f"{period}-01", *map(int, counts))
    for begin, counts in weeks.items():
        yield Bin(begin, *counts)


def list_points(store: Store, query: EventQuery, most: int = MOST_POINTS) -> Points:
    """Events that have a point, as columns, the latest first, up to `most`."""
    told = events.c
    most = min(max(most, 1), MOST_POINTS)
    columns = (told.id, told.lat, told.lon, told.radius_m, told.type, told.status, told.killed_low, told.sources, told.day)
    statement = select(*columns).where(told.lat.is_not(None), *holds_of(store, query)).order_by(told.day.desc(), told.id.desc()).limit(most + 1)
    with store.engine.connect() as connection:
        rows = list(connection.execute(statement))
    points = Points(more=len(rows) > most)
    for id_, lat, lon, radius_m, type_, status, killed, sources, day in rows[:most]:
        points.id.append(id_)
        points.lat.append(round(lat, 4))
        points.lon.append(round(lon, 4))
        points.radius_m.append(radius_m)
        points.type.append(type_)
        points.status.append(status)
        points.killed.append(killed or 0)
        points.sources.append(sources)
        points.begin.append(day)
    return points
