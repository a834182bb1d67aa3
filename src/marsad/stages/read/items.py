"""Items: what an input holds, cut into pieces that are read one by one, wherever and in whatever order that happens."""

import gzip
import hashlib
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, cast

import msgspec

from marsad.formats.warc import read_damaged_warc
from marsad.model import Capture, Document, Issue
from marsad.stages.read.captures import read_capture
from marsad.stages.read.inputs import LARGEST_FILE_BYTES, LARGEST_LINE_BYTES, READ_SUFFIXES, read_row, read_stream

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
WARC = (".warc", ".warc.gz")
PARQUET = (".parquet",)
WHOLE = tuple(READ_SUFFIXES - {".gz"}) + tuple(f"{suffix}.gz" for suffix in READ_SUFFIXES - {".gz"})
COLUMNS = ("id", "text", "title", "body", "outlet", "url", "published", "byline", "tlp")
"""The columns of a Parquet file that are read, as the fields of a JSON row are."""
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
OK = 200


class Item(msgspec.Struct, frozen=True):
    """A piece of input. `kind` is `row` (a JSON line), `file` (a whole file), `page` (a page that a crawl kept) or `issue`.

    `origin` and `line` say where it stands, `body` are its bytes: for a page its HTML, with `head` its capture as JSON; for an issue the issue.
    """

    kind: str
    origin: str
    line: int = 0
    body: bytes = b""
    head: bytes = b""


def kind_of_file(name: str) -> str:
    """How a file is taken apart, by its name: `lines`, `warc`, `parquet`, `whole`, or `""` for one that is not read.

    >>> kind_of_file("CC-NEWS-20180301.warc.gz"), kind_of_file("page.html"), kind_of_file("photo.jpg")
    ('warc', 'whole', '')
    """
    lower = name.lower()
    kinds = {"lines": LINES, "warc": WARC, "parquet": PARQUET, "whole": WHOLE}
    return next((kind for kind, suffixes in kinds.items() if lower.endswith(suffixes)), "")


def issue_item(issue: Issue) -> Item:
    """An issue on its way with the items."""
    return Item("issue", issue.origin, issue.line, msgspec.json.encode(issue))


def cut_lines(stream: IO[bytes], origin: str) -> Iterator[Item]:
    """The rows of a stream of JSON lines."""
    number = 0
    while line := stream.readline(LARGEST_LINE_BYTES + 1):
        number += 1
        yield row_item(origin, number, line)
        while len(line) > LARGEST_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(LARGEST_LINE_BYTES)


def row_item(origin: str, number: int, line: bytes) -> Item:
    """The item of a JSON line; an issue where it is too long."""
    if len(line) > LARGEST_LINE_BYTES:
        return issue_item(Issue("too_long", origin, f"the line is longer than {LARGEST_LINE_BYTES} bytes; split it", number))
    return Item("row", origin, number, line.rstrip(b"\r\n"))


def cut_warc(stream: IO[bytes], origin: str) -> Iterator[Item]:
    """The pages of a WARC file, and an issue for each record that is damaged."""
    for number, record in enumerate(read_damaged_warc(stream), 1):
        headers = dict(record.headers)
        media_type, _, rest = headers.get("content-type", "").partition(";")
        if record.fault:
            yield issue_item(Issue("record", record.address or origin, f"record {number} of {origin}: {record.fault}", number))
        elif record.status in (0, OK) and media_type.strip().lower() in _PAGES:
            charset = rest.partition("=")[2].strip().strip("\"'").lower()[:40]
            capture = Capture(
                hashlib.sha256(record.body).hexdigest(), record.address, media_type.strip().lower(), charset, record.fetched or None, origin,
                status=record.status, kind="page",
            )  # fmt: skip
            yield Item("page", record.address, 0, record.body, msgspec.json.encode(capture))


def item_of_columns(origin: str, number: int, row: Mapping[str, object]) -> Item:
    """The item of a row of a Parquet file; times become ISO 8601."""
    fields = {name: value for name, value in row.items() if name in COLUMNS and value is not None}
    return Item("row", origin, number, msgspec.json.encode(fields))


def cut_file(path: Path, origin: str = "") -> Iterator[Item]:
    """The items of a local file.

    Raises:
        OSError, EOFError: where it cannot be read to its end; what came before was yielded.
    """
    origin, kind = origin or str(path), kind_of_file(path.name)
    with cast("IO[bytes]", gzip.open(path, "rb")) if kind == "lines" and path.suffix == ".gz" else path.open("rb") as stream:
        if kind == "lines":
            yield from cut_lines(stream, origin)
        elif kind == "warc":
            yield from cut_warc(stream, origin)
        else:
            yield Item("file", origin, 0, stream.read(LARGEST_FILE_BYTES))


def read_item(item: Item, published: str | None = None) -> Iterator[Document | Issue]:
    """The documents of an item, and an issue for whatever in it is none. `published` is used where the item says no time."""
    if item.kind == "issue":
        yield msgspec.json.decode(item.body, type=Issue)
    elif item.kind == "row":
        if item.body.strip():
            yield read_row(item.body, item.origin, item.line, published)
    elif item.kind == "page":
        yield from read_capture(msgspec.json.decode(item.head, type=Capture), item.body)
    else:
        try:
            zipped = item.origin.lower().endswith(".gz")
            body = gzip.GzipFile(fileobj=io.BytesIO(item.body)).read(LARGEST_FILE_BYTES) if zipped else item.body
        except (OSError, EOFError) as error:
            yield Issue("unreadable", item.origin, f"the file cannot be read: {error}")
            return
        yield from read_stream(io.BytesIO(body), item.origin, published)
