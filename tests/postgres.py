"""A real PostgreSQL of the tests' own: made, started and thrown away by whoever needs it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNSAFE = " ".join(f"-c {name}=off" for name in ("fsync", "synchronous_commit", "full_page_writes"))
"""What is written need not outlive the machine: the tests kill processes and no more."""
UNPRIVILEGED = ("postgres", "nobody")
"""PostgreSQL refuses to run as root: one of these does then."""


def find_binary(name: str) -> str | None:
    """The path of a server program, on the PATH or where Debian puts it."""
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    return shutil.which(name) or next((str(place / name) for place in places if (place / name).exists()), None)


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address of a fresh, empty database; the server listens on a socket in a folder of its own and ends with the context."""
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="marsad-pg-"))
    if user is not None:
        shutil.chown(folder, user)
    data = folder / "data"
    initdb, pg_ctl = find_binary("initdb"), find_binary("pg_ctl")
    assert initdb is not None and pg_ctl is not None
    _run([initdb, "-D", str(data), "-U", "marsad", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], user)
    options = f"-k {folder} -c listen_addresses='' -c shared_buffers=64MB {UNSAFE}"
    _run([pg_ctl, "-D", str(data), "-l", str(folder / "log"), "-o", options, "-w", "start"], user)
    try:
        yield f"postgresql://marsad@/postgres?host={folder}"
    finally:
        _run([pg_ctl, "-D", str(data), "-m", "immediate", "stop"], user)
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {line.split(":")[0] for line in Path("/etc/passwd").read_text("utf-8").splitlines()}
    return next(name for name in UNPRIVILEGED if name in known)


def _run(command: list[str], user: str | None) -> None:
    done = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
