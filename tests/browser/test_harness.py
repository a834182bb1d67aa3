"""The harness itself: that what it watches for is seen, so that no test passes blindly."""

import pytest
from playwright.sync_api import Error, Page
from tests.browser.axe import AXE, serious_faults
from tests.browser.watch import Watch


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("() => fetch('https://example.org/tile.png').catch(() => 0)", "connect-src"),
        ("() => { const picture = new Image(); picture.src = 'https://example.org/x.png'; }", "img-src"),
        (
            "() => { const style = document.createElement('style'); style.textContent = 'p { color: red }'; document.head.append(style); }",
            "style-src",
        ),
        ("() => console.error('broken')", "broken"),
        ("() => fetch('/api/v1/events/none').then((answer) => answer.text())", "404"),
    ],
)
def test_what_must_not_happen_is_seen(watched: tuple[Page, Watch], script: str, says: str) -> None:
    page, watch = watched
    page.goto("/login")
    page.evaluate(script)
    while not any(says in fault for fault in watch.faults):
        page.wait_for_event("console")
    watch.allow("")  # Chromium may tell of it more than once
    watch.faults.clear()


def test_a_request_to_elsewhere_is_seen(watched: tuple[Page, Watch]) -> None:
    page, watch = watched
    with pytest.raises(Error):
        page.goto("http://127.0.0.1:1/nothing")
    (found,), watch.faults = watch.faults, []
    assert found == "a request to elsewhere: http://127.0.0.1:1/nothing"


@pytest.mark.skipif(not AXE.is_file(), reason="npm ci brings axe-core")
def test_axe_sees_a_picture_without_words(page: Page) -> None:
    page.goto("/login")
    page.evaluate("() => document.querySelector('main').append(new Image())")
    assert any(fault.startswith("image-alt") for fault in serious_faults(page))
