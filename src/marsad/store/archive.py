"""The archive of captures: bytes by their sha256, and a log in which each entry carries the hash of the one before.

    archive/
      blobs/ab/abcd…    the bytes of a capture
      log.jsonl         one entry a line: {"previous": sha256 of the line before, "capture": {…}}
      head.json         how many entries the log has, where it ends, and the hash of its last line
      torn.bin          what was cut off a log whose last line a crash left unfinished

An entry is in the archive when its line is on disk. The order of writing is blob, line, head, each with fsync, so that a crash leaves at worst
a blob without an entry, an unfinished last line, or a head one entry behind; the first is harmless, the others are mended on opening.
"""

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from marsad.errors import ArchiveError
from marsad.model import Capture
from marsad.store.archive_files import read_head, sync_folder, write_file
from marsad.store.archive_log import Entry, Head, encode_entry, read_lines

LOG, HEAD, TORN, BLOBS, LOCK = "log.jsonl", "head.json", "torn.bin", "blobs", "lock"
_SHA256_CHARS = 64


class Archive:
    """An archive opened for reading; `with Archive(path).writing() as archive` opens it for appending too.

    Reading needs no lock: entries are never changed, and a line is read only when it is whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._head = Head()
        self._writer: tuple[BinaryIO, BinaryIO] | None = None
        self._append_lock = Lock()

    def writing(self) -> Self:
        """This archive, opened for appending by this process alone; made where it is missing, mended where a crash tore it.

        Raises:
            ArchiveError: when another process holds it, or when its log is shorter than its head says or differs from it.
        """
        (self.path / BLOBS).mkdir(parents=True, exist_ok=True)
        lock = (self.path / LOCK).open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise ArchiveError(f"the archive {self.path} is held by another process that collects into it; wait for it or stop it") from error
        try:
            self._head = self._mend()
        except ArchiveError:
            lock.close()
            raise
        self._writer = ((self.path / LOG).open("ab", buffering=0), lock)
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the archive; it can be read still."""
        for stream in self._writer or ():
            stream.close()
        self._writer = None

    def append(self, capture: Capture, raw: bytes) -> tuple[int, Capture]:
        """Keeps `raw` and an entry for it; the entry's position and the capture with its `sha256` and size.

        When this returns, both are on disk. Threads of one process may share it.

        Raises:
            ArchiveError: when the archive was not opened with `writing`, or its disk is full.
        """
        if self._writer is None:
            raise ArchiveError(f"the archive {self.path} is open for reading only; open it with Archive(path).writing()")
        sha256 = hashlib.sha256(raw).hexdigest()
        kept = msgspec.structs.replace(capture, sha256=sha256, size_bytes=len(raw))
        with self._append_lock:
            self._write_blob(sha256, raw)
            line = encode_entry(Entry(self._head.hash, kept))
            self._write_line(self._writer[0].fileno(), line)
            position = self._head.count
            self._head = self._head.after(line)
            write_file(self.path / HEAD, msgspec.json.encode(self._head) + b"\n")
        return position, kept

    def since(self, position: int = 0) -> Iterator[tuple[int, Capture, bytes]]:
        """The entries from `position` (0 the first) on, each with its position and bytes.

        Whoever goes on later asks for the last position that he took, plus one.

        Raises:
            ArchiveError: when the bytes of an entry are missing or are no longer those that were captured.
        """
        for number, capture in self.captures(position):
            yield number, capture, self.read(capture.sha256)

    def captures(self, position: int = 0) -> Iterator[tuple[int, Capture]]:
        """The entries from `position` on, without their bytes.

        Raises:
            ArchiveError: when a line of the log is no entry.
        """
        for number, (_, line) in enumerate(read_lines(self.path / LOG)):
            if number >= position:
                try:
                    yield number, msgspec.json.decode(line, type=Entry).capture
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise ArchiveError(f"entry {number} of {self.path / LOG} cannot be read ({error}); run `marsad archive verify`") from error

    def read(self, sha256: str) -> bytes:
        """The bytes of a capture.

        Raises:
            ArchiveError: when they are not there, or are not those of that hash.
        """
        path = self.blob_path(sha256)
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise ArchiveError(f"the archive {self.path} has no bytes {sha256}: {error.strerror}") from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise ArchiveError(f"the bytes in {path} were changed since they were captured; run `marsad archive verify`")
        return raw

    def find(self, prefix: str) -> list[tuple[int, Capture]]:
        """The entries whose sha256 begins with `prefix`, in their order."""
        return [(number, capture) for number, capture in self.captures() if capture.sha256.startswith(prefix.lower())]

    def blob_path(self, sha256: str) -> Path:
        """Where the bytes of that hash are kept."""
        if len(sha256) != _SHA256_CHARS or not set(sha256) <= set("0123456789abcdef"):
            raise ArchiveError(f"{sha256!r} is no sha256: it has {_SHA256_CHARS} hexadecimal digits")
        return self.path / BLOBS / sha256[:2] / sha256

    def _write_blob(self, sha256: str, raw: bytes) -> None:
        """Writes bytes that are not kept yet. Bytes that a crash or a hand left shorter are written anew; others are for `verify` to find."""
        path = self.blob_path(sha256)
        if not path.exists() or path.stat().st_size != len(raw):
            if not path.parent.exists():
                path.parent.mkdir(exist_ok=True)
                sync_folder(path.parent.parent)
            write_file(path, raw)

    def _write_line(self, log: int, line: bytes) -> None:
        """Writes a whole line of the log or, on a disk that is full, none of it."""
        try:
            if os.write(log, line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(log)
        except OSError as error:
            os.ftruncate(log, self._head.end_bytes)
            raise ArchiveError(f"the log of the archive {self.path} cannot be written: {error.strerror}; make room and collect again") from error

    def _mend(self) -> Head:
        """The head as the log bears it out, an unfinished last line moved to `torn.bin` and a head behind its log brought up to it."""
        head, log = read_head(self.path / HEAD), self.path / LOG
        if head.count and not head.holds(log):
            raise ArchiveError(
                f"the log {log} is shorter than its head says ({head.count} entries) or was changed; run `marsad archive verify` and restore a copy"
            )
        behind = head
        for _, line in read_lines(log, head.end_bytes):
            behind = behind.after(line)
        self._cut_torn(log, behind.end_bytes)
        if behind != head or not (self.path / HEAD).exists():
            write_file(self.path / HEAD, msgspec.json.encode(behind) + b"\n")
        return behind

    def _cut_torn(self, log: Path, end: int) -> None:
        if not log.exists() or log.stat().st_size <= end:
            return
        with log.open("r+b") as stream, (self.path / TORN).open("ab") as torn:
            stream.seek(end)
            torn.write(stream.read())
            torn.flush()
            os.fsync(torn.fileno())
            stream.truncate(end)
            os.fsync(stream.fileno())
