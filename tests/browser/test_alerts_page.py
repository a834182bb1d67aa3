"""The alert board: where areas stand, why, how that changed; and alert levels as a layer of the situation's map."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.running import State, Workbench, marsad, serving
from tests.browser.views import View, both_languages, views

DAY = "2018-04-09"
WORDS = {
    "ar": {"douma": "دوما", "watch": "مراقبة", "day": "9 أبريل 2018", "none": "لا توجد منطقة"},
    "en": {"douma": "Douma", "watch": "Watch", "day": "9 Apr 2018", "none": "No area stands so high"},
}


@pytest.fixture(scope="module")
def judged(filled: State, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench whose areas were judged by the news up to a day."""
    state = filled.copy(tmp_path_factory.mktemp("judged") / "state")
    marsad("alerts", "--store", str(state.store), "--as-of", DAY)
    with serving(state) as running:
        yield running


@pytest.fixture
def alerts(opened, judged: Workbench) -> Page:
    """An empty page over that workbench."""
    page, _ = opened(judged)
    return page


def area(page: Page, name: str):
    return page.locator(".list li button").filter(has_text=name)


@both_languages
def test_an_area_says_why_it_stands_so_and_leads_to_the_evidence(alerts: Page, view: View, axe) -> None:
    words = WORDS[view.language]
    alerts.goto("/alerts")
    expect(alerts.locator(".alerts > header")).to_contain_text(words["day"])
    expect(alerts.locator(".list h2").first).to_contain_text(words["watch"])
    area(alerts, words["douma"]).click()
    expect(alerts).to_have_url(re.compile("area=geonames"))
    expect(alerts.locator(".why h2")).to_contain_text(words["douma"])
    expect(alerts.locator(".meter")).to_be_visible()
    expect(alerts.locator(".why ol > li")).not_to_have_count(0)
    reason = alerts.locator("ul.why > li").first
    expect(reason.locator(".points")).to_be_visible()
    reason.locator("summary").click()
    expect(reason.locator("blockquote").first).to_have_attribute("dir", "rtl")
    axe(alerts)
    address = reason.locator("a").first.get_attribute("href")
    reason.locator("a").first.click()
    expect(alerts).to_have_url(re.compile(re.escape(address)))


@views(View("ar", theme="dark", screen="phone"), View("en", webgl=True))
def test_filters_stay_in_the_address(alerts: Page, view: View, axe) -> None:
    alerts.goto("/alerts?kind=town")
    expect(area(alerts, WORDS[view.language]["douma"])).to_be_visible()
    count = alerts.locator(".list li button").count()
    alerts.locator("select").nth(2).select_option("IQ")
    expect(alerts.locator(".list li button")).not_to_have_count(count)
    alerts.locator("select").first.select_option("severe")
    expect(alerts.locator(".list")).to_contain_text(WORDS[view.language]["none"])
    axe(alerts)
    alerts.go_back()
    expect(alerts).to_have_url(re.compile("country=IQ"))
    expect(alerts.locator(".list li button")).not_to_have_count(0)


@views(View("en"), View("ar", webgl=True))
def test_levels_are_a_layer_of_the_situations_map(alerts: Page, view: View) -> None:
    alerts.goto("/")
    expect(alerts.locator(".legend .level")).to_have_count(0)
    alerts.locator(".layer input").check()
    expect(alerts).to_have_url(re.compile("alerts=1"))
    expect(alerts.locator(".legend .level")).to_have_count(4)
    alerts.reload()
    expect(alerts.locator(".legend .level")).to_have_count(4)


def test_a_store_that_was_never_judged_says_how(page: Page) -> None:
    page.goto("/alerts")
    expect(page.locator("main")).to_contain_text("marsad alerts")


def test_the_feed_is_offered(alerts: Page) -> None:
    alerts.goto("/alerts?area=SY-RD")
    address = alerts.locator(".links a").nth(1).get_attribute("href")
    answer = alerts.request.get(address)
    assert answer.ok
    assert "atom" in answer.headers["content-type"]
    assert Path(address.split("?")[0]).suffix == ".atom"
