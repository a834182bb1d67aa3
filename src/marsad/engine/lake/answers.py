"""Answers to questions to a lake, as tables, CSV, JSON lines or Parquet, streamed."""

import csv
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

import msgspec
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from marsad.engine.lake.query import unanswered

ROWS_AT_ONCE = 1_000
MOST_SHOWN = 200
"""Rows of a table for the terminal; the other formats give all."""


def write_answer(answer: Any, form: str, target: Path | TextIO) -> None:
    """Write a DuckDB result in one of `FORMATS` to a file or stream.

    Raises:
        InputError: where the question ends in the midst of its rows.
    """
    import duckdb

    try:
        if form == "parquet":
            assert isinstance(target, Path)
            _write_parquet(answer, target)
        else:
            with target.open("w", encoding="utf-8", newline="") if isinstance(target, Path) else nullcontext(target) as stream:
                _WRITERS[form](answer, stream)
    except duckdb.Error as error:
        raise unanswered(error) from error


def _rows(answer: Any) -> Iterator[tuple[Any, ...]]:
    while rows := answer.fetchmany(ROWS_AT_ONCE):
        yield from rows


def _names(answer: Any) -> list[str]:
    return [column[0] for column in answer.description]


def _write_table(answer: Any, stream: TextIO) -> None:
    table = Table(*_names(answer), box=None, header_style="bold")
    left_out = False
    for number, row in enumerate(_rows(answer)):
        if number >= MOST_SHOWN:
            left_out = True
            break
        table.add_row(*("" if value is None else str(value) for value in row))
    console = Console(file=stream, markup=False)
    console.print(table)
    if left_out:
        console.print(f"… the first {MOST_SHOWN} rows; --format csv gives all")


def _write_csv(answer: Any, stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_names(answer))
    writer.writerows(_rows(answer))


def _write_jsonl(answer: Any, stream: TextIO) -> None:
    names = _names(answer)
    for row in _rows(answer):
        stream.write(msgspec.json.encode(dict(zip(names, row, strict=True)), enc_hook=str).decode() + "\n")


def _write_parquet(answer: Any, path: Path) -> None:
    batches = answer.to_arrow_reader(ROWS_AT_ONCE)
    with pq.ParquetWriter(path, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


_WRITERS: dict[str, Callable[[Any, TextIO], None]] = {"table": _write_table, "csv": _write_csv, "jsonl": _write_jsonl}
FORMATS = (*_WRITERS, "parquet")
