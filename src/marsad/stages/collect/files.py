"""Sources on disk: WARC files, Telegram's exports, JSON lines, folders of text and pages."""

import gzip
import zlib
from collections.abc import Container, Generator, Iterator
from pathlib import Path
from typing import IO, cast

import msgspec

from marsad.formats.warc import read_warc
from marsad.model import Capture, Issue, Source
from marsad.model.visit import SourceState
from marsad.stages.collect.clock import Clock
from marsad.stages.collect.found import Ended, Found

LARGEST_FILE_BYTES = 256_000_000
"""Largest file that is kept as one capture: a Telegram export of some 300,000 messages."""
PART_BYTES = 8_000_000
"""Size from which JSON lines are cut into captures, between two lines: a file that grows keeps its first parts as they are."""
LONGEST_LINE_BYTES = 16_000_000
_SUFFIXES = {
    "warc": (".warc", ".warc.gz"),
    "telegram": (".json",),
    "jsonl": (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"),
    "folder": (".txt", ".html", ".htm"),
}
_PAGES = frozenset(("text/html", "application/xhtml+xml"))


def visit_files(source: Source, path: Path, clock: Clock, state: SourceState, known: Container[str]) -> Generator[Found | Issue, None, Ended]:
    """The captures of a source on disk: a file, or the files of a folder. Files that are as they were at the last visit are left out.

    `known` holds the addresses that are in the archive, by which the responses of a WARC file are told from those that were read before.
    """
    if not path.exists():
        yield Issue("missing", str(path), "there is no such file or folder")
        return Ended(state, 0)
    seen, found = dict(state.files), 0
    for item in sorted(_files(path, source.kind)):
        stat = item.stat()
        mark, name = (stat.st_size, stat.st_mtime_ns), str(item.relative_to(path)) if item != path else item.name
        if seen.get(name) == mark:
            continue
        try:
            for capture in _read(source, item, name, clock, known):
                found += 1
                yield capture
            seen[name] = mark
        except (OSError, EOFError, zlib.error) as error:
            yield Issue("unreadable", name, f"the file cannot be read to its end: {error}")
        if clock.wait(0):
            break
    return Ended(msgspec.structs.replace(state, files=seen), found)


def _files(path: Path, kind: str) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for item in path.rglob("*"):
        if item.is_file() and not item.is_symlink() and item.name.lower().endswith(_SUFFIXES[kind]):
            yield item


def _read(source: Source, path: Path, name: str, clock: Clock, known: Container[str]) -> Iterator[Found | Issue]:
    if source.kind == "warc":
        yield from _read_records(source, path, name, known)
        return
    blank = Capture("", f"file:{name}", fetched=clock.now().isoformat(), source=source.id, tlp=source.tlp)
    if source.kind == "jsonl":
        yield from _read_parts(blank, path)
        return
    if path.stat().st_size > LARGEST_FILE_BYTES:
        yield Issue("too_large", name, f"the file has more than {LARGEST_FILE_BYTES} bytes; split it")
        return
    page = path.suffix in (".html", ".htm")
    kind, media_type = ("telegram", "application/json") if source.kind == "telegram" else ("page", "text/html") if page else ("text", "text/plain")
    yield Found(msgspec.structs.replace(blank, kind=kind, media_type=media_type), path.read_bytes())


def _read_records(source: Source, path: Path, name: str, known: Container[str]) -> Iterator[Found | Issue]:
    """The pages of a WARC file; `fetched` is when the crawl had them."""
    for record in read_warc(path):
        headers = dict(record.headers)
        media_type, _, rest = headers.get("content-type", "").partition(";")
        if record.fault:
            yield Issue("record", record.address or name, f"{name}: {record.fault}")
        elif record.status in (0, 200) and media_type.strip().lower() in _PAGES and record.address not in known:
            charset = rest.partition("=")[2].strip().strip("\"'").lower()[:40]
            yield Found(
                Capture("", record.address, media_type.strip().lower(), charset, record.fetched or None, f"file:{name}", source.id, record.status,
                        record.headers, "page", tlp=source.tlp), record.body,
            )  # fmt: skip


def _read_parts(blank: Capture, path: Path) -> Iterator[Found | Issue]:
    """JSON lines in parts of about `PART_BYTES`, each a capture whose `part` is the number of its first line."""
    lines: list[bytes] = []
    size, first, number = 0, 1, 0
    with _open(path) as stream:
        while line := stream.readline(LONGEST_LINE_BYTES + 1):
            number += 1
            if len(line) > LONGEST_LINE_BYTES:
                yield Issue("too_long", blank.origin, f"the line is longer than {LONGEST_LINE_BYTES} bytes; split it", number)
                while line and not line.endswith(b"\n"):
                    line = stream.readline(LONGEST_LINE_BYTES)
                continue
            lines.append(line)
            size += len(line)
            if size >= PART_BYTES:
                yield _part(blank, first, lines)
                lines, size, first = [], 0, number + 1
    if lines:
        yield _part(blank, first, lines)


def _part(blank: Capture, first: int, lines: list[bytes]) -> Found:
    return Found(msgspec.structs.replace(blank, kind="jsonl", part=str(first), media_type="application/jsonl"), b"".join(lines))


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")
