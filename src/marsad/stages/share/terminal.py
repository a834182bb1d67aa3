"""Events as a table in the terminal, and, where asked, the rules that made each field."""

from collections.abc import Iterable
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table

TERMINAL_WIDTH = 160
_STATUS_SIGNS = {"actual": "", "planned": "planned", "possible": "feared", "denied": "denied"}


def write_table(records: Iterable[dict[str, Any]], stream: TextIO, *, explain: bool = False) -> None:
    """Write one row an event: when, where, what, who to whom, toll and source; with `explain`, the rules behind each record."""
    console = Console(file=stream, width=None if stream.isatty() else TERMINAL_WIDTH, highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("when", "where", "what", "who", "to whom", "killed", "injured", "who says so"):
        table.add_column(heading, overflow="fold")
    explained: list[str] = []
    for record in records:
        for event in record.get("events", ()):
            table.add_row(*_row(event, record))
            explained += [f"{event['trigger']['quote']}: {event['type']} by {', '.join(event['rules'])}"] if explain else []
        if explain:
            explained += _explain(record)
    console.print(table)
    for line in explained:
        console.print(line, markup=False)


def _row(event: dict[str, Any], record: dict[str, Any]) -> list[str]:
    place = event["place"]
    where = f"{place['name']} ({place['country'] or 'sea'})" if place else "–"
    what = " ".join(part for part in (event["type"], event["mode"] or "", _STATUS_SIGNS[event["status"]]) if part)
    claim = record["claims"][event["claim"]] if event["claim"] >= 0 else None
    source = " ← ".join([*claim["via"], claim["source"]]) if claim else record["document"]["outlet"] or "–"
    return [
        event["date"] or "–",
        where,
        what,
        "; ".join(event["actors"]) or "–",
        "; ".join(event["targets"]) or "–",
        _toll(event, "killed"),
        _toll(event, "injured"),
        source,
    ]


def _toll(event: dict[str, Any], measure: str) -> str:
    low, high = event.get(measure) or (None, None)
    if low is None:
        return ""
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"


def _explain(record: dict[str, Any]) -> list[str]:
    lines = []
    for layer in ("places", "times", "actors", "figures", "claims"):
        lines += [f"{layer} {item['start']}-{item['end']} {item['quote']}: {', '.join(item['rules'])}" for item in record.get(layer, ())]
    return lines
