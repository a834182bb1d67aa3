"""Events against clusters that were labelled by reading: B-cubed must not fall below what it was."""

from pathlib import Path

from benchmarks.reconcile import b_cubed, extract_corpus, match_labels, read_labels

from marsad.stages.reconcile.cluster import Constraints, cluster_reports
from marsad.stages.reconcile.reports import reports_of

LEAST_PRECISION = 0.96
LEAST_RECALL = 0.6
MOST_LOST = 0.15
"""Share of labels that a change of extraction may lose before the cases must be read again."""


def test_clusters(shared: Path) -> None:
    labels = read_labels()
    documents = frozenset(label.document for label in labels)
    reports = [
        report for extraction in extract_corpus(shared / "data" / "news" / "ant_conflict.jsonl.gz", documents) for report in reports_of(extraction)
    ]
    labelled = match_labels(labels, reports)
    assert len(labelled) >= (1 - MOST_LOST) * len(labels)
    assert len({label.cluster for label in labels}) >= 60
    home = {report: str(number) for number, (ids, _) in enumerate(cluster_reports(reports, Constraints())) for report in ids}
    precision, recall = b_cubed(labelled, home)
    assert precision >= LEAST_PRECISION
    assert recall >= LEAST_RECALL
