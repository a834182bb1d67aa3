"""The report: one self-contained page a batch, the articles with their layers, events, chains of claims and a small map."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, TextIO

from marsad.stages.share.outlines import outlines_near


def write_report(records: Iterable[dict[str, Any]], stream: TextIO) -> None:
    """Write the page for public records that carry their `text`. It asks nothing of the network: scripts and styles are inside, and a content
    security policy forbids the rest. Articles reach the page as data and are shown as text, never as HTML.
    """
    kept = [record for record in records if "text" in record]
    script, style = _part("report.js"), _part("report.css")
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_digest(script)}'; base-uri 'none'; form-action 'none'"
    data = json.dumps({"records": kept, "outlines": outlines_near(_points(kept))}, ensure_ascii=False, separators=(",", ":"))
    data = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    events = sum(len(record["events"]) for record in kept)
    stream.write(
        '<!doctype html>\n<html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>Marsad: {len(kept)} articles, {events} events</title>'
        f"<style>{style}</style></head><body><header><h1>Marsad</h1><p id='count'></p></header>"
        "<nav></nav><main></main>"
        f'<script type="application/json" id="data">{data}</script><script>{script}</script></body></html>\n'
    )


@cache
def _part(name: str) -> str:
    return (files("marsad.stages.share") / "_templates" / name).read_text("utf-8")


def _digest(script: str) -> str:
    return b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _points(records: list[dict[str, Any]]) -> Iterator[tuple[float, float]]:
    """Where the records' events are, as longitude and latitude."""
    places = (event["place"] for record in records for event in record["events"])
    return ((place["lon"], place["lat"]) for place in places if place and place["lat"] is not None)
