"""How a page is looked at: language, theme, size of the screen, with WebGL or without."""

import os
from pathlib import Path
from typing import Any, NamedTuple

import pytest

CHROMIUM = Path(os.environ.get("MARSAD_CHROMIUM", "/usr/bin/chromium"))

PATIENCE_MS = 30_000
"""What a page is waited for on a busy machine; a page that is there is not waited for."""
SCREENS = {"desktop": (1200, 800), "phone": (390, 844)}
COMMON_FLAGS = (
    "--no-sandbox",  # the tests may run as root, where Chromium has no sandbox
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a name that is asked for all the same leads nowhere
)
WEBGL_FLAGS = {True: ("--use-angle=swiftshader", "--enable-unsafe-swiftshader"), False: ("--disable-gpu", "--disable-3d-apis")}


class View(NamedTuple):
    """Without WebGL the map is Leaflet's, which is drawn sooner: pages that show no map need not ask for it."""

    language: str = "ar"
    theme: str = "light"
    screen: str = "desktop"
    webgl: bool = False

    def __str__(self) -> str:
        return "-".join((self.language, self.theme, self.screen, "webgl" if self.webgl else "canvas"))

    def options(self) -> dict[str, Any]:
        """What a context of Playwright is made with."""
        width, height = SCREENS[self.screen]
        phone = self.screen == "phone"
        return {
            "viewport": {"width": width, "height": height}, "locale": {"ar": "ar", "en": "en-GB"}[self.language], "color_scheme": self.theme,
            "has_touch": phone, "is_mobile": phone, "timezone_id": "UTC", "reduced_motion": "reduce",
        }  # fmt: skip


def views(*asked: View) -> pytest.MarkDecorator:
    """The test is run once with each view: `page` is opened so."""
    return pytest.mark.parametrize("view", asked, ids=str)


both_languages = views(View("ar"), View("en"))
