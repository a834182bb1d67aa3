"""How fast the workbench's questions are answered over a million events: workbench.py STORE [--events 1000000] [--into FILE] [--rounds 40]

STORE is a SQLite store of real articles, ingested and reconciled. It is copied to FILE, and its events and reports are added again and again, moved
in time (within ten years) and place (within three degrees), until there are enough. Then the API answers, in this process and over its
real routes, each question as a user would ask it with filters drawn at random; the 50th and 95th percentile of each is printed. A FILE that
is there already is used as it is.
"""

import argparse
import random
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import func, select

from marsad.model import Event, Report, Seen
from marsad.store.changes import enter_missing
from marsad.store.event_counts import count_cells, count_times, list_points
from marsad.store.event_search import QUEUED_REVIEWS, EventQuery, count_events, list_events, queue_events
from marsad.store.rows import ENCODER, event_row
from marsad.store.schema import events, reports
from marsad.store.store import Store
from marsad.store.tables import insert_rows
from marsad.store.tallies import recount
from marsad.web.answers import answer
from marsad.web.routes.events import first_reports
from marsad.web.views.events import event_summary

YEARS_DAYS = 3_650
LAST_DAY = date(2024, 12, 31)
DEGREES = 3.0
CHUNK = 5_000
BOXES = {3: (-20.0, 0.0, 70.0, 45.0), 5: (25.0, 22.0, 57.0, 40.0), 7: (34.0, 31.5, 42.0, 37.0), 9: (35.5, 32.8, 37.5, 34.0)}
"""What a window shows at a zoom: the Arab world, the Levant and Iraq, Syria, Damascus and around."""


def main() -> None:
    """Build the store, and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--into", type=Path, default=Path("out/million.db"))
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    if not asked.into.exists():
        build(asked.store, asked.into, asked.events)
    with Store(str(asked.into)) as store:
        counts = store.counts()
        size = asked.into.stat().st_size / 1e9
        print(f"{counts['events']:,} events, {counts['reports']:,} reports, {counts['event_tallies']:,} tallies, {size:.1f} GB")
        measure(store, asked.rounds)


def build(source: Path, into: Path, most: int) -> None:
    """A store of `most` events out of that of `source`."""
    into.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, into)
    chance, started = random.Random(7), time.perf_counter()
    with Store(str(into)) as store:
        real = _real(store)
        made = len(real)
        while made < most:
            for start in range(0, len(real), CHUNK):
                part = real[start : start + min(CHUNK, most - made)]
                _add(store, [_moved(event, chance) for event in part])
                made += len(part)
                if made >= most:
                    break
            print(f"  {made:,} events after {time.perf_counter() - started:.0f} s", flush=True)
        with store.engine.begin() as connection:
            recount(connection)
            enter_missing(connection)
        with store.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")


def _real(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.scalars(select(events.c.id).where(events.c.day >= "2018-01-01").order_by(events.c.id)))


def _moved(id_: str, chance: random.Random) -> tuple[str, int, float, float]:
    """An event's id, and by how many days and degrees its copy is moved."""
    return id_, chance.randrange(YEARS_DAYS), chance.uniform(-DEGREES, DEGREES), chance.uniform(-DEGREES, DEGREES)


def _add(store: Store, moves: list[tuple[str, int, float, float]]) -> None:
    known = {event.id: event for event in store.events(id_ for id_, *_ in moves)}
    told = {report.id: report for report in store.reports(id_ for event in known.values() for id_ in event.reports)}
    rows: list[tuple[object, ...]] = []
    copies: list[tuple[object, ...]] = []
    with store.engine.connect() as connection:
        documents = dict(connection.execute(select(reports.c.id, reports.c.document).where(reports.c.event.in_(list(known)))).all())
    for id_, days, north, east in moves:
        event = _move(known[id_], f"{days:04x}{id_[4:]}", days, north, east)
        rows.append(event_row(Seen(event)))
        own = (told[name] for name in known[id_].reports if name in told)
        copies.extend(_report_row(report, f"{days:04x}{report.id[4:]}", documents[report.id], event) for report in own)
    with store.engine.begin() as connection:
        fresh = {row[0]: row for row in rows}
        present = set(connection.scalars(select(events.c.id).where(events.c.id.in_(list(fresh)))))
        insert_rows(connection, "events", [row for id_, row in fresh.items() if id_ not in present])
        new = {row[0]: row for row in copies if row[-2] in fresh and row[-2] not in present}
        there = set(connection.scalars(select(reports.c.id).where(reports.c.id.in_(list(new)))))
        insert_rows(connection, "reports", [row for id_, row in new.items() if id_ not in there])


