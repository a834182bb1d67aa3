"""What works without any extra installed, and what is said where one is missing; each in a process of its own that cannot import them."""

import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

EXAMPLES = str(Path(__file__).resolve().parents[2] / "examples")
WITHOUT = """
import sys
missing = sys.argv.pop(1).split(",")
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
from marsad.cli.main import run
run()
"""


def optional_libraries() -> list[str]:
    asked = [Requirement(line) for line in requires("marsad") or []]
    return sorted({one.name for one in asked if one.marker is not None and "extra" in str(one.marker)})


def marsad(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, ",".join(optional_libraries()), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_the_main_job_needs_no_extra(tmp_path) -> None:
    store = str(tmp_path / "s.db")
    for verb in (("ingest", EXAMPLES), ("export", "--format", "geojson", "-o", str(tmp_path / "e.geojson")), ("alerts",), ("report",), ("changes",)):
        ended = marsad(*verb, "--store", store)
        assert ended.returncode == 0, ended.stderr
    assert marsad("extract", EXAMPLES, "--format", "table").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("query", "--lake", "lake", "SELECT 1"), "marsad[analytics]"),
        (("load", "lake", "--store", "s.db"), "marsad[analytics]"),
        (("extract", EXAMPLES, "--lake", "lake"), "marsad[analytics]"),
        (("ingest", EXAMPLES, "--lake", "lake", "--engine", "spark"), "marsad[spark]"),
        (("serve", "--lake", "lake"), "marsad[analytics]"),
        (("export", "--format", "parquet", "-o", "e.parquet", "--store", "sqlite:///:memory:"), "marsad[parquet]"),
        (("report", "--format", "pdf", "--period", "2018-02", "-o", "r.pdf", "--store", "sqlite:///:memory:"), "marsad[pdf]"),
        (("status", "--store", "postgresql://nobody@localhost/nothing"), "marsad[postgres]"),
    ],
)
def test_what_needs_an_extra_names_it(tmp_path, monkeypatch, arguments, needed) -> None:
    monkeypatch.chdir(tmp_path)
    ended = marsad(*arguments)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1), ended.stderr
    assert needed in ended.stderr
    assert list(tmp_path.glob("*")) == [], "nothing was begun"
