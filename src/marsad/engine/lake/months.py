"""Writing rows by month: a folder a month, as both engines lay the lake out."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

COMPRESSION = "zstd"
HELD_BYTES = 48_000_000
"""Rows are held back until they take so much, or a month has a row group: groups of a few rows make files large and slow to ask."""
GROUP_ROWS = 2_000


def write_by_month(batches: Iterable[pa.RecordBatch], path: Path, schema: pa.Schema) -> Counter[str]:
    """Write batches as Parquet under `path`, a folder a month; how many rows they have, how many of these an `issue`, and how many `reports`."""
    counts: Counter[str] = Counter()
    path.mkdir(parents=True)
    with ExitStack() as stack:
        months = _Months(path, schema.remove(schema.get_field_index("month")), stack)
        for batch in batches:
            table = pa.Table.from_batches([batch], schema)
            for month in pc.unique(table["month"]).to_pylist():
                months.add(month, table.filter(pc.equal(table["month"], month)))
            counts["rows"] += table.num_rows
            if "issue" in schema.names:
                counts["issue"] += table.num_rows - table["issue"].null_count
                counts["reports"] += pc.sum(pc.list_value_length(table["reports"])).as_py() or 0
        months.flush()
    return counts


class _Months:
    """The files of the months, and the rows that are held back."""

    def __init__(self, path: Path, schema: pa.Schema, stack: ExitStack) -> None:
        self._path, self._schema, self._stack = path, schema, stack
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._held: defaultdict[str, list[pa.Table]] = defaultdict(list)
        self._rows: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()

    def add(self, month: str, table: pa.Table) -> None:
        part = table.select(self._schema.names)
        self._held[month].append(part)
        self._rows[month] += part.num_rows
        self._bytes[month] += part.nbytes
        if self._rows[month] >= GROUP_ROWS:
            self._write(month)
        while self._bytes.total() > HELD_BYTES:
            self._write(self._bytes.most_common(1)[0][0])

    def flush(self) -> None:
        """Write everything that is held back."""
        for month in sorted(self._held):
            self._write(month)

    def _write(self, month: str) -> None:
        if month not in self._writers:
            target = self._path / f"month={month}"
            target.mkdir()
            self._writers[month] = self._stack.enter_context(pq.ParquetWriter(target / "part-0.parquet", self._schema, compression=COMPRESSION))
        self._writers[month].write_table(pa.concat_tables(self._held.pop(month)))
        del self._rows[month], self._bytes[month]
