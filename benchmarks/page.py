"""What the workbench's page costs in a real Chromium: page.py STORE [--into FILE] [--points 100000] [--rounds 3]

STORE is a SQLite store of real articles, ingested and reconciled. Its events are added again and again to a copy in the folder FILE, moved into the
window that a map of zoom 8 shows, until that holds more than `--points`. Measured over it: the bytes that the first load of `/` takes over the wire
(compressed, as Chromium counts them, headers included), until map, timeline and list are there; and, with the page opened on the window, the
tasks that keep it from answering (longer than 50 ms) while the points are fetched, put together and drawn, and while the map is dragged.
Chromium draws in software here, in a process of its own: what a graphics card saves is not measured.
"""

import argparse
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import func, select

from marsad.store.schema import events
from marsad.store.store import Store
from marsad.store.tallies import recount

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.workbench import CHUNK, YEARS_DAYS, _add  # noqa: E402 - the repository's root is on the path only now
from tests.browser.running import State, Workbench, started  # noqa: E402
from tests.browser.views import CHROMIUM, COMMON_FLAGS, WEBGL_FLAGS  # noqa: E402

WINDOW = (35.9, 33.2, 38.9, 35.4)
"""West, south, east, north of what is surely in view at SIGHT."""
SIGHT = "zoom=8.1&lat=34.3&lon=37.4"
QUIET_MS = 1_500
"""So long without a long task, what was asked for is done."""
WATCH = """
window.longTasks = [];
new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((task) => [task.startTime, task.duration])))
  .observe({ type: "longtask", buffered: true });
"""


def main() -> None:
    """Measure the first load, then the points."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--into", type=Path, default=Path("out/crowded"), help="a folder; a store that is there already is used")
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    crowded = State(asked.into)
    if not crowded.store.exists():
        build(asked.store, crowded, asked.points)
    with started(crowded) as running, sync_playwright() as playwright:
        for webgl, name in ((True, "MapLibre"), (False, "Leaflet")):
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*COMMON_FLAGS, *WEBGL_FLAGS[webgl]])
            print(f"first load, {name}: {first_load(chromium, running):,} bytes")
            for _ in range(asked.rounds):
                draw(chromium, running, name)
            chromium.close()


def build(source: Path, into: State, most: int) -> None:
    """A store whose events that have a point stand in WINDOW, until it holds enough for a window of them."""
    into.folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, into.store)
    chance, started, made = random.Random(7), time.perf_counter(), 0
    west, south, east, north = WINDOW
    with Store(str(into.store)) as store:
        with store.engine.connect() as connection:
            placed = select(events.c.id, events.c.lat, events.c.lon).where(events.c.lat.is_not(None), events.c.day >= "2018-01-01")
            real = list(connection.execute(placed.order_by(events.c.id)))
        while made < most * 1.6:
            for start in range(0, len(real), CHUNK):
                part = real[start : start + CHUNK]
                points = [(chance.uniform(south, north), chance.uniform(west, east)) for _ in part]
                days = [chance.randrange(YEARS_DAYS) for _ in part]
                moves = [(row[0], day, lat - row[1], lon - row[2]) for row, day, (lat, lon) in zip(part, days, points, strict=True)]
                _add(store, moves)
                made += len(part)
            print(f"  {made:,} events moved after {time.perf_counter() - started:.0f} s", flush=True)
        with store.engine.begin() as connection:
            recount(connection)
            total = connection.scalar(select(func.count()).select_from(events))
        with store.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
    print(f"{total:,} events in {into.store}")


def first_load(chromium: Browser, running: Workbench) -> int:
    """Bytes over the wire of all that `/` asks for, with nothing kept from before."""
    page = _open(chromium, running)
    session, sizes = page.context.new_cdp_session(page), dict[str, float]()
    session.send("Network.enable")

    def took(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.loadingFinished", took)
    page.goto("/")
    page.locator(".list article").first.wait_for()
    page.locator(".map section[aria-busy=false]").wait_for()
    _settle(page)
    page.context.close()
    return int(sum(sizes.values()))


def draw(chromium: Browser, running: Workbench, name: str) -> None:
    """Opens the crowded window and drags it; tells the tasks that kept the page from answering."""
    page = _open(chromium, running)
    counted: list[int] = []
    page.on("response", lambda response: counted.append(len(response.json()["id"])) if "/events/points" in response.url else None)
    started = time.perf_counter()
    page.goto(f"/?{SIGHT}")
    page.locator(".map section[aria-busy=false]").wait_for(timeout=60_000)
    _until(page, lambda: bool(counted))
    _settle(page)
    drawn = time.perf_counter() - started - QUIET_MS / 1_000
    opening = _tasks(page)
    _drag(page)
    _settle(page)
    dragging = _tasks(page)
    print(f"{name}: {max(counted):,} points there after {drawn:.1f} s; opening {_told(opening)}; dragging {_told(dragging)}", flush=True)
    page.context.close()


def _open(chromium: Browser, running: Workbench) -> Page:
    context = chromium.new_context(base_url=running.address, viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(60_000)
    context.add_init_script(WATCH)
    return context.new_page()


def _drag(page: Page) -> None:
    box = page.locator(".map section").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(x + 4 * step, y + 2 * step)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    page.mouse.up()


def _settle(page: Page) -> None:
    """Waits until no request is under way and no long task came for QUIET_MS."""
    page.wait_for_load_state("networkidle", timeout=120_000)
    _until(page, lambda: page.evaluate(f"() => performance.now() - Math.max(0, ...longTasks.map(([at, took]) => at + took)) > {QUIET_MS}"))


def _until(page: Page, holds: Callable[[], bool], most_seconds: float = 120.0) -> None:
    end = time.perf_counter() + most_seconds
    while not holds():
        if time.perf_counter() > end:
            raise TimeoutError(f"the page did not come to rest within {most_seconds:.0f} s")
        page.wait_for_timeout(100)


def _tasks(page: Page) -> list[float]:
    """Milliseconds of the long tasks since the last call."""
    return [float(took) for took in page.evaluate("() => longTasks.splice(0).map(([, took]) => took)")]


def _told(tasks: list[float]) -> str:
    if not tasks:
        return "no task over 50 ms"
    return f"{len(tasks)} tasks over 50 ms, the longest {max(tasks):.0f} ms, median {statistics.median(tasks):.0f} ms"


if __name__ == "__main__":
    main()
