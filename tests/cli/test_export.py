"""`marsad export` and `marsad changes`, as somebody types them."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from tests.store.documents import make_documents

from marsad.cli.changes import command as changes
from marsad.cli.export import command as export
from marsad.engine.ingest import ingest
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.errors import InputError
from marsad.settings import Settings
from marsad.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> str:
    path = str(tmp_path_factory.mktemp("export") / "store.db")
    with Store(path) as kept:
        marked = [msgspec.structs.replace(document, tlp="AMBER") for document in make_documents(3, "amber")]
        ingest(make_documents(10) + marked, kept, Settings())
        reconcile_new(StoredReports(kept))
    return path


def run(command, *words: str):
    return CliRunner().invoke(command, words, catch_exceptions=False)


def test_events_are_exported_and_followed(store: str, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    done = run(export, "--store", store, "--format", "jsonl", "-o", str(path), "--country", "sy")
    assert done.exit_code == 0
    told = [json.loads(line) for line in path.read_text().splitlines()]
    assert {line["event"]["place"]["country"] for line in told[1:-1]} == {"SY"}
    assert "words for people" in done.stderr
    cursor = told[0]["cursor"]
    assert f"--since {cursor}" in done.stderr
    clear = ("--clearance", "CLEAR")
    assert run(changes, "--store", store, "--since", cursor, *clear).stdout == ""
    every = [json.loads(line) for line in run(changes, "--store", store, *clear).stdout.splitlines()]
    assert {line["kind"] for line in every} == {"created"}
    assert len(every) > len(told) - 2
    first = json.loads(run(changes, "--store", store, "--most", "1", *clear).stdout)
    rest = run(changes, "--store", store, "--since", first["cursor"], *clear).stdout.splitlines()
    assert [first, *map(json.loads, rest)] == every


def test_standard_output_takes_an_export_too(store: str) -> None:
    done = run(export, "--store", store, "--format", "acled", "--evidence", "full")
    header, *rows = done.stdout.splitlines()
    assert header.startswith("event_id_cnty,event_date,")
    assert rows
    assert '"left_out"' in done.stderr
    assert run(export, "--store", store, "--format", "parquet").stdout_bytes[-4:] == b"PAR1"


@pytest.mark.parametrize("words", [("--since", "2018-02-18"), ("--coarsen-place", "house"), ("--coarsen-time", "week", "--evidence", "full")])
def test_wrong_calls_say_what_to_do(store: str, words: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        run(export, "--store", store, "--format", "jsonl", *words)


def test_what_is_marked_goes_out_only_when_asked_for(store: str) -> None:
    done = run(export, "--store", store, "--format", "jsonl")
    assert b"amber" not in done.stdout_bytes
    assert "3 events are in part or wholly marked above CLEAR" in done.stderr
    assert b"amber" in run(export, "--store", store, "--format", "jsonl", "--clearance", "AMBER").stdout_bytes
