"""The verbs of collecting, run against a server of the tests' own."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.outlets import BODY, XML, Outlet, Reply, item, page, rss, serving
from tests.program import marsad


@pytest.fixture
def outlet():
    with serving() as found:
        base = found.address
        link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
        found.replies["/"] = Reply(body=f"<html><head><title>صحيفة</title>{link}</head>{BODY}".encode())
        items = [item(f"{base}/{day}", f"خبر {day}", f"Tue, 0{day} Mar 2018 10:00:00 GMT", BODY) for day in (4, 5, 6)]
        found.replies["/feed"] = Reply(body=rss(*items), headers=XML)
        found.replies |= {f"/{day}": Reply(body=page(f"خبر {day}")) for day in (4, 5, 6)}
        yield found


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return marsad(*arguments, folder=folder)


def add(folder: Path, outlet: Outlet, path: str = "/") -> subprocess.CompletedProcess[str]:
    done = run(folder, "source", "add", outlet.address + path, "--id", "test", "--private", "127.0.0.1", "--country", "SY")
    if done.returncode == 0:
        written = folder / "sources" / "test.yaml"
        written.write_text(written.read_text("utf-8").replace("delay_seconds: 5.0", "delay_seconds: 0"), "utf-8")
    return done


def test_from_an_address_to_a_capture_given_back(tmp_path: Path, outlet: Outlet) -> None:
    added = add(tmp_path, outlet)
    assert added.returncode == 0, added.stderr
    written = (tmp_path / "sources" / "test.yaml").read_text("utf-8")
    for line in (f"address: {outlet.address}/feed", "kind: feed", "language: ar", "daily_volume: 1.0", "outlet: قناة الاختبار", "country: SY"):
        assert line in written.splitlines()
    assert run(tmp_path, "source", "check", "--fetch").returncode == 0
    collected = run(tmp_path, "collect")
    assert (collected.returncode, collected.stderr) == (0, "")
    assert "test: 3 listed, 4 new" in collected.stdout
    verified = run(tmp_path, "archive", "verify")
    assert verified.returncode == 0
    assert verified.stdout.startswith("4 entries, 0 issues, head ")
    assert run(tmp_path, "archive", "verify", "--expect", verified.stdout.split()[-1]).returncode == 0
    listed = [line.split("\t") for line in run(tmp_path, "archive", "list").stdout.splitlines()]
    assert [(row[0], row[3]) for row in listed] == [("0", "feed"), ("1", "page"), ("2", "page"), ("3", "page")]
    shown = run(tmp_path, "archive", "show", listed[1][5])
    assert shown.stdout.encode() == page("خبر 4")
    told = json.loads(run(tmp_path, "archive", "show", listed[1][5], "--headers").stdout)
    assert (told["status"], told["published"], told["source"]) == (200, "2018-03-04T10:00:00+00:00", "test")
    health = run(tmp_path, "source", "health", "--json")
    assert health.returncode == 0, health.stdout
    assert json.loads(health.stdout)["findings"] == []
    blob = next(path for path in (tmp_path / "archive" / "blobs").rglob("*") if path.is_file())
    blob.write_bytes(blob.read_bytes() + b" ")
    assert run(tmp_path, "archive", "verify").returncode == 1


def test_issues_are_told_and_noted(tmp_path: Path, outlet: Outlet) -> None:
    add(tmp_path, outlet, "/feed")
    outlet.replies["/5"] = Reply(500)
    collected = run(tmp_path, "collect", "test")
    assert collected.returncode == 1
    assert "[server_error]" in collected.stderr
    assert "3 new captures; issues: 1 server_error" in collected.stdout
    assert "server_error" in run(tmp_path, "source", "issues", "test").stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watching_ends_in_order(tmp_path: Path, outlet: Outlet, number: signal.Signals) -> None:
    add(tmp_path, outlet, "/feed")
    watching = subprocess.Popen([sys.executable, "-m", "marsad", "watch"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while "/6" not in outlet.paths() and watching.poll() is None:
        time.sleep(0.05)
    second = run(tmp_path, "collect")
    assert (second.returncode, "another process" in second.stderr) == (2, True)
    watching.send_signal(number)
    out, errors = watching.communicate(timeout=20)
    assert watching.returncode == 0, errors
    assert "4 new captures" in out
    assert "Traceback" not in errors
    assert run(tmp_path, "archive", "verify").stdout.startswith("4 entries, 0 issues")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("collect",), "no folder"),
        (("source", "add", "nowhere"), "neither an address"),
        (("source", "add", "http://127.0.0.1:9/"), "nothing was written"),
        (("source", "add", "http://user:secret@example.org/"), "without a password"),
        (("source", "add", "http://example.invalid/", "--id", "Not An Id"), "small Latin letters"),
        (("source", "add", "http://example.invalid/", "--private", "home"), "home"),
        (("source", "add", ".", "--id", "Not An Id"), "small Latin letters"),
        (("source", "check"), "no folder"),
        (("archive", "verify"), "no archive"),
        (("watch", "--jobs", "0"), "--jobs"),
    ],
)
def test_a_wrong_call_says_what_to_do(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_without_a_feed_leads_to_the_sitemap_of_its_host_or_nowhere(tmp_path: Path, outlet: Outlet) -> None:
    outlet.replies["/"] = Reply(body=page("خبر"))
    done = add(tmp_path, outlet)
    assert done.returncode == 2
    assert "give the address of one" in done.stderr
    outlet.replies["/robots.txt"] = Reply(body=f"Sitemap: {outlet.address}/map\n".encode(), headers=(("Content-Type", "text/plain"),))
    outlet.replies["/map"] = Reply(body=f"<urlset><url><loc>{outlet.address}/4</loc></url></urlset>".encode(), headers=XML)
    assert add(tmp_path, outlet).returncode == 0
    assert "kind: sitemap" in (tmp_path / "sources" / "test.yaml").read_text("utf-8")


def test_files_become_sources_by_their_kind(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": BODY}) + "\n", "utf-8")
    (tmp_path / "result.json").write_text('{"messages": []}', "utf-8")
    (tmp_path / "texts").mkdir()
    for name, kind in (("rows.jsonl", "jsonl"), ("result.json", "telegram"), ("texts", "folder")):
        assert run(tmp_path, "source", "add", name).returncode == 0
        written = (tmp_path / "sources" / f"{name}.yaml").read_text("utf-8").splitlines()
        assert f"kind: {kind}" in written
        assert f"address: ../{name}" in written
    assert run(tmp_path, "source", "check").returncode == 0
