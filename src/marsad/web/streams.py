"""Answers that are written as they are sent: a writer in a thread of its own, held back by whoever reads."""

import io
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Any, BinaryIO

CHUNK_BYTES = 1 << 16
CHUNKS_AHEAD = 4
"""Chunks that may wait to be sent: what a slow client costs in memory is bounded by them."""
PATIENCE_SECONDS = 0.5
"""How often a writer that waits looks whether anybody still reads."""


class _Pipe(io.RawIOBase):
    def __init__(self) -> None:
        self.chunks: Queue[bytes | None] = Queue(CHUNKS_AHEAD)
        self.abandoned = Event()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.put(bytes(data))
        return len(data)

    def put(self, chunk: bytes | None) -> None:
        while not self.abandoned.is_set():
            try:
                self.chunks.put(chunk, timeout=PATIENCE_SECONDS)
            except Full:
                continue
            return
        raise BrokenPipeError("nobody reads any more")


def streamed(write: Callable[[BinaryIO], object]) -> Iterator[bytes]:
    """What `write` writes, in chunks.

    Raises:
        RuntimeError: where the writer failed, so that the connection is cut and nobody takes a part for the whole.
    """
    pipe, whole = _Pipe(), Event()

    def run() -> None:
        try:
            with io.BufferedWriter(pipe, CHUNK_BYTES) as stream:
                write(stream)
                stream.flush()
                whole.set()
        except BrokenPipeError:
            return
        finally:
            if not pipe.abandoned.is_set():
                pipe.put(None)

    writer = Thread(target=run, name="export", daemon=True)
    writer.start()
    try:
        while (chunk := _next(pipe, writer)) is not None:
            yield chunk
        if not whole.is_set():
            raise RuntimeError("the export failed half-way; the log has the reason")
    finally:
        pipe.abandoned.set()
        writer.join(PATIENCE_SECONDS * 4)


def _next(pipe: _Pipe, writer: Thread) -> bytes | None:
    while True:
        try:
            return pipe.chunks.get(timeout=PATIENCE_SECONDS)
        except Empty:
            if not writer.is_alive() and pipe.chunks.empty():
                return None
