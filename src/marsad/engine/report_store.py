"""What reconciling asks of a store, answered by the database: reports found by their blocks."""

from collections.abc import Iterable

from marsad.model import Event, Judgement, Report, Seen, Signature
from marsad.model.marking import RED
from marsad.stages.reconcile.cluster import block_keys, neighbouring_keys
from marsad.store.store import Store

BETWEEN_PARTS = "|"


def stored_blocks(report: Report) -> list[str]:
    """The blocks of a report as the store keeps them."""
    return [BETWEEN_PARTS.join(key) for key in block_keys(report)]


class StoredReports:
    """The `ReportStore` of reconciling over a `Store`."""

    def __init__(self, store: Store) -> None:
        """`store` is that of the person who judges: he names the events that he sees, and reconciling itself sees all."""
        self._seen = store
        self._store = store.cleared(RED)

    @property
    def clearance(self) -> int:
        return self._seen.clearance

    def unreconciled_reports(self) -> list[Report]:
        return self._store.unreconciled_reports()

    def reports(self, ids: Iterable[str]) -> list[Report]:
        return self._store.reports(ids)

    def reports_near(self, report: Report) -> list[Report]:
        keys = {BETWEEN_PARTS.join(near) for key in block_keys(report) for near in neighbouring_keys(key)}
        return self._store.reports_in(sorted(keys))

    def versions_of(self, reports: Iterable[str]) -> list[Seen]:
        return self._store.versions_of(reports)

    def events(self, ids: Iterable[str]) -> list[Event]:
        return self._seen.events(ids)

    def replace_events(self, old: Iterable[Seen], new: Iterable[Seen]) -> bool:
        read = list(old)
        return self._store.replace_events([seen.row for seen in read], new, read)

    def withdraw_dissolved(self) -> None:
        self._store.withdraw_dissolved()

    def signatures(self, documents: Iterable[str]) -> list[Signature]:
        return self._store.signatures(documents)

    def judgements(self) -> list[Judgement]:
        return self._store.judgements()

    def add_judgement(self, judgement: Judgement) -> None:
        self._store.add_judgement(judgement)
