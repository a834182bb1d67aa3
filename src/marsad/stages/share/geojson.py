"""Events as GeoJSON: points with their radius of uncertainty, events without a place as features without geometry."""

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from marsad.model.shared import Exported, SharedEvent
from marsad.stages.share.flat import flat_row, withdrawn_row
from marsad.stages.share.formats import Heading
from marsad.stages.share.tables import event_rows

_POSITION = ("latitude", "longitude")


def feature_collection(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection (RFC 7946) of the events of public records; properties are the columns of the CSV."""
    return {"type": "FeatureCollection", "features": [_feature(row) for row in event_rows(records)]}


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = (row[name] for name in _POSITION)
    geometry = None if latitude is None or longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
    return {
        "type": "Feature",
        "id": row["event_id"],
        "geometry": geometry,
        "properties": {name: value for name, value in row.items() if name not in _POSITION},
    }


def write_geojson(records: Iterable[Exported], stream: BinaryIO, heading: Heading) -> None:
    """Write reconciled events as they come; what the export says of itself stands behind them, as the member `marsad` (RFC 7946, 6.1)."""
    encode = msgspec.json.Encoder().encode
    stream.write(b'{"type":"FeatureCollection","features":[')
    between = b"\n"
    for record in records:
        row = flat_row(record) if isinstance(record, SharedEvent) else withdrawn_row(record) | dict.fromkeys(_POSITION)
        stream.write(between + encode(_feature(row)))
        between = b",\n"
    stream.write(b'\n],"marsad":' + encode(heading.told()) + b"}\n")
