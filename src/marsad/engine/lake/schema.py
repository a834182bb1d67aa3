"""The columns of the lake's tables, and of what passes between the steps that make them."""

import pyarrow as pa

FORMAT = 1
"""Of the lake's folders and columns; another number is not read."""
UNKNOWN_MONTH = "unknown"
"""The partition of articles whose publication time is not known, and of issues."""
ITEMS = pa.schema(
    [("kind", pa.string()), ("origin", pa.string()), ("line", pa.int64()), ("body", pa.binary()), ("head", pa.binary())],
)
_PLACE = [
    ("place_id", pa.string()), ("place_ar", pa.string()), ("place_en", pa.string()), ("country", pa.string()), ("admin1", pa.string()),
    ("lat", pa.float64()), ("lon", pa.float64()), ("radius_m", pa.int64()), ("geo_precision", pa.int64()),
]  # fmt: skip
_TOLD = [
    ("type", pa.string()), ("status", pa.string()), ("mode", pa.string()), ("sub_event_type", pa.string()),
    ("begin", pa.string()), ("end", pa.string()), ("time_precision", pa.int64()), *_PLACE,
    ("actors", pa.list_(pa.string())), ("targets", pa.list_(pa.string())),
    *((f"{measure}_{bound}", pa.int64()) for measure in ("killed", "injured", "detained", "abducted", "displaced") for bound in ("low", "high")),
]  # fmt: skip
REPORT = pa.struct(
    [("id", pa.string()), *_TOLD, ("source", pa.string()), ("source_type", pa.string()), ("evidence", pa.string()), ("record", pa.string())]
)
CLAIM = pa.struct(
    [("holder", pa.string()), ("holder_type", pa.string()), ("via", pa.list_(pa.string())), ("stance", pa.string()), ("channel", pa.string()),
     ("cue", pa.string()), ("content", pa.string())]
)  # fmt: skip
FIGURE = pa.struct(
    [("measure", pa.string()), ("low", pa.int64()), ("high", pa.int64()), ("approx", pa.bool_()), ("unit", pa.string()), ("claim", pa.int64()),
     ("part_of", pa.int64()), ("quote", pa.string())]
)  # fmt: skip
MENTION = pa.struct([("id", pa.string()), ("name", pa.string()), ("kind", pa.string()), ("country", pa.string()), ("quote", pa.string())])
ISSUE = pa.struct([("code", pa.string()), ("origin", pa.string()), ("line", pa.int64()), ("message", pa.string())])
RECORDS = pa.schema(
    [
        ("month", pa.string()), ("id", pa.string()), ("digest", pa.string()), ("outlet", pa.string()), ("published", pa.timestamp("us")),
        ("title", pa.string()), ("url", pa.string()), ("byline", pa.string()), ("agencies", pa.list_(pa.string())), ("capture", pa.string()),
        ("marsad", pa.string()), ("lexicons", pa.string()), ("gazetteer", pa.string()), ("signature", pa.string()), ("record", pa.string()),
        ("reports", pa.list_(REPORT)), ("claims", pa.list_(CLAIM)), ("figures", pa.list_(FIGURE)), ("places", pa.list_(MENTION)),
        ("actors", pa.list_(MENTION)), ("issue", ISSUE),
    ]
)  # fmt: skip
"""One row a document, or an issue (`id` is then the document's, if any, and `record` None). `record` is the whole extraction as JSON."""
EVENTS = pa.schema(
    [("month", pa.string()), ("id", pa.string()), *_TOLD, ("sources", pa.int64()), ("reports", pa.list_(pa.string())), ("priority", pa.float64()),
     ("disputed", pa.bool_()), ("record", pa.string())]
)  # fmt: skip
COPIES = pa.schema([("earlier", pa.string()), ("later", pa.string()), ("replaced", pa.bool_())])
"""Pairs of documents that are one text; `replaced` where the later is an update by the same outlet."""