def _move(event: Event, id_: str, days: int, north: float, east: float) -> Event:
    begin = LAST_DAY - timedelta(days=days)
    place = event.place
    if place is not None and place.lat is not None and place.lon is not None:
        place = replace(place, lat=max(-89.0, min(89.0, place.lat + north)), lon=max(-179.0, min(179.0, place.lon + east)))
    named = tuple(f"{days:04x}{report[4:]}" for report in event.reports)
    return replace(
        event, id=id_, reports=named, begin=begin.isoformat(), end=(begin + timedelta(days=1)).isoformat(), place=place
    )  # fmt: skip


def _report_row(report: Report, id_: str, document: int, event: Event) -> tuple[object, ...]:
    place = event.place
    where = (place.country, place.admin1, place.id, place.lat, place.lon) if place is not None else ("", "", "", None, None)
    killed = report.toll.killed or (None, None)
    told = (report.type, report.status, report.mode, event.begin, event.end, *where, report.geo_precision, *killed)
    moved = replace(report, id=id_, begin=event.begin, end=event.end, place=place)
    return (id_, document, report.index, *told, event.begin, report.outlet, report.source, 0, event.id, ENCODER.encode(moved))


def questions(store: Store, chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each question, asked with filters drawn at random."""
    zoom = chance.choice(list(BOXES))
    first = LAST_DAY - timedelta(days=chance.randrange(400, YEARS_DAYS))
    kind = chance.choice((EventQuery(), EventQuery(types=["ASSAULT"]), EventQuery(types=["ASSAULT"], statuses=["actual"]), EventQuery(country="SY")))
    whole, window = EventQuery(), replace(kind, box=BOXES[zoom])
    dated = replace(window, since=first.isoformat(), until=(first + timedelta(days=chance.choice((30, 90, 365)))).isoformat())
    yield "map cells, all", lambda: answer(count_cells(store, whole, 3))
    yield "map cells, window and filter", lambda: answer(count_cells(store, window, zoom))
    yield "map cells, window, filter and dates", lambda: answer(count_cells(store, dated, zoom))
    yield "time line, all", lambda: answer(count_times(store, whole))
    yield "time line, window and filter", lambda: answer(count_times(store, window))
    yield "time line, window, filter and dates", lambda: answer(count_times(store, dated))
    yield "first page, all", lambda: _page(store, whole)
    yield "first page, window and filter", lambda: _page(store, window)
    yield "first page, window, filter and dates", lambda: _page(store, dated)
    yield "review queue", lambda: queue_events(store, EventQuery(reviews=QUEUED_REVIEWS), 20)
    yield "points, 10,000", lambda: answer(list_points(store, dated, 10_000))


def _page(store: Store, query: EventQuery) -> object:
    page = list_events(store, query, 50)
    told = first_reports(store, page.events)
    count_events(store, query)
    return answer([event_summary(event, told) for event in page.events])


def measure(store: Store, rounds: int) -> None:
    """Ask every question in every round, so that all meet the same noise."""
    chance = random.Random(11)
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, ask in questions(store, chance):
            started = time.perf_counter()
            ask()
            taken.setdefault(name, []).append((time.perf_counter() - started) * 1_000)
    for name, times in taken.items():
        ninety_five = statistics.quantiles(times, n=20)[-1]
        print(f"{name:38} median {statistics.median(times):7.1f} ms   95th percentile {ninety_five:7.1f} ms   worst {max(times):7.1f} ms")
    with store.engine.connect() as connection:
        print("rows", connection.scalar(select(func.count()).select_from(events)))


if __name__ == "__main__":
    main()
