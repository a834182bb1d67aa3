"""The sources page: how much and when, what each outlet alone or first told of, who fell silent."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.running import State, Workbench, marsad, serving
from tests.browser.views import View, both_languages, views

OUTLETS = 7
KNOWN = 6
"""Of a stretch in which one gave something: those collected here, and that one."""
WORDS = {
    "ar": {"well": "ولا خلل فيها", "silent": "صامتة منذ", "articles": "43 مقالًا"},
    "en": {"well": "nothing wrong", "silent": "Silent since", "articles": "43 articles"},
}


def row(page: Page, outlet: str):
    return page.locator("tbody tr").filter(has=page.locator(".outlet", has_text=outlet))


@both_languages
def test_every_outlet_with_its_volume_its_own_events_and_its_health(page: Page, view: View, axe) -> None:
    page.goto("/sources")
    expect(page.locator(".outlet")).to_have_count(OUTLETS)
    expect(page.locator(".page > header")).to_contain_text(WORDS[view.language]["articles"])
    badiya = row(page, "وكالة البادية")
    expect(badiya).to_contain_text(WORDS[view.language]["well"])
    assert badiya.locator("path").get_attribute("d").count("M") >= 6
    assert badiya.locator("td.number").all_inner_texts() == ["8", "10", "5", "2"]
    badiya.locator("button").click()
    alone = page.locator(".alone li a")
    expect(alone).to_have_count(5)
    axe(page)
    address = alone.first.get_attribute("href")
    alone.first.click()
    expect(page).to_have_url(re.compile(re.escape(address)))


def test_a_stretch_of_time_and_an_order_stay_in_the_address(page: Page) -> None:
    page.goto("/sources")
    expect(page.locator(".outlet")).to_have_count(OUTLETS)
    page.locator(".days input").first.fill("2018-12-01")
    expect(page).to_have_url(re.compile("since=2018-12-01"))
    expect(page.locator(".outlet")).to_have_count(KNOWN)
    assert row(page, "وكالة البادية").locator("td.number").all_inner_texts() == ["0", "0", "0", "0"]
    page.locator("thead button").nth(4).click()
    expect(page).to_have_url(re.compile("sort=last_published"))
    expect(page.locator(".outlet").first).to_have_text("مرصد")
    page.reload()
    expect(page.locator(".outlet")).to_have_count(KNOWN)
    expect(page.locator("thead th[aria-sort=descending]")).to_have_count(1)
    row(page, "مرصد").locator("a").click()
    expect(page).to_have_url(re.compile(r"/\?outlet=.*since=2018-12-01"))


@pytest.fixture
def silent(filled: State, tmp_path: Path) -> Iterator[Workbench]:
    """A workbench with an outlet that gave ten articles in three days, and none since."""
    state = filled.copy(tmp_path / "silent")
    text = "قصف الجيش مواقع المسلحين في دوما."
    rows = [f'{{"id": "brisk-{n}", "outlet": "صحيفة الصمت", "published": "2018-03-0{1 + n % 3}T0{n}:00:00Z", "text": "{text}"}}\n' for n in range(10)]
    given = tmp_path / "brisk.jsonl"
    given.write_text("".join(rows), "utf-8")
    marsad("ingest", str(given), "--store", str(state.store), "--jobs", "1")
    with serving(state) as running:
        yield running


@views(View("ar", screen="phone"), View("en", theme="dark"))
def test_a_source_that_fell_silent_is_said_so(silent: Workbench, opened, view: View, axe) -> None:
    page, _ = opened(silent)
    page.goto("/sources")
    expect(row(page, "صحيفة الصمت").locator(".warning")).to_contain_text(WORDS[view.language]["silent"])
    expect(row(page, "مرصد").locator(".warning")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)
