"""Writing rows by month: a folder a month, as both engines lay the lake out."""

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

COMPRESSION = "zstd"
HELD_BYTES = 64_000_000
"""Rows are held back until they take so much: row groups of a few rows make files large and slow to ask."""


def write_by_month(batches: Iterable[pa.RecordBatch], path: Path, schema: pa.Schema) -> Counter[str]:
    """Write batches as Parquet under `path`, a folder a month; how many rows they have, how many of these an `issue`, and how many `reports`."""
    counts: Counter[str] = Counter()
    path.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        months = _Months(path, schema.remove(schema.get_field_index("month")), stack)
        for batch in batches:
            months.add(batch)
            counts["rows"] += batch.num_rows
            if "issue" in schema.names:
                counts["issue"] += batch.num_rows - batch["issue"].null_count
                counts["reports"] += pc.sum(pc.list_value_length(batch["reports"])).as_py() or 0
        months.flush()
    return counts


class _Months:
    """The files of the months, and the batches that are held back."""

    def __init__(self, path: Path, schema: pa.Schema, stack: ExitStack) -> None:
        self._path, self._schema, self._stack = path, schema, stack
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._held: list[pa.RecordBatch] = []
        self._bytes = 0

    def add(self, batch: pa.RecordBatch) -> None:
        self._held.append(batch)
        self._bytes += batch.nbytes
        if self._bytes > HELD_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write everything that is held back, a row group a month."""
        if self._held:
            table = pa.Table.from_batches(self._held).sort_by("month")
            self._held, self._bytes, begin = [], 0, 0
            for counted in pc.value_counts(table["month"]).to_pylist():
                rows = table.slice(begin, counted["counts"]).select(self._schema.names)
                self._writer(counted["values"]).write_table(rows)
                begin += counted["counts"]

    def _writer(self, month: str) -> pq.ParquetWriter:
        if month not in self._writers:
            target = self._path / f"month={month}"
            target.mkdir()
            file = target / "part-0.parquet"
            self._writers[month] = self._stack.enter_context(pq.ParquetWriter(file, self._schema, compression=COMPRESSION))
        return self._writers[month]
