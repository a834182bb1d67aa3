"""Rows as CSV: one quoting for all, and cells that a spreadsheet would run made harmless."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

_FORMULA = ("=", "+", "@", "\t", "\r")
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
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    runs = value.startswith(_FORMULA) or (value.startswith(_MINUS) and len(value) > 1)
    return "'" + value if runs else value
