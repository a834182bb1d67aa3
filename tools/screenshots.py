#!/usr/bin/env python3
"""Pictures of the workbench's main pages: screenshots.py FOLDER [BEST]

Fills a store from the dispatches that were written for the tests (no article of others is ever shown), serves it, and takes every page of PAGES in
both languages, light and dark, on a desk and on a phone, into FOLDER. Those of BEST_ONES, which the documents show, are copied to the folder BEST.
Needs Chromium and the built page (`make screenshots` brings both).
"""

import json
import shutil
import sys
import tempfile
import urllib.request
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.reviewing import find_event, judge_elsewhere  # noqa: E402 - the repository's root is on the path only now
from tests.browser.running import State, Workbench, fill, marsad, serving  # noqa: E402
from tests.browser.views import CHROMIUM, COMMON_FLAGS, WEBGL_FLAGS, View  # noqa: E402

SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
COLOURS = 255
"""Of a picture: enough for flat pages, and a third of the bytes."""
KMEANS = 2
"""Rounds in which the chosen colours move to the middle of those that they stand for: without, large flat ones are off by a shade that is seen."""
LARGEST_BYTES = 300_000
BEST_ONES = (
    "situation-en-dark-desktop", "situation-ar-light-desktop", "event-ar-light-desktop", "article-ar-light-desktop", "review-en-light-desktop",
    "situation-ar-light-phone", "alerts-ar-light-desktop",
)  # fmt: skip
READY = {
    "situation": ".map section[aria-busy=false]", "event": "main h1", "article": "main h1", "review": "main h1", "sources": "main .outlet",
    "alerts": "main .why h2", "judgements": "main [data-judgement]", "accounts": "main table",
}  # fmt: skip
"""By page, what is there when it may be looked at."""
JUDGED_DAY = "2018-04-09"
TEAM = (("rim", "admin"), ("omar", "reviewer"), ("huda", "analyst"), ("sami", "viewer"))
PASSWORD = "seven walls of Diyala"
SETTLED_MS = 1_500
"""What maps take to draw themselves after the page is there."""


def main(folder: str, best: str = "") -> None:
    """Take all pictures, and copy the best."""
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        state = judged(Path(made) / "state")
        with serving(state) as running, serving(with_team(state.copy(Path(made) / "team"))) as team:
            give_judgements(running)
            paths = paths_of(running.address)
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*COMMON_FLAGS, *WEBGL_FLAGS[True]])
            known = login(chromium, team.address)
            for language, theme, screen in product(("ar", "en"), ("light", "dark"), ("desktop", "phone")):
                view = View(language, theme, screen, webgl=True)
                take(chromium, running.address, view, paths, into)
                take(chromium, team.address, view, {"accounts": "/accounts"}, into, known)
            chromium.close()
    for name in BEST_ONES if best else ():
        Path(best).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(into / f"{name}.png", Path(best) / f"{name}.png")


def judged(folder: Path) -> State:
    """A filled store whose areas have alert levels by the news up to a day."""
    state = fill(folder)
    marsad("alerts", "--store", str(state.store), "--as-of", JUDGED_DAY)
    return state


def with_team(state: State) -> State:
    """The state with accounts, so that whoever looks must log in."""
    for name, role in TEAM:
        marsad("account", "add", name, "--role", role, "--store", str(state.store), given=f"{PASSWORD}\n")
    return state


def login(chromium: Browser, address: str) -> StorageState:
    """What a browser keeps that logged in as the first of the team."""
    context = chromium.new_context(base_url=address, **View("en").options())
    page = context.new_page()
    page.goto("/login?next=/accounts")
    page.locator("main input[name=username]").fill(TEAM[0][0])
    page.locator("main input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.locator(READY["accounts"]).first.wait_for()
    cookies = context.storage_state()["cookies"]
    context.close()
    return {"cookies": cookies, "origins": []}  # the language that was chosen stays behind


def give_judgements(running: Workbench) -> None:
    """Some decisions of two reviewers, who differ on a toll."""
    taiz, saada = find_event(running, "تعز", killed=3)["id"], find_event(running, "صعدة", killed=40)["id"]
    judge_elsewhere(running, taiz, "accept", "rim")
    judge_elsewhere(running, saada, "correct", "rim", "killed", [43, 43], "وزارة الصحة")
    judge_elsewhere(running, saada, "correct", "omar", "killed", [51, None], "the hospital's count of the next day")
    judge_elsewhere(running, taiz, "correct", "omar", "date", {"begin": "2018-08-01", "end": "2018-08-03"})


def paths_of(address: str) -> dict[str, str]:
    """The addresses of the pages that are shown: the event is the one told by most."""
    with urllib.request.urlopen(f"{address}/api/v1/events?sources=2&type=ASSAULT&most=100", timeout=30) as answer:
        told = max(json.load(answer)["items"], key=lambda event: (event["reports"], event["id"]))
    return {"situation": "/", "event": f"/events/{told['id']}", "article": "/articles/marfa-1", "review": "/review", "sources": "/sources",
            "alerts": "/alerts?area=SY-RD", "judgements": "/judgements"}  # fmt: skip


def take(chromium: Browser, address: str, view: View, paths: dict[str, str], into: Path, known: StorageState | None = None) -> None:
    """Every page in one view, as whoever it is sees it that the browser knows."""
    width, height = SIZES[view.screen]
    context = chromium.new_context(base_url=address, storage_state=known, **view.options() | {"viewport": {"width": width, "height": height}})
    page = context.new_page()
    for name, path in paths.items():
        page.goto(path)
        page.locator(READY[name]).first.wait_for()
        page.wait_for_timeout(SETTLED_MS)
        _save(page, into / f"{name}-{view.language}-{view.theme}-{view.screen}.png")
    context.close()


def _save(page: Page, into: Path) -> None:
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=KMEANS, dither=Image.Dither.NONE).save(into, optimize=True)
    size = into.stat().st_size
    print(f"{into}\t{size:,} bytes{'  LARGE' if size > LARGEST_BYTES else ''}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
