"""The log of an archive: entries chained by hash, and the head that says where the chain ends."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from marsad.model import Capture

NO_HASH = "0" * 64
"""What the first entry carries in place of the hash of the line before."""


class Entry(msgspec.Struct, frozen=True):
    """A line of the log: the sha256 of the whole line before it, newline included, and the capture."""

    previous: str
    capture: Capture


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a log ends: `count` entries in `end_bytes` bytes, the last of `last_bytes` bytes and with the sha256 `hash`."""

    count: int = 0
    hash: str = NO_HASH
    end_bytes: int = 0
    last_bytes: int = 0

    def after(self, line: bytes) -> "Head":
        """The head when `line` was appended."""
        return Head(self.count + 1, hash_line(line), self.end_bytes + len(line), len(line))

    def holds(self, log: Path) -> bool:
        """True where the line that ends at `end_bytes` of the log is the one that this head names."""
        try:
            with log.open("rb") as stream:
                stream.seek(self.end_bytes - self.last_bytes)
                return hash_line(stream.read(self.last_bytes)) == self.hash
        except (OSError, ValueError):
            return False


def hash_line(line: bytes) -> str:
    """The sha256 of a line, newline included."""
    return hashlib.sha256(line).hexdigest()


def encode_entry(entry: Entry) -> bytes:
    """The line of an entry: JSON, which escapes every newline within it, and one newline."""
    return msgspec.json.encode(entry) + b"\n"


def read_lines(log: Path, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """The whole lines from the byte `start` on, each with the byte at which it ends. An unfinished last line is left out."""
    if not log.exists():
        return
    with log.open("rb") as stream:
        stream.seek(start)
        end = start
        for line in stream:
            if not line.endswith(b"\n"):
                return
            end += len(line)
            yield end, line
