"""Searching the store: documents by their words, and by where, when, what and how many their events tell of. SQLite and PostgreSQL answer alike."""

from collections.abc import Sequence
from math import cos, radians
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, and_, exists, func, literal_column, or_, select, text

from marsad.arabic.stem import stems_of_word
from marsad.arabic.text import Text
from marsad.errors import InputError
from marsad.store.clearance import seen_documents
from marsad.store.schema import documents, report_sides, reports
from marsad.store.store import Store

METRES_A_DEGREE = 111_195
"""Of latitude, on a sphere of 6,371 km."""
MOST_AT_ONCE = 500


HIGHEST_NUMBER = 2**63 - 1
"""Of a document, in both databases."""
MOST_DIGITS = 19


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; each field that is set must hold.

    `words` are Arabic words, all of which must stand in the article in whatever form. `since` and `until` are days (`until` excluded) of the
    event, or of publication where no event is asked for. `box` is west, south, east, north in degrees; `near` latitude, longitude and metres.
    `actor` is an actor's id or a word of a side's name, `outlet` the article's outlet and `source` a word of the one on whose word an event
    rests. `killed` is the least number of dead. `after` is the cursor of the page before.
    """

    words: str = ""
    since: str = ""
    until: str = ""
    country: str = ""
    admin1: str = ""
    box: tuple[float, float, float, float] | None = None
    near: tuple[float, float, float] | None = None
    types: Sequence[str] = ()
    statuses: Sequence[str] = ()
    actor: str = ""
    outlet: str = ""
    source: str = ""
    killed: int | None = None
    most: int = 20
    after: str = ""

    @property
    def asks_for_events(self) -> bool:
        """True where an event of the document must fit, and not the document alone."""
        told = (self.country, self.admin1, self.box, self.near, self.types, self.statuses, self.actor, self.source)
        return any(told) or self.killed is not None


class Found(NamedTuple):
    """A document that fits, with the ids of its reports that do."""

    id: str
    outlet: str
    published: str | None
    title: str
    reports: tuple[str, ...]


class Page(NamedTuple):
    """Documents, the latest published first, and the cursor to go on from (`Query.after`), `""` where there are no more."""

    found: list[Found]
    cursor: str


def search(store: Store, query: Query) -> Page:
    """A page of the documents that fit a query.

    Raises:
        InputError: for a cursor that this search did not give, or words of which none can be looked for.
    """
    most = min(max(query.most, 1), MOST_AT_ONCE)
    published = func.coalesce(documents.c.published, "")
    statement = select(documents.c.number, documents.c.id, documents.c.outlet, documents.c.published, documents.c.title)
    statement = statement.where(*_of_documents(store, query)).order_by(published.desc(), documents.c.number).limit(most + 1)
    if query.after:
        time, number = _read_cursor(query.after)
        statement = statement.where(or_(published < time, and_(published == time, documents.c.number > number)))
    with store.engine.connect() as connection:
        rows = list(connection.execute(statement))
        fitting: dict[int, list[str]] = {}
        if rows and query.asks_for_events:
            keys = [row.number for row in rows]
            asked = select(reports.c.document, reports.c.id).where(reports.c.document.in_(keys), *_of_events(query)).order_by(reports.c.number)
            for row in connection.execute(asked):
                fitting.setdefault(row.document, []).append(row.id)
    found = [Found(row.id, row.outlet, row.published, row.title, tuple(fitting.get(row.number, ()))) for row in rows[:most]]
    last = rows[most - 1] if len(rows) > most else None
    return Page(found, "" if last is None else f"{last.published or ''}~{last.number}")


def terms_of(words: str) -> list[tuple[str, ...]]:
    """The stems that each of the words may be found by.

    >>> terms_of("الغارات وحلب")
    [('غار',), ('وحلب', 'حلب')]
    """
    return [stems_of_word(norm) for norm in Text(words).norms if norm[0].isalnum()]


def _read_cursor(cursor: str) -> tuple[str, int]:
    time, _, number = cursor.rpartition("~")
    if not number.isdecimal() or len(number) > MOST_DIGITS or int(number) > HIGHEST_NUMBER:
        raise InputError(f"{cursor!r} is no cursor of a search; pass on the one that the page before gave")
    return time, int(number)


def match_words(store: Store, words: str) -> ColumnElement[bool]:
    """The documents in which all of the words stand."""
    terms = terms_of(words)
    if not terms:
        raise InputError(f"{words!r} holds no word to look for")
    if store.engine.dialect.name == "sqlite":
        asked = " AND ".join("(" + " OR ".join(f'"{stem}"' for stem in stems) + ")" for stems in terms)
        rows = text("SELECT rowid FROM document_search WHERE document_search MATCH :words").bindparams(words=asked)
        return documents.c.number.in_(rows.columns(literal_column("rowid")))
    asked = " & ".join("(" + " | ".join(f"'{stem}'" for stem in stems) + ")" for stems in terms)
    simple: ColumnElement[str] = literal_column("'simple'")
    return func.to_tsvector(simple, documents.c.stems).op("@@", is_comparison=True)(func.to_tsquery(simple, asked))


def _of_documents(store: Store, query: Query) -> list[ColumnElement[bool]]:
    holds: list[ColumnElement[bool]] = seen_documents(store)
    if query.words:
        holds.append(match_words(store, query.words))
    if query.outlet:
        holds.append(documents.c.outlet == query.outlet)
    if query.asks_for_events:
        holds.append(exists().where(reports.c.document == documents.c.number, *_of_events(query)))
    else:
        if query.since:
            holds.append(documents.c.published >= query.since)
        if query.until:
            holds.append(documents.c.published < query.until)
    return holds


def _of_events(query: Query) -> list[ColumnElement[bool]]:
    told = reports.c
    holds: list[ColumnElement[bool]] = []
    equal: list[tuple[Any, str]] = [(told.country, query.country), (told.admin1, query.admin1)]
    holds += [column == value for column, value in equal if value]
    if query.since:
        holds.append(told.day >= query.since)
    if query.until:
        holds += [told.day < query.until, told.day != ""]
    if query.types:
        holds.append(told.type.in_(query.types))
    if query.statuses:
        holds.append(told.status.in_(query.statuses))
    if query.killed is not None:
        holds.append(told.killed_low >= query.killed)
    if query.source:
        holds.append(told.source.contains(query.source, autoescape=True))
    if query.actor:
        named = or_(report_sides.c.actor == query.actor, report_sides.c.name.contains(query.actor, autoescape=True))
        holds.append(exists().where(report_sides.c.report == told.id, named))
    return holds + of_place(reports.c.lat, reports.c.lon, query.box, query.near)


def of_place(
    lat: ColumnElement[float], lon: ColumnElement[float], box: tuple[float, float, float, float] | None, near: tuple[float, float, float] | None
) -> list[ColumnElement[bool]]:
    """What holds of points inside a box, or near another point, as `Query` gives them; a box whose west is east of its east crosses the date line."""
    holds: list[ColumnElement[bool]] = []
    if box is not None:
        west, south, east, north = box
        holds += [lat.between(south, north), lon.between(west, east) if west <= east else or_(lon >= west, lon <= east)]
    if near is not None:
        middle_lat, middle_lon, metres = near
        degrees = metres / METRES_A_DEGREE
        shrink = max(cos(radians(middle_lat)), 0.01)
        holds += [lat.between(middle_lat - degrees, middle_lat + degrees), lon.between(middle_lon - degrees / shrink, middle_lon + degrees / shrink)]
        holds.append((lat - middle_lat) * (lat - middle_lat) + (lon - middle_lon) * (lon - middle_lon) * shrink * shrink <= degrees * degrees)
    return holds
