"""Spark on a cluster of two executor processes: the records and events of the local engine, and every fault an issue beside everything else."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from tests.engine.lake.inputs import rows, write_inputs
from tests.engine.lake.reading import issues, reconciled, records

from marsad.engine.lake.extract import Job
from marsad.engine.lake.folder import LocalFolder, finished_splits, records_path
from marsad.engine.lake.local import extract_to_lake as extract_here
from marsad.engine.lake.query import ask, open_query
from marsad.engine.lake.reconcile import reconcile_lake as reconcile_here
from marsad.engine.spark.extract import extract_to_lake
from marsad.engine.spark.reconcile import reconcile_lake
from marsad.engine.spark.session import find_java, spark_session
from marsad.errors import InputError, LakeError
from marsad.model import Document, Extraction
from marsad.pipeline import Resources, extract_document

CLUSTER = "local-cluster[2,1,1024]"
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
QUICK = {
    "spark.sql.shuffle.partitions": "2", "spark.executor.memory": "512m", "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": JAVA, "spark.executor.extraJavaOptions": JAVA,
}  # fmt: skip
"""For a few seconds' work: nothing is compiled that runs once."""
POISON, DEAF, SLOW, MURDER = "سم", "أصم", "بطيء", "قاتل"
SCRATCH_MB = 24
URL = "viewfs://news"
"""Names the folder of these tests by a file system of Hadoop that is none of Python's: as an object store would be named."""
WAIT_SECONDS = 300


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def scratch(root: Path) -> Iterator[Path]:
    """Where the executors put scratch files: a small disk of its own, where this process may mount one."""
    folder = root / "scratch"
    folder.mkdir()
    mounted = (
        os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SCRATCH_MB}m", "tmpfs", folder], check=False).returncode == 0
    )
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture(scope="module")
def session(root: Path, scratch: Path) -> Iterator[Any]:
    conf = {"spark.local.dir": str(scratch), "spark.hadoop.fs.viewfs.mounttable.news.link./root": root.as_uri()}
    with spark_session(CLUSTER, conf=QUICK | conf) as session:
        yield session


@pytest.fixture(scope="module")
def inputs(root: Path) -> Path:
    folder = root / "inputs of a crawl"
    write_inputs(folder)
    first = rows()[0]
    (folder / "g.jsonl").write_text(json.dumps({**first, "text": first["text"] + " وأضاف المصدر"}, ensure_ascii=False), "utf-8")
    return folder


@pytest.fixture(scope="module")
def here(inputs: Path) -> Path:
    """The lake of the local engine."""
    lake = inputs.parent / "here"
    extract_here([str(inputs)], lake, Job(), 1)
    reconcile_here(lake)
    return lake


def test_records_events_and_copies_are_those_of_the_local_engine(session: Any, root: Path, inputs: Path, here: Path) -> None:
    lake, url = root / "there", f"{URL}/root"
    (split,) = extract_to_lake(session, [f"{url}/{inputs.name}"], f"{url}/there", Job(), a_core=1)
    assert split.faults == ()
    assert sorted(row.replace(url, str(root)) for row in records(lake)) == records(here)
    done = reconcile_lake(session, f"{url}/there", chunk=3)  # so small that every block is cut
    assert done.events > done.copies > done.repeated > 0
    assert reconciled(lake, "events") == reconciled(here, "events")
    assert reconciled(lake, "copies") == reconciled(here, "copies")


