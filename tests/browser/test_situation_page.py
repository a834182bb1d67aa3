"""The situation page: map, timeline and list filter each other, the address bar keeps the state, and what did not happen looks different."""

import re
import time
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect
from tests.browser.views import PATIENCE_MS, View, both_languages, views

ALL = 72
"""Events of the dispatches and the examples."""
WORDS = {
    "ar": {
        "events": "72 حدثًا", "planned": "مخطط له", "box": "ما تُظهره الخريطة فقط", "closer": "أقرب", "borders": "وجهة النظر الألمانية",
        "none": "لا حدث يوافق",
    },
    "en": {
        "events": "72 events", "planned": "Planned", "box": "only what the map shows", "closer": "Closer", "borders": "German view",
        "none": "No event fits",
    },
}  # fmt: skip
LIGHT = {"actual": (190, 68, 60), "planned": (35, 86, 165), "possible": (148, 82, 0), "accent": (10, 95, 107)}
"""Colours of ui/src/styles/tokens.css in the light theme. What happened lets the ground through; the grey of what is denied is that of borders."""
NEAR = 30
"""So far a colour may be off in each part: marks are drawn through a little, and their edges are smoothed."""


def open_situation(page: Page, query: str = "") -> None:
    """The page with its map drawn, its timeline and its list there."""
    page.goto(f"/{query}")
    expect(page.locator(".list article, .list .empty").first).to_be_visible()
    expect(page.locator(".timeline canvas")).to_be_visible()
    expect(page.locator(".map canvas").first).to_be_visible()


def rows(page: Page):
    return page.locator(".list article")


def colours_of_map(page: Page) -> dict[str, int]:
    """How many pixels of the map have each colour of LIGHT, about; its edges, where legend and buttons lie, are left out."""
    box = page.locator(".map section").bounding_box()
    middle = {"x": box["x"] + box["width"] * 0.12, "y": box["y"] + box["height"] * 0.2, "width": box["width"] * 0.76, "height": box["height"] * 0.64}
    pixels = Image.open(BytesIO(page.screenshot(clip=middle))).convert("RGB")
    counted = pixels.getcolors(pixels.width * pixels.height)
    return {name: sum(n for n, seen in counted if _near(seen, wanted)) for name, wanted in LIGHT.items()}


def _near(seen: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return max(abs(one - other) for one, other in zip(seen, wanted, strict=True)) < NEAR


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Looks again and again, as long as one waits for a page."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not holds():
        assert time.monotonic() < end, "it did not come to hold"
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")


@views(View("ar", webgl=True), View("en", webgl=False))
def test_a_status_filters_all_three_and_the_back_button_undoes_it(page: Page, view: View, axe) -> None:
    words = WORDS[view.language]
    open_situation(page)
    assert page.evaluate("document.documentElement.dir") == {"ar": "rtl", "en": "ltr"}[view.language]
    expect(page.locator(".list h2")).to_contain_text(words["events"])
    expect(page.locator(".borders")).to_contain_text(words["borders"])
    until(page, lambda: colours_of_map(page)["actual"] > 200)
    page.locator(".statuses button", has_text=words["planned"]).click()
    expect(page).to_have_url(re.compile(r"status=planned"))
    expect(rows(page)).to_have_count(3)
    expect(page.locator(".list article.planned")).to_have_count(3)
    until(page, lambda: colours_of_map(page)["actual"] == 0 and colours_of_map(page)["planned"] > 20)
    axe(page)
    page.go_back()
    expect(page.locator(".list h2")).to_contain_text(words["events"])
    assert "status" not in page.url


@views(View("en", webgl=True), View("ar", webgl=False))
def test_feared_and_denied_are_drawn_with_their_own_signs(page: Page) -> None:
    open_situation(page, "?status=possible")
    until(page, lambda: colours_of_map(page)["possible"] > 20)
    for status, others in (("possible", ("actual", "planned")), ("denied", ("actual", "planned", "possible"))):
        if status not in page.url:
            open_situation(page, f"?status={status}")
        seen = colours_of_map(page)
        assert [seen[other] for other in others] == [0] * len(others), status
        assert rows(page).first.locator(".mark svg path").count() == 1, "the sign of what did not happen differs by more than its colour"


@both_languages
def test_a_stretch_drawn_across_the_bars_is_kept_in_the_address(page: Page, view: View) -> None:
    open_situation(page)
    until(page, lambda: colours_of_map(page)["actual"] > 200)
    before = colours_of_map(page)["actual"]
    bars = page.locator(".timeline .u-over").bounding_box()
    middle = bars["y"] + bars["height"] / 2
    page.mouse.move(bars["x"] + bars["width"] * 0.45, middle)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] * 0.6, middle, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"since=2018-\d\d-\d\d&until=2018-\d\d-\d\d"))
    expect(page.locator(".list h2")).not_to_contain_text(str(ALL))
    chosen = page.locator(".list h2").inner_text()
    until(page, lambda: 0 < colours_of_map(page)["actual"] < before)
    page.reload()
    expect(page.locator(".list h2")).to_contain_text(chosen)
    page.locator(".days button").click()
    expect(page.locator(".list h2")).to_contain_text(WORDS[view.language]["events"])


