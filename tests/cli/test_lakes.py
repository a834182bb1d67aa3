"""The verbs over a lake: what is wrong with one is said in a line that tells what to do, and nothing is begun."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from marsad.cli.main import group
from marsad.engine.lake.folder import LocalFolder, finished_splits, records_path
from marsad.errors import InputError, LakeError

EXAMPLES = str(Path(__file__).resolve().parents[2] / "examples")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments, catch_exceptions=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    lake = tmp_path_factory.mktemp("lakes") / "a lake"
    assert run("ingest", EXAMPLES, "--lake", lake.as_uri()).exit_code == 0
    return lake


@pytest.fixture
def lake(whole: Path, tmp_path: Path) -> Path:
    """A lake of a test's own, to be damaged."""
    shutil.copytree(whole, tmp_path / "lake")
    return tmp_path / "lake"


def test_a_lake_is_named_by_its_path_or_its_url(whole: Path, tmp_path: Path) -> None:
    asked = [run("query", "--lake", name, "--format", "csv", "SELECT count(*) AS n FROM events").stdout for name in (str(whole), whole.as_uri())]
    assert asked[0] == asked[1]
    assert int(asked[0].split()[1]) > 5
    assert "7 kept" in run("load", whole.as_uri(), "--store", str(tmp_path / "s.db")).stderr
    assert "0 kept, 7 kept already" in run("load", str(whole), "--store", str(tmp_path / "s.db")).stderr


def no_lake(lake: Path) -> None:
    shutil.rmtree(lake)


def no_split(lake: Path) -> None:
    shutil.rmtree(lake / "splits")


def other_format(lake: Path) -> None:
    about = json.loads((lake / "lake.json").read_text("utf-8"))
    (lake / "lake.json").write_text(json.dumps({**about, "format": 99}), "utf-8")


def broken_about(lake: Path) -> None:
    (lake / "lake.json").write_bytes(b'{"format": ')


def broken_split(lake: Path) -> None:
    next((lake / "splits").glob("*.json")).write_bytes(b"")


def lost_records(lake: Path) -> None:
    (split,) = finished_splits(LocalFolder(lake))
    shutil.rmtree(lake / records_path(split.id))


DAMAGES = [
    (no_lake, "there is no lake at"), (no_split, "holds no finished split yet"), (other_format, "has format 99"), (broken_about, "is damaged"),
    (broken_split, "is damaged"), (lost_records, "the lake is not whole"),
]  # fmt: skip
CALLS = [("query", "SELECT 1", "--lake"), ("load", "--store", "{store}"), ("serve", "--port", "0", "--lake")]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
@pytest.mark.parametrize(("damage", "says"), DAMAGES, ids=lambda part: getattr(part, "__name__", ""))
def test_a_lake_that_cannot_be_read_says_why(lake: Path, tmp_path: Path, monkeypatch, call, damage: Callable[[Path], None], says: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    damage(lake)
    store = tmp_path / "s.db"
    with pytest.raises(LakeError, match=says):
        run(*(part.format(store=store) for part in call), str(lake))
    assert not store.exists()
    assert not (tmp_path / "cache").exists()


def test_rows_that_cannot_be_read_say_which_file(lake: Path, tmp_path: Path) -> None:
    file = next(lake.rglob("records/**/*.parquet"))
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(LakeError, match="cannot be read"):
        run("load", str(lake), "--store", str(tmp_path / "s.db"))
    with pytest.raises((InputError, LakeError), match="parquet"):
        run("query", "--lake", str(lake), "SELECT count(*) FROM documents")


@pytest.mark.parametrize("form", ["table", "csv", "jsonl", "parquet"])
def test_a_question_that_fails_at_one_of_its_rows_says_so(whole: Path, tmp_path: Path, form: str) -> None:
    asked = "SELECT CASE WHEN i = 150 THEN error('no such row') ELSE i END FROM range(100000) AS told(i)"
    with pytest.raises(InputError, match=r"cannot be answered.*no such row"):
        run("query", "--lake", str(whole), asked, "--format", form, "-o", str(tmp_path / "answer"))


@pytest.mark.parametrize(
    "call",
    [("query", "SELECT 1", "--lake", "s3a://news/lake"), ("load", "s3a://news/lake"), ("serve", "--lake", "s3a://news/lake"),
     ("extract", EXAMPLES, "--lake", "s3a://news/lake"), ("ingest", "hdfs://news/in", "--lake", "lake")],
    ids=lambda call: call[0],
)  # fmt: skip
def test_what_lies_in_an_object_store_is_not_taken_for_a_folder(tmp_path: Path, monkeypatch, call: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LakeError, match="not on this machine's disks"):
        run(*call)
    assert [path.name for path in tmp_path.iterdir() if path.name != "lake"] == []


def test_a_marked_row_never_comes_into_a_lake(tmp_path: Path) -> None:
    secret = "قتل سبعة أشخاص في قصف على دوما"
    marked = [{"id": f"secret-{tlp}", "text": secret, "tlp": tlp} for tlp in ("GREEN", "AMBER", "AMBER+STRICT", "RED")]
    told = [{"id": "open", "text": "قتل ثلاثة أشخاص في قصف على حلب", "tlp": "CLEAR"}, *marked, {"id": "wrong", "text": secret, "tlp": "PINK"}]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), "utf-8")
    columns = {name: [row[name] for row in marked] for name in ("id", "text", "tlp")}
    pq.write_table(pa.table(columns), tmp_path / "in" / "b.parquet")
    lake = tmp_path / "lake"
    assert run("ingest", str(tmp_path / "in"), "--lake", str(lake)).exit_code == 1
    asked = "SELECT code, count(*) AS n FROM issues GROUP BY ALL ORDER BY 1"
    assert run("query", "--lake", str(lake), "--format", "csv", asked).stdout.split() == ["code,n", "marked,8", "unreadable,1"]
    assert run("query", "--lake", str(lake), "--format", "csv", "SELECT id FROM documents").stdout.split() == ["id", "open"]
    held = [str(table.to_pylist()) for table in map(pq.read_table, lake.rglob("*.parquet"))]
    assert not any("secret" in text or "سبعة" in text for text in held)


LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)); from marsad.cli.main import run; run()"


def test_a_lake_that_cannot_be_written_costs_its_split_alone(tmp_path: Path) -> None:
    """A file may have 30 kB here: the records of many articles do not fit, what went wrong does."""
    inputs, lake = tmp_path / "in", tmp_path / "lake"
    shutil.copytree(EXAMPLES, inputs)
    call = ["extract", str(inputs), "--lake", str(lake), "--jobs", "1"]
    ended = subprocess.run([sys.executable, "-c", LIMITED, *call], capture_output=True, text=True, check=False)
    assert ended.returncode == 1, ended.stderr
    assert "File too large" in ended.stderr
    assert "1 splits are unfinished; the same call reads them again" in ended.stderr
    assert [path.name for path in (lake / "faults").iterdir()] != []
    assert list((lake / "records").iterdir()) == []
    assert run(*call).exit_code == 0
    assert list((lake / "faults").iterdir()) == []


def test_the_same_call_leaves_a_lake_as_it_is(lake: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in lake.rglob("*")}
    said = run("ingest", EXAMPLES, "--lake", str(lake))
    assert said.exit_code == 0
    assert "0 splits read now" in said.stderr
    assert {path: path.stat().st_mtime_ns for path in lake.rglob("*")} == before
    shutil.rmtree(lake / "reconciled")
    assert run("ingest", EXAMPLES, "--lake", str(lake)).exit_code == 0
    assert list((lake / "reconciled").rglob("events/**/*.parquet"))


def test_a_reconciling_that_fails_is_an_issue_until_one_succeeds(lake: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({"id": "more", "text": "قتل ثلاثة أشخاص في قصف على حلب", "published": "2018-03-01"}, ensure_ascii=False), "utf-8")
    (lake / "reconciled" / ".scratch").write_bytes(b"")  # where the folder of scratch files should be
    asked = ("query", "--lake", str(lake), "--format", "csv")
    events = run(*asked, "SELECT id FROM events ORDER BY 1").stdout
    ended = run("ingest", str(more), "--lake", str(lake))
    assert ended.exit_code == 1
    assert "was not reconciled" in ended.stderr
    assert run(*asked, "SELECT code FROM issues").stdout.split() == ["code", "reconcile"]
    assert run(*asked, "SELECT id FROM events ORDER BY 1").stdout == events, "the last events stay"
    (lake / "reconciled" / ".scratch").unlink()
    assert run("ingest", str(more), "--lake", str(lake)).exit_code == 0
    assert run(*asked, "SELECT code FROM issues").stdout.split() == ["code"]
    assert len(run(*asked, "SELECT id FROM events").stdout) > len(events)