def test_each_fault_is_an_issue_and_everything_else_is_read(session: Any, tmp_path: Path) -> None:
    flag = tmp_path / "executor-was-killed"

    def bad_documents(document: Document, resources: Resources) -> Extraction:
        if f" {POISON} " in document.text:
            os._exit(9)
        if f" {SLOW} " in document.text:
            time.sleep(60)
        if f" {DEAF} " in document.text:
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
            time.sleep(60)
        if f" {MURDER} " in document.text and not flag.exists():
            flag.touch()
            daemon = os.getppid()
            os.kill(int(Path(f"/proc/{daemon}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[1]), signal.SIGKILL)
            time.sleep(60)
        return extract_document(document, resources)

    words = {2: POISON, 5: DEAF, 9: SLOW, 12: MURDER}
    texts = [f"قال {words.get(number, 'شاهد')} إن القوات قصفت البلدة {number} مرات" for number in range(16)]
    lines = [json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n" for number, text in enumerate(texts)]
    (tmp_path / "in.jsonl").write_text("".join(lines), "utf-8")
    lake = tmp_path / "lake"
    (split,) = extract_to_lake(session, [str(tmp_path / "in.jsonl")], str(lake), Job(document_seconds=2.0, extractor=bad_documents))
    assert issues(lake) == [("lost", 3), ("lost", 6), ("timeout", 0)]
    assert split.documents == len(texts) - 3
    assert flag.exists()
    assert [fault.code for fault in split.faults] == ["executor"]
    with open_query(lake) as connection:
        assert ask(connection, "SELECT count(*) FROM issues WHERE code IN ('executor', 'lost', 'timeout')").fetchone() == (4,)


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes(session: Any, tmp_path: Path) -> None:
    lines = b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows(6))
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(lines)[:-600])
    extract_here([str(tmp_path / "in.jsonl.gz")], tmp_path / "here", Job(), 1)
    assert [code for code, _ in issues(tmp_path / "here")] == ["unreadable"]
    (split,) = extract_to_lake(session, [str(tmp_path / "in.jsonl.gz")], str(tmp_path / "there"), Job(), a_core=1)
    assert [fault.code for fault in split.faults] == ["split"]
    assert split.documents > 3
    read = [row for row in records(tmp_path / "there") if not json.loads(row)["issue"]]
    assert read == [row for row in records(tmp_path / "here") if not json.loads(row)["issue"]]


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """A disk without a free block, also when others give some back."""
    done = threading.Event()

    def fill() -> None:
        with (disk / "junk").open("wb", buffering=0) as file:
            while not done.is_set():
                try:
                    file.write(bytes(1 << 16))
                except OSError:
                    done.wait(0.005)

    filling = threading.Thread(target=fill)
    filling.start()
    while shutil.disk_usage(disk).free:
        done.wait(0.005)
    try:
        yield
    finally:
        done.set()
        filling.join()
        (disk / "junk").unlink()


def test_a_full_scratch_disk_ends_neither_extraction_nor_the_lake(session: Any, scratch: Path, root: Path, inputs: Path, here: Path) -> None:
    if not os.path.ismount(scratch):
        pytest.skip("a small disk to fill up can only be mounted by root")
    lake = root / "on a full disk"
    with filled(scratch):
        (split,) = extract_to_lake(session, [inputs.as_uri()], lake.as_uri(), Job(), a_core=1)
        with pytest.raises(LakeError, match=r"No space left on device.*the same call tries again"):
            reconcile_lake(session, lake.as_uri())
    assert [fault.code for fault in split.faults] == ["split"]
    assert "No space left on device" in split.faults[0].message
    assert records(lake) == records(here)
    reconcile_lake(session, lake.as_uri())
    assert reconciled(lake, "events") == reconciled(here, "events")
    with open_query(lake) as connection:
        assert ask(connection, "SELECT count(*) FROM issues WHERE code = 'split'").fetchone() == (1,)


def test_a_run_whose_driver_was_killed_goes_on_from_finished_splits(session: Any, inputs: Path, here: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    program = "import marsad.engine.lake.folder as f; f.SPLIT_BYTES = 4_000; from marsad.cli.main import run; run()"
    conf = [part for name, value in QUICK.items() for part in ("--conf", f"{name}={value}")]
    call = ["ingest", inputs.as_uri(), "--engine", "spark", "--master", CLUSTER, "--lake", lake.as_uri(), *conf]
    driver = subprocess.Popen([sys.executable, "-c", program, *call], start_new_session=True, stderr=subprocess.DEVNULL)
    until = time.monotonic() + WAIT_SECONDS
    try:
        while not finished_splits(LocalFolder(lake)):
            assert driver.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
    finally:
        for process in of_session(driver.pid):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        driver.wait()
    before = {split.id for split in finished_splits(LocalFolder(lake))}
    half = lake / records_path("half") / "month=2018-02"
    half.mkdir(parents=True)
    (half / "part.parquet").write_bytes(b"PAR1")
    read = extract_to_lake(session, [str(inputs)], str(lake), Job(), a_core=1)
    assert before
    assert before.isdisjoint(split.id for split in read) and read
    assert records(lake) == records(here)


def of_session(leader: int) -> list[int]:
    """The processes of a session, that of Java's driver and executors too."""
    found = []
    for item in Path("/proc").iterdir():
        with suppress(OSError):
            if item.name.isdecimal() and os.getsid(int(item.name)) == leader:
                found.append(int(item.name))
    return found


def test_a_wrong_input_says_what_to_do(session: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        extract_to_lake(session, [str(tmp_path / "none")], str(tmp_path / "lake"), Job())
    with pytest.raises(LakeError, match="S3AFileSystem not found; an object store needs Hadoop's connector"):
        extract_to_lake(session, ["s3a://news/2018/"], str(tmp_path / "lake"), Job())
    with pytest.raises(InputError, match="not standard input"):
        extract_to_lake(session, ["-"], str(tmp_path / "lake"), Job())
    with pytest.raises(LakeError, match="no lake with a finished split"):
        reconcile_lake(session, str(tmp_path / "nowhere"))


def test_the_absence_of_java_is_explained(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(LakeError, match="needs Java 17 or later: there is no java on the PATH"):
        find_java()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(LakeError, match="has no bin/java"):
        find_java()
    old = tmp_path / "bin" / "java"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    old.chmod(0o755)
    with pytest.raises(LakeError, match="is Java 11: set JAVA_HOME to a later one"):
        find_java()