@views(View("ar", webgl=True), View("en", webgl=False))
def test_the_map_holds_the_list_to_what_it_shows(page: Page, view: View) -> None:
    words = WORDS[view.language]
    open_situation(page, "?zoom=6&lat=34&lon=38.5")
    page.get_by_role("button", name=words["closer"]).click()
    expect(page).to_have_url(re.compile(r"box=.*zoom=7"))
    expect(page.locator(".list h2")).to_contain_text(words["box"])
    expect(page.locator(".list h2")).not_to_contain_text(str(ALL))
    country = page.locator(".list .country").all_text_contents()
    assert country
    assert set(country) <= {"سوريا", "لبنان", "العراق", "Syria", "Lebanon", "Iraq", "إسرائيل", "Israel", "الأردن", "Jordan"}
    page.locator(".follow input").uncheck()
    expect(page.locator(".list h2")).to_contain_text(words["events"])
    assert "box=" not in page.url


@views(View("en", webgl=True), View("ar", webgl=False))
def test_the_event_under_the_hand_is_lit_with_its_radius_and_a_place_tells_its_events(page: Page) -> None:
    open_situation(page, "?zoom=10&lat=33.57&lon=36.4&since=2018-04-07&until=2018-04-08")
    until(page, lambda: colours_of_map(page)["actual"] > 40)
    assert colours_of_map(page)["accent"] == 0
    rows(page).first.hover()
    until(page, lambda: colours_of_map(page)["accent"] > 150)
    page.mouse.move(5, 5)
    until(page, lambda: colours_of_map(page)["accent"] == 0)
    box = page.locator(".map section").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    told = page.locator(".map .told")
    expect(told.locator("li")).to_have_count(2)
    expect(told).to_contain_text("70")
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)


def test_words_country_and_chips(page: Page) -> None:
    open_situation(page)
    page.get_by_role("searchbox").fill("الحصيلة")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("words="))
    page.locator("search select").select_option("SY")
    expect(page).to_have_url(re.compile("country=SY"))
    expect(page.locator(".chips .badge")).to_have_count(2)
    for _ in range(2):
        page.locator(".chips .off").first.click()
    expect(page.locator(".list h2")).to_contain_text(WORDS["ar"]["events"])
    page.get_by_role("searchbox").fill("زلزال")
    page.keyboard.press("Enter")
    expect(page.locator(".list .empty")).to_contain_text(WORDS["ar"]["none"])


@views(View("ar", theme="light"))
def test_language_digits_and_theme_change_at_once_and_are_kept(page: Page) -> None:
    open_situation(page)
    page.locator("header .tools button[popovertarget]").click()
    page.get_by_role("radio", name="٠١٢٣٤٥٦٧٨٩").check()
    expect(page.locator(".list h2")).to_contain_text("٧٢ حدثًا")
    page.get_by_role("radio", name="داكن").check()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(10, 20, 24)"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".list h2")).to_contain_text("72 events")
    assert page.evaluate("document.documentElement.dir") == "ltr"
    page.reload()
    expect(page.locator(".list h2")).to_contain_text("72 events")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(10, 20, 24)"


@views(View("ar", screen="phone", theme="dark"), View("en", screen="phone"))
def test_on_a_phone_everything_fits_and_follows_below(page: Page, axe) -> None:
    open_situation(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tops = [page.locator(part).first.bounding_box()["y"] for part in (".map", ".timeline", ".list")]
    assert tops == sorted(tops)
    axe(page)
    rows(page).last.scroll_into_view_if_needed()
    expect(rows(page).last).to_be_in_viewport()


@views(View("ar", webgl=True), View("en", webgl=False))
def test_a_printed_page_shows_the_map_and_the_whole_list(page: Page, view: View) -> None:
    open_situation(page, "?country=SY&zoom=6&lat=34&lon=38.5")
    until(page, lambda: colours_of_map(page)["actual"] > 60)
    printed = page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".map img.picture")).to_be_visible()
    expect(page.locator(".borders")).to_be_visible()
    for hidden in ("header nav", ".scale", "search .row"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.evaluate("[...document.querySelectorAll('.rows')].every((part) => part.scrollHeight <= part.clientHeight)")
