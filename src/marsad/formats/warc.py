"""WARC files (ISO 28500), by fastwarc."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecordType

from marsad.formats.decompress import Decoder, DecompressionError

LARGEST_RECORD_BYTES = 8_000_000
"""Largest body that is read from a record, as from the network."""
LONGEST_HEADER_BYTES = 1 << 16


class Record(NamedTuple):
    """A response that a crawl kept. `fetched` is the WARC-Date; `fault` says why `body` is empty, `""` where it is not."""

    address: str
    fetched: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fault: str = ""


def read_warc(path: Path) -> Iterator[Record]:
    """The responses of a WARC file, also of a gzipped one. Requests, metadata and revisits are left out.

    Raises:
        OSError: when the file ends within a record or is no WARC; what came before was yielded.
    """
    with path.open("rb") as stream:
        for _, record in _records(stream):
            yield record


def read_damaged_warc(stream: IO[bytes]) -> Iterator[Record]:
    """The responses of a WARC file of which parts may be damaged: reading goes on with the next gzip member that can be read.

    `stream` can be sought in. Each damaged stretch comes as one record with a `fault` and no address. A file without gzip members ends there.
    """
    begin, whole = 0, True
    while begin >= 0:
        stream.seek(begin)
        last = begin
        try:
            for position, record in _records(stream):
                last, whole = begin + position, True
                yield record
            return
        except (OSError, EOFError, ValueError) as error:
            if whole:
                yield Record("", "", 0, (), b"", f"damaged behind byte {last}: {error}")
            whole = False
            begin = _next_member(stream, last + 1)


def _next_member(stream: IO[bytes], begin: int) -> int:
    """The offset of the next bytes that may begin a gzip member, -1 where there are none."""
    stream.seek(begin)
    window = b""
    while chunk := stream.read(_SEARCHED_BYTES):
        found = (window + chunk).find(_GZIP_MAGIC)
        if found >= 0:
            return begin - len(window) + found
        begin += len(chunk)
        window = (window + chunk)[1 - len(_GZIP_MAGIC) :]
    return -1


_GZIP_MAGIC = b"\x1f\x8b\x08"
_SEARCHED_BYTES = 1 << 20


def _records(stream: IO[bytes]) -> Iterator[tuple[int, Record]]:
    """The responses of a stream, each with the offset (from where the stream stood) of its record."""
    wanted = WarcRecordType.response | WarcRecordType.resource
    for record in ArchiveIterator(stream, record_types=wanted, auto_decode="transfer", max_header_len=LONGEST_HEADER_BYTES):
        own = {name.lower(): value for name, value in record.headers.items()}
        http = record.http_headers if record.is_http_parsed else None
        headers = tuple((name.lower(), value) for name, value in http.items()) if http is not None else ()
        stated = 0 if "transfer-encoding" in dict(headers) else record.content_length
        body, fault = _body(record.reader.read(LARGEST_RECORD_BYTES + 1), stated, dict(headers).get("content-encoding", ""))
        status = (http.status_code or 0) if http is not None else 0
        kind = (("content-type", own.get("content-type", "")),)
        address = own.get("warc-target-uri", "").strip("<>")
        yield record.stream_pos, Record(address, own.get("warc-date", ""), status, headers or kind, body, fault)


def _body(raw: bytes, stated: int, encoding: str) -> tuple[bytes, str]:
    if len(raw) > LARGEST_RECORD_BYTES:
        return b"", f"the record is larger than {LARGEST_RECORD_BYTES} bytes"
    if len(raw) < stated:  # fastwarc hands out what there is without a word
        return b"", f"the record is cut off: {len(raw)} of its {stated} bytes are there"
    try:
        decoder = Decoder(encoding, LARGEST_RECORD_BYTES)
        return decoder.feed(raw) + decoder.end(), ""
    except DecompressionError as error:
        return b"", str(error)
