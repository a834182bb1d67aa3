"""Rows as CSV: one quoting for all, and cells that a spreadsheet would run made harmless."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

_FORMULA = frozenset(("=", "+", "@", "\t", "\r", "-"))
_MINUS = "-"


def write_rows(rows: Iterable[Mapping[str, object]], columns: Sequence[str], stream: BinaryIO) -> None:
    """Write rows as UTF-8 CSV (RFC 4180) under a line of their names."""
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=False)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(row[name]) for name in columns])
    text.flush()
    text.detach()


def harmless(value: object) -> object:
    """The cell, with a quote before what a spreadsheet would take for a formula; numbers stay numbers.

    >>> harmless("=1+1"), harmless(-3), harmless(None)
    ("'=1+1", -3, '')
    """
    if not isinstance(value, str):
        return "" if value is None else value
    return "'" + value if value[:1] in _FORMULA and value != _MINUS else value
