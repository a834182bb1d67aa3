"""The page of judgements: told in words, filtered, taken back and given again."""

import re

from playwright.sync_api import Page, expect
from tests.browser.reviewing import ask, find_event, judge_elsewhere, say
from tests.browser.running import Workbench
from tests.browser.views import View, both_languages

REASON = "<b>the hospital</b> told so"


@both_languages
def test_who_decided_what_is_told_filtered_and_taken_back(own_page: Page, own_workbench: Workbench, view: View, axe) -> None:
    language = view.language
    one, other = find_event(own_workbench, "تعز", killed=3)["id"], find_event(own_workbench, "صعدة", killed=40)["id"]
    judge_elsewhere(own_workbench, one, "accept", "rim")
    judge_elsewhere(own_workbench, one, "correct", "omar", "date", {"begin": "2018-08-01", "end": "2018-08-03"}, REASON)
    judge_elsewhere(own_workbench, other, "reject", "rim")
    own_page.goto("/judgements")
    lines = own_page.locator("[data-judgement]")
    expect(lines).to_have_count(3)
    corrected = lines.filter(has_text="omar")
    expect(corrected).to_contain_text(say(language, "review.action.correct"))
    expect(corrected).to_contain_text(REASON)
    expect(corrected).to_contain_text("2018")
    expect(corrected).not_to_contain_text("begin")
    axe(own_page)

    own_page.get_by_label(say(language, "judgements.by")).select_option("rim")
    expect(lines).to_have_count(2)
    own_page.get_by_label(say(language, "judgements.action")).select_option("reject")
    expect(lines).to_have_count(1)
    expect(own_page).to_have_url(re.compile("by=rim&action=reject|action=reject&by=rim"))

    lines.get_by_role("button", name=say(language, "review.take_back")).click()
    expect(lines.filter(has_text=say(language, "review.taken_back"))).to_have_count(1)
    assert ask(own_workbench, f"/events/{other}")["review"] == "open"

    own_page.goto(f"/judgements?event={other}")
    expect(lines).to_have_count(2)
    lines.first.get_by_role("button", name=say(language, "review.give_again")).click()
    expect(lines).to_have_count(3)
    assert ask(own_workbench, f"/events/{other}")["review"] == "rejected"
    expect(lines.first.get_by_role("link")).to_have_attribute("href", f"/review?event={other}")
