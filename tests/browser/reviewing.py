"""What the tests of the review pages share: the page's own words, the events of the workbench, and judgements given behind the page's back."""

import json
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from tests.browser.running import Workbench

from marsad.engine.reconcile import judge_event
from marsad.engine.report_store import StoredReports
from marsad.store.store import Store
from marsad.web.context import utc_now

WORDS = Path(__file__).resolve().parents[2] / "ui" / "src" / "lib" / "i18n"


def say(language: str, key: str) -> str:
    """A message of the review pages, as the reader of a language sees it."""
    text = json.loads((WORDS / f"review.{language}.json").read_text("utf-8"))[key]
    assert isinstance(text, str)
    return text


def ask(bench: Workbench, path: str, **query: object) -> Any:
    """What the API answers."""
    with urllib.request.urlopen(f"{bench.address}/api/v1{path}?{urllib.parse.urlencode(query)}") as answered:
        return json.load(answered)


def find_event(bench: Workbench, words: str, **query: object) -> dict[str, Any]:
    """The event with most reports of those that the words lead to."""
    found: list[dict[str, Any]] = ask(bench, "/events", words=words, **query)["items"]
    return max(found, key=lambda event: int(event["reports"]))


def judge_elsewhere(bench: Workbench, event: str, action: str, by: str, field: str = "", value: object = None, reason: str = "") -> None:
    """A judgement by another reviewer, which the page that is open does not know of."""
    with Store(str(bench.state.store)) as store:
        judge_event(StoredReports(store), event, action, by, utc_now(), reason, field, value)


def open_event(page: Page, event: str, more: str = "") -> None:
    """The review page with an event on the desk, ready for its keys."""
    page.goto(f"/review?event={event}{more}")
    on_desk(page, event)


def on_desk(page: Page, event: str) -> None:
    """Waits until the event is shown."""
    expect(page.locator(f'article[data-event="{event}"]')).to_be_visible()


def press_arabic(page: Page, letter: str, code: str) -> None:
    """A key as an Arabic keyboard gives it: its letter is Arabic, its place is the same."""
    page.evaluate("([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true }))", [letter, code])
