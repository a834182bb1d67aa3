"""The event page in a real Chromium: every source's words, the figures and their rule, why the reports are one, what people said, the proof."""

import json
import urllib.request
from typing import Any

from playwright.sync_api import Page, expect
from tests.browser.running import Workbench
from tests.browser.views import View, views

from marsad.engine.reconcile import judge_event, undo_judgement
from marsad.engine.report_store import StoredReports
from marsad.store.store import Store


def told_by_most(workbench: Workbench) -> dict[str, Any]:
    """The event that most reports tell of: the shelling of Douma, whose figures differ."""
    with urllib.request.urlopen(f"{workbench.address}/api/v1/events?words=%D8%AF%D9%88%D9%85%D8%A7&type=ASSAULT&status=actual") as answer:
        found = max(json.load(answer)["items"], key=lambda event: event["reports"])
    with urllib.request.urlopen(f"{workbench.address}/api/v1/events/{found['id']}") as answer:
        whole: dict[str, Any] = json.load(answer)
    return whole


def open_event(page: Page, workbench: Workbench) -> dict[str, Any]:
    event = told_by_most(workbench)
    page.goto(f"/events/{event['id']}")
    expect(page.locator("h1 bdi[lang='ar']")).to_have_text("دوما")
    return event


@views(View("ar", theme="dark", screen="phone"), View("en"))
def test_an_event_is_told_whole(page: Page, workbench: Workbench, view: View, axe) -> None:
    event = open_event(page, workbench)
    expect(page.locator("h1")).to_contain_text("Douma")
    sources = page.locator("[data-origin]")
    assert sources.count() == event["sources"] >= 2
    expect(sources.first.locator("mark")).to_have_text(
        next(v for v in event["versions"] if v["origin"] == sources.first.get_attribute("data-origin"))["evidence"]["exact"]
    )
    expect(page.locator("section:has(#map-title) circle.ring")).to_be_visible()
    killed = page.locator("[data-measure='killed']")
    figures = [figure for figure in event["figures"] if figure["measure"] == "killed"]
    assert killed.locator("tbody tr").count() == killed.locator("svg[role='img'] .reach").count() == len(figures)
    expect(killed).to_contain_text({"ar": "أكثرية المصادر المستقلة", "en": "majority of independent sources"}[view.language])
    assert page.locator(".reason").count() >= 2
    assert page.locator(".reason [lang='en']").count() == 0, "a reason of a merge that has no words"
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    axe(page)


def test_copies_stand_under_their_source_and_the_evidence_leads_into_the_article(page: Page, workbench: Workbench) -> None:
    event = open_event(page, workbench)
    origins = [version["origin"] for version in event["versions"]]
    copied = page.locator(f"[data-origin='{max(origins, key=origins.count)}']")
    copied.locator("button").click()
    assert copied.locator("[data-version]").count() == max(map(origins.count, origins)) > 1
    version = next(version for version in event["versions"] if version["id"] == copied.locator("[data-version]").last.get_attribute("data-version"))
    copied.locator("[data-version]").last.get_by_role("link").click()
    expect(page).to_have_url(f"{workbench.address}/articles/{version['document']}?at={version['evidence']['start']}-{version['evidence']['end']}")
    expect(page.locator(".article .lit").first).to_be_in_viewport()
    lit = "".join(page.locator(".article .lit").all_text_contents())
    assert version["evidence"]["exact"] in lit
    expect(page.locator(f".all a[href='/events/{event['id']}']")).to_have_count(1)


@views(View("en"))
def test_the_capture_proves_itself(page: Page, workbench: Workbench) -> None:
    event = open_event(page, workbench)
    capture = event["versions"][0]["capture"]
    proof = page.locator("section:has(#proof-title)")
    proof.locator("summary", has_text=capture["sha256"][:12]).first.click()
    expect(proof.locator(".state.whole")).to_contain_text("its bytes are those that came")
    expect(proof.locator("dd code")).to_have_text(capture["sha256"])
    with page.expect_download() as download:
        proof.get_by_role("link", name="Download").first.click()
    assert download.value.suggested_filename == f"{capture['sha256']}.bin"


@views(View("ar"))
def test_what_people_said_stands_beside_what_the_machine_said(own_page: Page, own_workbench: Workbench, axe) -> None:
    id_ = told_by_most(own_workbench)["id"]
    with Store(str(own_workbench.state.store)) as store:
        reports = StoredReports(store)
        judge_event(reports, id_, "correct", "lina", "2026-01-01T09:00:00.000+00:00", "وزارة الصحة", "killed", [69, 70])
        judge_event(reports, id_, "correct", "omar", "2026-01-01T10:00:00.000+00:00", "", "killed", [71, 71])
        slip, _ = judge_event(reports, id_, "correct", "omar", "2026-01-01T11:00:00.000+00:00", "", "status", "denied")
        undo_judgement(reports, slip.id, "omar", "2026-01-01T12:00:00.000+00:00", "زلة")
    event = open_event(own_page, own_workbench)
    assert event["review"] == "disputed"
    expect(own_page.locator(".differ li")).to_have_text([r"69–70 lina · 1 يناير 2026، 09:00 UTC", r"71 omar · 1 يناير 2026، 10:00 UTC"])
    expect(own_page.locator(".judgement.undone")).to_contain_text("تُرجع عنه")
    expect(own_page.locator("li.undone:not(.judgement)")).to_contain_text("زلة")
    expect(own_page.locator("[data-measure='killed']")).to_contain_text("حكم شخص")
    expect(own_page.get_by_role("link", name="احكم عليه")).to_have_attribute("href", f"/review?event={id_}")
    axe(own_page)
