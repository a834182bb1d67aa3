"""Rows on a scratch disk, parted by a key: all rows of one key are found together, and no more than a part is in memory."""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec
import pyarrow as pa

T = TypeVar("T")
PARTS_AHEAD = 2
_OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4")


class Parted(msgspec.Struct, frozen=True):
    """Rows of one schema in so many parts, which any process may add to. A key's part depends on nothing but the key and their number."""

    path: Path
    parts: int

    def add(self, table: pa.Table, key: str) -> None:
        """Put each row into the part of its `key`."""
        rows: defaultdict[int, list[int]] = defaultdict(list)
        for index, value in enumerate(table[key].to_pylist()):
            rows[crc32(value.encode()) % self.parts].append(index)
        self.path.mkdir(exist_ok=True)
        for number, found in rows.items():
            with (self.path / f"{number}.{os.getpid()}").open("ab") as file, pa.ipc.new_stream(file, table.schema, options=_OPTIONS) as stream:
                stream.write_table(table.take(pa.array(found)))

    def part(self, number: int, schema: pa.Schema) -> pa.Table:
        """The rows of a part, in no order that means anything."""
        return pa.Table.from_batches(list(self.batches(number)), schema).combine_chunks()

    def batches(self, number: int) -> Iterator[pa.RecordBatch]:
        """The rows of a part as they were put into it."""
        for path in sorted(self.path.glob(f"{number}.*")):
            with pa.OSFile(str(path)) as file:
                while file.tell() < file.size():
                    yield from pa.ipc.open_stream(file)

    def remove(self) -> None:
        """Give the disk back."""
        shutil.rmtree(self.path, ignore_errors=True)


@contextmanager
def scratch_folder(path: Path) -> Iterator[Path]:
    """A folder that is empty at first, and gone at the end."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def made_of(pool: ProcessPoolExecutor, jobs: int, make: Callable[..., T], items: Iterable[object], *rest: object) -> Iterator[T]:
    """What `make` makes of each item (and `rest`) in the pool, in order; few are under way at once, so that answers do not pile up."""
    stream = iter(items)
    pending = [pool.submit(make, item, *rest) for item in islice(stream, jobs + PARTS_AHEAD)]
    while pending:
        yield pending.pop(0).result()
        pending += [pool.submit(make, item, *rest) for item in islice(stream, 1)]
