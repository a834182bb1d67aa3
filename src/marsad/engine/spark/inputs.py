"""Inputs through Spark's own readers: what lies on this machine's disks or in an object store, as items."""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

import msgspec
import pyarrow as pa

from marsad.engine.lake.extract import BATCH_ITEMS
from marsad.engine.lake.folder import InputFile
from marsad.engine.lake.local import items_of
from marsad.engine.lake.schema import ITEMS
from marsad.engine.spark.hadoop import list_url
from marsad.errors import InputError
from marsad.stages.read.items import COLUMNS, Item, cut_warc, item_of_columns, kind_of_file, row_item


def list_inputs(session: Any, names: Iterable[str]) -> list[InputFile]:
    """The files that names (paths or URLs of files and folders) stand for, by Spark's own file systems.

    Raises:
        InputError: where one is missing, is standard input, or is of no kind that a lake reads.
    """
    found: list[InputFile] = []
    for name in names:
        if name == "-":
            raise InputError("--engine spark reads files and URLs, not standard input; write it to a file first")
        files = list_url(session, name)
        if not files:
            raise InputError(f"no such file or folder: {name}")
        known = [file for file in files if kind_of_file(file.path)]
        if not known:
            raise InputError(f"{name} holds nothing that a lake reads: JSONL, Parquet, WARC, text, HTML and JSON, gzipped or not")
        found += known
    return sorted(set(found))


def read_items(session: Any, files: Iterable[InputFile], *, lenient: bool = False) -> Any:
    """The items of files as a data frame of `schema.ITEMS`. `lenient` reads a broken file as far as it goes."""
    by_kind: dict[str, list[str]] = {}
    for file in files:
        kind = kind_of_file(file.path)
        local = file.path.startswith("/") and kind in ("warc", "whole")
        by_kind.setdefault("local" if local else kind, []).append(file.path)
    session.conf.set("spark.sql.files.ignoreCorruptFiles", str(lenient).lower())
    frames = [_READERS[kind](session, paths) for kind, paths in sorted(by_kind.items())]
    whole = frames[0]
    for frame in frames[1:]:
        whole = whole.unionByName(frame)
    return whole


def _lines(session: Any, paths: list[str]) -> Any:
    """Lines with their numbers: within their file, or where Spark cut a large one within the block, which is then named in the origin."""
    rows = session.read.text(_named(paths), lineSep="\n")
    named = rows.selectExpr("cast(value AS binary) AS value", "_metadata.file_path AS path", "_metadata.file_block_start AS begin")
    return named.mapInArrow(_number_lines, spark_schema(ITEMS))


def _number_lines(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    origin, number = "", 0
    for batch in batches:
        items = []
        for row in batch.to_pylist():
            here = plain_path(row["path"]) + (f"#byte={row['begin']}" if row["begin"] else "")
            number = number + 1 if here == origin else 1
            origin = here
            items.append(row_item(origin, number, row["value"] or b""))
        yield batch_of(items)


def _columns(session: Any, paths: list[str]) -> Any:
    """Rows of Parquet files: the columns that are known, as JSON."""
    rows = session.read.parquet(*_named(paths))
    names = [name for name in COLUMNS if name in rows.columns]
    named = rows.selectExpr(*names, "_metadata.file_path AS _path", "_metadata.row_index AS _row")
    return named.mapInArrow(_number_rows, spark_schema(ITEMS))


def _number_rows(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield batch_of(item_of_columns(plain_path(row["_path"]), row["_row"] + 1, row) for row in batch.to_pylist())


def _local(session: Any, paths: list[str]) -> Any:
    """Files that every executor sees under the same path: each is opened where it is read, and never held whole."""
    numbers = session.range(0, len(paths), 1, len(paths))  # a task a file, without the scratch disk that spreading rows takes

    def open_files(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch["id"].to_pylist():
                yield from batches_of_items(items_of(paths[number]))

    return numbers.mapInArrow(open_files, spark_schema(ITEMS))


def _contents(session: Any, paths: list[str]) -> Any:
    """Whole files and WARC files of an object store, as `binaryFile` gives them: each in memory at once, 2 GB at most."""
    rows = session.read.format("binaryFile").load(_named(paths)).select("path", "content")
    return rows.mapInArrow(_cut_contents, spark_schema(ITEMS))


def _cut_contents(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for path, content in zip(batch["path"].to_pylist(), batch["content"], strict=True):
            if kind_of_file(path) == "warc":
                yield from batches_of_items(cut_warc(pa.BufferReader(content.as_buffer()), path))
            else:
                yield batch_of([Item("file", path, 0, content.as_py())])


_READERS = {"lines": _lines, "parquet": _columns, "local": _local, "warc": _contents, "whole": _contents}


def batches_of_items(items: Iterable[Item]) -> Iterator[pa.RecordBatch]:
    """Items in batches small enough for whatever an item holds."""
    held: list[Item] = []
    for item in items:
        held.append(item)
        if len(held) >= BATCH_ITEMS:
            yield batch_of(held)
            held = []
    if held:
        yield batch_of(held)


def batch_of(items: Iterable[Item]) -> pa.RecordBatch:
    """A batch of items."""
    return pa.RecordBatch.from_pylist([msgspec.structs.asdict(item) for item in items], schema=ITEMS)


def plain_path(url: str) -> str:
    """A path as it was listed, out of the URL that Spark has of it: decoded, and without `file:`, so that a file has one name in whatever engine.

    >>> plain_path("file:///data/a%20b.jsonl"), plain_path("s3a://news/%232018.jsonl")
    ('/data/a b.jsonl', 's3a://news/#2018.jsonl')
    """
    return re.sub("^file:(//)?", "", unquote(url))


def _named(paths: list[str]) -> list[str]:
    """Listed paths as Spark's readers take them, whatever file system it takes where none is named."""
    return [f"file://{path}" if path.startswith("/") else path for path in paths]


def spark_schema(schema: pa.Schema) -> Any:
    """A schema as Spark has it."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)
