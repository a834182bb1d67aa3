"""The review page: every decision by keys, in both languages, over a workbench that the tests of this module share; each leaves it as it was."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.reviewing import ask, find_event, judge_elsewhere, on_desk, open_event, press_arabic, say
from tests.browser.running import State, Workbench, serving
from tests.browser.views import View, both_languages, views
from tests.browser.watch import Watch

SAVE = "[data-editor] button.primary"
DOUMA, HUDAYDAH, TAIZ, SAADA = "دوما", "الحديدة", "تعز", "صعدة"


@pytest.fixture(scope="module")
def bench(filled: State, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    with serving(filled.copy(tmp_path_factory.mktemp("review") / "state")) as running:
        yield running


@pytest.fixture
def watched(opened, bench: Workbench) -> tuple[Page, Watch]:
    opened_page: tuple[Page, Watch] = opened(bench)
    return opened_page


@pytest.fixture
def desk(watched: tuple[Page, Watch]) -> Page:
    return watched[0]


def review_of(bench: Workbench, event: str) -> str:
    return str(ask(bench, f"/events/{event}")["review"])


def undo(page: Page, view: View) -> None:
    """Takes the last decision back, and waits until that is told."""
    page.keyboard.press("z")
    expect(page.get_by_role("status").get_by_text(say(view.language, "review.did.undo"))).to_be_visible()


VERDICTS = (("a", "accept", "accepted"), ("r", "reject", "rejected"))


@both_languages
def test_a_verdict_goes_on_to_the_next_and_can_be_taken_back(desk: Page, bench: Workbench, view: View) -> None:
    event = find_event(bench, TAIZ, killed=3)["id"]
    open_event(desk, event)
    for key, action, state in VERDICTS:
        reason = f"seen the pictures, so {action}"
        desk.keyboard.press("n")
        expect(desk.locator("textarea:focus, input:focus")).to_have_count(1)
        desk.keyboard.type(reason)
        desk.keyboard.press("Enter")
        desk.keyboard.press(key)
        expect(desk).not_to_have_url(re.compile(event))
        expect(desk.get_by_role("status").get_by_text(say(view.language, f"review.did.{action}"))).to_be_visible()
        assert review_of(bench, event) == state
        (given,) = [line for line in ask(bench, "/judgements", event=event)["items"] if line["standing"] and line["action"] == action]
        assert (given["by"], given["reason"]) == ("local", reason)
        undo(desk, view)
        on_desk(desk, event)
        assert review_of(bench, event) == "open"


Correct = Callable[[Page, str], None]


def by_name(page: Page, language: str) -> None:
    page.get_by_label(say(language, "review.place.name"), exact=True).first.press_sequentially("دوما")
    page.locator("[data-editor] [role=option]").first.click()


def on_the_map(page: Page, _: str) -> None:
    page.locator("[data-editor] canvas").first.wait_for()
    held: list[Route] = []
    page.route("**/api/v1/places?at=*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks the handler, which a method of a list does not bear
    with page.expect_request("**/api/v1/places?at=*"):
        page.locator("[data-editor] [role=application]").click(position={"x": 150, "y": 100})
    expect(page.locator("[data-editor] fieldset")).to_be_visible()
    expect(page.locator(SAVE)).to_be_disabled()  # the point has no country yet
    held[0].continue_()
    expect(page.locator("[data-editor] fieldset .chips button").first).to_be_visible()


def unknown(key: str) -> Correct:
    return lambda page, language: page.locator("[data-editor]").get_by_text(say(language, key), exact=True).click()


def several_days(page: Page, language: str) -> None:
    page.get_by_label(say(language, "review.time.range")).check()
    page.get_by_label(say(language, "review.time.first")).fill("2018-08-08")
    page.get_by_label(say(language, "review.time.last")).fill("2018-08-10")


def other_side(page: Page, language: str) -> None:
    field = page.get_by_role("combobox", name=say(language, "review.sides.add.actors"))
    field.press_sequentially("داعش")
    page.locator("[data-editor] [role=option]").first.click()
    target = page.get_by_role("combobox", name=say(language, "review.sides.add.targets"))
    target.press_sequentially("زوار السوق")
    page.get_by_role("button", name=say(language, "review.sides.words")).nth(1).click()


def toll(page: Page, language: str) -> None:
    page.get_by_label(say(language, "review.toll.low")).nth(0).fill("\N{ARABIC-INDIC DIGIT FIVE}\N{ARABIC-INDIC DIGIT ONE}")
    page.get_by_label(say(language, "review.toll.open")).nth(0).check()
    page.get_by_label(say(language, "review.toll.low")).nth(2).fill("3")
    page.get_by_label(say(language, "review.toll.high")).nth(2).fill("9")


FIELDS = ("type", "mode", "place", "begin", "end", "actors", "targets", "toll", "status", "review")
CORRECTIONS: dict[str, tuple[str, Correct, Callable[[dict], object], object]] = {
    "type": ("1", lambda page, _: page.locator("[data-editor] input[value=drone]").check(), lambda event: (event["mode"], event["sub_event_type"]),
             ("drone", "Air/drone strike")),
    "place by name": ("2", by_name, lambda event: event["place"]["id"], "geonames:170592"),
    "place on the map": ("2", on_the_map, lambda event: (event["place"]["radius_m"], event["place"]["country"]), (1_000, "YE")),
    "place unknown": ("2", unknown("review.place.unknown"), lambda event: event["place"], None),
    "days": ("3", several_days, lambda event: (event["begin"], event["end"]), ("2018-08-08", "2018-08-11")),
    "day unknown": ("3", unknown("review.time.unknown"), lambda event: event["begin"], None),
    "sides": ("4", other_side, lambda event: (event["actors"][-1]["actor"], event["targets"][-1]["name"]), ("islamic-state", "زوار السوق")),
    "toll": ("5", toll, lambda event: (event["toll"]["killed"], event["toll"]["detained"]), ([51, None], [3, 9])),
    "status": ("6", lambda page, _: page.locator("[data-editor] input[value=denied]").check(), lambda event: event["status"], "denied"),
}  # fmt: skip


IN_ONE_LANGUAGE = {"place on the map": "ar", "place unknown": "en", "day unknown": "ar"}
"""Other ways to a field that is corrected in both."""


@both_languages
def test_each_field_is_corrected_and_taken_back(desk: Page, bench: Workbench, view: View) -> None:
    event = find_event(bench, SAADA, killed=40)["id"]
    before = ask(bench, f"/events/{event}")
    open_event(desk, event)
    for what, (key, correct, read, expected) in CORRECTIONS.items():
        if IN_ONE_LANGUAGE.get(what, view.language) != view.language:
            continue
        desk.keyboard.press(key)
        correct(desk, view.language)
        desk.locator(SAVE).click()
        expect(desk.get_by_role("status").get_by_text(say(view.language, "review.did.correct"))).to_be_visible()
        expect(desk.locator("[data-editor]")).to_have_count(0)
        corrected = ask(bench, f"/events/{event}")
        assert (read(corrected), corrected["review"]) == (expected, "corrected"), what
        expect(desk.locator(".machine").first).to_contain_text(say(view.language, "review.machine_had"))
        undo(desk, view)
        expect(desk.locator(".machine")).to_have_count(0)
        assert {key: ask(bench, f"/events/{event}")[key] for key in FIELDS} == {key: before[key] for key in FIELDS}, what


@both_languages
def test_reports_are_set_apart_and_events_made_one(desk: Page, bench: Workbench, view: View) -> None:
    event = find_event(bench, HUDAYDAH, sources=2, killed=5)
    whole = ask(bench, f"/events/{event['id']}")
    open_event(desk, event["id"])
    desk.keyboard.press("s")
    apart = whole["versions"][-1]
    desk.locator(f'[data-report="{apart["id"]}"] input').check()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status").get_by_text(say(view.language, "review.did.split"))).to_be_visible()
    (home,) = {found for report, found in ask(bench, f"/articles/{apart['document']}")["report_events"].items() if report == apart["id"]}
    assert home != event["id"]
    open_event(desk, event["id"])
    desk.keyboard.press("m")
    desk.locator(f'[data-candidate="{home}"] input').check()
    desk.locator(SAVE).click()
    expect(desk.get_by_role("status").get_by_text(say(view.language, "review.did.merge"))).to_be_visible()
    merged = ask(bench, f"/events/{event['id']}")
    assert {version["id"] for version in merged["versions"]} == {version["id"] for version in whole["versions"]}
    undo(desk, view)
    assert apart["id"] not in {version["id"] for version in ask(bench, f"/events/{event['id']}")["versions"]}
    undo(desk, view)
    expect(desk.locator("[data-report]")).to_have_count(len(whole["versions"]))


@both_languages
def test_any_judgement_is_taken_back_and_given_again(desk: Page, bench: Workbench, view: View) -> None:
    event = find_event(bench, TAIZ, killed=3)["id"]
    judge_elsewhere(bench, event, "reject", "omar", reason="another day")
    open_event(desk, event)
    given = desk.locator("[data-judgement]").first
    expect(given).to_contain_text("omar")
    expect(given).to_contain_text("another day")
    given.get_by_role("button", name=say(view.language, "review.take_back")).click()
    expect(desk.locator(".badge.open")).to_be_visible()
    desk.locator("[data-judgement]").first.get_by_role("button", name=say(view.language, "review.give_again")).click()
    expect(desk.locator(".badge.rejected")).to_be_visible()
    desk.locator("[data-judgement]", has_text="another day").get_by_role("button", name=say(view.language, "review.take_back")).click()
    expect(desk.locator(".badge.open")).to_be_visible()


@both_languages
def test_two_who_differ_are_shown_until_they_agree(desk: Page, bench: Workbench, view: View) -> None:
    event = find_event(bench, TAIZ, killed=3)["id"]
    judge_elsewhere(bench, event, "correct", "rim", "killed", [3, 3])
    judge_elsewhere(bench, event, "correct", "omar", "killed", [4, 4])
    open_event(desk, event)
    differ = desk.get_by_role("region", name=say(view.language, "review.differ"))
    expect(differ).to_contain_text("rim")
    expect(differ).to_contain_text("omar")
    differ.get_by_role("button", name=say(view.language, "review.differ.agree")).first.click()
    expect(desk.locator(".badge.disputed")).to_be_visible(), "a third opinion ends no disagreement"
    expect(differ.locator("li")).to_have_count(3)
    differ.locator("li", has_text="omar").get_by_role("button", name=say(view.language, "review.take_back")).click()
    expect(differ).to_have_count(0)
    assert review_of(bench, event) == "corrected"
    for name in ("rim", "local"):
        own = desk.locator("[data-judgement]", has_text=name).get_by_role("button", name=say(view.language, "review.take_back"))
        own.first.click()
        expect(own).to_have_count(0)
    expect(desk.locator(".badge.open")).to_be_visible()


@both_languages
def test_what_changed_meanwhile_is_told_and_nothing_is_judged_unseen(watched: tuple[Page, Watch], bench: Workbench, view: View) -> None:
    page, watch = watched
    watch.allow("409")
    event = find_event(bench, TAIZ, killed=3)["id"]
    open_event(page, event)
    judge_elsewhere(bench, event, "correct", "omar", "killed", [7, 7], reason="the ministry counted again")
    page.keyboard.press("a")
    told = page.get_by_role("alert")
    expect(told).to_contain_text(say(view.language, "review.stale"))
    expect(told).to_contain_text("omar")
    expect(told).to_contain_text("the ministry counted again")
    expect(told.locator("ins")).to_contain_text("7")
    assert [line["by"] for line in ask(bench, "/judgements", event=event)["items"] if line["standing"] and line["action"] == "accept"] == []
    told.get_by_role("link", name=say(view.language, "review.back_to_it")).click()
    on_desk(page, event)
    expect(page.locator("article dl")).to_contain_text("7")
    page.locator("[data-judgement]", has_text="ministry").get_by_role("button").click()
    expect(page.locator(".badge.open")).to_be_visible()


def test_an_arabic_keyboard_works_as_well(desk: Page, bench: Workbench) -> None:
    open_event(desk, find_event(bench, TAIZ, killed=3)["id"])
    press_arabic(desk, "\N{ARABIC QUESTION MARK}", "Slash")
    expect(desk.get_by_role("dialog")).to_be_visible()
    desk.keyboard.press("Escape")
    press_arabic(desk, "\N{ARABIC-INDIC DIGIT SIX}", "Digit6")
    expect(desk.locator("[data-editor] input[value=denied]")).to_be_visible()
    desk.keyboard.press("Escape")
    expect(desk.locator("[data-field=status]")).to_be_focused()
    press_arabic(desk, "\N{ARABIC LETTER TEH MARBUTA}", "KeyM")
    expect(desk.locator(".merge")).to_be_visible()


def test_letters_that_are_written_are_no_commands(desk: Page, bench: Workbench) -> None:
    event = find_event(bench, TAIZ, killed=3)["id"]
    open_event(desk, event)
    desk.keyboard.press("/")
    desk.keyboard.type("arm")
    expect(desk).to_have_url(re.compile(event))
    assert review_of(bench, event) == "open"


def test_the_queue_is_filtered_and_kept_in_the_address(desk: Page, bench: Workbench) -> None:
    desk.goto("/review?country=YE")
    expect(desk).to_have_url(re.compile("event="))
    total = ask(bench, "/review/queue", country="YE")["open"]
    expect(desk.locator("[data-queued]")).to_have_count(total)
    first = desk.locator("[data-queued] a[aria-current]")
    expect(first).to_have_count(1)
    before = desk.url
    desk.keyboard.press("j")
    expect(desk).not_to_have_url(before)
    desk.keyboard.press("k")
    expect(desk).to_have_url(before)


@both_languages
def test_who_may_only_look_has_nothing_to_judge_with(desk: Page, bench: Workbench, view: View) -> None:
    analyst = {"account": {"name": "huda", "role": "analyst"}, "csrf": "none", "login_needed": True}
    desk.route("**/api/v1/session", lambda route: route.fulfill(json=analyst))
    event = find_event(bench, TAIZ, killed=3)["id"]
    open_event(desk, event)
    expect(desk.get_by_text(say(view.language, "review.only_reviewers"))).to_be_visible()
    expect(desk.locator("[data-field], .bar .accept, .bar .reject")).to_have_count(0)
    desk.keyboard.press("a")
    expect(desk).to_have_url(re.compile(event))


@views(View("ar", "dark"), View("en", "light", "phone"))
def test_nothing_stands_in_anybodys_way(desk: Page, bench: Workbench, axe, view: View) -> None:
    open_event(desk, find_event(bench, DOUMA, sources=2, killed=5)["id"])
    expect(desk.locator("[data-queued]").first).to_be_attached()
    axe(desk)
    for key in ("1", "2", "4", "5"):
        desk.locator(f"[data-field={dict(zip('12345', ('type', 'place', 'time', 'sides', 'toll'), strict=True))[key]}]").click()
        expect(desk.locator(SAVE)).to_be_visible()
    axe(desk)
    assert desk.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "nothing hangs over the side"
