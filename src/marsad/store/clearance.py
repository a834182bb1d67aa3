"""Who may read what: the one place that decides it. Every query of the store takes what must hold of its rows from here.

A store that was opened is its owner's and shows all. `Store.cleared` gives one that shows what a clearance may see, exactly as a store would that
was never given anything else (tested so): no count, order, cursor or revision of it depends on what is above.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, exists, or_, select, union_all

from marsad.model.marking import RED
from marsad.store.schema import captures, documents, event_members, event_tallies, events, judgements, reports

if TYPE_CHECKING:
    from marsad.store.store import Store

Holds = list[ColumnElement[bool]]


def seen_documents(store: "Store") -> Holds:
    """What must hold of a row of `documents`."""
    return [] if store.clearance == RED else [documents.c.marking <= store.clearance]


def seen_reports(store: "Store") -> Holds:
    """What must hold of a row of `reports`."""
    return [] if store.clearance == RED else [reports.c.marking <= store.clearance]


def seen_events(store: "Store") -> Holds:
    """What must hold of a row of `events`."""
    if store.clearance == RED:
        return [events.c.most == RED]
    return [events.c.least <= store.clearance, events.c.most >= store.clearance]


def seen_judgements(store: "Store") -> Holds:
    """What must hold of a row of `judgements`."""
    return [] if store.clearance == RED else [judgements.c.marking <= store.clearance]


def seen_tallies(store: "Store") -> Holds:
    """What must hold of a row of `event_tallies`: a clearance sees the sum of the rows up to its own level."""
    return [] if store.clearance == RED else [event_tallies.c.marking <= store.clearance]


def seen_captures(store: "Store") -> Holds:
    """What must hold of a row of `captures`: its bytes hold every document that was read out of it."""
    if store.clearance == RED:
        return []
    above = exists().where(documents.c.capture == captures.c.sha256, documents.c.marking > store.clearance)
    return [captures.c.marking <= store.clearance, ~above]


def rows_with(store: "Store", *holds: ColumnElement[bool], joined: Any = None) -> Any:
    """A query of the `row`s of events in which reports stand of which this holds; the events are still to be those that are seen.

    `joined` is a table and the clause by which it is joined to `reports`, where `holds` speaks of it.
    """
    source = reports if joined is None else reports.join(*joined)
    top: Select[Any] = select(reports.c.event).select_from(source).where(reports.c.event.is_not(None), *holds, *seen_reports(store))
    if store.clearance == RED:
        return top
    below = select(event_members.c.event).select_from(source.join(event_members, event_members.c.report == reports.c.id))
    return union_all(top, below.where(*holds, *seen_reports(store)))


def told_by(store: "Store", *holds: ColumnElement[bool]) -> ColumnElement[bool]:
    """What holds of a row of `events` in which a report stands of which this holds."""
    top = exists().where(reports.c.event == events.c.row, *holds, *seen_reports(store))
    if store.clearance == RED:
        return top
    member = event_members.c.report == reports.c.id
    return or_(top, exists().where(event_members.c.event == events.c.row, member, *holds, *seen_reports(store)))


def homes(store: "Store") -> Any:
    """A query of (report, event): the event, by its id, in which each report stands for those of this clearance."""
    if store.clearance == RED:
        return select(reports.c.id.label("report"), reports.c.event.label("event")).where(reports.c.event.is_not(None))
    top = select(reports.c.id.label("report"), events.c.id.label("event")).join(events, reports.c.event == events.c.row)
    below = select(event_members.c.report.label("report"), events.c.id.label("event")).join(events, event_members.c.event == events.c.row)
    return union_all(top.where(*seen_events(store)), below.where(*seen_events(store)))
