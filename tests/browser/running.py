"""A workbench of the tests' own: a store filled from dispatches that we wrote, their captures, and `marsad serve` over them."""

import json
import shutil
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import uvicorn
from tests import program
from tests.web.team import app_over

from marsad.lexicon.gazetteer import open_gazetteer
from marsad.store.store import Store
from marsad.web.context import Context
from marsad.web.security.reach import access_for
from marsad.web.serving import config_for, listen

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"
DISPATCHES = HERE / "dispatches.jsonl"
SILENT_FROM = "daily_volume: 4"
"""Of a source that gives so many articles a day, the last of years ago makes it silent."""


class State(NamedTuple):
    """What a workbench stands on: `store` is a SQLite file, all of it below `folder`."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "marsad.db"

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    @property
    def sources(self) -> Path:
        return self.folder / "sources"

    def copy(self, into: Path) -> "State":
        shutil.copytree(self.folder, into)
        return State(into)


class Workbench(NamedTuple):
    """A running one: its address without a slash at the end, and what it stands on."""

    address: str
    state: State


def fill(folder: Path) -> State:
    """A store of the examples and the dispatches; the dispatches came through the archive, one source an outlet, so that their proof is there."""
    state = State(folder)
    material = folder / "material"
    for made in (material, state.sources):
        made.mkdir(parents=True)
    rows = defaultdict(list)
    for line in DISPATCHES.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows[row["id"].rsplit("-", 1)[0]].append(row)
    for source, own in rows.items():
        (material / f"{source}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in own), "utf-8")
        fields = (f"outlet: {own[0]['outlet']}", f"address: ../material/{source}.jsonl", "kind: jsonl", "time_zone: UTC", SILENT_FROM)
        (state.sources / f"{source}.yaml").write_text("\n".join(fields) + "\n", "utf-8")
    kept_in = ("--archive", str(state.archive), "--sources", str(state.sources))
    marsad("collect", *kept_in)
    marsad("ingest", str(EXAMPLES), "--collected", *kept_in, "--store", str(state.store), "--jobs", "1")
    return state


def marsad(*arguments: str, given: str = "") -> str:
    """What the command prints; `given` is what is typed into it."""
    done = program.marsad(*arguments, stdin=given)
    assert done.returncode == 0, f"marsad {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def serving(state: State) -> Iterator[Workbench]:
    """The workbench over a state on a free port, until the context ends; in this process, since to start another takes longer than most tests."""
    listening = listen("127.0.0.1", 0)
    host, port = listening.getsockname()
    with listening, Store(str(state.store)) as store:
        context = Context(store, open_gazetteer(None), state.archive, state.sources)
        app = app_over(context, access_for(store, host, None))
        server = uvicorn.Server(config_for(app, None))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield Workbench(f"http://{host}:{port}", state)
        finally:
            server.should_exit = True
            thread.join()


@contextmanager
def started(state: State, *options: str) -> Iterator[Workbench]:
    """As `serving`, by `marsad serve`, in a process of its own."""
    where = ("--store", str(state.store), "--archive", str(state.archive), "--sources", str(state.sources), "--port", "0")
    server = subprocess.Popen([sys.executable, "-m", "marsad", "serve", *where, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield Workbench(_address(server, server.stdout), state)
    finally:
        server.terminate()
        server.communicate()


def _address(server: "subprocess.Popen[str]", printed: IO[str]) -> str:
    for line in printed:
        for word in line.split():
            if word.startswith("http://"):
                return word.rstrip("/")
    raise AssertionError(f"the workbench did not start: {server.communicate()[1]}")
