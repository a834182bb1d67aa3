"""Reports and events held in memory: for a corpus that is reconciled in one go, and beside the database in the tests of reconciling."""

from collections import defaultdict
from collections.abc import Iterable

from marsad.errors import InputError
from marsad.model import Event, Judgement, Report, Signature
from marsad.stages.reconcile.cluster import block_keys, neighbouring_keys


class MemoryReports:
    """A `ReportStore` of one process; it keeps nothing."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._blocks: defaultdict[tuple[str, ...], list[Report]] = defaultdict(list)
        self._signatures: dict[str, Signature] = {}
        self._events: dict[str, Event] = {}
        self._home: dict[str, str] = {}
        self._homeless: dict[str, Report] = {}
        self._judgements: dict[str, Judgement] = {}

    def add(self, reports: Iterable[Report], signatures: Iterable[Signature] = ()) -> None:
        """Take in new reports and the signatures of their documents; a report that is known stays as it is."""
        for report in reports:
            if report.id not in self._reports:
                self._reports[report.id] = self._homeless[report.id] = report
                for key in block_keys(report):
                    self._blocks[key].append(report)
        self._signatures |= {signature.document: signature for signature in signatures}

    def unreconciled_reports(self) -> list[Report]:
        return list(self._homeless.values())

    def reports(self, ids: Iterable[str]) -> list[Report]:
        return [self._reports[id_] for id_ in ids if id_ in self._reports]

    def reports_near(self, report: Report) -> list[Report]:
        keys = dict.fromkeys(near for key in block_keys(report) for near in neighbouring_keys(key))
        return list({other.id: other for key in keys for other in self._blocks.get(key, ())}.values())

    def events_of(self, reports: Iterable[str]) -> list[Event]:
        return [self._events[id_] for id_ in sorted({self._home[report] for report in reports if report in self._home})]

    def events(self, ids: Iterable[str]) -> list[Event]:
        return [self._events[id_] for id_ in ids if id_ in self._events]

    def find_events(self, ids: Iterable[str]) -> list[Event]:
        """The events whose ids begin so.

        Raises:
            InputError: when none or several do.
        """
        found = []
        for id_ in ids:
            matching = [event for known, event in self._events.items() if known.startswith(id_)]
            if len(matching) != 1:
                raise InputError(f"{id_!r} names {len(matching)} events; `marsad events list` shows the ids")
            found += matching
        return found

    def all_events(self) -> list[Event]:
        """Every event, by its day and id."""
        return sorted(self._events.values(), key=lambda event: (event.begin or "", event.id))

    def all_reports(self) -> list[Report]:
        """Every report, by its id."""
        return sorted(self._reports.values(), key=lambda report: report.id)

    def all_signatures(self) -> list[Signature]:
        """Every signature, by its document."""
        return sorted(self._signatures.values(), key=lambda signature: signature.document)

    def replace_events(self, old: Iterable[str], new: Iterable[Event]) -> None:
        for id_ in old:
            for report in self._events.pop(id_).reports:
                self._home.pop(report, None)
                if report in self._reports:
                    self._homeless[report] = self._reports[report]
        for event in new:
            self._events[event.id] = event
            for report in event.reports:
                self._home[report] = event.id
                self._homeless.pop(report, None)

    def signatures(self, documents: Iterable[str]) -> list[Signature]:
        return [self._signatures[document] for document in documents if document in self._signatures]

    def judgements(self) -> list[Judgement]:
        return list(self._judgements.values())

    def add_judgement(self, judgement: Judgement) -> None:
        self._judgements[judgement.id] = judgement
