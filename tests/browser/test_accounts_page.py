"""Logging in, accounts, keys and the audit log, with a real server that asks who is there."""

import json
import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.running import State, Workbench, marsad, serving
from tests.browser.views import View, both_languages, views
from tests.browser.watch import Watch

PASSWORD = "seven walls of Diyala"
OTHER = "nine gates of Mosul"
WORDS = {
    "ar": {
        "name": "الاسم", "password": "كلمة السر", "submit": "ادخل", "wrong": "غير صحيح", "add": "إضافة حساب", "close": "إغلاق",
        "closed": "مغلق", "role": "دور", "logout": "تسجيل الخروج", "make": "إنشاء مفتاح", "label": "الغرض منه", "remove": "حذف المفتاح",
        "sure": "حذف نهائي",
    },
    "en": {
        "name": "Name", "password": "Password", "submit": "Sign in", "wrong": "wrong", "add": "Add an account", "close": "Close",
        "closed": "closed", "role": "Role of", "logout": "Sign out", "make": "Make a key", "label": "What it is for", "remove": "Remove the key",
        "sure": "Remove it for good",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def team(filled: State, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench of a team, with one administrator: rim. The tests of this module share it, each with names of its own."""
    state = filled.copy(tmp_path_factory.mktemp("team") / "state")
    marsad("account", "add", "rim", "--role", "admin", "--store", str(state.store), given=f"{PASSWORD}\n")
    with serving(state) as running:
        yield running


@pytest.fixture
def watched_team(opened, team: Workbench) -> tuple[Page, Watch]:
    page, watch = opened(team)
    watch.allow("401")  # how the page learns that it must ask who is there
    return page, watch


def login(page: Page, words: dict[str, str], name: str, password: str) -> None:
    # the form of the page before may still stand there, and has a field of the same name
    page.locator("main input[name=username]").fill(name)
    page.locator("main input[name=password]").fill(password)
    page.locator("main").get_by_role("button", name=words["submit"]).click()


@both_languages
def test_whoever_is_not_known_is_asked_and_comes_to_the_page_that_was_wanted(watched_team: tuple[Page, Watch], view: View, axe) -> None:
    page, _ = watched_team
    words = WORDS[view.language]
    page.goto("/sources?since=2018-12-01")
    expect(page).to_have_url(re.compile("/login"))
    login(page, words, "rim", "not this one, surely")
    expect(page.get_by_role("alert")).to_contain_text(words["wrong"])
    axe(page)
    login(page, words, "rim", PASSWORD)
    expect(page).to_have_url(re.compile(r"/sources\?since=2018-12-01"))
    expect(page.locator(".outlet")).to_have_count(6)
    page.get_by_role("button", name=words["logout"]).click()
    expect(page).to_have_url(re.compile("/login"))


@views(View("ar", screen="phone"), View("en", theme="dark"))
def test_an_administrator_makes_accounts_gives_roles_and_closes(watched_team: tuple[Page, Watch], team: Workbench, view: View, axe) -> None:
    page, watch = watched_team
    words = WORDS[view.language]
    page.goto("/login?next=/accounts")
    login(page, words, "rim", PASSWORD)
    form = page.get_by_role("form", name=words["add"])
    name = f"sami.{view.language}"
    form.get_by_label(words["name"]).fill(name)
    form.get_by_label(words["password"]).fill(OTHER)
    form.get_by_role("button").click()
    role = page.get_by_label(f"{words['role']} {name}")
    role.select_option("reviewer")
    log = page.locator("section", has=page.locator(".when"))
    expect(log).to_contain_text(f"{name}: role reviewer")
    sami = page.locator("tr", has_text=name).first
    sami.get_by_role("button", name=words["close"]).click()
    expect(sami).to_contain_text(words["closed"])
    listed = marsad("account", "list", "--store", str(team.state.store))
    assert f"{name}\treviewer\tclosed" in listed
    assert OTHER not in page.content()
    watch.allow("422")
    watch.allow("400")
    page.locator("tr", has_text="rim").first.get_by_role("button", name=words["close"]).click()
    expect(page.get_by_role("alert")).to_contain_text("admin")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)


@both_languages
def test_a_key_is_shown_once_opens_the_api_and_is_taken_away(watched_team: tuple[Page, Watch], team: Workbench, view: View, axe) -> None:
    page, _ = watched_team
    words = WORDS[view.language]
    page.goto("/login?next=/accounts")
    login(page, words, "rim", PASSWORD)
    label = f"لوحة <b>{view.language}</b>"
    form = page.get_by_role("form", name=words["make"])
    form.get_by_label(words["label"]).fill(label)
    form.get_by_role("button").click()
    shown = page.locator(".made input")
    expect(shown).to_be_visible()
    key = shown.input_value()
    assert ask_with(team, key) == 200
    axe(page)
    page.reload()
    expect(page.get_by_text(label).first).to_be_visible()
    assert key not in page.content()
    page.get_by_role("button", name=words["remove"]).click()
    page.get_by_role("button", name=words["sure"]).click()
    expect(page.get_by_role("button", name=words["remove"])).to_have_count(0)
    assert ask_with(team, key) == 401


def ask_with(team: Workbench, key: str) -> int:
    """The status that a program gets with a key."""
    request = urllib.request.Request(f"{team.address}/api/v1/events?most=1", headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert json.load(answer)["items"]
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_the_first_account_closes_the_workbench(own_watched: tuple[Page, Watch]) -> None:
    page, watch = own_watched
    watch.allow("401")  # what was being asked while the workbench closed is refused
    words = WORDS["ar"]
    page.goto("/accounts")
    form = page.get_by_role("form", name=words["add"])
    form.get_by_label(words["name"]).fill("rim")
    form.get_by_label(words["password"]).fill(PASSWORD)
    form.get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"/login\?next="))
    login(page, words, "rim", PASSWORD)
    expect(page).to_have_url(re.compile("/accounts$"))
    expect(page.locator("header .who")).to_contain_text("rim")
