"""Reconciled events as tables and JSON: one line an event, and one event with every source's version side by side."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from marsad.model import Bounds, Event, FigureReport, Judgement, Report

EVIDENCE_CHARS = 160


def event_json(event: Event, reports: Sequence[Report] = ()) -> bytes:
    """An event as JSON, with its reports in full where they are given."""
    fields: dict[str, Any] = msgspec.to_builtins(event)
    if reports:
        fields["versions"] = msgspec.to_builtins(tuple(reports))
    return msgspec.json.encode(fields)


def print_events(events: Iterable[Event], console: Console) -> None:
    """A table of events, one a line."""
    table = Table(box=None, header_style="bold")
    for column in ("event", "day", "type", "place", "killed", "injured", "sources", "reports"):
        table.add_column(column, no_wrap=column in ("event", "day"))
    for event in events:
        settled = {figure.measure: figure for figure in event.settled}
        tolls = [_toll(settled[measure].bounds) + ("?" if settled[measure].disputed else "") if measure in settled else "" for measure in _SHOWN]
        kind = f"{event.type} {event.mode}".strip() + ("" if event.status == "actual" else f" ({event.status})")
        table.add_row(event.id, _day(event), kind, _place(event), *tolls, str(event.sources), str(len(event.reports)))
    console.print(table)


_SHOWN = ("killed", "injured")


def print_event(event: Event, reports: Mapping[str, Report], judgements: Sequence[Judgement], console: Console) -> None:
    """One event: its versions side by side, its figures by source, what was settled on and left out, and why its reports were joined."""
    console.print(f"[bold]{event.id}[/]  {event.type} {event.mode}  {event.status}  {_day(event)}  {_place(event)}")
    console.print(f"{len(event.reports)} reports of {event.sources} independent sources")
    console.print(_versions(event, reports))
    if event.figures:
        console.print(_figures(event.figures))
    for settled in event.settled:
        left_out = f"; left out: {', '.join(settled.left_out)}" if settled.left_out else ""
        told = "disputed, " if settled.disputed else ""
        console.print(
            f"{settled.measure} {_toll(settled.bounds)} ({told}rule {settled.rule}, from {', '.join(settled.chosen)}{left_out})", highlight=False
        )
    for merge in event.merges:
        console.print(f"joined {merge.left} and {merge.right}: {merge.score:.2f}, {', '.join(merge.reasons)}", highlight=False)
    for judgement in judgements:
        console.print(f"judgement {judgement.id}: {judgement.action} by {judgement.by}, {judgement.at} {judgement.reason}", highlight=False)


def _versions(event: Event, reports: Mapping[str, Report]) -> Table:
    table = Table(box=None, header_style="bold")
    for column in ("report", "outlet", "published", "on the word of", "day", "place", "says"):
        table.add_column(column, no_wrap=column == "report")
    for id_ in event.reports:
        report = reports.get(id_)
        if report is None:
            continue
        outlet = report.outlet + (" (replaced)" if id_ in event.superseded else "")
        place = report.place.name_en or report.place.name_ar if report.place is not None else ""
        says = report.evidence.exact[:EVIDENCE_CHARS] if report.evidence is not None else ""
        table.add_row(id_, outlet, (report.published or "")[:16], report.source, (report.begin or "")[:10], place, says)
    return table


def _figures(figures: Iterable[FigureReport]) -> Table:
    table = Table(box=None, header_style="bold")
    for column in ("measure", "count", "outlet", "on the word of", "published", "report", ""):
        table.add_column(column)
    for figure in figures:
        notes = [figure.basis, "" if figure.own else "also told", "replaced" if figure.superseded else ""]
        table.add_row(
            figure.measure, _toll(figure.bounds), figure.outlet, figure.source, (figure.published or "")[:16], figure.report,
            ", ".join(note for note in notes if note),
        )  # fmt: skip
    return table


def _toll(bounds: Bounds) -> str:
    low, high = bounds
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"


def _day(event: Event) -> str:
    return (event.begin or "")[:10] + ("~" if event.time_precision > 1 else "")


def _place(event: Event) -> str:
    return (event.place.name_en or event.place.name_ar) if event.place is not None else ""
