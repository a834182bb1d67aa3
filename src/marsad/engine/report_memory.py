"""Reports and events held in memory: for a corpus that is reconciled in one go, and beside the database in the tests of reconciling."""

from collections import defaultdict
from collections.abc import Iterable

from marsad.errors import InputError
from marsad.model import Event, Judgement, Report, Seen, Signature
from marsad.model.marking import RED
from marsad.stages.reconcile.cluster import block_keys, neighbouring_keys


class MemoryReports:
    """A `ReportStore` of one process; it keeps nothing, and its owner sees all."""

    clearance = RED

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._blocks: defaultdict[tuple[str, ...], list[Report]] = defaultdict(list)
        self._signatures: dict[str, Signature] = {}
        self._seen: dict[str, Seen] = {}
        self._home: defaultdict[str, set[str]] = defaultdict(set)
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

    def versions_of(self, reports: Iterable[str]) -> list[Seen]:
        return [self._seen[row] for row in sorted({row for report in reports for row in self._home.get(report, ())})]

    def events(self, ids: Iterable[str]) -> list[Event]:
        return [self._seen[id_].event for id_ in ids if id_ in self._seen]

    def find_events(self, ids: Iterable[str]) -> list[Event]:
        """The events whose ids begin so.

        Raises:
            InputError: when none or several do.
        """
        found = []
        for id_ in ids:
            matching = [event for event in self.all_events() if event.id.startswith(id_)]
            if len(matching) != 1:
                raise InputError(f"{id_!r} names {len(matching)} events; `marsad events list` shows the ids")
            found += matching
        return found

    def all_events(self, clearance: int = RED) -> list[Event]:
        """Every event that this clearance sees, by its day and id."""
        seen = (version.event for version in self._seen.values() if version.is_for(clearance))
        return sorted(seen, key=lambda event: (event.begin or "", event.id))

    def all_reports(self) -> list[Report]:
        """Every report, by its id."""
        return sorted(self._reports.values(), key=lambda report: report.id)

    def all_signatures(self) -> list[Signature]:
        """Every signature, by its document."""
        return sorted(self._signatures.values(), key=lambda signature: signature.document)

    def replace_events(self, old: Iterable[Seen], new: Iterable[Seen]) -> bool:
        for past in old:
            del self._seen[past.row]
            for report in past.event.reports:
                self._home[report].discard(past.row)
                if report in self._reports and past.most == RED:
                    self._homeless[report] = self._reports[report]
        for seen in new:
            self._seen[seen.row] = seen
            for report in seen.event.reports:
                self._home[report].add(seen.row)
                if seen.most == RED:
                    self._homeless.pop(report, None)
        return True

    def withdraw_dissolved(self) -> None:
        """Nothing of it is shared."""

    def signatures(self, documents: Iterable[str]) -> list[Signature]:
        return [self._signatures[document] for document in documents if document in self._signatures]

    def judgements(self) -> list[Judgement]:
        return list(self._judgements.values())

    def add_judgement(self, judgement: Judgement) -> None:
        self._judgements[judgement.id] = judgement
