"""The workbench in a real Chromium.

A test asks for `page` (over a store that all share, so it must not write) or `own_page` (over a copy of its own), and is run in other
views with `views(View("en", theme="dark", screen="phone"), …)` or `both_languages`. It fails when the page asks another machine for
anything, when an error is logged or a policy broken. `axe(page)` fails on serious faults of accessibility.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.browser.axe import AXE, serious_faults
from tests.browser.running import State, Workbench, fill, serving, started
from tests.browser.views import CHROMIUM, COMMON_FLAGS, PATIENCE_MS, WEBGL_FLAGS, View
from tests.browser.watch import Watch

from marsad.web.page import page_folder


@pytest.fixture(scope="session", autouse=True)
def _possible() -> None:
    if not (page_folder() / "index.html").is_file():
        pytest.skip("the page is not built: `make page` builds it where Node is there")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}: tools/need_chromium.sh installs it, MARSAD_CHROMIUM names another")


@pytest.fixture(scope="session")
def filled(_possible: None, tmp_path_factory: pytest.TempPathFactory) -> State:
    """The store that each test starts from; nobody writes it."""
    return fill(tmp_path_factory.mktemp("workbench") / "state")


@pytest.fixture(scope="session")
def workbench(filled: State) -> Iterator[Workbench]:
    """A running workbench that all tests share, as people start it: whoever writes takes `own_workbench`."""
    with started(filled) as running:
        yield running


@pytest.fixture
def own_workbench(filled: State, tmp_path: Path) -> Iterator[Workbench]:
    """A running workbench over a copy of the state."""
    with serving(filled.copy(tmp_path / "state")) as running:
        yield running


@pytest.fixture(scope="package")
def browsers(_possible: None) -> Iterator[Callable[[bool], Browser]]:
    """Chromium with WebGL or without; each is started when it is first asked for.

    It ends with this folder's tests and not with the session: as long as Playwright is there, `asyncio.run` fails in the tests of others.
    """
    started: dict[bool, Browser] = {}
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:

        def browser(webgl: bool) -> Browser:
            if webgl not in started:
                started[webgl] = playwright.chromium.launch(executable_path=CHROMIUM, args=[*COMMON_FLAGS, *WEBGL_FLAGS[webgl]])
            return started[webgl]

        yield browser
        for running in started.values():
            running.close()


@pytest.fixture
def view() -> View:
    """How the page is looked at; `views(…)` gives others."""
    return View()


OpenPage = Callable[[Workbench], tuple[Page, Watch]]


@pytest.fixture
def opened(view: View, browsers: Callable[[bool], Browser]) -> Iterator[OpenPage]:
    """Opens an empty page in the view of the test, whose addresses are the workbench's; what it does is checked when the test ends."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_page(workbench: Workbench) -> tuple[Page, Watch]:
        context = browsers(view.webgl).new_context(base_url=workbench.address, **view.options())
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        watches.append(Watch(context, workbench.address))
        return context.new_page(), watches[-1]

    yield open_page
    for context in contexts:
        context.close()
    for watch in watches:
        watch.check()


@pytest.fixture
def watched(opened: OpenPage, workbench: Workbench) -> tuple[Page, Watch]:
    return opened(workbench)


@pytest.fixture
def page(watched: tuple[Page, Watch]) -> Page:
    """An empty page over the shared workbench: `page.goto("/sources")`."""
    return watched[0]


@pytest.fixture
def own_watched(own_workbench: Workbench, opened: OpenPage) -> tuple[Page, Watch]:
    """The workbench comes first, so that it ends last: a page that is still asking when nobody answers any more would tell of faults."""
    return opened(own_workbench)


@pytest.fixture
def own_page(own_watched: tuple[Page, Watch]) -> Page:
    """An empty page over a workbench that the test may write."""
    return own_watched[0]


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails on faults of accessibility that axe calls serious or critical."""
    if not AXE.is_file():
        pytest.skip(f"there is no {AXE.name}: `npm ci` in ui/ brings axe-core")

    def check(page: Page) -> None:
        faults = serious_faults(page)
        assert not faults, "\n".join(faults)

    return check
