"""Reading files, folders and standard input: documents, and an issue for whatever is none."""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from marsad.errors import InputError
from marsad.model import Document, Issue
from marsad.stages.read.charset import decode
from marsad.stages.read.documents import document_of_row, make_document, read_published
from marsad.stages.read.pages import is_page, read_page

LARGEST_LINE_BYTES = 16_000_000
LARGEST_FILE_BYTES = 64_000_000
READ_SUFFIXES = frozenset((".txt", ".json", ".jsonl", ".html", ".htm", ".gz"))


def read_inputs(names: list[str], published: str | None = None) -> Iterator[Document | Issue]:
    """The documents of files, folders and `-` (standard input), in order; what cannot be read comes as an issue.

    `published` is used where the input itself says none.

    Raises:
        InputError: when a named file does not exist, or `published` is no ISO 8601 time.
    """
    if published is not None and read_published(published) is None:
        raise InputError(f"{published!r} is no ISO 8601 date or time; write it as 2018-02-05 or 2018-02-05T12:00:00+04:00")
    published = read_published(published)
    missing = [name for name in names if name != "-" and not Path(name).exists()]
    if missing:
        raise InputError(f"no such file or folder: {', '.join(missing)}")
    for name in names:
        yield from _read_name(name, published)


def _read_name(name: str, published: str | None) -> Iterator[Document | Issue]:
    if name == "-":
        yield from read_stream(sys.stdin.buffer, "-", published)
        return
    path = Path(name)
    paths = sorted(item for item in path.rglob("*") if item.is_file() and item.suffix in READ_SUFFIXES) if path.is_dir() else [path]
    if not paths:
        yield Issue("empty", name, f"the folder holds no file that Marsad reads ({', '.join(sorted(READ_SUFFIXES))})")
    for item in paths:
        try:
            with _open(item) as stream:
                yield from read_stream(stream, str(item), published)
        except (OSError, EOFError) as error:
            yield Issue("unreadable", str(item), f"the file cannot be read: {error}")


def read_stream(stream: IO[bytes], origin: str, published: str | None) -> Iterator[Document | Issue]:
    """The documents of a stream: JSON lines one by one, so that a corpus is never held whole; anything else as one article."""
    first = stream.readline(LARGEST_LINE_BYTES + 1)
    if first.lstrip()[:1] == b"{" and _is_row(first):
        yield from _read_rows(first, stream, origin, published)
        return
    raw = first + stream.read(LARGEST_FILE_BYTES)
    try:
        yield _read_whole(raw, published)
    except InputError as error:
        yield Issue(code_of(error), origin, str(error))


def _open(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")


def _is_row(line: bytes) -> bool:
    """True where a first line is a whole JSON object, or the start of a line too long or cut off to be one."""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return b"\n" not in line[:-1] and (line.endswith(b"\n") or len(line) > LARGEST_LINE_BYTES) and len(line.strip()) > 1
    return True


def _read_rows(first: bytes, stream: IO[bytes], origin: str, published: str | None) -> Iterator[Document | Issue]:
    number, line = 1, first
    while line:
        if len(line) > LARGEST_LINE_BYTES:
            yield Issue("too_long", origin, f"the line is longer than {LARGEST_LINE_BYTES} bytes; split it", number)
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_LINE_BYTES)
        elif line.strip():
            yield read_row(line, origin, number, published)
        line = stream.readline(LARGEST_LINE_BYTES + 1)
        number += 1


def read_row(line: bytes, origin: str, number: int, published: str | None) -> Document | Issue:
    """The document of a JSON line, or the issue that it is instead."""
    try:
        text, _ = decode(line.rstrip(b"\r\n"))
        return document_of_row(json.loads(text), published)
    except InputError as error:
        return Issue(code_of(error), origin, str(error), number)
    except (ValueError, RecursionError) as error:
        return Issue("truncated_json", origin, f"the line is no JSON object ({error}); mend or remove it", number)


def _read_whole(raw: bytes, published: str | None) -> Document:
    text, _ = decode(raw)
    if is_page(raw):
        fields = read_page(text)
        own = read_published(fields.get("published"))
        return make_document(fields["text"], fields, own or published, "html:meta" if own else "option")
    if text.lstrip()[:1] in ("{", "["):
        try:
            return document_of_row(json.loads(text), published)
        except (ValueError, RecursionError) as error:
            raise InputError(f"this is no whole JSON document ({error})") from error
    return make_document(text, {}, published, "option")


_CODES = {"empty": "empty", "binary": "binary", "not Arabic": "not_arabic", "vowel signs": "only_marks", "JSON": "truncated_json", "UTF-8": "charset",
          "no text": "empty", "no article": "no_article", "within": "timeout"}  # fmt: skip


def code_of(error: InputError) -> str:
    """The code of the issue that an error of reading becomes."""
    return next((code for word, code in _CODES.items() if word in str(error)), "unreadable")
