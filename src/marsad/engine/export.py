"""Exporting: events and what became of them, out of a store as it stood at one moment, into a file that is whole or not there."""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import msgspec

from marsad.model import Place, Report, Version
from marsad.model.marking import RED
from marsad.model.shared import Article, Change, Exported, Quote, SharedEvent, Telling, Withdrawal
from marsad.stages.reconcile.sources import origins_of
from marsad.stages.share.formats import EVENTS, WITHDRAWN, Heading, find_format, load_writer
from marsad.stages.share.harm import Policy, Provinces, protect
from marsad.store.cursors import number_time, read_cursor
from marsad.store.event_search import EventQuery
from marsad.store.snapshots import Gone, Kept, Snapshot, open_snapshot
from marsad.store.store import Store

Progress = Callable[[int, int], None]
"""Told how many records are written, and how many there are in all."""
SIDECAR = ".meta.json"


class ProvinceGazetteer(Protocol):
    """What an export asks of a gazetteer."""

    def provinces(self, country: str) -> dict[str, Place]:
        """The provinces of a country by their code."""

    def country(self, code: str) -> Place | None:
        """The country of a code."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What to export: the format, the events that fit, what is left out, and the change since which they changed (`""`: all of them).

    `at` is now, in UTC; `provinces` gives the province of a country and a code.
    """

    form: str
    query: EventQuery
    at: str
    version: Version
    provinces: Provinces
    policy: Policy = Policy()
    since: str = ""


def asked_of(query: EventQuery) -> dict[str, Any]:
    """What is asked of events, without what is left as it is by default."""
    given, usual = (msgspec.to_builtins(each) for each in (query, EventQuery()))
    return {name: value for name, value in given.items() if value != usual[name]}


def export(store: Store, order: Order, stream: BinaryIO, progress: Progress = lambda *_: None) -> Heading:
    """Write an export, and give what it says of itself, its counts complete.

    Raises:
        InputError: for a format that is not there or whose library is not installed, a wrong cursor, or words of which none can be looked for.
    """
    form = find_format(order.form)
    write = load_writer(form)
    query = order.query if order.query.statuses or not form.statuses else msgspec.structs.replace(order.query, statuses=form.statuses)
    since = read_cursor(order.since)
    with open_snapshot(store) as snapshot:
        heading = Heading(
            order.form, order.at, str(snapshot.cursor), order.since, asked_of(query), msgspec.to_builtins(order.policy), order.version,
            order.provinces, Counter(), Counter(),
        )  # fmt: skip
        whole = snapshot.count_changes(since) if order.since else snapshot.count(query)
        records = _changed(snapshot, query, order) if order.since else map(shared_of, snapshot.events(query))
        harmless = (protect(record, order.policy, order.provinces, heading.left_out) for record in records)
        write(_counted(harmless, heading, lambda done: progress(done, whole)), stream, heading)
    return heading


def count_above(store: Store, query: EventQuery) -> int:
    """How many events that fit are others, or not there, to readers of the store's clearance than to its owner."""
    with open_snapshot(store.cleared(RED)) as snapshot:
        return snapshot.count_above(query, store.clearance)


def _changed(snapshot: Snapshot, query: EventQuery, order: Order) -> Iterator[Exported]:
    for found in snapshot.changed(query, read_cursor(order.since)):
        if isinstance(found, Gone):
            yield msgspec.structs.replace(withdrawal_of(found.change), share=found.share)
        else:
            yield shared_of(found)


def withdrawal_of(change: Change) -> Withdrawal:
    """An event that is no more, or that no longer fits."""
    return Withdrawal(change.event, "withdrawn" if change.version else change.kind, number_time(change.number), change.into)


def shared_of(kept: Kept) -> SharedEvent:
    """An event as it is shared, before anything is left out."""
    origins = origins_of(kept.reports, kept.signatures) if len(kept.reports) > 1 else {}
    superseded = frozenset(kept.event.superseded)
    tellings = tuple(
        _telling(report, kept.articles, origins.get(report.id, report.id), superseded=report.id in superseded) for report in kept.reports
    )
    return SharedEvent(kept.version, kept.marsad, kept.event, tellings, kept.share)


def _telling(report: Report, articles: Mapping[str, Article], origin: str, *, superseded: bool) -> Telling:
    span = report.evidence
    return Telling(
        report=report.id, article=articles.get(report.document) or Article(report.document, report.outlet), type=report.type, status=report.status,
        mode=report.mode, place=report.place, geo_precision=report.geo_precision, begin=report.begin, end=report.end,
        time_precision=report.time_precision, actors=report.actors, targets=report.targets, toll=report.toll, source=report.source,
        source_type=report.source_type, agencies=report.agencies, origin=origin, superseded=superseded,
        evidence=Quote(span.start, span.end, span.exact, span.prefix, span.suffix) if span is not None else None,
    )  # fmt: skip


def _counted(records: Iterable[Exported], heading: Heading, progress: Callable[[int], None]) -> Iterator[Exported]:
    for done, record in enumerate(records, 1):
        heading.written[EVENTS if isinstance(record, SharedEvent) else WITHDRAWN] += 1
        yield record
        progress(done)


def export_file(store: Store, order: Order, path: Path, progress: Progress = lambda *_: None) -> Heading:
    """Write an export to a file, which is replaced when it is whole, and beside it what it says of itself where the format has no place for that.

    Raises:
        InputError: as `export` does.
    """
    with whole_file(path) as stream:
        heading = export(store, order, stream, progress)
    if find_format(order.form).sidecar:
        with whole_file(path.with_name(path.name + SIDECAR)) as stream:
            stream.write(sidecar(heading))
    return heading


def sidecar(heading: Heading) -> bytes:
    """What an export says of itself, as the JSON that stands beside it."""
    return msgspec.json.format(msgspec.json.encode(heading.told()), indent=2) + b"\n"


def provinces_of(gazetteer: ProvinceGazetteer) -> Provinces:
    """The provinces and countries of a gazetteer, looked up once each."""

    @cache
    def of_country(country: str) -> dict[str, Place]:
        return gazetteer.provinces(country)

    @cache
    def find(country: str, code: str) -> Place | None:
        return of_country(country).get(code) or gazetteer.country(country)

    return find


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes come to stand under `path` when the context ends well, all at once; otherwise nothing does."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb", buffering=WRITE_BYTES) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


WRITE_BYTES = 1 << 20
