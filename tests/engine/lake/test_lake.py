"""A lake filled by processes of this machine: whole splits or none, everything accounted for, asked in SQL, loaded into a store."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from tests.engine.lake.inputs import write_inputs
from tests.engine.lake.reading import issues, reconciled, records

from marsad.engine.lake import folder as folders
from marsad.engine.lake.extract import Job
from marsad.engine.lake.folder import InputFile, LocalFolder, Manifest, finish_split, finished_splits, note_faults, plan_splits, standing_faults
from marsad.engine.lake.load import load_lake
from marsad.engine.lake.local import extract_to_lake, list_files
from marsad.engine.lake.query import ask, open_query
from marsad.engine.lake.reconcile import reconcile_lake
from marsad.engine.lake.shown import shown_store
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_memory import MemoryReports
from marsad.errors import InputError, LakeError
from marsad.model import Document, Extraction, Issue
from marsad.pipeline import Resources, extract_document
from marsad.stages.reconcile.copies import find_copies, signature_of
from marsad.stages.reconcile.reports import reports_of
from marsad.store.store import Store


@pytest.fixture(scope="module")
def inputs(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("lake") / "in"
    write_inputs(folder)
    return folder


@pytest.fixture(scope="module")
def lake(inputs: Path) -> Path:
    lake = inputs.parent / "lake"
    extract_to_lake([str(inputs)], lake, Job(), 2)
    reconcile_lake(lake)
    return lake


def test_everything_that_is_wrong_becomes_an_issue_and_the_rest_is_read(lake: Path) -> None:
    (split,) = finished_splits(LocalFolder(lake))
    assert issues(lake) == [("not_arabic", len_of_a(lake) + 3), ("record", 2), ("truncated_json", len_of_a(lake) + 1)]
    assert split.documents + split.issues == len(records(lake))
    assert split.reports > split.documents / 2


def test_events_and_copies_are_those_of_one_reconciling_in_memory(lake: Path, tmp_path: Path) -> None:
    told, store = [json.loads(row) for row in records(lake)], MemoryReports()
    extractions = {row["id"]: msgspec.json.decode(row["record"], type=Extraction) for row in told if not row["issue"]}
    signatures = [signature_of(extraction.document) for extraction in extractions.values()]
    store.add([report for extraction in extractions.values() for report in reports_of(extraction)], signatures)
    reconcile_new(store)
    copied = tmp_path / "lake"
    shutil.copytree(lake, copied)
    for left in (".scratch", "run=killed"):  # by reconcilings that were killed
        (copied / "reconciled" / left / "events").mkdir(parents=True)
    reconcile_lake(copied, 2, chunk=3)  # so small that every block is cut
    assert sorted(json.loads(row)["record"] for row in reconciled(copied, "events")) == sorted(map(as_json, store.all_events()))
    pairs = [(json.loads(row)["earlier"], json.loads(row)["later"]) for row in reconciled(copied, "copies")]
    assert sorted(pairs) == [(one.document, other.document) for one, other in find_copies(signatures)] != []
    assert [path.name for path in (copied / "reconciled").iterdir()] == [f"run={reconcile_lake(copied).run}"]


def as_json(record: object) -> str:
    return msgspec.json.encode(record).decode()


def len_of_a(lake: Path) -> int:
    """Lines of a.jsonl before the broken ones."""
    return len((lake.parent / "in" / "a.jsonl").read_bytes().splitlines()) - 4


def test_what_is_finished_is_not_read_again_and_what_is_new_is(inputs: Path, lake: Path, tmp_path: Path) -> None:
    assert extract_to_lake([str(inputs)], lake, Job(), 1) == []
    more = tmp_path / "more.txt"
    more.write_bytes((inputs / "f.txt").read_bytes())
    assert len(plan_splits(list_files([str(inputs), str(more)]), finished_splits(LocalFolder(lake)))) == 1


def test_views_tell_what_the_lake_holds(lake: Path) -> None:
    with open_query(lake) as connection:
        documents, distinct = ask(connection, "SELECT count(*), count(DISTINCT id) FROM documents").fetchone()
        assert documents == distinct > 10
        assert ask(connection, "SELECT count(*) FROM event_reports").fetchone() == ask(connection, "SELECT count(*) FROM reports").fetchone()
        assert ask(connection, "SELECT code FROM issues ORDER BY 1").fetchall() == [("not_arabic",), ("record",), ("truncated_json",)]
        assert {row[0] for row in ask(connection, "SELECT DISTINCT month FROM documents").fetchall()} >= {"2018-02", "2018-04"}


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "COPY documents TO 'x.csv'", "ATTACH 'x.db'", "SELECT 1; SELECT 2",
        "SET enable_external_access = true", "CREATE TABLE x AS SELECT 1", "INSTALL httpfs", "SELECT", "DROP VIEW documents", "",
        "SELECT * FROM read_text('{lake}/../in/f.txt')", "CALL pragma_version()",
    ],
)  # fmt: skip
def test_a_question_reads_the_lake_and_changes_nothing(lake: Path, question: str) -> None:
    with open_query(lake) as connection, pytest.raises(InputError):
        ask(connection, question.format(lake=lake)).fetchall()


def test_a_loaded_lake_is_the_store_that_reading_would_make(lake: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with Store(str(shown_store(lake, 1))) as store:
        counts = store.counts()
        assert counts["reports without an event"] == 0
        assert counts["events"] == len(reconciled(lake, "events"))
        assert counts["issues"] == 3
        assert load_lake(lake, store, 1).kept == 0
    assert shown_store(lake, 1).exists()


def test_another_version_and_no_lake_say_what_to_do(lake: Path, tmp_path: Path) -> None:
    about = folders.read_about(LocalFolder(lake))
    assert about is not None
    with pytest.raises(LakeError, match="give a new folder"):
        folders.open_lake(LocalFolder(lake), msgspec.structs.replace(about.version, lexicons="other"))
    with pytest.raises(LakeError, match="there is no lake"):
        open_query(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        list_files([str(tmp_path / "none")])


def test_the_fault_of_a_split_stands_until_its_files_are_read(tmp_path: Path) -> None:
    folder, (one, other) = LocalFolder(tmp_path), (InputFile("a", 1, 1), InputFile("b", 1, 1))
    fault = Issue("split", "a", "the split could not be written")
    note_faults(folder, Manifest("first", (one,), faults=(fault,)))
    finish_split(folder, Manifest("other", (other,)))
    assert standing_faults(folder) == [fault]
    finish_split(folder, Manifest("both", (one, other)))  # the next run took other files together
    assert standing_faults(folder) == []


POISON, DEAF = "سم", "أصم"


def bad_documents(document: Document, resources: Resources) -> Extraction:
    """Extraction with a fault for each word that asks for one."""
    if f" {POISON} " in document.text:
        os._exit(9)
    if f" {DEAF} " in document.text:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        while True:
            signal.pause()
    return extract_document(document, resources)


def test_a_document_that_ends_or_holds_up_its_process_is_lost_alone(tmp_path: Path) -> None:
    texts = [f"قال شاهد إن القوات قصفت البلدة {number} مرات" for number in range(8)]
    texts[3] = f"قال {POISON} إن القوات قصفت البلدة"
    texts[6] = f"قال {DEAF} إن القوات قصفت البلدة"
    (tmp_path / "in.jsonl").write_text("".join(f'{{"id": "{number}", "text": "{text}"}}\n' for number, text in enumerate(texts)))
    extract_to_lake([str(tmp_path / "in.jsonl")], tmp_path / "lake", Job(document_seconds=0.4, extractor=bad_documents), 1)
    assert issues(tmp_path / "lake") == [("lost", 4), ("lost", 7)]
    assert len(records(tmp_path / "lake")) == 8


def test_a_run_that_was_killed_goes_on_from_finished_splits(inputs: Path, lake: Path, tmp_path: Path) -> None:
    killed = tmp_path / "lake"
    program = (
        "import marsad.engine.lake.folder as f; from marsad.engine.lake.local import *; f.SPLIT_BYTES = 1;"
        f"extract_to_lake([{str(inputs)!r}], Path({str(killed)!r}), Job(), 1)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], start_new_session=True)
    while not finished_splits(LocalFolder(killed)):
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = {split.id for split in finished_splits(LocalFolder(killed))}
    read = extract_to_lake([str(inputs)], killed, Job(), 2)
    assert before.isdisjoint(split.id for split in read)
    assert records(killed) == records(lake)
