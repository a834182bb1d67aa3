"""The article page in a real Chromium: the text as it is, what was read out of it, and the way from one to the other and back."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.running import marsad
from tests.browser.views import View, views

TEXT = """\
\N{GRINNING FACE} عاجل من سرت: هجوم على حاجز
سرت – (وكالات)
قُتِلَ 3 جنود وأُصيب 5 آخرون في هجوم شنّه مسلحون على حاجز جنوب سرت يوم الخميس، وفق ما نقلت وكالة البادية عن مصدر أمني قوله إن المهاجمين فروا نحو الصحراء.
وذكرت إذاعة الساحل أن وزير الداخلية صرح بأن داعش يقف وراء الهجوم، وحذر من هجوم جديد \N{FIRE} على المدينة.
اقرأ أيضا: مقتل 12 شخصا في انفجار في بنغازي"""
"""Characters outside of the basic plane, letters with marks, a claim that an outlet passes on, one inside of another, a link to another article."""
DISPATCH = {"id": "sirte", "outlet": "صحيفة المرفأ", "published": "2018-05-19T09:30:00+00:00", "title": TEXT.partition("\n")[0], "text": TEXT}
LAYERS = ("places", "times", "actors", "figures", "claims", "events", "issues")
SEGMENTS = """
() => [...document.querySelectorAll(".article .prose")].map((row) => [...row.querySelectorAll("[data-n]")].map((one) => one.textContent).join(""))
"""
"""The paragraphs as the page shows them."""


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the API answers for the dispatch: all that the program reads out of it, and no event of other articles."""
    file = tmp_path_factory.mktemp("article") / "dispatch.jsonl"
    file.write_text(json.dumps(DISPATCH), "utf-8")
    return whole(json.loads(marsad("extract", str(file))), TEXT)


def whole(record: dict[str, Any], text: str) -> dict[str, Any]:
    """A public record as the API answers it."""
    reports = [str(number) for number in range(len(record["events"]))]
    beside = {"event_reports": reports, "report_events": {}, "stands_in": [], "superseded": [], "romanised": {}, "capture": None}
    return record | beside | {"text": text}


def open_article(page: Page, article: dict[str, Any]) -> None:
    page.route("**/api/v1/articles/sirte", lambda route: route.fulfill(json=article))
    page.goto("/articles/sirte")
    expect(page.locator("h1")).to_have_text(article["document"]["title"])


def lit(page: Page) -> str:
    return "".join(page.locator(".prose .lit").all_text_contents())


@views(View("ar"), View("en", theme="dark", screen="phone"))
def test_the_text_is_whole_and_what_is_not_the_article_stands_apart(page: Page, article, axe) -> None:
    open_article(page, article)
    assert page.evaluate(SEGMENTS) == article["text"].split("\n")
    assert page.locator(".prose").evaluate_all("(all) => all.every((one) => getComputedStyle(one).direction === 'rtl')")
    expect(page.locator(".row.related .prose")).to_have_text("اقرأ أيضا: مقتل 12 شخصا في انفجار في بنغازي")
    assert page.locator(".notes .claim").count() == len(article["claims"])
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    axe(page)


def test_a_field_lights_its_characters_behind_an_emoji_and_back(page: Page, article) -> None:
    open_article(page, article)
    warning = next(index for index, claim in enumerate(article["claims"]) if claim["stance"] == "warns")
    note = page.locator(".notes .claim").nth(warning)
    note.get_by_role("link", name="ما قيل").hover()
    expect(page.locator(".prose .lit").first).to_be_visible()
    assert lit(page) == article["claims"][warning]["content"]["quote"] == "من هجوم جديد \N{FIRE} على المدينة"
    page.mouse.move(0, 0)
    expect(page.locator(".prose .lit")).to_have_count(0)
    card = page.locator(".all [data-event-card='0']")
    card.get_by_role("link", name="سرت").focus()
    expect(page.locator(".prose .lit")).to_have_text(["سرت"])
    card.get_by_role("link", name="سرت").blur()
    # and back: the characters light the field
    words = page.locator(".prose [role='button']", has_text="سرت").first
    words.hover()
    expect(card.locator("a.lit")).to_have_text(["سرت Sirte"])
    expect(page.locator(".here h3").first).to_have_text("سرت Sirte")


def test_the_chain_goes_from_who_says_it_to_the_outlet(page: Page, article) -> None:
    open_article(page, article)
    (via,) = [index for index, claim in enumerate(article["claims"]) if claim["via"]]
    chain = page.locator(".notes .claim").nth(via).locator(".chain > li .who")
    expect(chain).to_have_text(["وزير الداخلية", "إذاعة الساحل", "صحيفة المرفأ"])
    nested = page.locator(".notes .claim.nested")
    expect(nested).to_have_count(1)
    expect(nested.locator(".chain > li").last).to_have_text(f"ضمن القول {via + 1}")
    expect(page.locator(".notes .implicit").first).to_contain_text("محمول مما قبله")


def test_marks_are_walked_by_the_keyboard_and_layers_switched(page: Page, article) -> None:
    open_article(page, article)
    page.locator(".prose [role='button'][tabindex='0']").focus()
    before = page.evaluate("() => Number(document.activeElement.dataset.n)")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("() => Number(document.activeElement.dataset.n)") > before
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator(".here a:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".prose [data-n]:focus")).to_have_count(1)
    buttons = page.locator(".prose [role='button']").count()
    page.get_by_role("group", name="طبقات على النص").get_by_role("button", name="الأقوال").click()
    expect(page.locator(".notes")).to_have_count(0)
    assert page.locator(".prose [role='button']").count() < buttons


def test_the_text_of_an_attack_is_text(page: Page) -> None:
    """What a source writes into a title or a text reaches the page as letters, and its address is no link unless it is one of the web."""
    script = "<img src=x onerror=alert(1)>"
    text = f"{script} قتل جندي في سرت {script}"
    document = {"id": "x", "title": script, "outlet": script, "url": "javascript:alert(1)", "language": "ar", "published": None, "regions": []}
    open_article(page, whole({"document": document, "version": {}} | {layer: [] for layer in LAYERS}, text))
    assert page.evaluate(SEGMENTS) == [text]
    assert page.locator("main img, main a[href^='javascript']").count() == 0
