"""The archive: what is kept comes back, what was touched is found, what a crash left is mended."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import ArchiveError
from marsad.model import Capture
from marsad.store.archive import Archive
from marsad.store.archive_verify import verify_archive

HEADERS = (("content-type", "text/html; charset=utf-8"), ("etag", '"a\nb"'))


def fill(path: Path, bodies: list[bytes]) -> Archive:
    with Archive(path).writing() as archive:
        for number, body in enumerate(bodies):
            archive.append(Capture("", f"https://example.org/{number}", "text/html", headers=HEADERS), body)
    return Archive(path)


def codes(archive: Archive, expected: str = "") -> list[str]:
    return [issue.code for issue in verify_archive(archive, expected)[1]]


@settings(max_examples=20)
@given(st.lists(st.binary(max_size=200), max_size=6))
def test_what_was_appended_comes_back_in_its_order(tmp_path_factory, bodies: list[bytes]) -> None:
    archive = fill(tmp_path_factory.mktemp("archive") / "a", bodies)
    kept = list(archive.since(0))
    assert [raw for _, _, raw in kept] == bodies
    assert [number for number, _, _ in kept] == list(range(len(bodies)))
    assert all(capture.headers == HEADERS and capture.size_bytes == len(raw) for _, capture, raw in kept)
    assert [number for number, _, _ in archive.since(2)] == list(range(2, len(bodies)))
    assert codes(archive) == []


def test_every_changed_byte_of_a_small_archive_is_found(tmp_path: Path) -> None:
    archive = fill(tmp_path / "a", [b"one", b"two"])
    files = [path for path in (tmp_path / "a").rglob("*") if path.is_file() and path.name != "lock"]
    assert len(files) == 4
    for path in files:
        raw = path.read_bytes()
        for place in range(len(raw)):
            path.write_bytes(raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :])
            assert codes(archive), f"byte {place} of {path.name} was changed unnoticed"
        path.write_bytes(raw)
    assert codes(archive) == []


def drop(lines: list[bytes]) -> list[bytes]:
    return lines[:1] + lines[2:]


def swap(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[2], lines[1], *lines[3:]]


def double(lines: list[bytes]) -> list[bytes]:
    return [lines[0], lines[0], *lines[1:]]


def cut(lines: list[bytes]) -> list[bytes]:
    return lines[:-1]


@pytest.mark.parametrize(("change", "code"), [(drop, "chain"), (swap, "chain"), (double, "chain"), (cut, "truncated")])
def test_a_log_that_was_tampered_with_is_found(tmp_path: Path, change, code: str) -> None:
    archive = fill(tmp_path / "a", [b"1", b"2", b"3", b"4"])
    log = tmp_path / "a" / "log.jsonl"
    log.write_bytes(b"".join(change(log.read_bytes().splitlines(keepends=True))))
    assert code in codes(archive)


def test_a_cut_log_is_not_written_on(tmp_path: Path) -> None:
    fill(tmp_path / "a", [b"1", b"2"])
    log = tmp_path / "a" / "log.jsonl"
    log.write_bytes(log.read_bytes()[:-1])
    with pytest.raises(ArchiveError, match="shorter"):
        Archive(tmp_path / "a").writing()


def test_a_noted_head_finds_an_archive_that_was_made_anew(tmp_path: Path) -> None:
    noted = verify_archive(fill(tmp_path / "a", [b"1", b"2"]))[0].hash
    archive = fill(tmp_path / "a", [b"3"])
    assert codes(archive, noted) == []
    shutil.rmtree(tmp_path / "a")
    forged = fill(tmp_path / "a", [b"1", b"another", b"3"])
    assert codes(forged) == []
    assert codes(forged, noted) == ["rewritten"]


def test_missing_bytes_are_found_and_not_handed_out(tmp_path: Path) -> None:
    archive = fill(tmp_path / "a", [b"1"])
    (capture,) = [capture for _, capture in archive.captures()]
    archive.blob_path(capture.sha256).unlink()
    assert codes(archive) == ["missing"]
    with pytest.raises(ArchiveError, match="has no bytes"):
        list(archive.since())


@pytest.mark.parametrize("torn", [b"{", b'{"previous": "0', b"\x00\xff" * 100])
def test_an_unfinished_line_is_mended_and_kept_aside(tmp_path: Path, torn: bytes) -> None:
    archive = fill(tmp_path / "a", [b"1"])
    with (tmp_path / "a" / "log.jsonl").open("ab") as log:
        log.write(torn)
    assert codes(archive) == ["torn"]
    again = fill(tmp_path / "a", [b"2"])
    assert [raw for _, _, raw in again.since()] == [b"1", b"2"]
    assert codes(again) == []
    assert (tmp_path / "a" / "torn.bin").read_bytes() == torn


def test_a_head_that_a_crash_left_behind_is_brought_up(tmp_path: Path) -> None:
    fill(tmp_path / "a", [b"1"])
    head = (tmp_path / "a" / "head.json").read_bytes()
    fill(tmp_path / "a", [b"2"])
    (tmp_path / "a" / "head.json").write_bytes(head)
    assert codes(Archive(tmp_path / "a")) == []
    archive = fill(tmp_path / "a", [b"3"])
    assert json.loads((tmp_path / "a" / "head.json").read_bytes())["count"] == 3
    assert codes(archive) == []


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with Archive(tmp_path / "a").writing(), pytest.raises(ArchiveError, match="another process"):
        Archive(tmp_path / "a").writing()
    with pytest.raises(ArchiveError, match="reading only"):
        Archive(tmp_path / "a").append(Capture("", "x"), b"")


WRITER = """
import sys
from pathlib import Path
from marsad.model import Capture
from marsad.store.archive import Archive
with Archive(Path(sys.argv[1])).writing() as archive:
    for number in range(100_000):
        archive.append(Capture("", f"file:{number}"), b"%d " % number * 3000)
        print(number, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 7, 20])
def test_a_killed_writer_leaves_all_that_it_said_it_had_kept(tmp_path: Path, lines: int) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path / "a")], stdout=subprocess.PIPE, text=True)
    said = [int(writer.stdout.readline()) for _ in range(lines)]
    time.sleep(0.003 * lines)
    os.kill(writer.pid, signal.SIGKILL)
    said += [int(line) for line in writer.communicate()[0].splitlines()]
    archive = fill(tmp_path / "a", [b"after"])
    kept = [capture.origin for _, capture, _ in archive.since()]
    assert kept[: len(said)] == [f"file:{number}" for number in said]
    assert kept[-1] == "https://example.org/0"
    assert codes(archive) == []


FULL = """
import resource, sys
from pathlib import Path
from marsad.errors import ArchiveError
from marsad.model import Capture
from marsad.store.archive import Archive
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
with Archive(Path(sys.argv[1])).writing() as archive:
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
    kept = 0
    try:
        while True:
            archive.append(Capture("", f"file:{kept}"), b"%d" % kept)
            kept += 1
    except ArchiveError as error:
        assert "make room" in str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    archive.append(Capture("", "file:after"), b"after")
    print(kept)
"""


def test_a_full_disk_loses_no_entry_and_tears_none(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path / "a")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    archive = Archive(tmp_path / "a")
    assert [capture.origin for _, capture in archive.captures()] == [*(f"file:{number}" for number in range(int(done.stdout))), "file:after"]
    assert codes(archive) == []
