"""The formats of an export: one table from their names to the functions that write them, each a stream of records in and a stream of bytes out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any, BinaryIO

import msgspec

from marsad.errors import InputError
from marsad.model import Place
from marsad.model.extraction import Version
from marsad.model.shared import Exported, SharedEvent

EVENTS, WITHDRAWN = "events", "withdrawn"
Write = Callable[[Iterable[Exported], BinaryIO, "Heading"], None]
"""Writes records as they come, each once and none kept, and nothing else of the stream: the caller opens, names and closes it."""


class Heading(msgspec.Struct, frozen=True):
    """What an export says of itself.

    `form` is its format, `at` when it was made (UTC), `cursor` the last change that it holds, `since` the change from which on it holds what
    changed (`""`: it holds all), `asked` the filters, `policy` what was left out by rule, `version` the code and lexicons of this program.
    `provinces` gives the province of a country and a code, for formats that name it. `left_out` counts what was left out, and `written` the
    records, both as far as the export has come: a format writes them at its end.
    """

    form: str
    at: str
    cursor: str
    since: str
    asked: Mapping[str, Any]
    policy: Mapping[str, Any]
    version: Version
    provinces: Callable[[str, str], Place | None]
    left_out: Counter[str]
    written: Counter[str]

    def leave_out(self, record: Exported, why: str) -> None:
        """Count a record that the format cannot hold."""
        self.left_out[why] += 1
        self.written[EVENTS if isinstance(record, SharedEvent) else WITHDRAWN] -= 1

    def told(self) -> dict[str, Any]:
        """All of it, as JSON can hold it."""
        told = {name: getattr(self, name) for name in ("form", "at", "cursor", "since", "asked", "policy", "version", "written", "left_out")}
        made: dict[str, Any] = msgspec.to_builtins(told)
        return made


class Format(msgspec.Struct, frozen=True):
    """A format: where its writer is (`module:function`), what it is called and how a file of it ends.

    `statuses` are those of the events that it holds where nobody asks for others (empty: all). `withdrawals` is False where it has no way to say
    that an event is no more: then an export of what changed counts them, and `marsad changes` names them. `sidecar` is True where the heading
    has no place in the file. `extra` is the optional dependency that it needs.
    """

    writer: str
    media_type: str
    ending: str
    title: str
    statuses: tuple[str, ...] = ()
    withdrawals: bool = False
    sidecar: bool = False
    extra: str = ""


_SHARE = "marsad.stages.share"
_HAPPENED = ("actual",)
_PARQUET = "application/vnd.apache.parquet"
FORMATS: Mapping[str, Format] = {
    "stix": Format(f"{_SHARE}.stix:write_stix", "application/stix+json;version=2.1", ".json", "STIX 2.1 bundle", withdrawals=True, sidecar=True),
    "jsonl": Format(f"{_SHARE}.jsonl:write_jsonl", "application/x-ndjson", ".jsonl", "Marsad's own records, everything", withdrawals=True),
    "acled": Format(f"{_SHARE}.acled:write_acled", "text/csv", ".csv", "ACLED's columns (codebook of 2024)", statuses=_HAPPENED, sidecar=True),
    "ucdp": Format(f"{_SHARE}.ucdp:write_ucdp", "text/csv", ".csv", "UCDP GED's columns, low, best and high", statuses=_HAPPENED, sidecar=True),
    "plover": Format(
        f"{_SHARE}.plover:write_plover", "application/x-ndjson", ".jsonl", "PLOVER's JSON, one event a line", withdrawals=True, sidecar=True
    ),
    "geojson": Format(f"{_SHARE}.geojson:write_geojson", "application/geo+json", ".geojson", "GeoJSON (RFC 7946)", withdrawals=True),
    "parquet": Format(f"{_SHARE}.parquet:write_parquet", _PARQUET, ".parquet", "Apache Parquet", withdrawals=True, extra="parquet"),
    "geoparquet": Format(f"{_SHARE}.parquet:write_geoparquet", _PARQUET, ".parquet", "GeoParquet 1.1", withdrawals=True, extra="parquet"),
    "ftm": Format(f"{_SHARE}.followthemoney:write_ftm", "application/x-ndjson", ".ftm.json", "FollowTheMoney entities", sidecar=True),
    "annotations": Format(
        f"{_SHARE}.annotations:write_annotations", "application/ld+json", ".jsonld", "W3C Web Annotation with PROV", withdrawals=True
    ),
}
"""By name. A further format is a module with a `Write` and a line here."""


def find_format(name: str) -> Format:
    """The format of a name.

    Raises:
        InputError: when there is none.
    """
    if name not in FORMATS:
        raise InputError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    return FORMATS[name]


def load_writer(form: Format) -> Write:
    """The function that writes a format.

    Raises:
        InputError: when a library that it needs is not installed.
    """
    module, _, function = form.writer.partition(":")
    try:
        write: Write = getattr(import_module(module), function)
    except ModuleNotFoundError as error:
        if not form.extra:
            raise
        raise InputError(f"this format needs {error.name}, which is not installed; run: pip install 'marsad[{form.extra}]'") from error
    return write
