"""Reports, events and judgements in one file: what `marsad events` works on where no database is set up."""

import gzip
from collections.abc import Iterable
from pathlib import Path

import msgspec

from marsad.engine.report_memory import MemoryReports
from marsad.errors import InputError
from marsad.model import Event, Extraction, Judgement, Report, Signature
from marsad.stages.reconcile.copies import signature_of
from marsad.stages.reconcile.reports import reports_of

FORMAT = 1


class Contents(msgspec.Struct, frozen=True):
    """What the file holds."""

    format: int
    reports: tuple[Report, ...]
    signatures: tuple[Signature, ...]
    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...]


class ReportFile(MemoryReports):
    """A `ReportStore` read from a file and written back as a whole: for corpora of up to some hundred thousand reports.

    Raises:
        InputError: when the file is there and cannot be read, or is of another format.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        if path.exists():
            self._load()

    def _load(self) -> None:
        try:
            contents = msgspec.json.decode(gzip.decompress(self.path.read_bytes()), type=Contents)
        except (OSError, EOFError, msgspec.DecodeError) as error:
            raise InputError(f"{self.path} cannot be read as a file of events ({error}); make one with `marsad events add`") from error
        if contents.format != FORMAT:
            raise InputError(f"{self.path} is of format {contents.format}, this Marsad reads {FORMAT}; make it anew with `marsad events add`")
        self.add(contents.reports, contents.signatures)
        self.replace_events((), contents.events)
        for judgement in contents.judgements:
            self.add_judgement(judgement)

    def add_extractions(self, extractions: Iterable[Extraction]) -> None:
        """Take in what was read out of documents; documents that are known add nothing."""
        for extraction in extractions:
            self.add(reports_of(extraction), [signature_of(extraction.document)])

    def save(self) -> None:
        """Write the file; it is whole at every moment, also when the writing is cut off."""
        contents = Contents(FORMAT, tuple(self.all_reports()), tuple(self.all_signatures()), tuple(self.all_events()), tuple(self.judgements()))
        draft = self.path.with_name(self.path.name + ".part")
        draft.write_bytes(gzip.compress(msgspec.json.encode(contents), compresslevel=3, mtime=0))
        draft.replace(self.path)
