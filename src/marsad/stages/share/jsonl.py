"""The public JSONL of events: a line that heads it, a line a record, and a line that ends it and counts; written and read."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from marsad.errors import InputError
from marsad.model.extraction import Version
from marsad.model.shared import Exported, SharedEvent, Withdrawal
from marsad.stages.share.formats import Heading

FORMAT_VERSION = "1.0"


class Head(msgspec.Struct, frozen=True, tag="head", tag_field="kind"):
    """The first line: see `Heading`."""

    format: str
    at: str
    cursor: str
    since: str
    asked: dict[str, Any]
    policy: dict[str, Any]
    version: Version


class End(msgspec.Struct, frozen=True, tag="end", tag_field="kind"):
    """The last line: a file without it was cut off. `written` and `left_out` count."""

    cursor: str
    written: dict[str, int]
    left_out: dict[str, int]


Line = Head | SharedEvent | Withdrawal | End
_DECODER = msgspec.json.Decoder(Line)


def write_jsonl(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write the records, one JSON object a line."""
    encode = msgspec.json.Encoder().encode
    head = Head(FORMAT_VERSION, heading.at, heading.cursor, heading.since, dict(heading.asked), dict(heading.policy), heading.version)
    stream.write(encode(head) + b"\n")
    for record in records:
        stream.write(encode(record) + b"\n")
    stream.write(encode(End(heading.cursor, dict(heading.written), dict(heading.left_out))) + b"\n")


def read_jsonl(lines: Iterable[bytes]) -> Iterator[Line]:
    """The lines of an export, decoded, in their order.

    Raises:
        InputError: for a line that is none of such an export, and where the last is missing.
    """
    line: Line | None = None
    for number, text in enumerate(lines, 1):
        try:
            line = _DECODER.decode(text)
        except msgspec.DecodeError as error:
            raise InputError(f"line {number} is none of an export of Marsad: {error}") from error
        yield line
    if not isinstance(line, End):
        raise InputError("this export was cut off: its last line, which counts what it holds, is missing; export again")
