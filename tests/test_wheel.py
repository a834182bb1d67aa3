"""The wheel holds the built page, so that whoever installs it needs no Node."""

import tomllib
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
    assert {"marsad/lexicon/_built/shown.json", "marsad/lexicon/_built/gazetteer.sqlite"} <= held
    assert not any("node_modules" in path or path.startswith(("ui/", "tests/")) for path in held)


def test_the_wheel_is_compiled_only_where_that_is_asked_for() -> None:
    hook = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]
    assert hook["enable-by-default"] is False
    compiled = {path for pattern in hook["include"] for path in ROOT.glob(f"{pattern}/*.py" if pattern.endswith("**") else pattern)}
    left_out = {ROOT / path for path in hook["exclude"]}
    assert left_out < compiled
    assert ROOT / "src/marsad/pipeline.py" not in compiled  # a document that takes too long is given up between two stages at the latest
