"""A process that reads pages with trafilatura, and is killed past its time or its memory.

Starting one costs 0.2 s, reading a page some milliseconds: so one worker reads many pages, and is replaced after a number of them.
"""

import atexit
import json
import os
import select
import struct
import subprocess
import sys
import time
from functools import cache
from threading import Lock

PAGES_A_WORKER = 500
"""Pages that one worker reads: libxml2 and trafilatura's caches keep some memory of each."""
WORKER_BYTES = 2_000_000_000
"""Address space that a worker may take; past it Python raises MemoryError, or the worker dies, and the page counts as unreadable."""
_LENGTH = struct.Struct(">I")
_READ_BYTES = 1 << 16
# The dates that trafilatura finds are not used: even without its extensive search it takes the clock in a page's head, which tells of its fetching.
_PROGRAM = f"""
import json, resource, struct, sys
resource.setrlimit(resource.RLIMIT_AS, ({WORKER_BYTES}, {WORKER_BYTES}))
import trafilatura
options = dict(include_comments=False, include_tables=False, with_metadata=True, favor_precision=True)
source, sink = sys.stdin.buffer, sys.stdout.buffer
sys.stdout = sys.stderr
while head := source.read(4):
    page = source.read(struct.unpack(">I", head)[0]).decode("utf-8")
    try:
        read = trafilatura.bare_extraction(page, **options)
        fields = {{}} if read is None else read.as_dict() if hasattr(read, "as_dict") else dict(read)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, MemoryError):
        fields = {{}}
    kept = {{name: fields.get(name) for name in ("title", "text", "author", "sitename", "url")}}
    out = json.dumps(kept, ensure_ascii=True, default=str).encode("ascii")
    sink.write(struct.pack(">I", len(out)) + out)
    sink.flush()
"""


class PageWorker:
    """Reads pages one after the other in a process of its own; threads that share it stand in line."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0
        self._lock = Lock()

    def read(self, page: bytes, seconds: float) -> dict[str, str | None]:
        """The fields of a page (`title`, `text`, `author`, `sitename`, `url`), none of them where the worker died of it.

        Raises:
            TimeoutError: when it took longer than `seconds`; the worker is then killed.
        """
        with self._lock:
            process = self._ready()
            try:
                answer = self._ask(process, page, time.monotonic() + seconds)
            except (BrokenPipeError, EOFError):
                self.close()
                return {}
            except TimeoutError:
                self.close()
                raise
            self._read += 1
            fields: dict[str, str | None] = json.loads(answer)
            return fields

    def close(self) -> None:
        """Ends the worker; the next page starts another."""
        process, self._process, self._read = self._process, None, 0
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None or self._read >= PAGES_A_WORKER:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
            )
        return self._process

    def _ask(self, process: "subprocess.Popen[bytes]", page: bytes, end: float) -> bytes:
        assert process.stdin is not None
        assert process.stdout is not None
        sent, left = process.stdin.fileno(), memoryview(_LENGTH.pack(len(page)) + page)
        while left:
            _, writable, _ = select.select((), (sent,), (), _left(end))
            left = left[os.write(sent, left[: select.PIPE_BUF]) :] if writable else left
        got = process.stdout.fileno()
        (length,) = _LENGTH.unpack(_receive(got, _LENGTH.size, end))
        return _receive(got, length, end)


def _receive(pipe: int, length: int, end: float) -> bytes:
    parts, missing = [], length
    while missing:
        readable, _, _ = select.select((pipe,), (), (), _left(end))
        if readable:
            part = os.read(pipe, min(missing, _READ_BYTES))
            if not part:
                raise EOFError
            parts.append(part)
            missing -= len(part)
    return b"".join(parts)


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def page_worker() -> PageWorker:
    """The worker of this process: one that was forked off another starts its own."""
    return _worker_of(os.getpid())


@cache
def _worker_of(process: int) -> PageWorker:
    worker = PageWorker()
    atexit.register(worker.close)
    return worker
