"""Verifying an archive: what was changed, what is missing, what was moved."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from marsad.errors import ArchiveError
from marsad.model import Issue
from marsad.store.archive import BLOBS, HEAD, LOG, Archive
from marsad.store.archive_files import read_head
from marsad.store.archive_log import NO_HASH, Entry, Head, read_lines

_READ_BYTES = 1 << 20


def verify_archive(archive: Archive, expected: str = "") -> tuple[Head, list[Issue]]:
    """Where the log ends, and an issue for everything in the archive that is not as it was written.

    Found: a byte changed in a blob or a line, an entry removed, inserted or moved, a blob gone, a log cut at its end. Not found by the archive
    alone: a forger who writes log, blobs *and* head anew. For that, note the hash of the head elsewhere and hand it in as `expected`: every
    entry up to it is then proven unchanged, whatever was appended since. Nothing here proves that the captured bytes are what the outlet sent
    to others, or when: there is no signature of a third party.
    """
    log = archive.path / LOG
    issues: list[Issue] = []
    found, hashes = Head(), {NO_HASH}
    for _, line in read_lines(log):
        issues += _check_line(archive, line, found)
        found = found.after(line)
        hashes.add(found.hash)
    issues += _check_end(archive.path, found, log)
    if expected and expected not in hashes:
        issues.append(Issue("rewritten", str(log), f"no entry has the hash {expected} that was noted; the log is not the one of that time"))
    return found, issues


def _check_line(archive: Archive, line: bytes, before: Head) -> Iterator[Issue]:
    where, number = str(archive.path / LOG), before.count + 1
    try:
        entry = msgspec.json.decode(line, type=Entry)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield Issue("changed", where, f"the line is no entry: {error}", number)
        return
    if entry.previous != before.hash:
        yield Issue("chain", where, "the entry does not follow the one before: one was changed, is missing, inserted or moved", number)
    yield from _check_blob(archive, entry.capture.sha256, entry.capture.size_bytes, number)


def _check_blob(archive: Archive, sha256: str, size_bytes: int, number: int) -> Iterator[Issue]:
    try:
        found, size = _hash_file(path := archive.blob_path(sha256))
    except (OSError, ArchiveError) as error:
        yield Issue("missing", str(archive.path / BLOBS / sha256), f"the bytes of the entry cannot be read: {error}", number)
        return
    if found != sha256 or size != size_bytes:
        yield Issue("changed", str(path), f"the bytes of the entry were changed: they have sha256 {found} and {size} bytes, not {size_bytes}", number)


def _check_end(folder: Path, found: Head, log: Path) -> Iterator[Issue]:
    """What the head says against what the log is. A head one entry behind is what a crash leaves, and no issue."""
    try:
        head = read_head(folder / HEAD)
    except ArchiveError as error:
        yield Issue("head", str(folder / HEAD), str(error))
        return
    if head.count > found.count:
        yield Issue("truncated", str(log), f"the head counts {head.count} entries, the log has {found.count}: its end is missing")
    elif head.count and not head.holds(log):
        yield Issue("head", str(log), f"the line that the head names as entry {head.count} is another: the log or the head was changed")
    elif found.count > head.count + 1:
        yield Issue("head", str(log), f"the log has {found.count} entries, the head counts {head.count}: a crash leaves only one uncounted")
    size = log.stat().st_size if log.exists() else 0
    if size > found.end_bytes:
        yield Issue("torn", str(log), f"the last line is unfinished ({size - found.end_bytes} bytes); the next `marsad collect` mends that")


def _hash_file(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(_READ_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
