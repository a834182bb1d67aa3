"""Events as Apache Parquet and as GeoParquet 1.1, in row groups of a fixed size; written with pyarrow (`marsad[parquet]`)."""

import json
import struct
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.model.shared import Exported, SharedEvent
from marsad.stages.share.facts import MEASURES
from marsad.stages.share.flat import flat_row, withdrawn_row
from marsad.stages.share.formats import Heading

GROUP_ROWS = 5_000
"""Rows that are held at a time: some 20 MB."""
COMPRESSION = "zstd"
_TEXT, _TEXTS = pa.string(), pa.list_(pa.string())


def _fields(type_: Any, *names: str) -> list[tuple[str, Any]]:
    return [(name, type_) for name in names]


_TELLING = pa.struct(
    [
        *_fields(_TEXT, "report", "article", "outlet", "url", "title", "published", "capture_sha256", "origin"), ("superseded", pa.bool_()),
        *_fields(_TEXT, "source", "source_type"), *_fields(pa.int32(), "start", "end"), ("quote", _TEXT),
    ]
)  # fmt: skip
_FIGURE = pa.struct(
    [
        ("measure", _TEXT), *_fields(pa.int64(), "low", "high"), *_fields(_TEXT, "report", "outlet", "source", "source_type", "published", "basis"),
    ]
)  # fmt: skip
_TOLLS = [
    (f"{measure}_{part}", type_)
    for measure in MEASURES
    for part, type_ in (
        *_fields(pa.int64(), "low", "high"), ("rule", _TEXT), ("disputed", pa.bool_()), *_fields(pa.int64(), "told_least", "told_greatest"),
    )
]  # fmt: skip
SCHEMA = pa.schema(
    [
        *_fields(_TEXT, "event_id", "version", "withdrawn"), ("into", _TEXTS), *_fields(pa.date32(), "first_day", "last_day"),
        ("time_precision", pa.int8()),
        *_fields(_TEXT, "status", "review", "plover_type", "mode", "acled_event_type", "acled_sub_event_type"),
        *_fields(_TEXTS, "actors", "actor_ids", "actor_kinds", "targets", "target_ids", "target_kinds"),
        *_fields(_TEXT, "place_id", "location", "location_en", "place_kind", "country", "admin1"),
        *_fields(pa.float64(), "latitude", "longitude"), ("radius_m", pa.int32()), ("geo_precision", pa.int8()), *_TOLLS,
        *_fields(pa.int32(), "independent_sources", "reports"), *_fields(_TEXTS, "outlets", "urls"), ("tellings", pa.list_(_TELLING)),
        ("figures", pa.list_(_FIGURE)), ("tlp", _TEXT), ("made_by", _TEXTS), ("reconciled_by", _TEXT),
    ]
)  # fmt: skip
GEOMETRY = "geometry"
GEO_VERSION = "1.1.0"
_POINT_WKB = struct.Struct("<BIdd")
_LITTLE_ENDIAN, _POINT = 1, 1


class _Counting:
    """A stream that knows how far it is, as Parquet needs it, whatever it writes to."""

    closed = False
    mode = "wb"

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._written = 0

    def write(self, data: Any) -> int:
        self._stream.write(data)
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        self._stream.flush()

    def seekable(self) -> bool:
        return False

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True


def write_parquet(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write events and withdrawals; what the export says of itself is the file's metadata `marsad`."""
    with pq.ParquetWriter(_Counting(stream), SCHEMA, compression=COMPRESSION) as writer:
        for rows in _groups(records):
            writer.write_table(pa.Table.from_pylist(rows, SCHEMA))
        writer.add_key_value_metadata({"marsad": json.dumps(heading.told(), ensure_ascii=False)})


def write_geoparquet(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write the same with a column of points in WKB (longitude, latitude; OGC:CRS84), null where an event has no point."""
    schema = SCHEMA.append(pa.field(GEOMETRY, pa.binary()))
    box: list[float] | None = None
    with pq.ParquetWriter(_Counting(stream), schema, compression=COMPRESSION) as writer:
        for rows in _groups(records):
            for row in rows:
                lon, lat = row.get("longitude"), row.get("latitude")
                if lon is not None and lat is not None:
                    row[GEOMETRY] = point_wkb(lon, lat)
                    box = _wider(box, lon, lat)
            writer.write_table(pa.Table.from_pylist(rows, schema))
        column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"], **({"bbox": box} if box else {})}
        geo = {"version": GEO_VERSION, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
        writer.add_key_value_metadata({"geo": json.dumps(geo), "marsad": json.dumps(heading.told(), ensure_ascii=False)})


def _groups(records: Iterable[Exported]) -> Iterator[list[dict[str, Any]]]:
    made = map(_row, records)
    while rows := list(islice(made, GROUP_ROWS)):
        yield rows


def _row(record: Exported) -> dict[str, Any]:
    row = flat_row(record) if isinstance(record, SharedEvent) else withdrawn_row(record)
    for name in ("first_day", "last_day"):
        day = row.get(name)
        row[name] = date.fromisoformat(day[:10]) if day else None
    return row


def point_wkb(lon: float, lat: float) -> bytes:
    """A point as well-known binary (OGC 06-103r4).

    >>> point_wkb(36.3, 33.5).hex()[:10]
    '0101000000'
    """
    return _POINT_WKB.pack(_LITTLE_ENDIAN, _POINT, lon, lat)


def _wider(box: list[float] | None, lon: float, lat: float) -> list[float]:
    return [lon, lat, lon, lat] if box is None else [min(box[0], lon), min(box[1], lat), max(box[2], lon), max(box[3], lat)]
