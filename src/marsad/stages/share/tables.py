"""Events as rows: CSV for spreadsheets, and what the terminal's table shows."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

COLUMNS = (
    "event_id", "event_date", "time_precision", "status", "plover_type", "mode", "event_type", "sub_event_type", "actors",
    "targets", "location", "location_en", "kind", "country", "latitude", "longitude", "radius_m", "geo_precision", "killed_low",
    "killed_high", "injured_low", "injured_high", "detained_low", "detained_high", "source", "via", "stance", "outlet",
    "published", "url", "document", "evidence",
)  # fmt: skip


def event_rows(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """One flat row an event of public records, with the columns of `COLUMNS`; an open upper end is an empty
    cell beside a filled lower one."""
    for record in records:
        for event in record.get("events", ()):
            claim = record["claims"][event["claim"]] if event["claim"] >= 0 else {}
            place, document = event["place"] or {}, record["document"]
            yield {
                "event_id": event["id"], "event_date": event["date"], "time_precision": event["time_precision"], "status": event["status"],
                "plover_type": event["type"], "mode": event["mode"], "event_type": event["event_type"], "sub_event_type": event["sub_event_type"],
                "actors": "; ".join(event["actors"]), "targets": "; ".join(event["targets"]), "location": place.get("name"),
                "location_en": place.get("name_en"), "kind": place.get("kind"), "country": place.get("country"), "latitude": place.get("lat"),
                "longitude": place.get("lon"), "radius_m": place.get("radius_m"), "geo_precision": event["geo_precision"],
                **_bounds(event, "killed"), **_bounds(event, "injured"), **_bounds(event, "detained"), "source": claim.get("source"),
                "via": "; ".join(claim.get("via", ())), "stance": claim.get("stance"), "outlet": document.get("outlet"),
                "published": document.get("published"), "url": document.get("url"), "document": document["id"], "evidence": event["evidence"],
            }  # fmt: skip


def _bounds(event: dict[str, Any], measure: str) -> dict[str, Any]:
    low, high = event.get(measure) or (None, None)
    return {f"{measure}_low": low, f"{measure}_high": high}


def write_csv(records: Iterable[dict[str, Any]], stream: TextIO) -> None:
    """Write the events of public records as CSV; cells that a spreadsheet would run as a formula get a quote before them."""
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in event_rows(records):
        writer.writerow({name: _harmless(value) for name, value in row.items()})


def _harmless(value: object) -> object:
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "@", "\t") else value
