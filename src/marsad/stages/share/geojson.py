"""Events as GeoJSON: points with their radius of uncertainty, events without a place as features without geometry."""

from collections.abc import Iterable
from typing import Any

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
