"""The verbs over a store, as a person would use them, one after the other."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli.main import group
from marsad.errors import InputError, StoreError

EXAMPLES = str(Path(__file__).resolve().parents[2] / "examples")


def run(*arguments: str, wrong: bool = False) -> Result:
    result = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert (result.exit_code != 0) is wrong, result.output
    return result


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> str:
    path = str(tmp_path_factory.mktemp("store") / "s.db")
    assert "7 kept, 0 kept already" in run("ingest", EXAMPLES, "--store", path, "--jobs", "1").stderr
    return path


def test_ingesting_again_keeps_nothing_new(store) -> None:
    assert "0 kept, 7 kept already" in run("ingest", EXAMPLES, "--store", store, "--jobs", "2").stderr


def test_search_and_show_lead_to_the_record(store) -> None:
    lines = run("search", "الحصيلة", "--country", "SY", "--killed", "40", "--store", store, "--format", "jsonl").stdout.splitlines()
    (found,) = [json.loads(line) for line in lines]
    document = json.loads(run("show", found["id"], "--store", store).stdout)
    assert document["document"]["id"] == found["id"]
    report = json.loads(run("show", found["reports"][0], "--store", store).stdout)
    assert report["toll"]["killed"] == [40, None]
    assert "دوما" in run("search", "دوما", "--store", store).stdout


def test_status_counts_what_is_there(store) -> None:
    shown = run("status", "--store", store).stdout
    assert "documents" in shown
    assert "documents to reprocess" in shown


def test_nothing_is_reprocessed_twice(store) -> None:
    assert "0 read again" in run("reprocess", "--store", store).stderr


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        (("search", "x", "--near", "33.5,36.3"), InputError, "latitude,longitude,kilometres"),
        (("search", "x", "--box", "a,b,c,d"), InputError, "west,south,east,north"),
        (("search", "x", "--after", "nowhere"), InputError, "no cursor"),
        (("search", "..."), InputError, "no word"),
        (("show", "nothing"), InputError, "no document, report or event"),
    ],
)
def test_wrong_use_says_what_to_do(store, arguments, error, says) -> None:
    with pytest.raises(error, match=says):
        run(*arguments, "--store", store)


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        run("search", "x", "--store", str(tmp_path / "none.db"))
    assert not list(tmp_path.iterdir())


def test_ingest_needs_something_to_read(tmp_path) -> None:
    assert "--collected" in run("ingest", "--store", str(tmp_path / "s.db"), wrong=True).output
