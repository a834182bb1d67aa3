"""Ctrl-C in the middle of long work: the program ends in order, says so, and a second call goes on."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress

ARTICLES = 3_000
WAIT_SECONDS = 30


def _ingest(corpus, store) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "marsad.cli.main", "ingest", str(corpus), "--store", str(store), "--jobs", "2", "--no-reconcile"]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True)


def _kept(path) -> int:
    """Documents committed this far; the store may just be in the making."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as store, suppress(sqlite3.OperationalError):
        return store.execute("SELECT count(*) FROM documents").fetchone()[0]
    return 0


def test_an_interrupt_reaches_all_processes_and_leaves_no_traceback(tmp_path) -> None:
    corpus, store = tmp_path / "corpus.jsonl", tmp_path / "store.db"
    text = "قتل ثلاثة أشخاص في قصف على دوما، حسبما أفاد المرصد السوري."
    corpus.write_text("".join(json.dumps({"id": f"d{n}", "text": f"{text} {n}", "published": "2018-02-05"}) + "\n" for n in range(ARTICLES)))
    running = _ingest(corpus, store)
    until = time.monotonic() + WAIT_SECONDS
    while _kept(store) == 0 and running.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal sends it: to the whole group
    said = running.communicate(timeout=WAIT_SECONDS)[1]
    assert running.returncode == 130
    assert "Traceback" not in said
    assert "goes on from there" in said
    assert 0 < _kept(store) < ARTICLES
