#!/usr/bin/env python3
"""Reconciling measured: B-cubed on labelled clusters, and the cost of one more day in stores that grow.

    benchmarks/reconcile.py [--corpus FILE.jsonl.gz] [--copies 8]

First the precision and recall of events against tests/cases/clusters.tsv (labelled by reading), with all the corpus' reports around them. Then the
corpus is put into a store once, twice, four times, ... each copy shifted back in time so that none overlaps another, and its last days are added one
after the other: the cost of adding them must not grow with the years in the store. Prints tables; asserts nothing.
"""

import argparse
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from marsad.engine.local import extract_all
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_memory import MemoryReports
from marsad.model import Extraction, Report, Signature
from marsad.settings import Settings
from marsad.stages.read.documents import document_of_row
from marsad.stages.reconcile.copies import find_copies, signature_of
from marsad.stages.reconcile.reports import reports_of

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "news" / "ant_conflict.jsonl.gz"
CLUSTERS = ROOT / "tests" / "cases" / "clusters.tsv"
NEW_DAYS = 5
SHIFT_DAYS = 364
"""Between two copies of the corpus: whole weeks, and longer than it lasts."""


class Label(NamedTuple):
    """A row of clusters.tsv."""

    part: str
    cluster: str
    document: str
    type: str
    mode: str
    start: int
    end: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--copies", type=int, default=8)
    args = parser.parse_args()
    extractions = list(extract_corpus(args.corpus))
    reports = [report for extraction in extractions for report in reports_of(extraction)]
    began = time.perf_counter()
    signatures = [signature_of(extraction.document) for extraction in extractions]
    signed = time.perf_counter() - began
    pairs = find_copies(signatures)
    across = sum(one.outlet != other.outlet for one, other in pairs)
    print(f"{len(extractions)} articles, {len(reports)} reports; signatures {len(signatures) / signed:.0f} a second")
    print(f"{len(pairs)} pairs of copies, {across} of them across outlets")
    show_clusters(reports, signatures)
    show_growth(reports, args.copies)


def extract_corpus(path: Path, wanted: frozenset[str] | None = None) -> Iterator[Extraction]:
    """Extractions of a corpus of rows, of the `wanted` documents alone where they are given."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        documents = [document_of_row(row, None) for row in rows if wanted is None or row["id"] in wanted]
    yield from (item for item in extract_all(documents, Settings(jobs=2)) if isinstance(item, Extraction))


def read_labels(path: Path = CLUSTERS) -> list[Label]:
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [Label(row[0], row[1], row[2], row[3], row[4], int(row[5]), int(row[6])) for row in lines[1:]]


def match_labels(labels: Iterable[Label], reports: Iterable[Report]) -> dict[str, Label]:
    """Report → its label: for each label the report of its document and type whose evidence overlaps it most, its mode deciding between equals.

    A label whose event the extraction no longer finds is left out.
    """
    told: defaultdict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in reports:
        told[report.document, report.type].append(report)
    matched: dict[str, Label] = {}
    for label in labels:
        ranked = [(_overlap(label, report), (report.mode or "-") == label.mode, report.id) for report in told[label.document, label.type]]
        best = max((item for item in ranked if item[0] > 0 and item[2] not in matched), default=None)
        if best is not None:
            matched[best[2]] = label
    return matched


def _overlap(label: Label, report: Report) -> int:
    return 0 if report.evidence is None else min(label.end, report.evidence.end) - max(label.start, report.evidence.start)


def b_cubed(labelled: Mapping[str, Label], events: Mapping[str, str]) -> tuple[float, float]:
    """B-cubed precision and recall over labelled reports: report → label, report → event."""
    by_cluster: defaultdict[str, set[str]] = defaultdict(set)
    by_event: defaultdict[str, set[str]] = defaultdict(set)
    for report, label in labelled.items():
        by_cluster[label.cluster].add(report)
        by_event[events[report]].add(report)
    shared = {report: len(by_cluster[label.cluster] & by_event[events[report]]) for report, label in labelled.items()}
    precision = sum(shared[report] / len(by_event[events[report]]) for report in labelled) / len(labelled)
    recall = sum(shared[report] / len(by_cluster[label.cluster]) for report, label in labelled.items()) / len(labelled)
    return precision, recall


def show_clusters(reports: Sequence[Report], signatures: Sequence[Signature]) -> None:
    store = MemoryReports()
    store.add(reports, signatures)
    began = time.perf_counter()
    reconcile_new(store)
    seconds = time.perf_counter() - began
    events = store.all_events()
    home = {report: event.id for event in events for report in event.reports}
    merged = sum(len(event.reports) > 1 for event in events)
    print(f"{len(events)} events, {merged} of several reports, in {seconds:.1f} s")
    labels = read_labels()
    for part in ("dev", "test"):
        labelled = match_labels([label for label in labels if label.part == part], reports)
        precision, recall = b_cubed(labelled, home)
        clusters = len({label.cluster for label in labelled.values()})
        print(f"{part:<4} {len(labelled)} reports in {clusters} clusters: B-cubed precision {precision:.3f}, recall {recall:.3f}")


def show_growth(reports: Sequence[Report], copies: int) -> None:
    days = sorted({(report.published or "")[:10] for report in reports})
    held_back = days[-NEW_DAYS:]
    new = [[report for report in reports if (report.published or "")[:10] == day] for day in held_back]
    old = [report for report in reports if (report.published or "")[:10] not in held_back]
    print(f"adding {NEW_DAYS} days of {', '.join(str(len(day)) for day in new)} reports, one after the other")
    for count in (2**power for power in range(copies.bit_length())):
        store = MemoryReports()
        store.add(old)
        for copy in range(1, count):
            store.add(shift(report, copy, -SHIFT_DAYS * copy) for report in reports)
        reconcile_new(store)
        size, looked_at, began = len(store.all_reports()), 0, time.perf_counter()
        for day in new:
            store.add(day)
            looked_at += reconcile_new(store).reports
        print(f"{size:>9} reports, {count:>3} corpora: {1000 * (time.perf_counter() - began):.0f} ms, {looked_at} reports looked at")


def shift(report: Report, name: object, days: int) -> Report:
    """A copy of a report so many days later, under ids of its own."""
    return msgspec.structs.replace(
        report, id=f"{report.id}-{name}", document=f"{report.document}-{name}", published=_later(report.published, days),
        begin=_day_later(report.begin, days), end=_day_later(report.end, days),
    )  # fmt: skip


def _later(moment: str | None, days: int) -> str | None:
    return None if moment is None else (datetime.fromisoformat(moment) + timedelta(days=days)).isoformat()


def _day_later(day: str | None, days: int) -> str | None:
    return None if day is None else (date.fromisoformat(day[:10]) + timedelta(days=days)).isoformat()


if __name__ == "__main__":
    main()
