"""The wheel holds the built page, so that whoever installs it needs no Node."""

from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from marsad.web.page import page_folder

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_holds_the_page_and_all_that_it_loads() -> None:
    if not (page_folder() / "index.html").is_file():
        pytest.skip("the page is not built: `make page` builds it where Node is there")
    held = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    built = {f"marsad/web/page/{path.relative_to(page_folder())}" for path in page_folder().rglob("*") if path.is_file()}
    assert "marsad/web/page/index.html" in built
    assert built <= held
    assert {"marsad/web/boundaries.json", "marsad/lexicon/_built/gazetteer.sqlite"} <= held
    assert not any("node_modules" in path or path.startswith(("ui/", "tests/")) for path in held)
